"""``kvadmin log``, ``undo`` and ``redo``: the history of the data, and the way back and forth in it."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Refused, Session, session, tr
from kvadmin.api.changes import HistoryEntry, Plan, named_id
from kvadmin.api.reports import listing

from ..change_words import files_in_words, history_columns

log_app = typer.Typer(rich_markup_mode=None)
undo_app = typer.Typer(rich_markup_mode=None)
redo_app = typer.Typer(rich_markup_mode=None)

KeyArgument = Annotated[
    str | None,
    typer.Argument(metavar="[KEY]", help="Only changes of files with this in their path, or the change with this id."),
]
ChangeArgument = Annotated[
    str | None, typer.Argument(metavar="[TX]", help="The change's id, or its beginning (4 characters or more).")
]


@log_app.command()
def log(ctx: typer.Context, key: KeyArgument = None) -> None:
    """Show what was changed, when, by whom and why; latest last.

    Example: kvadmin log cohorts/P3
    """
    run = session(ctx)
    every = list(run.store.engine.history(changes=True))
    entries = [each for each in every if key is None or _is_about(each, key)]
    whole = key is not None and not any(key in file for each in entries for file in each.files)
    columns = history_columns([each.transaction_id for each in every], whole=whole)
    run.show(listing("entries", columns, entries, title="History"))


def _is_about(entry: HistoryEntry, key: str) -> bool:
    return any(key in file for file in entry.files) or entry.transaction_id.startswith(key)


@undo_app.command()
def undo(ctx: typer.Context, transaction: ChangeArgument = None) -> None:
    """Take back the latest change, or the one named; that, too, is a change and can be undone.

    Example: kvadmin undo
    """
    run = session(ctx)
    # what is the latest now, not what somebody else does meanwhile
    meant = run.attempts.meant("undo", run.store.latest) if transaction is None else transaction
    plan = run.store.engine.plan_undo(meant)
    _say_what_stays(run, meant)
    if _agreed(run, plan, tr("Take back what was done to {count} file(s)?", count=len(plan.changes))):
        entry = run.store.undo(meant, who=run.who, why=run.why, command="undo", without_guards=run.passed_over)
        _say(run, entry, tr("Taken back: {files}.", files=files_in_words(entry.files)))


def _say_what_stays(run: Session, meant: str) -> None:
    """What has left the folder is not called back: said before the person agrees."""
    entries = {each.transaction_id: each for each in run.store.engine.history()}
    entry = entries[named_id(meant, entries)]
    if entry.undoes is None:
        for text in run.gather("kvadmin_not_undone", snapshot=run.data, undone=entry):
            run.warn(tr("not taken back: {text}", text=text))


@redo_app.command()
def redo(ctx: typer.Context, transaction: ChangeArgument = None) -> None:
    """Make again the change that was undone last, or the one named.

    Example: kvadmin undo && kvadmin redo
    """
    run = session(ctx)
    if transaction is None:
        undoing = run.attempts.meant("redo", lambda: run.store.latest(redo=True))
    else:
        undoing = _undone_by(run, transaction)
    plan = run.store.engine.plan_undo(undoing)
    if _agreed(run, plan, tr("Make again what was done to {count} file(s)?", count=len(plan.changes))):
        entry = run.store.undo(undoing, who=run.who, why=run.why, command="redo", without_guards=run.passed_over)
        _say(run, entry, tr("Made again: {files}.", files=files_in_words(entry.files)))


def _undone_by(run: Session, name: str) -> str:
    """The undo that took a change back; an undo that stands may be named itself."""
    entries = {each.transaction_id: each.undone_by for each in run.store.engine.history()}
    found = named_id(name, entries)
    by = entries[found] or (found if found in entries.values() else None)
    if by is None:
        raise Refused(tr("{name} is not undone", name=found), hint="kvadmin log", code="nothing-to-do")
    return by


def _agreed(run: Session, plan: Plan, question: str) -> bool:
    """Whether to write what is planned, after the plugins and the person were asked; a dry run only shows it."""
    run.ask_plugins(plan.changes)
    if run.dry_run:
        run.show_plan(plan)
        run.info(tr("Dry run: nothing was written."))
        return False
    for change in plan.changes:
        run.attempts.shown("".join(change.diff))
    if not run.confirm(question):
        raise Refused(tr("stopped: nothing was written"), code="stopped")
    return True


def _say(run: Session, entry: HistoryEntry, done: str) -> None:
    """Tell the person, then the plugins, what was done: it is written, whatever a plugin makes of it."""
    run.info(tr("{done} Undo that with: kvadmin undo {change}", done=done, change=entry.transaction_id))
    run.tell_plugins(entry)
