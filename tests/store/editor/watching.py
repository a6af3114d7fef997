"""Every record file that a test makes the store read is judged by the editor's schema too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from store.editor.judging import disagreement

from kvadmin.store import reader

#: What has been judged: the record class, the extra fields, the bytes.
JUDGED: set[tuple[Any, ...]] = set()


@contextmanager
def judged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What store and schema do not agree about, as it is read."""
    found: list[str] = []
    real = reader.load

    def watched(schema: Any, path: str, data: bytes) -> Any:
        loaded = real(schema, path, data)
        mark = (schema.record, tuple(schema.extra_fields), path, data)
        if mark not in JUDGED:
            JUDGED.add(mark)
            if said := disagreement(schema, path, data):
                found.append(said)
        return loaded

    monkeypatch.setattr(reader, "load", watched)
    yield found
