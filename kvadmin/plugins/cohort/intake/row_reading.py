"""From a row of cells to what it says: who, when, and the contents. No row is compared with another here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from kvadmin.api.imports import (
    Cell,
    DateOrder,
    Match,
    ReadDate,
    Register,
    Row,
    SheetTable,
    municipality_of,
    read_date,
    read_emails,
    read_phones,
    read_whole,
)
from kvadmin.api.records import Application
from kvadmin.api.wording import fold, squash

from ..applications.items import CASE_BODY, DECISION_DATE, Assessment, assess
from ..applications.placeholders import is_content
from .receipt import Receipt, read_receipt
from .row_kinds import partly_struck, unclear_withdrawal, withdrawal_mark
from .row_outcomes import RowRef
from .table_dates import TableDates, dates_of

_CHANNELS = (
    ("e-mail", ("e post", "epost", "e mail", "email", "mail", "elektronisk", "svarut")),
    ("post", ("post", "brev", "papir", "letter", "mail")),
)
_REVISED = re.compile(
    r"\b(revidert\w*|erstatt\w*|ny(?:tt|e)? versjon\w*|ny(?:tt)? utgave|korrigert\w*|oppdatert\w*|revised|replaces|"
    r"updated|rettet|retta|revisjon)\b"
)
_COPY = re.compile(
    r"\b(sam[m]?e som|kopi|duplikat|identisk\w*|dobbelt\w*|same as|copy of|duplicate|også sendt|papirutgave|"
    r"papirversjon|original(?:en)? (?:i posten|ettersend\w*)|sendt to ganger|sendt begge)\b"
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a person has settled about a row: who it is, when it came, or that it is rejected (a code)."""

    municipality: str | None = None
    received: date | None = None
    reject: str | None = None


@dataclass(frozen=True, slots=True)
class RowReading:
    """One row, read."""

    ref: RowRef
    match: Match
    receipt: Receipt
    assessment: Assessment
    contents: Mapping[str, str]
    facts: Mapping[str, Any]
    flags: tuple[str, ...]
    withdrawn: str | None
    revised: bool
    copy: bool
    resolution: Resolution | None = None


def identify_municipality(table: SheetTable, row: Row, register: Register, county: str = "") -> Match:
    """Who the row is about: its number, name and county; what its e-mail address says is a candidate."""
    match = municipality_of(table, row, register, county)
    if match.verdict in ("unknown", "absent") and not match.candidates:
        return _from_address(match, table, row, register)
    return match


def _from_address(match: Match, table: SheetTable, row: Row, register: Register) -> Match:
    """A candidate from ``postmottak@oslo.kommune.no``: never an answer."""
    for address in read_emails(table.text(row, "email")):
        domain = address.rpartition("@")[2].split(".")
        if "kommune" in domain[1:]:
            found = register.match(name=domain[domain.index("kommune") - 1])
            numbers = (found.number,) if found.verdict == "found" and found.number else found.candidates
            if numbers and found.verdict in ("found", "ambiguous"):
                return replace(match, candidates=numbers, notes=(*match.notes, "candidate-from-address"))
    return match


def read_application_row(
    table: SheetTable,
    row: Row,
    match: Match,
    deadline: datetime,
    resolution: Resolution | None = None,
    dates: TableDates | None = None,
) -> RowReading:
    """Read one row that is an application.

    Args:
        table: The table it stands in.
        row: The row.
        match: Who it is about.
        deadline: Last minute, local time; its year completes dates that have none.
        resolution: What a person has settled about it.
        dates: How the table writes its dates (:func:`table_dates`); judged anew when not given.
    """
    remarks = _remarks(table, row)
    dates = dates or table_dates(table, deadline)
    epoch_1904 = table.sheet.epoch_1904
    got = read_receipt(
        table.cell(row, "received"), table.cell(row, "postmark"), remarks, deadline, epoch_1904=epoch_1904, dates=dates
    )
    written = _written(table, row, dates)
    assessment = assess(written, deadline.year)
    if resolution is not None:
        match, got = _resolved(match, got, resolution, deadline)
    said = fold(" ; ".join(remarks))
    return RowReading(
        ref=RowRef(sheet=table.sheet.name, row=row.number),
        match=match,
        receipt=got,
        assessment=assessment,
        contents=written,
        facts=_facts(table, row, remarks),
        flags=(*_flags(table, row, match, got, assessment), *_doubts(table, row, dates)),
        withdrawn=withdrawal_mark(table, row, remarks),
        revised=bool(_REVISED.search(said)),
        copy=bool(_COPY.search(said)),
        resolution=resolution,
    )


def table_dates(table: SheetTable, deadline: datetime, order: DateOrder | None = None) -> TableDates:
    """How a table writes its dates, by all of its rows and what a person has said."""
    remarks = [text for row in table.rows for text in _remarks(table, row)]
    return dates_of(table, deadline.year, remarks, order=order)


def _doubts(table: SheetTable, row: Row, dates: TableDates) -> tuple[str, ...]:
    """``decision-date-order`` when the day of the decision may be either of two."""
    columns = ((DECISION_DATE, dates.decided), ("political_treatment", dates.political))
    unsure = any(column.ambiguous(cell.value) for name, column in columns for cell in table.cells(row, name))
    return ("decision-date-order",) if unsure else ()


def _resolved(match: Match, got: Receipt, resolution: Resolution, deadline: datetime) -> tuple[Match, Receipt]:
    if resolution.municipality:
        match = Match("found", resolution.municipality, notes=("settled-by-hand",))
    if resolution.received:
        settled = ReadDate(resolution.received, notes=("settled-by-hand",))
        cell = Cell(value=resolution.received, text=resolution.received.isoformat())
        ruled = read_receipt(cell, Cell(), (), deadline, epoch_1904=False)
        if got.postmark:
            mark = Cell(value=got.postmark, text=got.postmark.isoformat())
            ruled = read_receipt(cell, mark, (), deadline, epoch_1904=False)
        got = replace(ruled, read=settled, forwarded=got.forwarded)
    return match, got


def _remarks(table: SheetTable, row: Row) -> tuple[str, ...]:
    """Texts beside the list's own columns: remarks, status, notes on cells, columns nobody knows."""
    known = table.columns.known
    told = [cell.text for name in ("note", "status") for cell in table.cells(row, name)]
    unknown = [cell.text for at, cell in enumerate(row.cells) if at not in known]
    notes = [cell.comment for cell in row.cells if cell.comment]
    return tuple(squash(text) for text in (*told, *notes, *unknown) if text.strip())


def _written(table: SheetTable, row: Row, dates: TableDates) -> dict[str, str]:
    """Item to text as written, where there is any; of several columns the first that says something counts.

    A blank decision date is kept as ``-``: the list asked for it. A date that is not written with the day first
    is kept so that it is read the same without the column (``2008-05-19``), one with two readings with `` (?)``.
    """
    written = {}
    for name in (*Application.ITEMS, CASE_BODY, DECISION_DATE):
        texts = [_as_text(name, cell, table, dates) for cell in table.cells(row, name)]
        text = next((text for text in texts if is_content(text)), next(filter(None, texts), ""))
        if name in table.columns.joined:
            text = "; ".join(text for text in texts if is_content(text)) or text
        if texts and (text or name == DECISION_DATE):
            written[name] = text or "-"
    return written


def _as_text(name: str, cell: Cell, table: SheetTable, dates: TableDates) -> str:
    """The cell's text; numbers that are dates and dates that are case numbers (``12/08``) are turned back."""
    if name == "political_treatment" and isinstance(cell.value, date):
        return f"{cell.value.day}/{cell.value.month:02d}"
    if name == DECISION_DATE and not isinstance(cell.value, str):
        day = read_date(cell.value, epoch_1904=table.sheet.epoch_1904).day
        return day.isoformat() if day else cell.text.strip()
    if name in (DECISION_DATE, "political_treatment") and isinstance(cell.value, str):
        return (dates.decided if name == DECISION_DATE else dates.political).plain(cell.text)
    return squash(cell.text)


def _facts(table: SheetTable, row: Row, remarks: tuple[str, ...]) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "number_written": table.text(row, "number"),
        "name_written": squash(table.text(row, "municipality")),
        "county_written": squash(table.text(row, "county")),
        "received_written": squash(table.text(row, "received")),
        "channel": _channel(table.text(row, "channel")),
        "contact": squash(table.text(row, "contact")),
        "emails": read_emails(" ; ".join(cell.text for cell in table.cells(row, "email"))),
        "phones": tuple(phone for cell in table.cells(row, "phone") for phone in read_phones(cell.value)),
        "population": read_whole(table.cell(row, "population").value),
        "document_number": squash(table.text(row, "document_number")),
        "attachments": squash(table.text(row, "attachments")),
        "note": "; ".join(remarks),
    }
    return {name: value for name, value in facts.items() if value not in ("", (), None)}


def _channel(text: str) -> str:
    folded = fold(text)
    return next((name for name, words in _CHANNELS if any(word in folded for word in words)), "")


def _flags(table: SheetTable, row: Row, match: Match, got: Receipt, assessment: Assessment) -> tuple[str, ...]:
    decided = assessment.case.date if assessment.case else None
    late_decision = decided is not None and got.read.day is not None and decided > got.read.day
    seen = {
        "hidden-row": row.hidden,
        "hidden-sheet": table.sheet.hidden,
        "partly-struck": partly_struck(row) and withdrawal_mark(table, row, ()) != "struck",
        "unclear-withdrawal": unclear_withdrawal(table, row),
        "formula-without-result": any(cell.formula and cell.blank for cell in row.filled),
        "decision-after-receipt": late_decision,
        "several-emails": len(read_emails(table.text(row, "email"))) > 1,
        "several-phones": len(read_phones(table.cell(row, "phone").value)) > 1,
    }
    return tuple(
        dict.fromkeys((*match.notes, *got.flags, *assessment.flags, *(flag for flag, on in seen.items() if on)))
    )
