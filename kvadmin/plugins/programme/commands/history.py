"""``kvadmin log``, ``undo`` and ``redo``: the history of the data, and the way back and forth in it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, UnknownName, session, tr
from kvadmin.api.changes import HistoryEntry, Plan
from kvadmin.api.reports import Column, listing

log_app = typer.Typer(rich_markup_mode=None)
undo_app = typer.Typer(rich_markup_mode=None)
redo_app = typer.Typer(rich_markup_mode=None)

KeyArgument = Annotated[
    str | None, typer.Argument(metavar="[KEY]", help="Only changes of files with this in their path.")
]
ChangeArgument = Annotated[str | None, typer.Argument(metavar="[TX]", help="The change's id, as kvadmin log shows it.")]


@log_app.command()
def log(ctx: typer.Context, key: KeyArgument = None) -> None:
    """Show what was changed, when, by whom and why; latest last.

    Example: kvadmin log cohorts/P3
    """
    run = session(ctx)
    entries = [each for each in run.store.engine.history() if key is None or any(key in file for file in each.files)]
    run.show(listing("entries", _ENTRIES, entries, title="History"))


def _why(entry: HistoryEntry) -> str:
    parts = [
        tr("undoes {change}", change=entry.undoes) if entry.undoes else "",
        entry.why,
        tr("(undone by {change})", change=entry.undone_by) if entry.undone_by else "",
        tr("(without guard {plugins})", plugins=", ".join(entry.without_guards)) if entry.without_guards else "",
    ]
    return " ".join(filter(None, parts))


def _files(files: Sequence[str]) -> str:
    named = ", ".join(files[:2])
    return named if len(files) <= 2 else tr("{named} and {more} more", named=named, more=len(files) - 2)


_ENTRIES = (
    Column("id", "Change", get=attrgetter("transaction_id")),
    Column(
        "when",
        "When",
        get=lambda entry: entry.when.isoformat(timespec="seconds"),
        show=lambda when: when[:16].replace("T", " "),
        rank=1,
    ),
    Column("who", "Who", rank=1),
    Column("why"),
    Column("why", "Why", get=_why, json=False, rank=2),
    Column("command", "Command"),
    Column("files", "Files", get=lambda entry: list(entry.files), show=_files, rank=3),
    Column("undoes"),
    Column("undone_by"),
    Column("without_guards", get=lambda entry: list(entry.without_guards)),
)


@undo_app.command()
def undo(ctx: typer.Context, transaction: ChangeArgument = None) -> None:
    """Take back the latest change, or the one named; that, too, is a change and can be undone.

    Example: kvadmin undo
    """
    run = session(ctx)
    plan = run.store.engine.plan_undo(transaction)
    if _agreed(run, plan, tr("Take back what was done to {count} file(s)?", count=len(plan.changes))):
        entry = run.store.undo(transaction, who=run.who, why=run.why, command="undo", without_guards=run.passed_over)
        _say(run, entry, tr("Taken back: {files}.", files=_files(entry.files)))


@redo_app.command()
def redo(ctx: typer.Context, transaction: ChangeArgument = None) -> None:
    """Make again the change that was undone last, or the one named.

    Example: kvadmin undo && kvadmin redo
    """
    run = session(ctx)
    latest = transaction is None
    undoing = None if transaction is None else _undone_by(run, transaction)
    plan = run.store.engine.plan_undo(undoing, redo=latest)
    if _agreed(run, plan, tr("Make again what was done to {count} file(s)?", count=len(plan.changes))):
        without = run.passed_over
        entry = run.store.undo(undoing, who=run.who, why=run.why, command="redo", redo=latest, without_guards=without)
        _say(run, entry, tr("Made again: {files}.", files=_files(entry.files)))


def _undone_by(run: Session, name: str) -> str:
    """The undo that took a change back; an undo that stands may be named itself."""
    entries = {each.transaction_id: each.undone_by for each in run.store.engine.history()}
    if name not in entries:
        raise UnknownName(tr("there is no change {name!r}", name=name), hint="kvadmin log")
    by = entries[name] or (name if name in entries.values() else None)
    if by is None:
        raise Refused(tr("{name} is not undone", name=name), hint="kvadmin log")
    return by


def _agreed(run: Session, plan: Plan, question: str) -> bool:
    """Whether to write what is planned, after the plugins and the person were asked; a dry run only shows it."""
    run.ask_plugins(plan.changes)
    if run.dry_run:
        run.show_plan(plan)
        run.info(tr("Dry run: nothing was written."))
        return False
    if not run.confirm(question):
        raise Refused(tr("stopped: nothing was written"))
    return True


def _say(run: Session, entry: HistoryEntry, done: str) -> None:
    """Tell the person, then the plugins, what was done: it is written, whatever a plugin makes of it."""
    run.info(tr("{done} Undo that with: kvadmin undo {change}", done=done, change=entry.transaction_id))
    run.tell_plugins(entry)
