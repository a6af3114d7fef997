"""The municipality that a row of figures means: the one that existed in its period, from the dated register."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, timedelta
from typing import NamedTuple

from kvadmin.api import Snapshot, tr
from kvadmin.api.imports import Register, read_number, register_on
from kvadmin.api.records import Municipality

from ..periods import Period
from .aggregates import BODIES_BESIDE, aggregate

#: A number in front of a name.
_LEADING = re.compile(r"\d{4}(?!\d)")
_VERDICTS = {
    "ambiguous": "{text!r} is the name of several municipalities",
    "several": "{text!r} names several municipalities",
    "not-a-municipality": "{text!r} is not a municipality",
    "conflict": "{text!r} has a number and a name that do not agree",
    "suggested": "{text!r} is not the name of a municipality",
    "unknown": "{text!r} is not in the register",
}


class FoundMunicipality(NamedTuple):
    """The number, or why there is none and who may be meant; ``beside`` is what the row is when surely none."""

    number: str | None
    problem: str = ""
    candidates: tuple[str, ...] = ()
    beside: str = ""


class RegisterByPeriod:
    """The register through time.

    Args:
        data: With every municipality, past ones included.
    """

    def __init__(self, data: Snapshot) -> None:
        self._data = data
        self.entries = {each.number: each for each in data.all(Municipality)}
        days = {each.valid_from for each in self.entries.values() if each.valid_from}
        days |= {each.valid_to + timedelta(days=1) for each in self.entries.values() if each.valid_to}
        self._changes = sorted(days)
        self._registers: dict[int, Register] = {}
        self._between: dict[Period, tuple[int, int]] = {}
        self._known: dict[tuple[str, str, tuple[int, int]], FoundMunicipality] = {}
        self._lost: dict[tuple[str, str, Period], FoundMunicipality] = {}

    def of(self, text: str, period: Period, county: str = "") -> FoundMunicipality:
        """The municipality that ``text`` (number, name, ``0301 Oslo``) means in a period.

        Args:
            text: What the row says.
            period: The period.
            county: What the row says of the county; it tells municipalities of one name apart.
        """
        between = self._between.get(period)
        if between is None:
            days = (period.first_day, period.last_day)
            between = self._between[period] = (
                bisect_right(self._changes, days[0]),
                bisect_right(self._changes, days[1]),
            )
        found = self._known.get((text, county, between)) or self._lost.get((text, county, period))
        if found is None:
            found = self._of(text, period, county)
            if found.problem:  # which names the period
                self._lost[text, county, period] = found
            else:
                self._known[text, county, between] = found
        return found

    def _of(self, text: str, period: Period, county: str) -> FoundMunicipality:  # noqa: PLR0911 - one line per case
        if not text.strip():
            return FoundMunicipality(None, tr("no municipality is named"))
        if beside := aggregate(text):
            return FoundMunicipality(None, beside=beside)
        number, _ = read_number(text)
        digits = number if number.isdecimal() else ""
        if not self.entries and (leading := digits or _leading(text)):
            return FoundMunicipality(leading)  # nothing to look it up in: the number is taken as it is
        entry = self.entries.get(digits)
        if entry and (entry.valid_on(period.last_day) or entry.valid_on(period.first_day)):
            return FoundMunicipality(digits)
        for day in (period.last_day, period.first_day):
            register = self._on(day)
            match = register.match(number=text) if digits else register.match(name=text)
            if match.verdict == "ambiguous" and county:
                match = register.match(name=text, county=county)
            if match.verdict == "found":
                return FoundMunicipality(match.number)
        if match.verdict == "not-a-municipality" and match.body in BODIES_BESIDE:
            return FoundMunicipality(None, beside=tr(BODIES_BESIDE[match.body]))
        digits = digits or (_leading(text) if match.verdict == "abolished" else "")
        return FoundMunicipality(
            None, self._explained(text, period, match.verdict, match.candidates, digits), match.candidates
        )

    def _explained(self, text: str, period: Period, verdict: str, candidates: tuple[str, ...], digits: str) -> str:
        shown = ", ".join(f"{each} {self.entries[each].name}" for each in candidates if each in self.entries)
        entry = self.entries.get(digits)
        if entry:
            ended = tr(" (it ended on {day})", day=entry.valid_to) if entry.valid_to else ""
            heirs = tr("; in that period its area belongs to {heirs}", heirs=shown) if shown else ""
            return (
                tr("{number} {name} is no municipality in {period}", number=digits, name=entry.name, period=period)
                + ended
                + heirs
            )
        if verdict == "abolished":  # known as merged, but the register does not say until when it was one
            heirs = tr("; its area belongs to {heirs}", heirs=shown) if shown else ""
            return tr("{text!r} was merged and is not in the register", text=text) + heirs
        meant = tr("; is it {municipalities}?", municipalities=shown) if shown else ""
        return tr(_VERDICTS.get(verdict, _VERDICTS["unknown"]), text=text) + meant

    def _on(self, day: date) -> Register:
        """The register on a day; between two changes it is the same one."""
        at = bisect_right(self._changes, day)
        if at not in self._registers:
            self._registers[at] = register_on(self._data, day)
        return self._registers[at]


def _leading(text: str) -> str:
    found = _LEADING.match(text.strip())
    return found[0] if found else ""
