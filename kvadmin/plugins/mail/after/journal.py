"""The journal: the documents of the programme, letters out and applications in, as they stand in the records.

A letter is listed once it is more than a plan: written, sent, or tried; and what became of it stands beside it. Its
case and its number are those that are printed in it. An application has its own number, or the one that the journal has
given it. Sequence numbers are read here, and given in :mod:`.journal_register`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kvadmin.api import Snapshot, UnknownName
from kvadmin.api.records import Application, Cohort, MunicipalityOutline, Programme
from kvadmin.api.wording import Language

from ..kept import Kept
from ..outbox.frozen_mailing import FrozenLetter
from ..outbox.journal_numbers import JournalNumber, application_place, journal_numbers, letter_place
from ..outbox.letter_life import LetterLife
from ..outbox.mailing_folder import KeptMailing
from ..outbox.mailings import Mailing, all_mailings, archive_stem, without_samples
from ..outbox.taken_references import application_references
from ..parties import parties_of
from ..records import CopyRecipient
from ..references import DocumentReference
from .journal_access import PUBLIC, Access, AccessRules
from .journal_words import application_title, event_words, fingerprint_words, missing, municipality_called

#: A letter that is no more than this is no document of its case yet.
_NOT_YET = ("planned", "approved")
#: One that nobody has said has left is listed, and gets its sequence number when it has.
_NOT_NUMBERED = ("written",)
#: Whose words the remark leaves out: they are the server's own of a letter that it took.
_QUIET = ("sent", "handed-over", "written")


@dataclass(frozen=True)
class JournalRow:
    """One document of the journal.

    Attributes:
        place: How the register of sequence numbers names it.
        case, document: Its case, and its number in the case (0: it has none yet), as printed in it.
        sent: The ISO day it left or came in; of one that never left, the day of what became of it. May be empty.
        direction: ``in`` or ``out``.
        party: Number of the municipality (of several: parted by commas), or name of the organisation.
        addressee: The addresses it went to, or its key.
        recipient: From or to whom, by name.
        channel: ``e-mail`` or ``post``.
        attachments: How many; `files` are they, each ``name``, ``sha256``, ``size`` (as far as known).
        letter_file: The same of the letter itself as it was e-mailed.
        status: As in :class:`~..outbox.letter_life.LetterLife`; ``received`` of an application, ``gone`` of what has a
            sequence number and is no longer there.
        remark: What became of it, where the status does not say all.
        events: All that happened to it, each ``what``, ``on``, ``channel``, ``why``.
        officer: Who approved the letter: whoever decides that it goes answers for it. (The one who signs stands in it.)
        number: What the journal has given it; None before.
        fingerprint: What it hands out as evidence: of a closed list.
    """

    place: str
    case: str
    document: int
    sent: str
    direction: str
    party: str
    addressee: str
    recipient: str
    subject: str
    channel: str
    status: str
    form: str = ""
    attachments: int = 0
    mailing: str = ""
    message_id: str = ""
    document_date: str = ""
    copies: tuple[CopyRecipient, ...] = ()
    officer: str = ""
    access: Access = PUBLIC
    files: tuple[Mapping[str, Any], ...] = ()
    letter_file: Mapping[str, Any] = field(default_factory=dict)
    remark: str = ""
    events: tuple[Mapping[str, str], ...] = ()
    number: JournalNumber | None = None
    fingerprint: str = ""

    @property
    def to_number(self) -> bool:
        """Whether it is to get a sequence number, and has none."""
        return self.number is None and self.status not in _NOT_NUMBERED


def whole_journal(
    data: Snapshot, kept: Kept, language: Language = "nb", rules: AccessRules | None = None
) -> list[JournalRow]:
    """Every document, by case, number, day and party; sequence numbers as far as they have been given.

    Args:
        data: The data.
        kept: What lies there now, where logs and the archive are read.
        language: Of remarks and of titles of applications.
        rules: Access to documents that do not say it themselves.
    """
    rules = rules or AccessRules()
    numbers = {each.place: each for each in journal_numbers(data)}
    mailings = without_samples(all_mailings(data, kept))
    places = {each.number: each.name for each in data.outlines(MunicipalityOutline)}
    rows = [row for each in mailings for row in mailing_rows(each, places, language, rules, numbers)]
    rows += _applications(data, places, language, rules, numbers)
    rows += _gone(data, rows, numbers, language)
    return sorted(rows, key=lambda row: (row.case, row.document or 10**9, row.sent, row.party))


def mailing_rows(
    mailing: Mailing,
    places: Mapping[str, str],
    language: Language = "nb",
    rules: AccessRules | None = None,
    numbers: Mapping[str, JournalNumber] | None = None,
) -> Iterator[JournalRow]:
    """The documents of a mailing: every letter that is more than a plan, or has a sequence number already.

    Args:
        mailing: The mailing.
        places: Number -> name of the municipalities.
        language: As for :func:`whole_journal`.
        rules: The same.
        numbers: Place -> sequence number.
    """
    rules, numbers = rules or AccessRules(), numbers or {}
    day = str(mailing.planned.get("request", {}).get("day", "")) or _dated(mailing)
    officer = str((mailing.approved or {}).get("who", ""))
    for letter in mailing.outbox.letters:
        life = mailing.life(letter)
        number = numbers.get(letter_place(mailing.name, letter.number))
        if life.status in _NOT_YET and number is None:
            continue
        yield JournalRow(
            place=letter_place(mailing.name, letter.number),
            case=letter.case,
            document=letter.document,
            sent=life.left_on or life.on,
            direction="out",
            party=letter.party,
            addressee=", ".join(str(box) for box in letter.to) or letter.key,
            recipient=_recipient(letter, places, language),
            subject=letter.subject,
            channel="post" if life.channel == "post" else "e-mail",
            status=life.status,
            form=letter.form,
            attachments=len(letter.attachments),
            mailing=mailing.name,
            message_id=letter.message_id,
            document_date=day,
            copies=_copies(letter),
            officer=officer,
            access=rules.of(letter.case, Access(letter.access, letter.legal_basis)),
            files=tuple({name: each.get(name) for name in ("name", "sha256", "size")} for each in letter.attachments),
            letter_file=_letter_file(mailing, letter),
            remark=_remark(letter, life, language),
            fingerprint=letter.fingerprint,
            events=tuple(
                {"what": each.what, "on": each.on, "channel": _channel(each.channel), "why": each.why}
                for each in life.events
            ),
            number=number,
        )


def _letter_file(mailing: Mailing, letter: FrozenLetter) -> dict[str, Any]:
    """The letter as it was sent: its file in the archive, if it lies there, and the checksum that the log has of it."""
    checksum = mailing.ledger.of(letter.number).sha256
    name = f"{archive_stem(mailing.name, letter)}.eml"
    home = mailing.outbox.home
    size = home.kept.size_in_archive(name) if isinstance(home, KeptMailing) else 0
    if not size:
        return {"name": None, "sha256": checksum or None, "size": None}
    return {"name": name, "sha256": checksum or None, "size": size}


def _dated(mailing: Mailing) -> str:
    return mailing.ledger.dated.date().isoformat() if mailing.ledger.dated else ""


def _channel(name: str) -> str:
    return "post" if name == "post" else "e-mail"


def _copies(letter: FrozenLetter) -> tuple[CopyRecipient, ...]:
    """Who gets a copy: those named in the letter, but for those whom none can be made for."""
    listed = tuple(each for each in letter.copies if each.way != "none")
    return listed or tuple(CopyRecipient(box.name or box.address, "email", box.address) for box in letter.cc)


def _recipient(letter: FrozenLetter, places: Mapping[str, str], language: Language) -> str:
    """To whom, as the letter itself says it; a letter that has no address block goes by the register and its To."""
    parties = parties_of(letter.party)
    if letter.head:
        block = letter.head[: max(len(parties), 1)]
        block += tuple(line for line in letter.head[len(block) :] if line.startswith("v/"))
    else:
        block = tuple(municipality_called(places[each], language) if each in places else each for each in parties)
    if len(parties) > 1:
        return ", ".join(block)
    names = " ".join(block)
    persons = ", ".join(box.name for box in letter.to if box.name and box.name not in names)
    return " v/ ".join(each for each in (names, persons) if each) or letter.key


def _remark(letter: FrozenLetter, life: LetterLife, language: Language) -> str:
    """The fingerprint it hands out, and what happened to it, event by event; nothing where it simply went."""
    said = [fingerprint_words(letter.fingerprint, language)] if letter.fingerprint else []
    if len(life.events) <= 1 and life.status in _QUIET:
        return "; ".join(said)
    said += [
        event_words(each.what, each.on, _channel(each.channel), "" if each.what in _QUIET else each.why, language)
        for each in life.events
    ]
    return "; ".join(said)


def _applications(
    data: Snapshot,
    places: Mapping[str, str],
    language: Language,
    rules: AccessRules,
    numbers: Mapping[str, JournalNumber],
) -> Iterator[JournalRow]:
    for one, own in application_references(data):
        if one.received is None:
            continue
        number = numbers.get(application_place(one.cohort, one.municipality))
        given = number.reference.document if number else 0
        reference = own if own.document else DocumentReference(own.case, given)
        day = one.received.date().isoformat()
        name = municipality_called(places.get(one.municipality, one.municipality), language)
        yield JournalRow(
            place=application_place(one.cohort, one.municipality),
            case=reference.case,
            document=reference.document,
            sent=day,
            direction="in",
            party=one.municipality,
            addressee=name,
            recipient=f"{name} v/ {one.contact}" if one.contact else name,
            subject=application_title(_cohort_name(data, one, language), language),
            channel=one.channel or "e-mail",
            status="received",
            attachments=len(one.attachments),
            document_date=day,
            access=rules.of(reference.case),
            files=tuple({"name": each, "sha256": None, "size": None} for each in one.attachments),
            number=number,
        )


def _cohort_name(data: Snapshot, one: Application, language: Language) -> str:
    cohort = data.find(Cohort, one.cohort)
    if cohort is None:
        return one.cohort
    return (cohort.name_nn if language == "nn" else "") or cohort.name


def _gone(
    data: Snapshot, rows: Iterable[JournalRow], numbers: Mapping[str, JournalNumber], language: Language
) -> Iterator[JournalRow]:
    """What has a sequence number and is no longer there: its number stays its own."""
    there = {row.place for row in rows}
    try:
        data.all(Application)
        kinds = ["letter", "application"]
    except UnknownName:  # the plugin that keeps them is switched off: nobody knows whether they are there
        kinds = ["letter"]
    for place, number in numbers.items():
        kind = "letter" if place.startswith("outbox/") else "application"
        if place in there or kind not in kinds:
            continue
        yield JournalRow(
            place=place,
            case=number.reference.case,
            document=number.reference.document,
            sent="",
            direction="out" if kind == "letter" else "in",
            party="",
            addressee="",
            recipient="",
            subject="",
            channel="",
            status="gone",
            mailing=place.split("/")[1] if kind == "letter" else "",
            remark=missing(kind, language),
            number=number,
        )


def numbered_rows(rows: Iterable[JournalRow], given: Iterable[JournalNumber]) -> list[JournalRow]:
    """The rows with the numbers that have just been given."""
    found = {each.place: each for each in given}
    return [
        replace(row, number=found[row.place], document=row.document or found[row.place].reference.document)
        if row.place in found
        else row
        for row in rows
    ]


def programme_language(data: Snapshot) -> str:
    """The language of the programme, which the journal is written in unless somebody says otherwise."""
    return data.get(Programme).language
