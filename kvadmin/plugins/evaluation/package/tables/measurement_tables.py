"""The measurements as tables: long, and wide with a variable per indicator; streamed, whatever their number."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from kvadmin.api import InvalidData, Snapshot, tr
from kvadmin.api.records import Indicator, MissingCode

from ...indicators.definition import MISSING, SUPPRESSED, indicator_label, mark_of, missing_codes
from ...indicators.variables import variable_of
from ...measurements.value_files import Measurement, parse_values, values_path
from ..dictionary import Cells, DataTable, Variable, figure
from ..missing_values import Missing, missing_of
from .private_tables import MUNICIPALITY

#: The reason that a figure was hidden, and its mark.
HIDDEN_CODE = next(each for each in MISSING if each.code == SUPPRESSED)
HIDDEN = mark_of(HIDDEN_CODE)

#: How a municipality is called in the package: its number, or a pseudonym.
Naming = Callable[[str], str]
#: What of a measurement may be shown.
Showing = Callable[[Indicator, Measurement], Measurement]


class IndicatorSource(NamedTuple):
    """The values of one indicator as bytes of its file, with where each municipality's lines lie."""

    indicator: Indicator
    content: bytes
    places: dict[str, tuple[int, int]]

    def of(self, number: str) -> Iterator[Measurement]:
        """The values of one municipality.

        Raises:
            InvalidData: A line that is no value, with its place in the whole file.
        """
        start, stop = self.places[number]
        head = self.content[: self.content.index(b"\n") + 1]
        path = values_path(self.indicator.id)
        try:
            yield from parse_values(head + self.content[start:stop], self.indicator, path)
        except InvalidData:
            for _ in parse_values(self.content, self.indicator, path):
                pass  # fails where the line is
            raise


def indicator_sources(data: Snapshot, indicators: Iterable[Indicator]) -> list[IndicatorSource]:
    """The indicators that have values, by id."""
    found = []
    for each in sorted(indicators, key=lambda one: one.id):
        content = data.read_file(values_path(each.id))
        if content is not None and b"\n" in content:
            found.append(IndicatorSource(each, content, _places(content, values_path(each.id))))
    return found


def _places(content: bytes, path: str) -> dict[str, tuple[int, int]]:
    """Where the lines of each municipality begin and end; they stand together because the file is sorted."""
    found: dict[str, tuple[int, int]] = {}
    at = content.index(b"\n") + 1
    first = at
    current = b""
    while at < len(content):
        number = content[at : content.find(b",", at)]
        if number != current:
            if current:
                _add(found, current, (first, at), path)
            current, first = number, at
        end = content.find(b"\n", at)
        at = len(content) if end < 0 else end + 1
    if current:
        _add(found, current, (first, at), path)
    return found


def _add(found: dict[str, tuple[int, int]], number: bytes, place: tuple[int, int], path: str) -> None:
    name = number.decode("ascii", "replace")
    if name in found:
        raise InvalidData(
            tr("the lines of {name} do not stand together", name=name), where=path, hint=tr("sort the lines")
        )
    found[name] = place


def long_table(
    found: Sequence[IndicatorSource], naming: Naming, showing: Showing, *, hiding: bool = False
) -> DataTable:
    """``indicator, municipality, period, value, denominator, sample``: one row per value.

    Args:
        found: The values of the indicators.
        naming: What municipalities are called.
        showing: What of a value may be shown.
        hiding: Whether figures may be hidden, so that there is a reason more why one may be missing.
    """
    variables = (
        Variable("indicator", "Indikator", "Indikator"),
        MUNICIPALITY,
        Variable("period", "Periode", "Periode"),
        Variable(
            "value",
            "Verdi (teller der det er nevner)",
            "Verdi (teljar der det er nemnar)",
            "decimal",
            (),
            _codes(found, hiding=hiding),
        ),
        Variable("denominator", "Nevner", "Nemnar", "decimal", (), _suppressed()),
        Variable("sample", "Observasjon", "Observasjon"),
    )

    def rows() -> Iterator[Cells]:
        for source in found:
            marks = _marks(source.indicator)
            for name, number in _order(source.places, naming):
                for each in source.of(number):
                    shown = showing(source.indicator, each)
                    yield (source.indicator.id, name, str(each.period), *_cells(shown, marks), each.sample or None)

    return DataTable("measurements", "Målinger", "Målingar", variables, rows)


def wide_table(
    found: Sequence[IndicatorSource], naming: Naming, showing: Showing, *, hiding: bool = False
) -> DataTable:
    """``municipality, period`` and a variable per indicator (``_n``: its denominator); samples are not in it.

    Args and the rest as :func:`long_table`.
    """
    variables: list[Variable] = [MUNICIPALITY, Variable("period", "Periode", "Periode")]
    columns: dict[str, tuple[int, bool]] = {}
    for source in found:
        each = source.indicator
        name = each.variable or variable_of(each.id)
        sized = b"denominator" in source.content[: source.content.index(b"\n")]
        columns[each.id] = (len(variables), sized)
        codes = _codes([source], hiding=hiding)
        variables.append(Variable(name, indicator_label(each, "nb"), indicator_label(each, "nn"), "decimal", (), codes))
        if sized:
            nb = f"{indicator_label(each, 'nb')}: {each.denominator or 'nevner'}"
            nn = f"{indicator_label(each, 'nn')}: {each.denominator or 'nemnar'}"
            variables.append(Variable(f"{name}_n", nb, nn, "decimal", (), _suppressed()))

    def rows() -> Iterator[Cells]:
        everyone = {number: naming(number) for source in found for number in source.places}
        for name, number in sorted((name, number) for number, name in everyone.items()):
            series = [_stamped(source, number, showing) for source in found if number in source.places]
            merged = heapq.merge(*series, key=lambda pair: pair[0])
            for period, group in groupby(merged, key=lambda pair: pair[0]):
                row: list[str | None] = [None] * len(variables)
                row[0], row[1] = name, period
                for _, (indicator, value, size) in group:
                    at, sized = columns[indicator]
                    row[at] = value
                    if sized:
                        row[at + 1] = size
                yield tuple(row)

    return DataTable("measurements_wide", "Målinger, bredt", "Målingar, breitt", tuple(variables), rows)


def _stamped(
    source: IndicatorSource, number: str, showing: Showing
) -> Iterator[tuple[str, tuple[str, str | None, str | None]]]:
    marks = _marks(source.indicator)
    for each in source.of(number):
        if not each.sample:
            shown = showing(source.indicator, each)
            yield str(each.period), (source.indicator.id, *_cells(shown, marks))


def _order(places: Iterable[str], naming: Naming) -> list[tuple[str, str]]:
    """In the order of the names in the package, so that pseudonyms tell nothing by their place."""
    return sorted((naming(number), number) for number in places)


def _cells(each: Measurement, marks: dict[str, str]) -> tuple[str | None, str | None]:
    value = marks.get(each.value) or figure(each.value)
    size = each.denominator
    return value, (size if size == HIDDEN else figure(size)) if size else None


def _marks(indicator: Indicator) -> dict[str, str]:
    """Every spelling of a missing figure -> the one used in the package."""
    found = {HIDDEN: HIDDEN}
    for each in missing_codes(indicator):
        found |= dict.fromkeys((*each.marks, str(each.code)), mark_of(each))
    return found


def _suppressed() -> tuple[Missing, ...]:
    return missing_of([HIDDEN_CODE])


def _codes(found: Sequence[IndicatorSource], *, hiding: bool) -> tuple[Missing, ...]:
    """The reasons of all indicators together; one mark that means several things says which, where."""
    meanings: dict[str, dict[tuple[str, str], list[str]]] = {}
    numbers: dict[str, int] = {}
    told = [(each, source.indicator.id) for source in found for each in missing_codes(source.indicator)]
    if hiding or not told:
        told.append((HIDDEN_CODE, ""))
    for each, name in told:
        mark = mark_of(each)
        numbers.setdefault(mark, each.code)
        meanings.setdefault(mark, {}).setdefault((each.nb or each.nn, each.nn or each.nb), []).append(name)
    return missing_of(
        MissingCode(code=numbers[mark], marks=[mark], nb=_meaning(several, 0), nn=_meaning(several, 1))
        for mark, several in meanings.items()
    )


def _meaning(several: dict[tuple[str, str], list[str]], form: int) -> str:
    if len(several) == 1:
        return next(iter(several))[form]
    texts = []
    for labels, indicators in several.items():
        names = ", ".join(filter(None, indicators))
        texts.append(f"{labels[form]} ({names})" if names else labels[form])
    return "; ".join(texts)
