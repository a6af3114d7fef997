"""Whose figure a row is: the municipality that existed in its period, from the dated register."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from kvadmin.api.commands import config_folder
from kvadmin.api.imports import Register, parse_bodies, parse_succession, read_number
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
_WORDS = {
    "ambiguous": "is the name of several municipalities",
    "several": "names several municipalities",
    "not-a-municipality": "is not a municipality",
    "conflict": "has a number and a name that do not agree",
    "suggested": "is not the name of a municipality",
    "unknown": "is not in the register",
}


class FoundMunicipality(NamedTuple):
    """The number, or why there is none and who may be meant."""

    number: str | None
    problem: str = ""
    candidates: tuple[str, ...] = ()


class RegisterByPeriod:
    """The register through time.

    Args:
        municipalities: Every municipality, past ones included.
    """

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self.entries = {each.number: each for each in municipalities}
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
            return FoundMunicipality(None, "no municipality is named")
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
            ended = f" (it ended on {entry.valid_to})" if entry.valid_to else ""
            heirs = f"; in that period its area belongs to {shown}" if shown else ""
            return f"{digits} {entry.name} is no municipality in {period}{ended}{heirs}"
        if verdict == "abolished":  # known as merged, but the register does not say until when it was one
            heirs = f"; its area belongs to {shown}" if shown else ""
            return f"{text!r} was merged and is not in the register{heirs}"
        meant = f"; is it {shown}?" if shown else ""
        return f"{text!r} {_WORDS.get(verdict, 'is not in the register')}{meant}"

    def _on(self, day: date) -> Register:
        """The register on a day; between two changes it is the same one."""
        at = bisect_right(self._changes, day)
        if at not in self._registers:
            self._registers[at] = Register(self.entries.values(), on=day, **self._shipped)  # type: ignore[arg-type]  # below
        return self._registers[at]

    @cached_property
    def _shipped(self) -> dict[str, object]:
        """Successors since 1994 and the bodies that are no municipality."""
        folder = config_folder()
        return {
            "succession": parse_succession((folder / "municipality-successors.csv").read_text(encoding="utf-8")),
            "bodies": parse_bodies((folder / "non-municipal-bodies.csv").read_text(encoding="utf-8")),
        }
