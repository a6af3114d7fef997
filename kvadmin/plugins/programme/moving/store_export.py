"""``store export``: everything that a programme keeps, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from kvadmin.api import Refused, Session, session, tr
from kvadmin.api.commands import file_stem
from kvadmin.api.reports import Report, facts

from .store_copy import lines_of


def export(ctx: typer.Context) -> None:
    """Write one archive with everything a programme keeps, the history included: a backup, or to move with.

    It is a zip file with MANIFEST.json, SHA256SUMS and all contents, always the same bytes for the same programme, for
    its owner alone (mode 600). Without -o its name is that of the folder. kvadmin store copy restores it.

    Example: kvadmin store export -o ../programme.zip
    """
    run = session(ctx)
    path = _file(run)
    here = run.place(str(run.folder), where="-C/--data")
    try:
        here.check_programme()
        figures = here.kept.figures
        _refuse_losses(run, here)
        if not run.dry_run:
            run.attempts.acted = True
            here.export(path)
        for name in here.kept.left_out:
            run.info(tr("left out: {name}, a lock or a half of something", name=name))
        for name in here.kept.no_files:
            run.info(tr("left out: {name}, a pipe, a socket or a device", name=name))
    finally:
        here.close()
    data = {
        "schema": 1,
        "file": str(path),
        "dry_run": run.dry_run,
        **figures._asdict(),
        "left_out": sorted((*here.kept.left_out, *here.kept.no_files)),
    }
    run.output, run.format = None, run.said_format or (run.format if run.format == "json" else None)
    run.show(Report(data, (facts("Archive", (("File", str(path)), *lines_of(figures))),)))
    if run.dry_run:
        run.info(tr("Dry run: nothing was written."))
        return
    run.warn(
        tr("{path} holds personal data, and all that is sensitive, as the programme does; who has it can read it all",
           path=path)
    )  # fmt: skip
    run.info(tr("Restore it: kvadmin store copy --from {path} --to FOLDER", path=path))


def _refuse_losses(run: Session, here: Any) -> None:
    """Refuse a place that has lost what it kept: the archive would look whole, and take the place of one that is."""
    found = here.losses()
    for each in found:
        run.warn(f"{each.where()}: {each.code}: {each.text}")
    if found:
        raise Refused(
            tr("{count} error(s) in what is to be copied", count=len(found)),
            where=here.said,
            hint=tr("restore it; what is left is copied by kvadmin store copy --with-faults"),
            code="faults-found",
        )


def _file(run: Session) -> Path:
    """The archive's place, which is not in the programme itself."""
    named = run.output not in (None, "-")
    path = Path(run.output or "") if named else Path.cwd() / f"{file_stem(run.folder.resolve().name)}.zip"
    if path.resolve().is_relative_to(run.folder.resolve()):
        raise Refused(
            tr("{path} would lie in the programme folder itself", path=path),
            where="-o",
            hint=tr("name a file outside of it: -o ../{name}", name=path.name),
            code="belongs-to-programme",
        )
    if not named and path.exists():
        raise Refused(
            tr("{path} is there already", path=path),
            where="-o",
            hint=tr("name the file: -o FILE.zip"),
            code="already-there",
        )
    run.check_writable(path)
    return path
