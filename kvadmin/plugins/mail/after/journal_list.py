"""The whole journal: what every mailing has sent, and the applications that came in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kvadmin.api import Snapshot, UnknownName
from kvadmin.api.records import Application, Cohort, Municipality, Programme

from ..outbox.mailings import Mailing, all_mailings, without_samples
from .journal import JournalRow, journal_rows

_SUBJECT = "Søknad om deltakelse i {}"


def whole_journal(data: Snapshot, base: Path) -> list[JournalRow]:
    """Every document by case, number, day and party."""
    rows = [row for each in without_samples(all_mailings(data, base)) for row in _sent(each)]
    rows += _applications(data)
    return sorted(rows, key=lambda row: (row.case, row.document or 10**9, row.sent, row.party))


def _sent(mailing: Mailing) -> list[JournalRow]:
    return journal_rows(
        mailing.outbox,
        mailing.account,
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
