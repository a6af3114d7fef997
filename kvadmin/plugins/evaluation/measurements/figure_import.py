"""What an import does to the stored values: the outcome of every figure, and the values afterwards. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kvadmin.api import InvalidData, UnknownName, tr
from kvadmin.api.records import Indicator

from ..indicators.definition import period_kind
from ..indicators.indicator_catalogue import find_indicator
from ..periods import Period, parse_period
from ..surveys.answer_cells import read_answers
from ..surveys.scale import SurveyScale, scale_of
from .aggregates import aggregate
from .cell_figures import CellFigure, FigureReader
from .dimensions import Dimensions
from .figure_marks import FigureMarks
from .figure_reading import FigureReading
from .register_by_period import RegisterByPeriod
from .value_files import Measurement, missing_marks

#: Outcomes that keep the whole file out.
BAD_OUTCOMES = ("refused", "conflict")


class FigureOutcome(NamedTuple):
    """What happened to one figure.

    ``outcome``: ``imported``, ``unchanged``, ``replaced``, ``duplicate`` (twice in the file, the same figure),
    ``skipped`` (empty, a total, a note), ``conflict`` (another figure is there already) or ``refused``.
    """

    sheet: str | None
    row: int
    cell: str
    outcome: str
    indicator: str = ""
    municipality: str | None = None
    period: str = ""
    value: str = ""
    reason: str = ""
    candidates: tuple[str, ...] = ()


@dataclass
class FigureImport:
    """The outcomes in the order of the file, and the values of each indicator afterwards."""

    outcomes: list[FigureOutcome] = field(default_factory=list)
    values: dict[str, dict[tuple[str, Period, str], Measurement]] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    #: Why figures of indicators that there are not were refused.
    unknown_indicators: set[str] = field(default_factory=set)
    #: Options that take one of two rows of the file that say different things; empty where no option does.
    clashes: list[str] = field(default_factory=list)

    @property
    def bad(self) -> list[FigureOutcome]:
        """What keeps the file out."""
        return [each for each in self.outcomes if each.outcome in BAD_OUTCOMES]


class _PeriodCell(NamedTuple):
    """A period with its name, or why no figure can be of it."""

    period: Period | None
    text: str
    problem: str


class FigureImporter:
    """Judges the figures of one file.

    Args:
        indicators: All indicators.
        stored: Their values so far, by id.
        register: The register through time.
        today: No figure can be of a period that has not begun.
        only: The indicator of files that name none.
        replace: Whether other figures than the stored ones take their place.
    """

    def __init__(
        self,
        indicators: Sequence[Indicator],
        stored: Mapping[str, Iterable[Measurement]],
        register: RegisterByPeriod,
        today: date,
        *,
        only: Indicator | None = None,
        replace: bool = False,
    ) -> None:
        self.indicators, self.register, self.today, self.only, self.replace = indicators, register, today, only, replace
        self.stored = {name: {each.key: each for each in values} for name, values in stored.items()}
        self.result = FigureImport()
        self._dimensions = Dimensions(())
        self._marks = FigureMarks((), self._indicator)
        self._readers: dict[str, FigureReader] = {}
        self._found: dict[str, Indicator | str] = {}
        self._seen: dict[str, dict[tuple[str, Period, str], FigureReading]] = {}
        self._periods: dict[tuple[object, str], _PeriodCell] = {}

    def run(self, readings: Sequence[FigureReading]) -> FigureImport:
        """Judge every figure.

        Raises:
            InvalidData: Whether a mark parts decimals or thousands cannot be told; the column is named.
        """
        self._dimensions = Dimensions(readings)
        self._marks = FigureMarks(readings, self._indicator)
        self.result.outcomes += map(self._outcome, readings)
        return self.result

    def _outcome(self, reading: FigureReading) -> FigureOutcome:
        if left_out := reading.left_out or (tr("struck through") if reading.value.struck else ""):
            return _said(reading, "skipped", left_out, reading.indicator)
        if beside := aggregate(reading.municipality):
            return _beside(reading, beside)
        if reading.problem:
            return _said(reading, "refused", reading.problem, reading.indicator)
        if reading.value.blank and (reading.period is None or not reading.value.formula or reading.value.error):
            return self._blank(reading)
        indicator = self._indicator(reading)
        if isinstance(indicator, str):
            return _said(reading, "refused", indicator, reading.indicator)
        return self._placed(reading, indicator)

    def _blank(self, reading: FigureReading) -> FigureOutcome:
        """An empty cell, with its municipality as far as that is clear."""
        if reading.period is None:
            return _said(reading, "skipped", tr("no figures in this row"), reading.indicator)
        indicator = self._indicator(reading)
        if isinstance(indicator, str):
            return _said(reading, "skipped", tr("no value"), reading.indicator, None, str(reading.period))
        cell = self._period(reading.period, indicator)
        number = self.register.of(reading.municipality, cell.period, reading.county).number if cell.period else None
        shown = cell.text if cell.period else cell.problem
        return _said(
            reading, "skipped", tr("no value"), indicator.id if cell.period else reading.indicator, number, shown
        )

    def _placed(self, reading: FigureReading, indicator: Indicator) -> FigureOutcome:
        """Period and municipality, then the figure itself."""
        cell = self._period(reading.period, indicator)
        if cell.period is None:
            return _said(reading, "refused", cell.problem, indicator.id, value=reading.value.text.strip())
        found = self.register.of(reading.municipality, cell.period, reading.county)
        if found.number is None:
            if found.beside:
                return _beside(reading, found.beside)
            shown = reading.value.text.strip()
            refused = _said(reading, "refused", found.problem, indicator.id, None, cell.text, shown)
            return refused._replace(candidates=found.candidates)
        if cell.problem:
            shown = reading.value.text.strip()
            return _said(reading, "refused", cell.problem, indicator.id, found.number, cell.text, shown)
        return self._figures(reading, indicator, found.number, cell)

    def _figures(self, reading: FigureReading, indicator: Indicator, number: str, cell: _PeriodCell) -> FigureOutcome:
        """Value and denominator, and what they do to what is stored."""
        assert cell.period
        if scale := scale_of(indicator):
            return self._answers(reading, indicator, scale, Measurement(number, cell.period, ""))
        reader = self._readers.get(indicator.id) or self._readers.setdefault(indicator.id, FigureReader(indicator))
        value = reader.value(reading.value, self._marks.value(reading))
        size = reader.denominator(reading.denominator, self._marks.denominator(reading))
        if size.problem and value.missing:
            size = CellFigure()
        if problem := value.problem or size.problem or _together(value, size, indicator):
            shown = reading.value.text.strip()
            return _said(reading, "refused", problem, indicator.id, number, cell.text, shown)
        new = Measurement(number, cell.period, value.text, "" if value.missing else size.text, reading.sample)
        outcome, reason = self._put(indicator.id, new, reading)
        if value.missing and not reason:
            reason = tr("a missing figure ({mark})", mark=value.text)
        return _said(reading, outcome, reason, indicator.id, number, cell.text, _shown(new))

    def _answers(
        self, reading: FigureReading, indicator: Indicator, scale: SurveyScale, new: Measurement
    ) -> FigureOutcome:
        """The answers of a survey: of a list of surveys, or of value and denominator."""
        marks = missing_marks(indicator)
        read = read_answers(reading.survey or {"top": reading.value, "answers": reading.denominator}, scale, marks)
        period = str(new.period)
        if read.problem:
            shown = reading.value.text.strip()
            return _said(reading, "refused", read.problem, indicator.id, new.municipality, period, shown)
        new = Measurement(new.municipality, new.period, sample=reading.sample, **read.fields)
        outcome, reason = self._put(indicator.id, new, reading)
        return _said(reading, outcome, reason or read.note, indicator.id, new.municipality, period, _shown(new))

    def _indicator(self, reading: FigureReading) -> Indicator | str:
        """The indicator that a figure is of: named in its row, by the option, or by its sheet."""
        name = reading.indicator
        if not name and self.only:
            return self.only
        name = name or reading.sheet or ""
        if name not in self._found:
            try:
                self._found[name] = find_indicator(self.indicators, name)
            except UnknownName as error:
                self._found[name] = (
                    self._unknown(error) if reading.indicator else tr("no indicator is named; add --indicator ID")
                )
        return self._found[name]

    def _unknown(self, error: UnknownName) -> str:
        known = ", ".join(each.id for each in self.indicators) or tr("none")
        reason = tr("{message} (there are: {known})", message=error.message, known=known)
        self.result.unknown_indicators.add(reason)
        return reason

    def _period(self, raw: object, indicator: Indicator) -> _PeriodCell:
        """What a period says, read once for all figures that stand under the same."""
        found = self._periods.get((raw, indicator.period))
        if found is None:
            found = self._periods[raw, indicator.period] = self._read_period(raw, indicator)
        return found

    def _read_period(self, raw: object, indicator: Indicator) -> _PeriodCell:
        try:
            period = parse_period(raw, period_kind(indicator))
        except InvalidData as error:
            hint = f"; {error.hint[0].lower()}{error.hint[1:]}" if error.hint else ""
            return _PeriodCell(None, "", error.message.rstrip(".") + hint)
        late = period.is_future(self.today)
        reason = tr("{period} has not begun on {today}; is it an earlier one?", period=period, today=self.today)
        return _PeriodCell(period, str(period), reason if late else "")

    def _put(self, indicator: str, new: Measurement, reading: FigureReading) -> tuple[str, str]:
        values = self.result.values.get(indicator)
        if values is None:
            values = self.result.values[indicator] = self.stored.get(indicator, {}).copy()
            self._seen[indicator] = {}
        key = new.key
        old = values.get(key)
        before = self._seen[indicator].setdefault(key, reading)
        if old is None:
            values[key] = new
            self.result.changed.add(indicator)
            return "imported", ""
        if _same(old, new):
            if before is reading:
                return "unchanged", ""
            return "duplicate", tr("stands in {cell} as well", cell=before.value.where)
        if before is not reading:
            return "conflict", self._clash(new, old, reading, before)
        if not self.replace:
            return "conflict", tr("{new} here, {old} is stored", new=_shown(new), old=_shown(old))
        values[key] = new
        self.result.changed.add(indicator)
        return "replaced", tr("{old} was stored", old=_shown(old))

    def _clash(self, new: Measurement, old: Measurement, reading: FigureReading, before: FigureReading) -> str:
        """Two rows of the file for the same figure: what they say, and by which of their columns they differ."""
        said = tr("{new} here, {old} in {cell}", new=_shown(new), old=_shown(old), cell=before.value.where)
        self.result.clashes.append(self._dimensions.option(before, reading))
        apart = self._dimensions.difference(before, reading)
        return f"{said}; {apart}" if apart else said


def _said(
    reading: FigureReading,
    outcome: str,
    reason: str,
    indicator: str,
    number: str | None = None,
    period: str = "",
    value: str = "",
) -> FigureOutcome:
    return FigureOutcome(
        reading.sheet, reading.row, reading.value.where, outcome, indicator, number, period, value, reason
    )


def _beside(reading: FigureReading, what: str) -> FigureOutcome:
    """A row that stands beside those of municipalities: a total, an average, a county."""
    reason = tr("{what} ({name})", what=what, name=reading.municipality)
    return _said(reading, "skipped", reason, reading.indicator)


def _together(value: CellFigure, size: CellFigure, indicator: Indicator) -> str:
    """What is wrong with a numerator and its denominator taken together."""
    if value.missing:
        return ""
    if not size.text:
        return tr("the denominator is missing ({what})", what=indicator.denominator) if indicator.denominator else ""
    if Decimal(value.text) < 0:
        return tr("the numerator {numerator} is less than 0", numerator=value.text)
    if indicator.per is None and Decimal(value.text) > Decimal(size.text):
        return tr(
            "the numerator {numerator} is more than the denominator {denominator} "
            "(of a rate, say so: kvadmin evaluation indicators set {id} --per 1)",
            numerator=value.text,
            denominator=size.text,
            id=indicator.id,
        )
    return ""


def _same(one: Measurement, other: Measurement) -> bool:
    pairs = zip((one.value, *one[3:]), (other.value, *other[3:]), strict=True)
    return all(_equal(first, second) for first, second in pairs)


def _equal(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        return Decimal(one) == Decimal(other)
    except ArithmeticError:  # a mark, or nothing
        return False


def _shown(each: Measurement) -> str:
    told = f"{each.value}/{each.denominator}" if each.denominator else each.value
    more = (("invited", each.invited), ("mean", each.mean), ("sd", each.sd), ("counts", each.counts))
    return told + "".join(f" {name} {text}" for name, text in more if text)
