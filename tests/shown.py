"""Everything that commands show while tests run, compared with their schemas; or kept as examples to learn from.

``KVADMIN_SAMPLES=DIR pytest tests`` keeps the examples for ``tools/schemas.py`` and compares nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, wraps
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

#: Longer outputs are those of tests with thousands of rows, which are all of one form.
LONGEST = 200_000


@cache
def _schemas() -> dict[str, Path]:
    return {file.stem: file for file in Path(str(files("kvadmin"))).glob("plugins/*/schemas/*.json")}


@cache
def _validator(name: str) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(_schemas()[name].read_text(encoding="utf-8")))


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The faults of what is shown meanwhile in this process."""
    from kvadmin.session.session import Session

    faults: list[str] = []
    show = Session._print  # what is shown has the columns that plugins add

    @wraps(show)
    def note(self: Session, report: Any) -> None:
        show(self, report)
        name = self.command.replace(" ", "_")
        if name in _schemas() and "$schema" not in report.data:
            faults.extend(_told(name, report))

    monkeypatch.setattr(Session, "_print", note)
    yield faults


def _told(name: str, report: Any) -> list[str]:
    from kvadmin.tables import json_text

    try:
        text = json_text.write(report.data)
    except Exception:  # what cannot be written as JSON is the subject of tests of its own
        return []
    if len(text) > LONGEST:
        return []
    if folder := os.environ.get("KVADMIN_SAMPLES"):
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        (Path(folder) / f"{name}.{digest}.json").write_text(text, encoding="utf-8")
        return []
    return [
        f"{name}: {each.json_path}: {each.message[:200]}" for each in _validator(name).iter_errors(json.loads(text))
    ]
