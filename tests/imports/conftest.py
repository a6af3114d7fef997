"""A programme with a call, and lists of applications written in a few words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from books import xlsx

Put = Callable[..., Path]


@pytest.fixture
def call(cli: Any, programme: Path) -> Path:
    """The small programme with a call P1."""
    cli("-C", programme, "cohort", "new", "P1", "--name", "Pulje 1", check=True)
    return programme


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write rows (``Kommune | Mottatt``) as a list; the name's ending decides the format."""

    def write(*rows: str, name: str = "liste.csv") -> Path:
        cells = [[cell.strip() for cell in row.split("|")] for row in rows]
        file = tmp_path / name
        if file.suffix == ".csv":
            file.write_text("\n".join(";".join(row) for row in cells) + "\n", encoding="utf-8")
        else:
            file.write_bytes(xlsx(("Ark1", cells)))
        return file

    return write
