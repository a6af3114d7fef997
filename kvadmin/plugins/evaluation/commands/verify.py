"""``evaluation verify``: a package against its manifest, by anybody who has it."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Refused, session, tr
from kvadmin.api.reports import Column, listing

from ..package.manifest import check_package

_COLUMNS = (
    Column("file", "File", get=attrgetter("path")),
    Column("problem", "Problem", get=attrgetter("text")),
)


def verify(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the package.")],
) -> None:
    """Check a package: every file, the same content in every format, and that no hidden count can be worked out.

    Each format is read with another program or library than the one that wrote it, where one is installed; the notes
    say which was not. It needs neither the programme nor the key. Exit 0 when it is as its manifest says, 1 when not.

    Example: kvadmin evaluation verify evaluator-2007
    """
    run = session(ctx)
    found, problems, readers = check_package(folder)
    notes = [tr("{number} files, package_sha256 {hash}", number=len(found["files"]), hash=found["package_sha256"])]
    others = [f"{each.format} ({each.reader})" for each in readers if each.independent]
    if others:
        notes.append(tr("read with something else than what wrote it: {formats}", formats=", ".join(others)))
    notes += [
        tr("{format} was read only by what wrote it: {other} is not installed", format=each.format, other=each.lacking)
        for each in readers
        if not each.independent
    ]
    run.show(
        listing(
            "problems",
            _COLUMNS,
            problems,
            title=tr("Differences of {folder} from its manifest", folder=folder),
            notes=tuple(notes),
            folder=str(folder),
            profile=found["profile"],
            package_sha256=found["package_sha256"],
            ok=not problems,
            readers=[
                {"format": each.format, "reader": each.reader, "independent": each.independent} for each in readers
            ],
        )
    )
    if problems:
        raise Refused(
            tr("{number} difference(s) from the manifest", number=len(problems)),
            where=str(folder),
            code="package-differs",
        )
