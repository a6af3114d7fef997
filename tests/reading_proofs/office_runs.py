"""Every file of every office, and the verdict of each."""

from __future__ import annotations

import importlib
import pkgutil
import tempfile
from collections.abc import Iterable, Iterator

from reading_proofs import offices
from reading_proofs.import_runs import Desks
from reading_proofs.office_file import OfficeFile
from reading_proofs.verdicts import FileVerdict, judge_file


def all_files() -> dict[str, OfficeFile]:
    """Every file of every office, by name."""
    modules = sorted(each.name for each in pkgutil.iter_modules(offices.__path__))
    found = [file for name in modules for file in importlib.import_module(f"{offices.__name__}.{name}").files()]
    assert len({file.name for file in found}) == len(found), "two files of one name"
    return {file.name: file for file in found}


def judged(files: Iterable[OfficeFile]) -> Iterator[FileVerdict]:
    """The verdict of each file, each in a fresh programme."""
    with tempfile.TemporaryDirectory() as scratch:
        desks = Desks(scratch)
        for file in files:
            with desks.fresh() as desk:
                yield judge_file(desk, file, desk.folder.parent / "files")
