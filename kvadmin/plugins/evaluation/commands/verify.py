"""``evaluation verify``: a package against its manifest, by anybody who has it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Refused, session, tr
from kvadmin.api.reports import Column, Report, Table

from ..package.manifest import check_package


def verify(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the package.")],
) -> None:
    """Check a package: every file, the same content in every format, and that no hidden count can be worked out.

    Exit 0 when it is as its manifest says, 1 when it is not. It needs neither the programme nor the key.

    Example: kvadmin evaluation verify evaluator-2007
    """
    run = session(ctx)
    found, problems = check_package(folder)
    data = {
        "schema": 1,
        "folder": str(folder),
        "profile": found["profile"],
        "package_sha256": found["package_sha256"],
        "ok": not problems,
        "problems": [{"file": each.path, "problem": each.text} for each in problems],
    }
    columns = (Column("file", "File"), Column("problem", "Problem"))
    note = tr("{number} files, package_sha256 {found}", number=len(found["files"]), found=found["package_sha256"])
    run.show(Report(data, (Table(tr("Package in {folder}", folder=folder), columns, tuple(problems), (note,)),)))
    if problems:
        raise Refused(tr("{number} difference(s) from the manifest", number=len(problems)), where=str(folder))
