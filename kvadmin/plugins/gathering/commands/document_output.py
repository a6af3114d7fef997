"""Where a single document goes: ``-o FILE``, ``-o -`` for stdout, else a file of its own name here."""

from __future__ import annotations

from pathlib import Path

from kvadmin.api import Session, tr
from kvadmin.api.commands import file_stem, write_file


def put_document(run: Session, content: bytes, name: str, *, personal: bool = True) -> None:
    """Write a document; nothing for a dry run.

    Args:
        run: The session, with ``-o``.
        content: The whole file.
        name: Of the file when ``-o`` names none.
        personal: It names people: a new file of it is for its owner alone.

    Raises:
        Conflict: The target is open elsewhere; a fresh name is offered.
        UsageError: It would land on a terminal.
    """
    if run.output == "-":
        run.show_document(content, name.rpartition(".")[2], personal=personal)
        return
    stem, dot, ending = name.rpartition(".")
    path = Path(run.output) if run.output else Path(f"{file_stem(stem)}{dot}{ending}")
    if run.dry_run:
        run.info(tr("Dry run: {path} would be written ({size:,} bytes).", path=path, size=len(content)))
        return
    write_file(path, content, personal=personal)
    run.info(tr("Written: {path}", path=path))
