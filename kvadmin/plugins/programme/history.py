"""``kvadmin log``, ``undo`` and ``redo``: the history of the data, and the way back and forth in it."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Column, HistoryEntry, Refused, Report, Session, Table, session

log_app = typer.Typer(rich_markup_mode=None)
undo_app = typer.Typer(rich_markup_mode=None)
redo_app = typer.Typer(rich_markup_mode=None)

Key = Annotated[str | None, typer.Argument(metavar="[KEY]", help="Only changes of files with this in their path.")]
Transaction = Annotated[str | None, typer.Argument(metavar="[TX]", help="The change's id, as kvadmin log shows it.")]


@log_app.command()
def log(ctx: typer.Context, key: Key = None) -> None:
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
    run.show(Report({"schema": 1, "entries": [_data(each) for each in entries]}, (Table("History", columns, rows),)))


def _why(entry: HistoryEntry) -> str:
    undone = f" (undone by {entry.undone_by})" if entry.undone_by else ""
    return f"{f'undoes {entry.undoes}' if entry.undoes else entry.why}{undone}"


def _files(entry: HistoryEntry) -> str:
    shown = ", ".join(entry.files[:2])
    return shown if len(entry.files) <= 2 else f"{shown} and {len(entry.files) - 2} more"  # noqa: PLR2004 - two fit


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
def undo(ctx: typer.Context, transaction: Transaction = None) -> None:
    """Take back the latest change, or the one named; that, too, is a change and can be undone.

    Example: kvadmin undo
    """
    run = session(ctx)
    _take_back(run, transaction or _latest(run, undone=False))


@redo_app.command()
def redo(ctx: typer.Context, transaction: Transaction = None) -> None:
    """Make again the change that was undone last, or the one named.

    Example: kvadmin undo && kvadmin redo
    """
    run = session(ctx)
    chosen = transaction or _latest(run, undone=True)
    undone = {each.transaction_id: each.undone_by for each in run.store.history()}
    _take_back(run, undone.get(chosen) or chosen)


def _latest(run: Session, *, undone: bool) -> str:
    """The latest change that stands, or the latest undo that stands."""
    entries = [each for each in run.store.history() if each.undone_by is None and (each.undoes is not None) == undone]
    if not entries:
        raise Refused("there is nothing to redo" if undone else "there is nothing to undo", hint="kvadmin log")
    return entries[-1].transaction_id


def _take_back(run: Session, transaction: str) -> None:
    plan = run.store.plan_undo(transaction)
    if run.dry_run:
        run.show_plan(plan)
        run.info("Dry run: nothing was written.")
        return
    if not run.confirm(f"Take back {transaction}, {len(plan.changes)} file(s)?"):
        raise Refused("stopped: nothing was written")
    entry = run.store.undo(transaction, who=run.who, why=run.why, command="undo")
    run.info(f"Taken back: {', '.join(entry.files[:5])}. Undo that with: kvadmin undo {entry.transaction_id}")
