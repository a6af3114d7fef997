"""The figures of results reports, read once: what was known on the day, without those of too few persons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby

import msgspec

from kvadmin.api import Session
from kvadmin.api.records import Goal, Indicator
from kvadmin.api.wording import Language

from ..charts.chart import decimals_of
from ..indicators.definition import missing_codes
from ..indicators.indicator_catalogue import all_indicators
from ..indicators.written_figures import with_unit
from ..measurements.judged_series import ChartChoice, JudgedSeries, judge_series
from ..measurements.value_files import Measurement, decimals_shown, read_values
from ..package.tables.measurement_tables import HIDDEN
from ..package.tables.public_tables import without_small_counts
from ..periods import Period
from ..progress.chart_goals import with_goal

#: The smallest count of persons that a report shows, as in the evaluator's package.
LEAST = 5


class ResultFigures:
    """The series of every indicator on a day.

    A figure counts when its period was over. Figures of fewer than :data:`LEAST` persons are taken out before anything
    is worked out from them, so that no limit or mean tells them either.

    Args:
        run: The session.
        day: The reference date.
    """

    def __init__(self, run: Session, day: date) -> None:
        self.indicators = all_indicators(run)
        self.decimals = decimals_shown(run.data, self.indicators)
        self._by_id = {each.id: each for each in self.indicators}
        self._rows: dict[str, dict[str, list[Measurement]]] = {}
        self._hidden: set[tuple[str, str]] = set()
        self._marks: dict[str, set[str]] = {}
        self._judged: dict[tuple[str, str, Decimal | None, str], JudgedSeries | None] = {}
        shown = without_small_counts(LEAST)
        for each in self.indicators:
            self._marks[each.id] = {m for code in missing_codes(each) for m in (*code.marks, str(code.code))}
            rows = [row for row in read_values(run.data, each) if row.period.last_day <= day]
            self._rows[each.id] = {
                who: self._without_small(each, who, [shown(each, row) for row in several])
                for who, several in groupby(rows, key=lambda row: row.municipality)
            }

    def _without_small(self, indicator: Indicator, who: str, rows: list[Measurement]) -> list[Measurement]:
        kept = [row for row in rows if row.value != HIDDEN]
        if len(kept) < len(rows):
            self._hidden.add((indicator.id, who))
        return kept

    def indicator(self, name: str) -> Indicator | None:
        """The indicator of that id."""
        return self._by_id.get(name)

    def hides(self, indicator: str, municipality: str) -> bool:
        """Whether figures are left out for being of too few persons."""
        return (indicator, municipality) in self._hidden

    def known_periods(self, indicator: str, municipalities: Iterable[str]) -> dict[str, set[Period]]:
        """``municipality -> periods`` with a figure, hidden ones left out."""
        rows = self._rows.get(indicator, {})
        marks = self._marks.get(indicator, set())
        return {who: {row.period for row in rows.get(who, ()) if row.value not in marks} for who in municipalities}

    def series(self, indicator: Indicator, municipality: str, goal: Goal | None = None) -> JudgedSeries | None:
        """The judged series, with the figure of a goal as its target; None without any figure."""
        key = (indicator.id, municipality, goal.to if goal else None, goal.direction if goal else "")
        if key not in self._judged:
            self._judged[key] = self._judge(indicator, municipality, goal)
        return self._judged[key]

    def _judge(self, indicator: Indicator, municipality: str, goal: Goal | None) -> JudgedSeries | None:
        rows = self._rows.get(indicator.id, {}).get(municipality, [])
        if goal is not None:
            way = indicator.direction if indicator.direction != "neutral" else goal.direction
            indicator = msgspec.structs.replace(indicator, direction=way)
        judged = judge_series(rows, indicator, ChartChoice())
        found = judged[0] if judged else None
        if found is not None and goal is not None:
            found = with_goal(found, goal)
        return found if found and any(p.value is not None for p in found.judgement.points) else None

    def decimals_in(self, indicator: Indicator, judged: JudgedSeries) -> int:
        """As many decimals as the figures have; of those worked out of two, one at most."""
        own = self.decimals.get(indicator.id)
        return min(1, decimals_of(judged.judgement)) if own is None else own

    def text(self, value: float, indicator: Indicator, language: Language, judged: JudgedSeries) -> str:
        """A value of a series with its unit."""
        return with_unit(round(value, 10), indicator, language, self.decimals_in(indicator, judged))
