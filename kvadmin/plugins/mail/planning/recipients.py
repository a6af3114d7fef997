"""From a selection to recipients: who gets a letter, in which form, with which copies, and its head in print."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from kvadmin.api import InvalidData, Session, UsageError, tr
from kvadmin.api.commands import Query, parse_selection, select, subjects
from kvadmin.api.hooks import Subject
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.wording import near_names

from ..addresses import Mailbox, is_selection, mailbox
from ..letters.language_forms import form_of, joint_form
from ..letters.letter_files import Letter, LetterPair
from ..outbox.sent_letters import HadLetters
from ..records import Attachment, CopyRecipient, LetterProblem, Recipient, matter_of
from .closing_letters import why_not_now
from .copies import COPY_RECIPIENTS, copy_mailboxes, wanted_copies
from .letter_values import LetterValues, check_typed_values, municipality_name_in_letter, offered_attachments, value_at
from .mailing_request import NEXT_ROUND, MailingRequest, typed_values

_ALL = "joint:everybody"
#: The code of the problem that a letter is not for its recipient at all.
WRONG_RECIPIENT = "wrong-recipient"
#: Who stands for a municipality when one letter goes to it: the desk first, a politician last, else as they are listed.
_DESK_FIRST = ("mail-desk", *(role for role in Contact.ROLES if role not in ("mail-desk", "politician")), "politician")


@dataclass
class RecipientChoice:
    """The recipients of a mailing, and what is wrong already.

    `about_known` tells that a plugin has said what the letters are about.
    """

    recipients: list[Recipient] = field(default_factory=list)
    problems: list[LetterProblem] = field(default_factory=list)
    about_known: bool = False


@dataclass(frozen=True)
class _Target:
    """One letter to be: its key, the municipalities, and the person."""

    key: str
    places: tuple[Municipality, ...]
    contacts: tuple[Contact, ...]


def choose_recipients(
    run: Session,
    pair: LetterPair,
    request: MailingRequest,
    files: Sequence[Attachment],
    rounds: Rounds,
    chosen_on: date,
) -> RecipientChoice:
    """Everybody the request chooses on the day `chosen_on`, with the values of the request's own day.

    Raises:
        UsageError: The selection is empty or cannot be read, or a value is set that is not to be set.
        UnknownName: It names something that is not there.
    """
    day = date.fromisoformat(request.day)
    words = run.gather("kvadmin_selection_words", snapshot=run.data, today=chosen_on)
    found = select(run.data, request.to, chosen_on, predicates=words)
    if request.among:
        found = [each for each in found if each.municipality.number in request.among]
    given = typed_values(request.values)
    check_typed_values(given, [letter.only.partition("=")[0].strip() for letter in pair.forms.values() if letter.only])
    builder = _RecipientBuilder(run, pair, request, files, LetterValues(run, request.about, day, given))
    chosen = RecipientChoice()
    for target in _targets(found, request.each):
        builder.add(target, chosen, rounds)
    return chosen


class Rounds(Protocol):
    """Which reminder somebody gets."""

    def of(self, matter: str, parties: Iterable[str]) -> int:
        """The round of the letter that tells something to a municipality, or to several."""
        ...


class ReminderRounds:
    """Which reminder somebody gets: the number asked for, or the one after the last."""

    def __init__(self, letter: str, asked: str, had: HadLetters) -> None:
        self._letter, self._had = letter, had
        if asked != NEXT_ROUND and not asked.isdecimal():
            raise UsageError(
                tr("{asked!r} is no round", asked=asked),
                where="--round",
                hint=tr("a number, or next"),
                near=near_names(asked, (NEXT_ROUND,)),
                code="unknown-word",
            )
        self._asked = asked

    def of(self, matter: str, parties: Iterable[str]) -> int:
        """The round of the letter that tells something to a municipality, or to several."""
        if self._asked != NEXT_ROUND:
            return int(self._asked)
        last = [self._had.last_round(self._letter, matter, party) for party in parties]
        return max((number for number in last if number is not None), default=0) + 1


def _targets(found: Sequence[Subject], each: str) -> list[_Target]:
    if each == "joint" and found:
        places = tuple({one.municipality.number: one.municipality for one in found}.values())
        contacts = tuple(one.contact for one in found if one.contact)
        return [_Target("joint", places, contacts)]
    if each == "contact":
        return [
            _Target(
                f"{one.municipality.number}/{one.contact.id}" if one.contact else one.municipality.number,
                (one.municipality,),
                (one.contact,) if one.contact else (),
            )
            for one in found
        ]
    if each not in ("municipality", "joint"):
        raise UsageError(
            tr("{each!r} is none of contact, municipality, joint", each=each),
            where="--each",
            near=near_names(each, ("contact", "municipality", "joint")),
            code="unknown-word",
        )
    by_place: dict[str, list[Subject]] = {}
    for one in found:
        by_place.setdefault(one.municipality.number, []).append(one)
    return [_Target(number, (some[0].municipality,), _first(some)) for number, some in by_place.items()]


def _first(some: Sequence[Subject]) -> tuple[Contact, ...]:
    """The desk, or the first of the municipality's selected people; one with an address before one without."""
    people = [one.contact for one in some if one.contact]
    rank = {role: number for number, role in enumerate(_DESK_FIRST)}
    return tuple(sorted(people, key=lambda one: (not one.email, rank.get(one.role, len(rank)), one.id))[:1])


class _RecipientBuilder:
    def __init__(
        self,
        run: Session,
        pair: LetterPair,
        request: MailingRequest,
        files: Sequence[Attachment],
        context: LetterValues,
    ) -> None:
        self._pair, self._request, self._files, self._context = pair, request, files, context
        self._people: dict[str, list[Subject]] = {}
        self._rules = _rules(pair)
        if self._rules:
            for one in subjects(run.data, date.fromisoformat(request.day)):
                self._people.setdefault(one.municipality.number, []).append(one)

    def add(self, target: _Target, chosen: RecipientChoice, rounds: Rounds) -> None:
        """Add the recipient of a target with its head; what is wrong with it becomes a problem."""
        try:
            form = self._form(target.places)
        except InvalidData as error:
            chosen.problems.append(LetterProblem("language-form", error.message, target.key, "language_form"))
            return
        contact = target.contacts[0] if target.contacts else None
        if contact is None and len(target.places) == 1:
            contact = self._applicant(target.places[0], form)
        fields = self._context.of(target.places, contact, form)
        letter = self._pair.forms.get(form)
        attachments = (*offered_attachments(fields, calendar=bool(letter and letter.calendar)), *self._files)
        if letter and letter.only:
            chosen.problems += _only(letter, target.key, fields)
        copies = self._copies(fields, target, chosen.problems)
        joint = self._request.each == "joint"
        if joint:
            chosen.problems += self._unreached(target)
        chosen.about_known |= "about" in fields
        about = self._about(fields, letter)
        fingerprint = str(value_at(fields, letter.fingerprint) or "") if letter and letter.fingerprint else ""
        if self._request.case:
            fields["case_number"] = self._request.case
        chosen.recipients.append(
            Recipient(
                key=target.key,
                form=form,
                name=contact.name if contact else "",
                email=(contact.email or None) if contact else None,
                party=", ".join(place.number for place in target.places),
                fields=fields,
                selections={
                    **self._selected(target, chosen.problems),
                    COPY_RECIPIENTS: copy_mailboxes(copies, self._context.programme),
                    **({_ALL: _boxes(target.contacts, target.key, chosen.problems)} if joint else {}),
                },
                attachments=attachments,
                round=rounds.of(matter_of(about, fingerprint), (place.number for place in target.places)),
                about=about,
                fingerprint=fingerprint,
                personal=self._request.each == "contact",
                case=str(fields.get("case_number") or ""),
                head=_lines(target, contact),
                copies=copies,
            )
        )

    def _about(self, fields: dict[str, Any], letter: Letter | None) -> str:
        """What the letter is about: what a plugin says, else the request, and the value that the letter names."""
        found = str(fields.pop("about", "") or self._request.about)
        value = value_at(fields, letter.about) if letter and letter.about else None
        if value in (None, ""):
            return found
        said = (
            json.dumps(value, ensure_ascii=False, sort_keys=True, default=str) if isinstance(value, Mapping) else value
        )
        return f"{found} {said}".strip()

    def _unreached(self, target: _Target) -> list[LetterProblem]:
        """A joint letter goes by e-mail to all of its municipalities, or not at all."""
        return [
            LetterProblem("address", _no_address(place), target.key, "to")
            for place in target.places
            if not any(one in place.contacts and one.email for one in target.contacts)
        ]

    def _form(self, places: Sequence[Municipality]) -> str:
        default = self._context.programme.language
        if len(places) == 1:
            return form_of(places[0].language_form, default)
        return joint_form([place.language_form for place in places], default)

    def _applicant(self, place: Municipality, form: str) -> Contact | None:
        """Where no contact is noted: whom the application itself names."""
        application = self._context.of((place,), None, form).get("application")
        if not isinstance(application, Mapping) or not (application.get("email") or application.get("contact")):
            return None
        return Contact(id="", name=str(application.get("contact") or ""), email=str(application.get("email") or ""))

    def _selected(self, target: _Target, problems: list[LetterProblem]) -> dict[str, list[Mailbox]]:
        found = {}
        for rule, query in self._rules.items():
            people = [one for place in target.places for one in self._people.get(place.number, ())]
            contacts = [one.contact for one in people if one.contact and query.matches(one)]
            found[rule] = _boxes(contacts, target.key, problems)
            if not found[rule]:
                text = tr("nobody with an e-mail address is {rule}", rule=rule)
                problems.append(LetterProblem("copy", text, target.key, rule, "warning"))
        return found

    def _copies(
        self, fields: Mapping[str, Any], target: _Target, problems: list[LetterProblem]
    ) -> tuple[CopyRecipient, ...]:
        """Every way in which those that ``role:copy-recipient`` stands for could get a copy."""
        if not any(COPY_RECIPIENTS in (*letter.cc, *letter.bcc) for letter in self._pair.forms.values()):
            return ()
        programme = self._context.programme
        names = fields.get("copy_recipients") or programme.copy_recipients
        found, wrong = wanted_copies(names, programme, target.places)
        problems += [replace(each, recipient=target.key) for each in wrong]
        return found


def _no_address(place: Municipality) -> str:
    return tr(
        "{name} ({number}) has no contact with an e-mail address among those selected",
        name=place.name,
        number=place.number,
    )


def _rules(pair: LetterPair) -> dict[str, Query]:
    entries = {entry for letter in pair.forms.values() for entry in (*letter.to, *letter.cc, *letter.bcc)}
    return {
        entry: parse_selection(entry) for entry in sorted(entries) if is_selection(entry) and entry != COPY_RECIPIENTS
    }


def _boxes(contacts: Iterable[Contact], key: str, problems: list[LetterProblem]) -> list[Mailbox]:
    found = []
    for contact in contacts:
        if contact.email:
            try:
                found.append(mailbox(contact.email, contact.name))
            except InvalidData as error:
                problems.append(LetterProblem("address", error.message, key, "email"))
    return found


def _only(letter: Letter, key: str, fields: Mapping[str, Any]) -> list[LetterProblem]:
    """Whether the letter may go to this recipient at all: what ``only`` demands."""
    path, sign, wanted = (part.strip() for part in letter.only.partition("="))
    value = value_at(fields, path)
    if (str(value) in wanted.split("|")) if sign else value:
        return []
    if why := why_not_now(path, fields):
        text = why
    elif value in (None, "", [], ()):
        text = tr("this letter is only for {only}, and {path} is empty here", only=letter.only, path=path)
    else:
        text = tr(
            "this letter is only for {only}, and {path} is {value} here", only=letter.only, path=path, value=value
        )
    return [LetterProblem(WRONG_RECIPIENT, text, key, path)]


def _lines(target: _Target, contact: Contact | None) -> tuple[str, ...]:
    if len(target.places) > 1:
        return tuple(f"{municipality_name_in_letter(place)} kommune" for place in target.places)
    place = target.places[0]
    person = [f"v/ {contact.name}"] if contact and contact.name and contact.role != "mail-desk" else []
    return (f"{municipality_name_in_letter(place)} kommune", *person, *place.address)


def joint_pair(pair: LetterPair) -> LetterPair:
    """The letter addressed to all at once, for ``--each joint``."""
    return replace(pair, forms={form: replace(letter, to=(_ALL,)) for form, letter in pair.forms.items()})
