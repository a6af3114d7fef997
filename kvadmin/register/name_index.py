"""The index of names: exact folded forms, then ASCII-folded forms, then aliases; the county tells namesakes apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kvadmin.model.municipality import RegisterEntry
from kvadmin.register.counties import county_named, same_county
from kvadmin.register.name_forms import Reading, forms_of, other_forms, parallel_parts
from kvadmin.wording.folding import fold, fold_digraph, fold_plain, squeeze


@dataclass(frozen=True, slots=True)
class Hits:
    """Numbers that a name leads to, by which way, and the county that the name itself states."""

    numbers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    county: str | None = None


@dataclass(frozen=True, slots=True)
class _Tier:
    """One strictness of look-up: how it folds, what it is called, and folded name -> numbers."""

    folding: Callable[[str], str]
    note: str
    index: dict[str, set[str]] = field(default_factory=dict)


#: From strict to lenient; the lenient ones count only when one municipality answers (several are ambiguous).
_FOLDINGS = ((fold, ""), (fold_digraph, "ascii-form"), (fold_plain, "ascii-form"), (squeeze, "blanks"))


class NameIndex:
    """Names of the municipalities that exist, by number."""

    def __init__(self, entries: Iterable[RegisterEntry]) -> None:
        self.entries = {each.number: each for each in sorted(entries, key=lambda each: each.number)}
        self._names = [_Tier(folding, note) for folding, note in _FOLDINGS]
        self._aliases = [_Tier(folding, "alias") for folding, _ in _FOLDINGS]
        for entry in self.entries.values():
            own = own_names(entry)
            _fill(self._names, own, entry.number)
            _fill(self._aliases, [*entry.aliases, *other_forms(*own, *entry.aliases)], entry.number)

    def look_up(self, readings: Iterable[Reading], county: str = "") -> Hits:
        """Every municipality the readings lead to at the strictest step that leads anywhere.

        Args:
            readings: Ways to read the name, most literal first.
            county: Text of the row's county cell.
        """
        readings = tuple(readings)
        for tier in (*self._names, *self._aliases):
            for reading in readings:
                numbers = tier.index.get(tier.folding(reading.name))
                if numbers:
                    return self._decided(in_order(*numbers), reading, county, tier.note)
        return self._parallel(readings, county)

    def forms(self) -> Mapping[str, set[str]]:
        """Exact folded names and aliases with the numbers that bear them."""
        both: dict[str, set[str]] = {}
        for tier in (self._names[0], self._aliases[0]):
            for form, numbers in tier.index.items():
                both.setdefault(form, set()).update(numbers)
        return both

    def in_county(self, numbers: Iterable[str], county: str) -> tuple[str, ...]:
        """Those of the numbers that lie in the county that the text names; none if it names none."""
        stated = county_named(county) if county else None
        if not stated:
            return ()
        return in_order(*(each for each in numbers if same_county(stated, self.entries[each].county)))

    def _decided(self, numbers: tuple[str, ...], reading: Reading, county: str, note: str) -> Hits:
        notes = (note,) if note else ()
        own = self.in_county(numbers, reading.county or "")
        if reading.county and not own:
            return Hits(numbers, notes, reading.county)
        left = self.in_county(own or numbers, county) or own or numbers
        if len(left) == 1 < len(numbers):
            notes = (*notes, "county-decided")
        return Hits(left, notes, reading.county)

    def _parallel(self, readings: tuple[Reading, ...], county: str) -> Hits:
        """``Kautokeino-Guovdageaidnu``: every part is a name of one and the same municipality."""
        for reading in readings:
            parts = parallel_parts(reading.name)
            if len(parts) > 1:
                found = [set(self.look_up((Reading(part),), county).numbers) for part in parts]
                if common := set.intersection(*found):
                    return Hits(in_order(*common), ("parallel-names",))
        return Hits()


def own_names(entry: RegisterEntry) -> list[str]:
    """The forms of an entry's own and parallel names, aliases apart."""
    return [form for name in (entry.name, *entry.names) for form in forms_of(name)]


def in_order(*numbers: str) -> tuple[str, ...]:
    """The numbers once each, sorted."""
    return tuple(sorted(set(numbers)))


def _fill(tiers: list[_Tier], forms: Iterable[str], number: str) -> None:
    for form in forms:
        for tier in tiers:
            tier.index.setdefault(tier.folding(form), set()).add(number)
