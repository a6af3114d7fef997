"""The journal: what every mailing has sent, and the applications that came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kvadmin.api import Snapshot, UnknownName
from kvadmin.api.records import Application, Cohort, Municipality, Programme

from ..outbox.frozen_mailing import FrozenLetter, FrozenMailing
from ..outbox.mailings import Mailing, all_mailings, without_samples
from ..outbox.send_log import SendLedger

_SUBJECT = "Søknad om deltakelse i {}"


@dataclass(frozen=True)
class JournalRow:
    """One outgoing document. `document` counts within the case; `sent` is an ISO date; `channel` e-mail or post."""

    case: str
    document: int
    sent: str
    direction: str
    party: str
    addressee: str
    subject: str
    channel: str
    form: str
    attachments: int
    mailing: str
    message_id: str


def journal_rows(
    outbox: FrozenMailing, ledger: SendLedger, *, case: str, first_document: int, posted: date | None = None
) -> list[JournalRow]:
    """The journal list of a mailing: every letter that is delivered, and every one that goes by post.

    Args:
        outbox: The frozen mailing.
        ledger: Its log.
        case: The case number.
        first_document: The document number of the first letter; every letter of the plan keeps its own
            number whether it has been sent yet or not, so that a later list agrees with an earlier one.
        posted: The day the letters by post are put in the mail; without it they are not in the list yet.
    """
    rows = []
    for letter in outbox.letters:
        state = ledger.of(letter.number)
        if letter.channel == "post":
            sent = posted.isoformat() if posted else ""
        else:
            delivered = any(state.of(box.address) == "delivered" for box in letter.to)
            sent = datetime.fromisoformat(state.ended).date().isoformat() if delivered and state.ended else ""
        if sent:
            rows.append(
                _row(outbox, letter, letter.case or case, letter.document or first_document + letter.number - 1, sent)
            )
    return rows


def _row(outbox: FrozenMailing, letter: FrozenLetter, case: str, document: int, sent: str) -> JournalRow:
    addressee = ", ".join(str(box) for box in letter.to) or letter.key
    channel = "e-mail" if letter.channel == "email" else "post"
    rest = (letter.subject, channel, letter.form, len(letter.attachments), outbox.mailing, letter.message_id)
    return JournalRow(case, document, sent, "out", letter.party, addressee, *rest)


def whole_journal(data: Snapshot, base: Path) -> list[JournalRow]:
    """Every document by case, number, day and party."""
    rows = [row for each in without_samples(all_mailings(data, base)) for row in _sent(each)]
    rows += _applications(data)
    return sorted(rows, key=lambda row: (row.case, row.document or 10**9, row.sent, row.party))


def _sent(mailing: Mailing) -> list[JournalRow]:
    return journal_rows(
        mailing.outbox,
        mailing.ledger,
        case=str(mailing.planned.get("case", "")),
        first_document=int(mailing.planned.get("first_document", 1)),
        posted=date.fromisoformat(mailing.posted) if mailing.posted else None,
    )


def _applications(data: Snapshot) -> list[JournalRow]:
    try:
        applications, cohorts = data.all(Application), {each.id: each for each in data.all(Cohort)}
    except UnknownName:  # the plugin that keeps them is switched off
        return []
    places = {each.number: each.name for each in data.all(Municipality)}
    programme = data.get(Programme)
    rows = []
    for one in applications:
        if one.received is None:
            continue
        cohort = cohorts.get(one.cohort)
        case = one.case_number or (cohort.case_number if cohort else "") or programme.case_number
        number = int(one.document_number) if one.document_number.isdecimal() else 0
        place = places.get(one.municipality, one.municipality)
        subject = _SUBJECT.format(cohort.name if cohort else one.cohort)
        when, by = one.received.date().isoformat(), one.channel or "e-mail"
        out_of = (subject, by, "", len(one.attachments), "", "")
        rows.append(JournalRow(case, number, when, "in", one.municipality, f"{place} kommune", *out_of))
    return rows
