"""``kvadmin log``, ``undo`` and ``redo``: the history of the data, and the way back and forth in it."""

from __future__ import annotations

from shlex import quote
from typing import Annotated
from unicodedata import normalize

import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.changes import HistoryEntry, Plan
from kvadmin.api.reports import listing

from ..change_words import files_in_words, history_columns

_SHOWN = 20  # changes, unless the person says how many: with what stands around them a screen of 24 lines

log_app = typer.Typer(rich_markup_mode=None)
undo_app = typer.Typer(rich_markup_mode=None)
redo_app = typer.Typer(rich_markup_mode=None)

KeyArgument = Annotated[
    str | None,
    typer.Argument(metavar="[KEY]", help="Only changes of files with this in their path, or the change with this id."),
]
LastOption = Annotated[
    int | None, typer.Option("--last", min=1, metavar="N", help="Show the latest N changes (default: 20).")
]
AllOption = Annotated[bool, typer.Option("--all", help="Show all changes.")]
ChangeArgument = Annotated[
    str | None, typer.Argument(metavar="[TX]", help="The change's id, or its beginning (4 characters or more).")
]


@log_app.command()
def log(ctx: typer.Context, key: KeyArgument = None, last: LastOption = None, every: AllOption = False) -> None:
    """Show what was changed, when, by whom and why; the latest changes, the last of them last.

    Example: kvadmin log cohorts/P3
    """
    if every and last is not None:
        raise UsageError(tr("--last and --all exclude each other"), where="--last", code="contradicting-options")
    run = session(ctx)
    chronicle = run.store.chronicle()
    entries, total = chronicle.excerpt(key, None if every else last or _SHOWN)
    whole = key is not None and not any(key in file for each in entries for file in each.files)
    columns = history_columns(chronicle.ids, entries, whole=whole)
    notes = [_earlier(key, total - len(entries))] if total > len(entries) else []
    run.show(listing("entries", columns, entries, title="History", notes=notes, total=total))


def _earlier(key: str | None, count: int) -> str:
    """How many changes are not shown, and what shows them."""
    command = " ".join(["kvadmin log", *([] if key is None else [quote(key)]), "--all"])
    return tr("{count} earlier change(s) are not shown; all of them: {command}", count=count, command=command)


@undo_app.command()
def undo(ctx: typer.Context, transaction: ChangeArgument = None) -> None:
    """Take back the latest change, or the one named; that, too, is a change and can be undone.

    A change that somebody else has made is taken back only when it is named.

    Example: kvadmin undo
    """
    run = session(ctx)
    # what is the latest now, not what somebody else does meanwhile
    meant = run.attempts.meant("undo", run.store.latest) if transaction is None else transaction
    theirs = run.store.chronicle().named(meant)
    if transaction is None and not _is_own(run, theirs):
        raise _not_asked_for(theirs, "undo")
    plan = run.store.records.plan_undo(meant)
    _say_what_stays(run, theirs)
    if _agreed(run, plan, tr("Take back what was done to {count} file(s)?", count=len(plan.changes))):
        entry = run.store.undo(meant, who=run.who, why=run.why, command="undo", without_guards=run.passed_over)
        _say(run, entry, _done(run, theirs, tr("Taken back: {files}.", files=files_in_words(entry.files))))


def _say_what_stays(run: Session, entry: HistoryEntry) -> None:
    """What has left the folder is not called back: said before the person agrees."""
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
        undoing = run.store.chronicle().undoing(transaction)
    theirs = run.store.chronicle().named(undoing)
    if transaction is None and not _is_own(run, theirs):
        raise _not_asked_for(theirs, "redo")
    plan = run.store.records.plan_undo(undoing)
    if _agreed(run, plan, tr("Make again what was done to {count} file(s)?", count=len(plan.changes))):
        entry = run.store.undo(undoing, who=run.who, why=run.why, command="redo", without_guards=run.passed_over)
        _say(run, entry, _done(run, theirs, tr("Made again: {files}.", files=files_in_words(entry.files))))


def _is_own(run: Session, entry: HistoryEntry) -> bool:
    """Whether the person made a change herself; one that nobody is known to have made is nobody else's."""
    return _name(entry.who) in ("", _name(run.who))


def _name(who: str) -> str:
    return " ".join(normalize("NFC", who).split()).casefold()


def _not_asked_for(entry: HistoryEntry, command: str) -> Refused:
    """The error of an undo or redo that means a change of somebody else without naming it."""
    said, change = _whose(entry), entry.transaction_id
    if command == "undo":
        message = tr("the latest change is not yours: {whose}", whose=said)
        hint = tr("if you mean it, name it: kvadmin undo {change}", change=change)
    else:
        message = tr("the latest undo is not yours: {whose}", whose=said)
        hint = tr("if you mean it, name it: kvadmin redo {change}", change=change)
    return Refused(
        message,
        where=change,
        hint=hint,
        code="needs-confirmation",
    )


def _whose(entry: HistoryEntry) -> str:
    """Who, when and what: ``Ola Hansen, 2008-06-10 14:05, cohort set (cohorts/P3.yaml)``."""
    when = tr("{moment:%Y-%m-%d %H:%M}", moment=entry.when)
    return f"{entry.who}, {when}, {entry.command} ({files_in_words(entry.files)})"


def _done(run: Session, theirs: HistoryEntry, done: str) -> str:
    """What was done; of somebody else's change also whose it was."""
    return done if _is_own(run, theirs) else tr("{done} It was not yours: {whose}.", done=done, whose=_whose(theirs))


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
