"""``kvadmin migrate``: lift records of an older form to that of today, in one change that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.reports import Column, Report, json_of, table_of

app = typer.Typer(rich_markup_mode=None)

FromOption = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="NAME=VERSION",
        help="Begin at this version, whatever is noted: after older records came by a merge.",
    ),
]
_COLUMNS = (
    Column("plugin", "Plugin", get=lambda one: one[0].name),
    Column("version", "To version", "int", get=lambda one: one[1].version),
    Column("what", "What it does", get=lambda one: one[1].what),
)
_VERSIONS = (
    Column("plugin", get=lambda one: one.name),
    Column("found"),
    Column("known"),
)


@app.command()
def migrate(ctx: typer.Context, since: FromOption = None) -> None:
    """Lift the records of a folder of an older form, step by step, to the form of today.

    Each step is named before you are asked, and --dry-run shows every line that changes. It is one change: kvadmin undo
    takes it back.

    Example: kvadmin migrate --dry-run
    """
    run = session(ctx)
    change = run.store.migrating(run.who, run.why, _versions(since or ()))
    steps = [(standing, step) for standing in change.standings for step in standing.steps]
    files = 0
    if not steps and change.closed:
        raise change.closed[0].error()
    for each in change.closed:
        run.warn(each.error().message)
    if not steps:
        run.info(tr("Nothing to migrate: every record has the form of today."))
        run.attempts.unchanged = True
    for standing in change.standings:
        words = {"plugin": standing.name, "found": standing.found, "known": standing.known}
        run.info(tr("{plugin}: from version {found} to {known}", **words))
        for step in standing.steps:
            run.info(tr("  {version}: {what}", version=step.version, what=tr(step.what)))
    if steps:
        files = len(change.plan().changes)
        run.commit(change, confirm=tr("Lift these records in {count} file(s)?", count=files), forever=change.is_forever)
    if run.format == "json":
        _show(run, change.standings, steps, files)


def _show(run: Session, standings: Sequence[Any], steps: Sequence[Any], files: int) -> None:
    data = {
        "schema": 1,
        "plugins": json_of(_VERSIONS, standings),
        "steps": json_of(_COLUMNS, steps),
        "files": files,
    }
    run.show(Report(data, (table_of("Steps", _COLUMNS, steps),)))


def _versions(said: Sequence[str]) -> dict[str, int]:
    found = {}
    for each in said:
        name, sign, version = each.rpartition("=")
        if not (sign and name and version.isascii() and version.isdigit()):
            raise UsageError(
                tr("{said!r} is no plugin with a version", said=each),
                where="--from",
                hint=tr("write it like improvement=1; kvadmin=1 for the built-in plugins"),
                code="bad-value",
            )
        found[name] = int(version)
    return found
