"""``kvadmin check``: every finding of the store and of the plugins, each with its place."""

from __future__ import annotations

import typer

from kvadmin.api import Finding, InvalidData, KvadminError, PluginFailure, Session, session, tr
from kvadmin.api.reports import Column, listing

from ..kept_by_git import git_findings
from ..missed_plugins import missed_findings, version_findings
from ..older_forms import older_findings

app = typer.Typer(rich_markup_mode=None)

_COLUMNS = (
    Column("where", "Where", get=Finding.where, json=False),
    Column("path"),
    Column("line"),
    Column("column"),
    Column("severity", "Severity", rank=1),
    Column("code", "Code", rank=3),
    Column("text", "What"),
    Column("hint", "Hint", rank=2),
)


@app.command()
def check(ctx: typer.Context) -> None:
    """Check every file of the programme folder; exit 3 when there are errors.

    Example: kvadmin check
    """
    run = session(ctx)
    of_folder = {*run.store.check(), *missed_findings(run), *version_findings(run), *older_findings(run)}
    of_folder |= {*run.programme_plugins.unread(), *git_findings(run)}
    faulty = any(each.severity == "error" for each in of_folder)
    findings = sorted(of_folder | set(run.store.explained(_of_plugins(run, faulty=faulty))))
    errors = sum(each.severity == "error" for each in findings)
    warnings = sum(each.severity == "warning" for each in findings)
    fine = tr("Everything is in order.")
    run.show(listing("findings", _COLUMNS, findings, empty=fine, errors=errors, warnings=warnings))
    if errors:
        mending = tr("open the files at these lines and mend them, then check again")
        if not run.on_disk:
            mending = tr("mend each with: kvadmin store edit NAME, then check again")
        raise InvalidData(
            tr("{errors} error(s) in the programme folder", errors=errors),
            where=str(run.folder),
            hint=mending,
            code="faults-found",
        )
    if findings:
        run.info(tr("No errors."))


def _of_plugins(run: Session, *, faulty: bool) -> list[Finding]:
    """What the plugins' checks find; their early end is an error too, unless the folder has one that says why."""
    try:
        return run.gather("kvadmin_checks", snapshot=run.data, today=run.today)
    except PluginFailure:
        raise
    except KvadminError as error:
        told = tr("not all checks could be made before this is mended: {message}", message=error.message)
        if not faulty:
            return [Finding(error.where or "", 0, 0, "unreadable", told, error.hint)]
        run.warn(told)
        return []
