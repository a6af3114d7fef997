"""``kvadmin log``, ``undo`` and ``redo``: the history of the data, and the way back and forth in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, UnknownName, session, tr
from kvadmin.api.changes import HistoryEntry, Plan
from kvadmin.api.reports import Column, Report, Table

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
    entries = [each for each in run.store.history() if key is None or any(key in file for file in each.files)]
    columns = (
        Column("id", "Change"),
        Column("when", "When"),
        Column("who", "Who"),
        Column("why", "Why"),
        Column("command", "Command"),
        Column("files", "Files"),
    )
    rows = tuple(
        (each.transaction_id, f"{each.when:%Y-%m-%d %H:%M}", each.who, _why(each), each.command, _files(each))
        for each in entries
    )
    run.show(
        Report({"schema": 1, "entries": [_data(each) for each in entries]}, (Table(tr("History"), columns, rows),))
    )


def _why(entry: HistoryEntry) -> str:
    parts = [
        f"undoes {entry.undoes}" if entry.undoes else "",
        entry.why,
        f"(undone by {entry.undone_by})" if entry.undone_by else "",
    ]
    return " ".join(filter(None, parts))


def _files(entry: HistoryEntry) -> str:
    shown = ", ".join(entry.files[:2])
    return shown if len(entry.files) <= 2 else f"{shown} and {len(entry.files) - 2} more"


def _data(entry: HistoryEntry) -> dict[str, object]:
    return {
        "id": entry.transaction_id,
        "when": entry.when.isoformat(timespec="seconds"),
        "who": entry.who,
        "why": entry.why,
        "command": entry.command,
        "files": list(entry.files),
        "undoes": entry.undoes,
        "undone_by": entry.undone_by,
    }


@undo_app.command()
def undo(ctx: typer.Context, transaction: ChangeArgument = None) -> None:
    """Take back the latest change, or the one named; that, too, is a change and can be undone.

    Example: kvadmin undo
    """
    run = session(ctx)
    act = partial(run.store.undo, transaction, command="undo")
    _turn(run, run.store.plan_undo(transaction), act, "Take back", "Taken back")


@redo_app.command()
def redo(ctx: typer.Context, transaction: ChangeArgument = None) -> None:
    """Make again the change that was undone last, or the one named.

    Example: kvadmin undo && kvadmin redo
    """
    run = session(ctx)
    if transaction is None:
        plan, act = run.store.plan_redo(), partial(run.store.redo, command="redo")
    else:
        by = _undone_by(run, transaction)
        plan, act = run.store.plan_undo(by), partial(run.store.undo, by, command="redo")
    _turn(run, plan, act, "Make again", "Made again")


def _undone_by(run: Session, name: str) -> str:
    """The undo that took a change back; an undo that stands may be named itself."""
    entries = {each.transaction_id: each.undone_by for each in run.store.history()}
    if name not in entries:
        raise UnknownName(tr("there is no change {name!r}", name=name), hint=tr("kvadmin log"))
    by = entries[name] or (name if name in entries.values() else None)
    if by is None:
        raise Refused(tr("{name} is not undone", name=name), hint=tr("kvadmin log"))
    return by


def _turn(run: Session, plan: Plan, act: Callable[..., HistoryEntry], question: str, done: str) -> None:
    """Ask plugins and the person, put the files back, say what was done."""
    run.ask_plugins(plan.changes)
    if run.dry_run:
        run.show_plan(plan)
        run.info(tr("Dry run: nothing was written."))
        return
    if not run.confirm(
        tr("{question} what was done to {number} file(s)?", question=question, number=len(plan.changes))
    ):
        raise Refused(tr("stopped: nothing was written"))
    entry = act(who=run.who, why=run.why)
    run.tell_plugins(entry)
    run.info(
        tr(
            "{done}: {entry}. Undo that with: kvadmin undo {transaction_id}",
            done=done,
            entry=_files(entry),
            transaction_id=entry.transaction_id,
        )
    )
