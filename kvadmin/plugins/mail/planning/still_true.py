"""Whether planned letters are still true: each is made again of today's records and compared with what was approved.

The letters are made with the plan's own date, so that what changed is the records and not the calendar. What hangs on
the calendar (deadlines, municipalities that have ended, addresses nothing is e-mailed to) is judged by today. A letter
whose values have the checksum they had when it was planned comes out the same, and is not written again.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from kvadmin.api import Conflict, KvadminError, Session, UsageError, english, tr
from kvadmin.api.records import Municipality

from ..message.assembly import assemble_message
from ..outbox.frozen_mailing import FrozenLetter
from ..outbox.mailings import Mailing
from ..parties import parties_of
from ..records import LetterProblem, PlannedLetter, Recipient, day_in
from .fingerprint import values_fingerprint
from .letter_differences import letter_differences
from .letter_plan import LetterWriter
from .mailing_request import request_from_payload
from .planned_mailing import Ingredients, ingredients_of
from .suppression_list import suppressed_addresses
from .why_not_chosen import why_not_chosen

_ANY = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class HeldLetter:
    """A letter that is not true any more, with every reason in words."""

    number: int
    key: str
    why: tuple[str, ...]


def held_letters(run: Session, mailing: Mailing, letters: Iterable[FrozenLetter]) -> list[HeldLetter]:
    """Those of the letters of a mailing that would not be written like this, or not at all, today.

    Raises:
        UsageError: It is not known how the mailing was planned.
        Conflict: The records are being changed just now, or contradict each other.
    """
    wanted = list(letters)
    if not wanted:
        return []
    payload = mailing.planned.get("request")
    if not payload:
        raise UsageError(
            tr("it is not known how {name} was planned", name=mailing.name),
            hint=tr("plan it again"),
            code="state-forbids",
        )
    try:
        again = _Again(run, mailing)
    except Conflict:  # a file is being written just now: that says nothing of the letters
        raise
    except KvadminError as error:  # what the plan names is gone: a cohort, a letter, a person's own plugin
        return [HeldLetter(one.number, one.key, (error.message,)) for one in wanted]
    found = ((one, again.why_held(one)) for one in wanted)
    return [HeldLetter(one.number, one.key, tuple(why)) for one, why in found if why]


class _PlannedRounds:
    """The rounds that the letters were planned with."""

    def __init__(self, letters: Iterable[FrozenLetter]) -> None:
        self._of = {party: one.round for one in letters for party in parties_of(one.party)}

    def of(self, matter: str, parties: Iterable[str]) -> int:  # noqa: ARG002 - as ReminderRounds is asked
        """The round of the letter to a municipality, or to several."""
        return max((self._of.get(party, 0) for party in parties), default=0)


class _Again:
    """The letters of a mailing made again."""

    def __init__(self, run: Session, mailing: Mailing) -> None:
        self._run, self._mailing = run, mailing
        self._request = request_from_payload(mailing.planned["request"])
        self._planned_on = date.fromisoformat(self._request.day)
        self._suppressed = suppressed_addresses(run.data, run.today)
        self._made: Ingredients = ingredients_of(run, self._request, _PlannedRounds(mailing.outbox.letters), run.today)
        self._recipients: Mapping[str, Recipient] = {each.key: each for each in self._made.chosen.recipients}
        self._problems: dict[str, list[LetterProblem]] = {}
        for problem in self._made.chosen.problems:
            self._problems.setdefault(problem.recipient, []).append(problem)
        self._places = {each.number: each for each in run.data.all(Municipality)}
        self._writer: LetterWriter | None = None
        self._parts: dict[str, bytes] = {}

    def why_held(self, letter: FrozenLetter) -> list[str]:
        """Every reason to hold a letter back; nothing when it is true."""
        return [*dict.fromkeys((*self._by_today(letter), *self._by_the_records(letter)))]

    def _by_today(self, letter: FrozenLetter) -> list[str]:
        """What the calendar and the suppression list say."""
        today = self._run.today.isoformat()
        found = [
            tr("{name} {day} is past", name=name, day=day_in(day))
            for name, day in letter.due
            if self._planned_on.isoformat() <= day < today
        ]
        for number in parties_of(letter.party):
            place = self._places.get(number)
            if place is not None and place.valid_to and place.valid_to < self._run.today:
                found.append(tr("{name} ended on {day}", name=place.name, day=place.valid_to))
        if letter.channel == "email":
            found += [
                tr("address suppressed: {address}: {why}", address=box.address, why=self._suppressed[box.folded])
                for box in dict.fromkeys((*letter.to, *letter.cc, *letter.bcc))
                if box.folded in self._suppressed
            ]
        return found

    def _by_the_records(self, letter: FrozenLetter) -> list[str]:
        recipient = self._recipients.get(letter.key)
        wrong = [each.text for each in self._problems.get(letter.key, ()) if each.severity == "error"]
        if recipient is None or wrong:
            return why_not_chosen(self._run, self._made, letter) or wrong or [self._not_chosen()]
        now = replace(
            recipient,
            case=letter.case,
            document=letter.document,
            fields={**recipient.fields, "document_number": letter.document},
        )
        terms = self._made.terms
        if values_fingerprint(now, terms.sender, terms.sources) == letter.values:
            return []
        if letter.fingerprint and now.fingerprint != letter.fingerprint:
            return [tr("the list was closed again: it has another fingerprint than this letter")]
        return self._differences(letter, now)

    def _not_chosen(self) -> str:
        return tr("is not chosen by {to} any more", to=self._request.to)

    def _differences(self, letter: FrozenLetter, now: Recipient) -> list[str]:
        """What would be written now, against what was planned, in words."""
        if self._writer is None:
            self._writer = LetterWriter(self._made.pair, self._made.sources, self._made.terms)
        made, problems = self._writer.write(now)
        errors = [each.text for each in problems if each.severity == "error"]
        if made is None or errors:
            return errors or [tr("the letter cannot be written any more")]
        if letter.channel == "post" and made.channel == "email" and letter.note != english(tr("has no e-mail address")):
            made = replace(made, channel="post")  # an address that is free again does no harm to a letter by post
        if assemble_message(made, self._parts).own == self._mailing.outbox.own(letter) and _envelope(made) == _envelope(
            letter
        ):
            return []
        return letter_differences(letter, made, _text_of(self._mailing, letter)) or [
            tr("the letter would look different")
        ]


def _envelope(letter: FrozenLetter | PlannedLetter) -> tuple[object, ...]:
    return (letter.channel, letter.to, letter.cc, letter.bcc, letter.head, letter.copies)


def _text_of(mailing: Mailing, letter: FrozenLetter) -> str:
    """The text of a frozen letter, as any mail program reads it."""
    message = email.message_from_bytes(mailing.outbox.content(letter, _ANY), policy=email.policy.default)
    part = message.get_body(("plain",))
    return str(part.get_content()) if part is not None else ""
