"""The figures of one indicator and municipality as the public may see them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from kvadmin.api.records import Indicator, Record

if TYPE_CHECKING:
    from kvadmin.api import Session, Snapshot

#: A figure that counts fewer persons than this is not shown, nor one that leaves fewer of them uncounted.
LEAST = 5
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<kind>Q?)(?P<part>\d{1,2}))?")
_MOST_DECIMALS = 2
#: Units that say that persons are counted, where nothing is said of how many they are among.
_PERSONS = frozenset(
    (
        "antall antal personer personar person persons count stk ansatte tilsette medarbeidere medarbeidarar brukere "
        "brukarar elever elevar barn svar"
    ).split()
)


class IndicatorFile(Record, kw_only=True):
    """``indicators.yaml`` as this plugin reads it: the record of the evaluation is not among the public ones."""

    collection: ClassVar[str] = "indicators"

    indicators: list[Indicator] = []


class FigurePoint(NamedTuple):
    """The figure of one period.

    Args:
        period: ``2008``, ``2008-Q1`` or ``2008-03``.
        year: Its year.
        part: Quarter or month, from 1; 1 for a year.
        value: In the unit of the indicator; None where there is none, or where it is hidden.
        hidden: Whether it is left out for being of too few.
    """

    period: str
    year: int
    part: int
    value: Decimal | None
    hidden: bool = False


class FigureSeries(NamedTuple):
    """The figures of an indicator and a municipality, by period.

    Args:
        indicator: What is counted.
        per_year: Periods in a year.
        points: In order; periods without a row are not among them.
        decimals: How many the figures are shown with.
    """

    indicator: Indicator
    per_year: int
    points: tuple[FigurePoint, ...]
    decimals: int

    @property
    def known(self) -> list[FigurePoint]:
        """Those with a value that is shown."""
        return [each for each in self.points if each.value is not None]

    @property
    def hides(self) -> bool:
        """Whether a figure is left out for being of too few."""
        return any(each.hidden for each in self.points)


class AgreedFigures:
    """Series on demand; each file is read once.

    Args:
        data: The programme folder.
        indicators: By id.
        today: Only periods that are over are shown.
    """

    def __init__(self, data: Snapshot, indicators: Mapping[str, Indicator], today: date) -> None:
        self._data, self._indicators, self._today = data, indicators, today
        self._rows: dict[str, Mapping[str, list[dict[str, str]]]] = {}

    def series(self, indicator: str, municipality: str) -> FigureSeries | None:
        """The figures; None when there is no such indicator, or nothing of it may be shown."""
        known = self._indicators.get(indicator)
        if known is None:
            return None
        if indicator not in self._rows:
            self._rows[indicator] = _read(self._data, indicator)
        rows = self._rows[indicator].get(municipality, ())
        points = tuple(each for each in _points(known, rows) if _last_month(each, known.period) <= _month(self._today))
        values = [each.value for each in points if each.value is not None]
        if not values:
            return None
        least = 1 if known.is_percent or known.per is not None else _MOST_DECIMALS
        worked_out = any(row.get("denominator") for row in rows)
        decimals = least if worked_out else min(_MOST_DECIMALS, max(map(_decimals, values)))
        return FigureSeries(known, {"year": 1, "quarter": 4, "month": 12}.get(known.period, 1), points, decimals)


def all_indicators(run: Session) -> dict[str, Indicator]:
    """Every indicator by id: those of the programme, and those that plugins lend it."""
    found = {each.id: each for each in run.gather("kvadmin_indicators")}
    record = run.data.find(IndicatorFile)
    return found | {each.id: each for each in (record.indicators if record else ())}


def _read(data: Snapshot, indicator: str) -> Mapping[str, list[dict[str, str]]]:
    content = data.read_file(f"measurements/{indicator}.csv")
    found: dict[str, list[dict[str, str]]] = {}
    if content is not None:
        for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            found.setdefault(row["municipality"], []).append(row)
    return found


def _points(indicator: Indicator, rows: Sequence[Mapping[str, str]]) -> Iterator[FigurePoint]:
    """One point a period; several observations of one period (``sample``) count together."""
    periods: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        periods.setdefault(row["period"], []).append(row)
    for name in sorted(periods):
        found = _PERIOD.fullmatch(name)
        if found is None:
            continue
        value, hidden = _value(indicator, periods[name])
        yield FigurePoint(name, int(found["year"]), int(found["part"] or 1), value, hidden)


def _value(indicator: Indicator, rows: Sequence[Mapping[str, str]]) -> tuple[Decimal | None, bool]:
    """The figure of a period, and whether it is hidden; a mark of a missing figure is none."""
    pairs = [
        (Decimal(row["value"]), row.get("denominator") or "")
        for row in rows
        if _FIGURE.fullmatch(row["value"]) and _FIGURE.fullmatch(row.get("denominator") or "1")
    ]
    if not pairs:
        return None, False
    if not any(under for _, under in pairs):
        if _counts_persons(indicator) and any(0 < value < LEAST for value, _ in pairs):
            return None, True
        return sum((value for value, _ in pairs), Decimal(0)) / len(pairs), False
    counted = [(value, Decimal(under)) for value, under in pairs if under]
    top = sum((value for value, _ in counted), Decimal(0))
    under = sum((each for _, each in counted), Decimal(0))
    if under <= 0:
        return None, False
    rest = LEAST if indicator.per is not None else under - top
    if any(0 < each < LEAST for each in (top, rest)) or under < LEAST:
        return None, True
    times = indicator.per if indicator.per is not None else 100 if indicator.is_percent else 1
    return top / under * times, False


def _counts_persons(indicator: Indicator) -> bool:
    return indicator.unit.strip().casefold() in _PERSONS


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def _month(day: date) -> int:
    """The last month that is over on a day, counted from year 0."""
    return day.year * 12 + day.month - 2


def _last_month(point: FigurePoint, kind: str) -> int:
    months = {"year": 12, "quarter": 3}.get(kind, 1)
    return point.year * 12 + point.part * months - 1
