"""Say what became of a letter: what makes sense for one in its state, and the change that notes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from kvadmin.api import KvadminError, Refused, Session, Transaction, UnknownName, UsageError, english, tr

from ..records import day_in
from .frozen_mailing import FrozenLetter
from .letter_life import LetterLife, LetterStatus
from .mailings import Mailing
from .send_report import letter_addresses
from .settled_events import SETTLED_FILE, SettledAs, SettledEvent, parse_settled, settled_file

#: Of a letter in which state a thing may be said.
_FITTING: dict[SettledAs, tuple[LetterStatus, ...]] = {
    "came": ("written", "handed-over", "sent", "unknown", "bounced"),
    "not-came": ("written", "handed-over", "sent", "unknown", "came", "refused", "bounced"),
    "posted": ("approved", "written", "handed-over", "unknown", "refused", "bounced"),
    "bounced": ("written", "handed-over", "sent", "unknown", "came"),
    "withdrawn": ("planned", "approved", "written", "handed-over", "refused", "bounced"),
    "printed": ("approved", "written", "refused", "bounced"),
    "found": ("approved", "written", "handed-over", "unknown"),
}


@dataclass(frozen=True)
class Settlement:
    """What is to be said of one letter: its number in the mailing, what, the day it is about, and why."""

    letter_number: int
    what: SettledAs
    on: date
    why: str


def settle(
    run: Session, change: Transaction, mailing: Mailing, settlements: Iterable[Settlement]
) -> list[SettledEvent]:
    """Note in `change` what became of letters; what is noted already, with the same day, is not noted again.

    Args:
        run: The session; its person is who says it.
        change: The change it becomes a part of; the caller commits it.
        mailing: The mailing as it has been read.
        settlements: What is said.

    Returns:
        The new events.

    Raises:
        UnknownName: There is no such letter.
        Refused: It makes no sense for a letter in that state.
        UsageError: The day is before the plan, or in the future.
    """
    path = f"{mailing.folder}/{SETTLED_FILE}"
    events = list(parse_settled(change.snapshot.read_file(path), path))
    at = datetime.combine(run.today, datetime.now(UTC).astimezone().time().replace(microsecond=0)).isoformat()
    new = []
    for each in settlements:
        letter = letter_numbered(mailing, each.letter_number)
        life = mailing.life(letter)
        if is_said(life, each):
            continue
        if error := objection(mailing, letter, each, run.today):
            raise error
        state = mailing.ledger.of(letter.number)
        to = letter_addresses(letter) if each.what == "found" else tuple(box.address for box in letter.to)
        about = (letter.number, letter.key, each.what, each.on.isoformat(), english(each.why), run.who, at, state.lines)
        event = SettledEvent(*about, to, mailing.outbox.hash)
        state.settle(event)  # so that a second one of the same change sees the first
        new.append(event)
    if new:
        mailing.__dict__.pop("report", None)
        change.put_file(path, settled_file([*events, *new]))
    return new


def letter_numbered(mailing: Mailing, number: int) -> FrozenLetter:
    """The letter with a number; raises UnknownName."""
    for letter in mailing.outbox.letters:
        if letter.number == number:
            return letter
    raise UnknownName(
        tr("the mailing {name} has no letter {number}", name=mailing.name, number=number), code="unknown-letter"
    )


def is_said(life: LetterLife, settlement: Settlement) -> bool:
    """Whether the last thing that is known of the letter is this very thing, of this day."""
    last = life.events[-1] if life.events else None
    return last is not None and (last.what, last.on) == (settlement.what, settlement.on.isoformat())


def objection(mailing: Mailing, letter: FrozenLetter, settlement: Settlement, today: date) -> KvadminError | None:
    """Why a thing cannot be said of a letter, as the error to raise; None when it can."""
    life = mailing.life(letter)
    if life.status not in _FITTING[settlement.what]:
        fitting = [
            what for what, states in _FITTING.items() if life.status in states and what not in ("found", "printed")
        ]
        return Refused(
            tr(
                "{key} of {name} is {status}{day}, so it cannot be settled as {what}",
                key=letter.key,
                name=mailing.name,
                status=tr(life.status),
                day=tr(" ({day})", day=day_in(life.on)) if life.on else "",
                what=tr(settlement.what),
            ),
            hint=_what_would_do(mailing, life.status, fitting),
            code="state-forbids",
        )
    day, planned = settlement.on, planned_on(mailing)
    if day > today:
        return UsageError(tr("{day} is not yet", day=day), where="--on", code="bad-value")
    if planned is not None and day < planned:
        return UsageError(
            tr("{day} is before {name} was planned ({planned})", day=day, name=mailing.name, planned=planned),
            where="--on",
            code="days-in-wrong-order",
        )
    return None


def _what_would_do(mailing: Mailing, status: str, fitting: list[SettledAs]) -> str:
    ways = ", ".join(f"--{each}" for each in fitting)
    if status == "planned":
        return tr("kvadmin mail approve {hash}; or: {ways}", hash=mailing.outbox.hash[:12], ways=ways)
    if status == "approved":
        return tr("it has not left: kvadmin mail send {name}; or: {ways}", name=mailing.name, ways=ways)
    if not fitting:
        return tr(
            "take that back (kvadmin log {file}, kvadmin undo), or plan the letter again", file=f"{mailing.folder}"
        )
    return tr("what it can be settled as: {ways}", ways=ways)


def planned_on(mailing: Mailing) -> date | None:
    """The day the mailing was planned for; None when it is not known."""
    try:
        return date.fromisoformat(str(mailing.planned.get("request", {}).get("day", "")))
    except ValueError:
        return None
