"""When an application was received, and whether that was in time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from kvadmin.api.imports import Cell, ColumnDates, ReadDate
from kvadmin.api.wording import fold

from .table_dates import TableDates


class Timeliness(StrEnum):
    """The ruling on an application's date. Values as the admission rule and the files have them."""

    ON_TIME = "on-time"
    LATE = "late"
    #: Late by its arrival, in time by its postmark or by what is said of it: a person has to judge.
    TO_BE_JUDGED = "to-be-judged"
    #: There is no date to rule on.
    UNKNOWN = "unknown"


_POSTMARK = re.compile(
    r"(post\s?-?\s?stempl\w*|post\s?-?\s?stempel\w*|post\s?-?\s?merk\w*|post\s?-?\s?mark\w*|stempl(?:et|a)?\b|postlagt|"
    r"postet\b|posta\b|sendt i posten|lagt i posten|lagd i posten|innlevert på posthus\w*|posted\b|p\.?\s?st\.)",
    re.IGNORECASE,
)
_RECEIVED = re.compile(r"(mottatt|motteke|motteken|mott\.|innkom\w*|received|ankom\w*)", re.IGNORECASE)
_FORWARDED = re.compile(
    r"\b(videresendt|vidaresendt|vidaresend|videresend|feil adresse|feil adressat|feilsendt|feilsend|omadressert|"
    r"omadressera|oversendt fra|oversendt frå|forwarded|wrong address|misdirected|redirected)\b"
)
#: How far a date may lie from the deadline and still be believed.
_BELIEVED_DAYS = 366
_WITHIN = 45
_AT_HOME = TableDates()


@dataclass(frozen=True, slots=True)
class Receipt:
    """When a row says the application came.

    Attributes:
        read: The date received, or why there is none.
        postmark: The postmark, if one is told and readable.
        ruling: In time or not.
        forwarded: The day it was first sent (to a wrong address), when a remark tells of it.
        flags: ``after-deadline``, ``postmarked-in-time``, ``forwarded``, ``two-digit-year`` …
    """

    read: ReadDate
    postmark: date | None
    ruling: Timeliness
    forwarded: date | None = None
    flags: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime | None:
        """Date and time received; midnight when no time is told."""
        return self.read.moment


def read_receipt(
    cell: Cell,
    postmark_cell: Cell,
    remarks: tuple[str, ...],
    deadline: datetime,
    *,
    epoch_1904: bool,
    dates: TableDates = _AT_HOME,
) -> Receipt:
    """Read the receipt of one row.

    Args:
        cell: The cell of the date received.
        postmark_cell: The cell of a column of its own for the postmark, empty if there is none.
        remarks: Texts where a postmark or a forwarding may be told: remarks, notes on cells, status.
        deadline: The last minute, local time.
        epoch_1904: The workbook counts days from 1904.
        dates: How the table's columns write dates.
    """
    year = deadline.year
    text, in_cell = _cut_postmark(cell.text, year, dates.received) if isinstance(cell.value, str) else (None, None)
    read = dates.received.read(cell.value if text is None else text, year=year, epoch_1904=epoch_1904)
    if read.day and abs((read.day - deadline.date()).days) > _BELIEVED_DAYS:
        read = replace(read, day=None, clock=None, problem="implausible")
    own = dates.postmark.read(postmark_cell.value, year=year, epoch_1904=epoch_1904).day
    told = [day for remark in remarks if (day := _cut_postmark(remark, year, dates.remarks)[1])]
    postmark = own or in_cell or (told[0] if told else None)
    unclear = postmark is None and (
        any(_POSTMARK.search(remark) for remark in remarks) or dates.postmark.ambiguous(postmark_cell.value)
    )
    forwarded = [remark for remark in remarks if _FORWARDED.search(fold(remark))]
    sent = (each.day for remark in forwarded for each in dates.remarks.find(remark, year=year))
    first_sent = next(filter(None, sent), None)
    ruling, flags = _rule(read, postmark, deadline, unclear=unclear)
    if forwarded:
        flags = (*flags, "forwarded")
    return Receipt(read, postmark, ruling, first_sent, (*read.notes, *flags))


def _cut_postmark(text: str, year: int, dates: ColumnDates) -> tuple[str, date | None]:
    """The text without its postmark, and the postmark's day: after the word, else right before it."""
    word = _POSTMARK.search(text)
    if not word:
        return text, None
    stop = _RECEIVED.search(text, word.end())
    end = min(stop.start() if stop else len(text), word.end() + _WITHIN)
    after = [each for each in dates.find(text[word.end() : end], year=year) if each.day]
    if after:
        cut = word.end() + after[0].end
        return f"{text[: word.start()]} {text[cut:]}".strip(" ,;()"), after[0].day
    before = [each for each in dates.find(text[: word.start()], year=year) if each.day]
    if before and word.start() - before[-1].end <= 3:
        return f"{text[: before[-1].start]} {text[word.end() :]}".strip(" ,;()"), before[-1].day
    return text, None


def _rule(
    read: ReadDate, postmark: date | None, deadline: datetime, *, unclear: bool
) -> tuple[Timeliness, tuple[str, ...]]:
    if read.day is None:
        return Timeliness.UNKNOWN, ()
    if read.day < deadline.date():
        return Timeliness.ON_TIME, ()
    if read.day == deadline.date():
        last = deadline.time().replace(second=0, microsecond=0)
        if read.clock is not None and read.clock > last:
            return _late(postmark, deadline, unclear=unclear)
        if read.clock is None and last < time(23, 59):
            return Timeliness.TO_BE_JUDGED, ("time-of-day-unknown",)
        return Timeliness.ON_TIME, ()
    return _late(postmark, deadline, unclear=unclear)


def _late(postmark: date | None, deadline: datetime, *, unclear: bool) -> tuple[Timeliness, tuple[str, ...]]:
    if postmark is not None and postmark <= deadline.date():
        return Timeliness.TO_BE_JUDGED, ("after-deadline", "postmarked-in-time")
    told = "postmarked-late" if postmark else "postmark-unclear" if unclear else ""
    return Timeliness.LATE, ("after-deadline", *((told,) if told else ()))
