"""The values of an indicator: a sorted csv per indicator, and the ``datapackage.json`` that describes them.

``municipality,period,value[,denominator][,sample]``: the value as it was reported, an exact decimal with a point, or
the mark of a missing figure. ``sample`` tells several observations of one period apart. A survey has, besides the
answers in the top box and all answers, ``invited``, and ``mean`` and ``sd`` or the ``counts`` of each answer
(``0 2 5 9``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from kvadmin.api import InvalidData, tr
from kvadmin.api.records import Indicator

from ..indicators.definition import missing_codes, period_kind
from ..periods import Period, PeriodKind, parse_period

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

FOLDER = "measurements"
PACKAGE = f"{FOLDER}/datapackage.json"
_FIELDS = ("municipality", "period", "value", "denominator", "sample", "invited", "mean", "sd", "counts")
_OPTIONAL = _FIELDS[3:]
#: What only a survey has.
SURVEY_FIELDS = _FIELDS[5:]
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_DIGITS = 4
_MOST_SHOWN = 3


class Measurement(NamedTuple):
    """One value. ``value`` and ``denominator`` are exact decimals as text; a missing value is its mark.

    The last four are a survey's: see the module.
    """

    municipality: str
    period: Period
    value: str
    denominator: str = ""
    sample: str = ""
    invited: str = ""
    mean: str = ""
    sd: str = ""
    counts: str = ""

    @property
    def key(self) -> tuple[str, Period, str]:
        """What a value is the value of."""
        return self.municipality, self.period, self.sample


def values_path(indicator: str) -> str:
    """Where the values of an indicator lie."""
    return f"{FOLDER}/{indicator}.csv"


def read_values(data: Snapshot, indicator: Indicator) -> list[Measurement]:
    """The stored values of an indicator, sorted; none when there is no file.

    Raises:
        InvalidData: The file says something that cannot be, with its line.
    """
    path = values_path(indicator.id)
    content = data.read_file(path)
    return [] if content is None else list(parse_values(content, indicator, path))


def decimals_shown(data: Snapshot, indicators: Iterable[Indicator]) -> dict[str, int]:
    """How many decimals the values of each indicator have, at most three; none for one that is worked out of two."""
    found = {}
    for each in indicators:
        if not each.denominator:
            parts = [row.value.partition(".")[2] for row in read_values(data, each) if _FIGURE.fullmatch(row.value)]
            found[each.id] = min(_MOST_SHOWN, max(map(len, parts), default=0))
    return found


def parse_values(content: bytes, indicator: Indicator, path: str) -> Iterator[Measurement]:
    """The values of a file, row by row.

    Raises:
        InvalidData: With file and line.
    """
    columns, reader = _opened(content, path, survey=bool(indicator.scale))
    kind, marks = period_kind(indicator), missing_marks(indicator)
    periods: dict[str, Period] = {}
    width = len(columns)
    pad = ("",) * (len(_FIELDS) - width)
    plain = columns == _FIELDS[:width]
    last: tuple[str, Period, str] | None = None
    for row in reader:
        if len(row) != width:
            raise InvalidData(
                tr("{number} cells where there should be {width}", number=len(row), width=width),
                where=f"{path}:{reader.line_num}",
                code="bad-measurements",
            )
        if not plain:
            named = dict(zip(columns, row, strict=True))
            row, pad = [named.get(field, "") for field in _FIELDS], ()  # noqa: PLW2901 - the same row in order
        number, name, value = row[0], row[1], row[2]
        period = periods.get(name)
        if period is None:
            period = periods[name] = _period(name, kind, f"{path}:{reader.line_num}")
        found = Measurement(number, period, value, *row[3:], *pad)
        if (not _FIGURE.fullmatch(value) and value not in marks) or len(number) != _DIGITS or not number.isdecimal():
            _refuse(found, f"{path}:{reader.line_num}")
        if found.denominator and not _FIGURE.fullmatch(found.denominator):
            _refuse(found, f"{path}:{reader.line_num}")
        if indicator.scale:
            _check_survey(found, f"{path}:{reader.line_num}")
        key = (number, period, found.sample)
        if last is not None and key <= last:
            _out_of_order(found, f"{path}:{reader.line_num}", twice=key == last)
        last = key
        yield found


def _opened(content: bytes, path: str, *, survey: bool) -> tuple[tuple[str, ...], Any]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidData(
            tr("the file is not UTF-8 (byte {start})", start=error.start + 1), where=path, code="bad-measurements"
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""))
    columns = tuple(next(reader, ()))
    missing = [field for field in _FIELDS[:3] if field not in columns]
    known = _FIELDS if survey else _FIELDS[: -len(SURVEY_FIELDS)]
    unknown = [column for column in columns if column not in known]
    if missing or unknown or len(set(columns)) != len(columns):
        raise InvalidData(
            tr("the columns are {columns}", columns=",".join(columns) or "none"),
            where=f"{path}:1",
            hint=tr("they should be {fields}", fields=_wanted(known)),
            code="bad-measurements",
        )
    return columns, reader


def _wanted(known: tuple[str, ...]) -> str:
    """``municipality,period,value[,denominator][,sample]``."""
    return ",".join(known[:3]) + "".join(f"[,{name}]" for name in known[3:])


def _check_survey(found: Measurement, where: str) -> None:
    """Refuse what only looks like figures of a survey.

    Raises:
        InvalidData: With file and line.
    """
    whole = [text for text in (found.denominator, found.invited) if text]
    bad = [text for text in whole if not text.isdecimal()]
    bad += [text for text in (found.mean, found.sd) if text and not _FIGURE.fullmatch(text)]
    bad += [text for text in [found.counts] if text and not all(map(str.isdecimal, text.split()))]
    if _FIGURE.fullmatch(found.value) and (not found.value.isdecimal() or not found.denominator):
        bad.append(found.value)
    if bad:
        raise InvalidData(
            tr("{bad!r} is not a figure of a survey", bad=bad[0]),
            where=where,
            hint=tr("answers are whole numbers, in the top box and of all; a mean may have decimals"),
            code="bad-value",
        )


def _period(name: str, kind: PeriodKind, where: str) -> Period:
    period = parse_period(name, kind, where=where)
    if str(period) != name:
        raise InvalidData(
            tr("the period {name!r} is written {period} in this file", name=name, period=period),
            where=where,
            code="bad-period",
        )
    return period


def _refuse(found: Measurement, where: str) -> None:
    if len(found.municipality) != _DIGITS or not found.municipality.isdecimal():
        raise InvalidData(
            tr("{municipality!r} is not a municipality number", municipality=found.municipality),
            where=where,
            hint=tr("four digits"),
            code="bad-measurements",
        )
    bad = found.value if _FIGURE.fullmatch(found.denominator or "1") else found.denominator
    raise InvalidData(
        tr("{bad!r} is not a figure", bad=bad),
        where=where,
        hint=tr("write 9.8, or the mark of a missing figure"),
        code="bad-value",
    )


def _out_of_order(found: Measurement, where: str, *, twice: bool) -> None:
    what = f"{found.municipality} {found.period}"
    if twice:
        raise InvalidData(
            tr("{what} stands here twice", what=what),
            where=where,
            hint=tr("delete the wrong one of the two lines"),
            code="bad-measurements",
        )
    raise InvalidData(
        tr("{what} is not in its place", what=what),
        where=where,
        hint=tr("sort the lines by municipality, period and sample"),
        code="bad-measurements",
    )


def missing_marks(indicator: Indicator) -> dict[str, int]:
    """``mark -> code`` of the missing figures."""
    return {mark: each.code for each in missing_codes(indicator) for mark in (*each.marks, str(each.code))}


def values_bytes(measurements: Iterable[Measurement]) -> bytes:
    """The file of these values, sorted; columns that nobody uses are left out."""
    rows = sorted(measurements, key=lambda each: (each.municipality, each.period, each.sample))
    columns = [*_FIELDS[:3], *(name for name in _OPTIONAL if any(map(attrgetter(name), rows)))]
    names = {period: str(period) for period in {each.period for each in rows}}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    optional = [_FIELDS.index(name) for name in columns[3:]]
    if optional:
        writer.writerows((row[0], names[row[1]], row[2], *(row[at] for at in optional)) for row in rows)
    else:
        writer.writerows((row[0], names[row[1]], row[2]) for row in rows)
    return out.getvalue().encode()


def columns_in(content: bytes) -> list[str]:
    """The columns of a file of values."""
    return content.split(b"\n", 1)[0].decode("utf-8-sig").strip().split(",")
