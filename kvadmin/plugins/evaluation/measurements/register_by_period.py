"""The municipality that a row of figures means: the one that existed in its period, from the dated register."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import NamedTuple

from kvadmin.api import Snapshot, tr
from kvadmin.api.imports import Register, read_number, register_on
from kvadmin.api.records import Municipality
from kvadmin.api.wording import fold

from ..periods import Period

#: What stands where a municipality should, in rows that sum others up.
TOTALS = frozenset(
    map(
        fold,
        (
            "hele landet",
            "heile landet",
            "landet",
            "norge",
            "noreg",
            "sum",
            "total",
            "totalt",
            "i alt",
            "alle",
            "alle kommuner",
            "alle kommunar",
            "gjennomsnitt",
            "snitt",
            "median",
            "sum kommuner",
            "kommunene",
            "0 hele landet",
            "0 heile landet",
            "eak hele landet",
            "eak heile landet",
        ),
    )
)
_VERDICTS = {
    "ambiguous": "{text!r} is the name of several municipalities",
    "several": "{text!r} names several municipalities",
    "not-a-municipality": "{text!r} is not a municipality",
    "conflict": "{text!r} has a number and a name that do not agree",
    "suggested": "{text!r} is not the name of a municipality",
    "unknown": "{text!r} is not in the register",
}


class FoundMunicipality(NamedTuple):
    """The number, or why there is none and who may be meant."""

    number: str | None
    problem: str = ""
    candidates: tuple[str, ...] = ()


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
        self._known: dict[tuple[str, Period], FoundMunicipality] = {}

    def of(self, text: str, period: Period) -> FoundMunicipality:
        """The municipality that ``text`` (number, name, ``0301 Oslo``) means in a period."""
        key = (text, period)
        if key not in self._known:
            self._known[key] = self._of(text, period)
        return self._known[key]

    def _of(self, text: str, period: Period) -> FoundMunicipality:
        if not text.strip():
            return FoundMunicipality(None, tr("no municipality is named"))
        number, _ = read_number(text)
        digits = number if number.isdecimal() else ""
        if digits and not self.entries:
            return FoundMunicipality(digits)  # nothing to look it up in: the number is taken as it is
        entry = self.entries.get(digits)
        if entry and (entry.valid_on(period.last_day) or entry.valid_on(period.first_day)):
            return FoundMunicipality(digits)
        for day in (period.last_day, period.first_day):
            register = self._on(day)
            match = register.match(number=text) if digits else register.match(name=text)
            if match.verdict == "found":
                return FoundMunicipality(match.number)
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
