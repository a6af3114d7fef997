"""``mail settle``: what has become of a letter, said by a person or found among what a mail program has sent."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import typer

from kvadmin.api import Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import near_names

from ..after.mailboxes import read_messages
from ..after.sent_folder import SentFolder, find_sent
from ..kept import kept_now
from ..outbox.frozen_mailing import FrozenLetter
from ..outbox.letter_life import LetterStatus
from ..outbox.mailings import Mailing, all_mailings, mailing_named, without_samples
from ..outbox.settlements import Settlement, objection, settle
from ..records import day_in
from ..told_again import told_again
from .arguments import letter_keys

_Said = Literal["came", "not-came", "posted", "bounced", "withdrawn"]


@dataclass(frozen=True)
class _Settled:
    """A letter and what it is now, as a row."""

    mailing: str
    number: int
    recipient: str
    status: str
    on: str
    why: str


_COLUMNS = (
    Column("mailing", "Mailing", rank=1),
    Column("number", "No.", "int"),
    Column("recipient", "Recipient"),
    Column("status", "Status"),
    Column("on", "Day", "date", show=day_in),
    Column("why", "Why", rank=1, show=told_again),
)


def settle_(
    ctx: typer.Context,
    mailing: Annotated[str, typer.Argument(metavar="[MAILING]", help="The mailing; with --sent-folder else all.")] = "",
    keys: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KEY]...",
            help="Letters: 0301, 0301/project-leader, or a letter's number: #12.",
            autocompletion=letter_keys,
        ),
    ] = None,
    came: Annotated[bool, typer.Option("--came", help="They have come.")] = False,
    not_came: Annotated[
        bool, typer.Option("--not-came", help="They have not: `mail resume` sends them again.")
    ] = False,
    posted: Annotated[bool, typer.Option("--posted", help="They were put in the mail.")] = False,
    bounced: Annotated[bool, typer.Option("--bounced", help="They came back.")] = False,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="They are not to go.")] = False,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of that (else today).")] = "",
    having: Annotated[
        str,
        typer.Option(
            "--having",
            metavar="STATUS",
            help="All letters of a status instead: unknown, written ...",
            autocompletion=lambda: list(get_args(LetterStatus)),
        ),
    ] = "",
    sent_folder: Annotated[
        Path | None,
        typer.Option("--sent-folder", metavar="PATH", help="What a mail program has sent: mbox, Maildir, .eml files."),
    ] = None,
) -> None:
    """Say what became of letters, each with a reason (--why); or find drafts that have left in a folder of sent mail.

    What did not come is open again, and `mail resume` sends it once more with the same Message-ID.

    Example: kvadmin mail settle --sent-folder Sent
    """
    run = session(ctx)
    flags = (("came", came), ("not-came", not_came), ("posted", posted), ("bounced", bounced), ("withdrawn", withdrawn))
    chosen = [what for what, given in flags if given]
    if sent_folder is not None:
        if chosen or keys or having or on:
            raise UsageError(
                tr("--sent-folder finds letters by itself"), where="--sent-folder", code="contradicting-options"
            )
        _look_in(run, mailing, sent_folder)
        return
    what = _what(chosen)
    if not mailing or bool(keys) == bool(having):
        raise UsageError(
            tr("which letters?"),
            hint=tr("kvadmin mail settle MAILING KEY... --came --why TEXT, or --having STATUS"),
            code="missing-value",
        )
    if not run.why.strip():
        raise UsageError(
            tr("what is said of a letter needs a reason"),
            where="--why",
            hint=tr("add --why TEXT"),
            code="missing-reason",
        )
    day = parse_day(on, where="--on") if on else run.today
    found = mailing_named(run, mailing)
    letters = _having(found, having) if having else _named(found, keys or [])
    _settle(run, [(found, [Settlement(each.number, what, day, run.why.strip()) for each in letters])])


def _what(chosen: list[str]) -> _Said:
    for what in get_args(_Said):
        if chosen == [what]:
            said: _Said = what
            return said
    ways = ", ".join(f"--{each}" for each in get_args(_Said))
    raise UsageError(tr("what has become of them? one of: {ways}", ways=ways), code="missing-value")


def _having(mailing: Mailing, status: str) -> list[FrozenLetter]:
    if status not in get_args(LetterStatus):
        raise UsageError(
            tr("{status!r} is no status of a letter", status=status),
            where="--having",
            hint=tr("one of: {known}", known=", ".join(get_args(LetterStatus))),
            near=near_names(status, get_args(LetterStatus)),
            code="unknown-word",
        )
    found = [letter for letter, life in mailing.lives() if life.status == status]
    if not found:
        raise UnknownName(
            tr("no letter of {name} is {status}", name=mailing.name, status=tr(status)),
            hint=f"kvadmin mail status {mailing.name}",
            code="unknown-letter",
        )
    return found


def _named(mailing: Mailing, keys: Iterable[str]) -> list[FrozenLetter]:
    """The letters meant by what was typed, each once; raises UnknownName when one is none, or is several."""
    found: dict[int, FrozenLetter] = {}
    for key in keys:
        same = [one for one in mailing.outbox.letters if key in (one.key, one.party, f"#{one.number}")]
        same = same or [one for one in mailing.outbox.letters if key == str(one.number)]
        if not same:
            raise UnknownName(
                tr("the mailing {name} has no letter {letter!r}", name=mailing.name, letter=key),
                hint=f"kvadmin mail preview {mailing.name}",
                near=near_names(key, [name for one in mailing.outbox.letters for name in (one.key, one.party)]),
                code="unknown-letter",
            )
        if len(same) > 1:
            raise UnknownName(
                tr("{key} has several letters in {name}", key=key, name=mailing.name),
                hint=", ".join(one.key for one in same),
                code="ambiguous-name",
            )
        found[same[0].number] = same[0]
    return list(found.values())


def _look_in(run: Session, name: str, path: Path) -> None:
    """Settle what is found in a folder of sent mail; say what may be a letter and is not surely one."""
    mailings = [mailing_named(run, name)] if name else without_samples(all_mailings(run.data, kept_now(run)))
    looked = find_sent(mailings, read_messages(path))
    wanted = []
    for mailing in mailings:
        new = []
        for each in looked.found:
            if each.mailing is mailing:
                why = tr("in {folder}, by {trace}", folder=path.name, trace=each.by)
                said = Settlement(each.letter.number, "found", each.on, why)
                error = objection(mailing, each.letter, said, run.today)
                if error is None:
                    new.append(said)
                else:
                    looked.unsure.append(f"{mailing.name} {each.letter.key}: {error.message}")
        if new:
            wanted.append((mailing, new))
    _settle(run, wanted, looked)


def _settle(run: Session, wanted: list[tuple[Mailing, list[Settlement]]], looked: SentFolder | None = None) -> None:
    rows = []
    change = run.transaction()
    with ExitStack() as locks:
        for mailing, said in wanted:
            if not run.dry_run:
                locks.enter_context(mailing.outbox.sending.hold())
            settle(run, change, mailing, said)
            rows += [_row(mailing, each) for each in said]
        if change.edits:
            run.commit(change)
    notes = [tr("not sure, look yourself: {what}", what=what) for what in looked.unsure] if looked else []
    about: dict[str, Any] = {"messages": looked.messages, "unsure": looked.unsure} if looked else {}
    nothing = tr("No open letter is among {count} messages.", count=looked.messages) if looked else ""
    names = {mailing.name for mailing, _ in wanted}
    _say_next(run, wanted)
    run.show(
        listing(
            "settled",
            _COLUMNS,
            rows,
            title=tr("Settled"),
            notes=notes,
            empty="" if notes else nothing,
            personal=True,
            mailing=names.pop() if len(names) == 1 else None,
            **about,
        )
    )
    if nothing and notes and not rows:
        run.info(nothing)


def _row(mailing: Mailing, said: Settlement) -> _Settled:
    letter = mailing.outbox.letters[said.letter_number - 1]
    life = mailing.life(letter)
    return _Settled(mailing.name, letter.number, letter.key, life.status, said.on.isoformat(), said.why)


def _say_next(run: Session, wanted: list[tuple[Mailing, list[Settlement]]]) -> None:
    """What goes on now: what did not come is open again."""
    for mailing, said in wanted:
        if any(each.what == "not-came" for each in said):
            run.info(tr("Open again: kvadmin mail resume {name}", name=mailing.name))
