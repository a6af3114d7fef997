"""What the public may see: pseudonyms for municipalities, small counts hidden, free text and case numbers left out."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from kvadmin.api import InvalidData, tr
from kvadmin.api.records import Indicator

from ...measurements.value_files import Measurement, missing_marks
from ...suppression import PublishedCounts, derivable, suppress
from ...suppression.small_counts import fewest, is_small
from ..dictionary import Cells, DataTable, Variable
from ..missing_values import missing_of
from .added_variables import hide_rare
from .measurement_tables import HIDDEN, HIDDEN_CODE
from .private_tables import MUNICIPALITY, table
from .series_tables import for_everybody

#: Variables that are free text, or lead to a document or a place.
_PRIVATE = {
    "municipalities": ("name", "county", "population", "language_form", "valid_from", "valid_to"),
    "applications": ("channel", "case_number", "document_number"),
    "plans": ("project_goals", "effect_goals", "document"),
    "plan_reports": ("text",),
    "own_evaluations": ("document", "findings"),
    "series_events": ("why",),
    # What a goal says stands in papers of the municipality, and a mean could give a hidden figure away.
    "goals": (
        *("from_value", "to_value", "since_date", "by_date", "reasons", "mean", "figures", "first_period"),
        "last_period",
    ),
    "series_levels": ("why",),
    "attendance": ("attended", "cancelled"),
    "gatherings": ("to_date",),
}
#: Units of figures that count people.
_PEOPLE = frozenset(
    (
        "antall antal personer personar person persons count stk ansatte tilsette brukere brukarar elever elevar barn"
    ).split()
)
_ALPHABET = "bcdfghjkmnpqrstvwxz"
_HIDDEN = missing_of([HIDDEN_CODE])


class Pseudonyms:
    """Keyed pseudonyms: the same key gives the same ones, and without it nobody can tell whose they are.

    Args:
        key: The secret.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._known: dict[tuple[str, str], str] = {}
        self._taken: dict[str, str] = {}

    def municipality(self, number: str) -> str:
        """``K`` and ten letters."""
        return self._name("K", "municipality", number)

    def gathering(self, name: str) -> str:
        """``S`` and ten letters."""
        return self._name("S", "gathering", name)

    def _name(self, letter: str, kind: str, what: str) -> str:
        if (kind, what) not in self._known:
            name = letter + _letters(hmac.digest(self._key, f"kvadmin|{kind}|{what}".encode(), sha256))
            if self._taken.setdefault(name, what) != what:
                raise InvalidData(
                    tr("two {kind} names have the pseudonym {name}", kind=kind, name=name), hint=tr("make another key")
                )
            self._known[kind, what] = name
        return self._known[kind, what]

    @property
    def key_id(self) -> str:
        """Tells two keys apart and nothing more."""
        return hmac.digest(self._key, b"kvadmin|key", sha256).hex()[:8]


def _letters(digest: bytes) -> str:
    """Ten letters (no digits, so that a pseudonym is never taken for a number; no vowels, so that it is no word)."""
    value = int.from_bytes(digest, "big")
    letters = []
    for _ in range(10):
        value, rest = divmod(value, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return "".join(letters)


class HiddenCounts(NamedTuple):
    """What was hidden in one table of counts."""

    table: str
    primary: int
    secondary: int
    derivable: int


def without_small_counts(least: int) -> Any:
    """What of a measurement may be shown: small counts of people are hidden, with those that are nearly everybody."""
    few = fewest(least)

    def show(indicator: Indicator, each: Measurement) -> Measurement:
        if each.value in missing_marks(indicator):
            hide = bool(each.denominator) and is_small(Decimal(each.denominator), few)
            return each._replace(denominator=HIDDEN) if hide else each
        counts_people = indicator.unit.strip().casefold() in _PEOPLE
        if not each.denominator and not counts_people:
            return each
        value = Decimal(each.value)
        size = Decimal(each.denominator) if each.denominator else None
        if size is not None and is_small(size, few):
            return each._replace(value=HIDDEN, denominator=HIDDEN)
        rest = size - value if size is not None and indicator.per is None else None
        if is_small(value, few) or (rest is not None and is_small(rest, few)):
            return each._replace(value=HIDDEN)
        return each

    return show


def may_show_value(least: int) -> Callable[[Indicator, Measurement], bool]:
    """Whether the value of a measurement may be shown, as :func:`without_small_counts` has it."""
    show = without_small_counts(least)
    return lambda indicator, each: show(indicator, each).value != HIDDEN


def public_tables(
    tables: Sequence[DataTable], names: Pseudonyms, least: int, added: frozenset[str] = frozenset()
) -> tuple[list[DataTable], list[HiddenCounts]]:
    """The public form of the tables, and what was hidden.

    Args:
        tables: The private ones (without measurements).
        names: Pseudonyms.
        least: The smallest count that may be shown.
        added: The variables of the applications that are shown only where so many share a value.
    """
    found: list[DataTable] = []
    hidden: list[HiddenCounts] = []
    for each in tables:
        bare = each.without(*_PRIVATE.get(each.name, ()))
        if each.name == "municipalities":
            several, report = _municipalities(bare, names, least)
        elif each.name == "attendance":
            several, report = _attendance(bare, names, least)
        elif each.name.startswith("series_"):
            several, report = [_renamed(for_everybody(bare), names)], None
        elif each.name == "applications" and added:
            frequent, rare, more = hide_rare(bare, added, least)
            several, report = [_renamed(frequent, names)], HiddenCounts(each.name, rare, more, 0)
        elif each.name == "goals":
            several, report = _goals(bare, names, least)
        else:
            several, report = [_renamed(bare, names)], None
        found += several
        hidden += [report] if report else []
    return found, hidden


def _renamed(each: DataTable, names: Pseudonyms) -> DataTable:
    """With pseudonyms, in their order."""
    columns = [variable.name for variable in each.variables]
    rename = {"municipality": names.municipality, "gathering": names.gathering}
    swaps = [(columns.index(name), swap) for name, swap in rename.items() if name in columns]

    def renamed(row: Cells) -> Cells:
        cells = list(row)
        for at, swap in swaps:
            cells[at] = swap(cells[at] or "") if cells[at] else None
        return tuple(cells)

    rows = sorted((renamed(row) for row in each.rows()), key=_order)
    variables = tuple(_pseudonym(variable) for variable in each.variables)
    return DataTable(each.name, each.nb, each.nn, variables, lambda: iter(rows))


def _order(row: Cells) -> tuple[str, ...]:
    return tuple(cell or "" for cell in row)


_WHO = Variable("municipality", "Kommune (pseudonym)", "Kommune (pseudonym)")


def _pseudonym(variable: Variable) -> Variable:
    return _WHO if variable == MUNICIPALITY else variable


def _municipalities(each: DataTable, names: Pseudonyms, least: int) -> tuple[list[DataTable], HiddenCounts | None]:
    """Region and size class, where enough municipalities share them; and how many do."""
    rows = list(each.rows())
    regions = sorted({row[1] for row in rows if row[1]})
    sizes = [code.text for code in each.variables[2].codes]
    known = [row for row in rows if row[1] and row[2]]
    if not known:
        return [_renamed(each.without("region", "size_class"), names)], None
    counts = [[sum(row[1:] == (region, size) for row in known) for size in sizes] for region in regions]
    result = suppress(counts, least=least)
    cells = result.published.cells
    region_hidden = {region for i, region in enumerate(regions) if cells[i][len(sizes)] is None}

    def shown(row: Cells) -> Cells:
        if not row[1] or not row[2] or row[1] in region_hidden:
            return (row[0], HIDDEN if row[1] in region_hidden else None, HIDDEN)
        place = cells[regions.index(row[1])][sizes.index(row[2])]
        return (row[0], row[1], row[2] if place is not None else HIDDEN)

    one, two = each.variables[1:3]
    missing = _HIDDEN
    variables = (
        each.variables[0],
        Variable(one.name, one.nb, one.nn, one.kind, one.codes, missing),
        Variable(two.name, two.nb, two.nn, two.kind, two.codes, missing),
    )
    micro = DataTable(each.name, each.nb, each.nn, variables, lambda: map(shown, rows))
    count = Variable("count", "Antall kommuner", "Talet på kommunar", "int", (), missing)
    axes = (Variable(one.name, one.nb, one.nn), Variable(two.name, two.nb, two.nn), count)
    long = list(_long(result.published, regions, sizes))
    counted = table("municipality_counts", "Kommuner etter landsdel og størrelse", _SIZES_NN, axes, long)
    report = HiddenCounts(counted.name, len(result.primary), len(result.secondary), len(derivable(result.published)))
    return [_renamed(micro, names), counted], report


def _attendance(each: DataTable, names: Pseudonyms, least: int) -> tuple[list[DataTable], HiddenCounts | None]:
    """How many persons each municipality sent to each gathering, with totals, small ones hidden."""
    rows = [row for row in each.rows() if row[0] and row[1]]
    people = sorted({names.municipality(row[0] or "") for row in rows})
    gatherings = sorted({names.gathering(row[1] or "") for row in rows})
    if not rows:
        return [], None
    found = {(names.municipality(row[0] or ""), names.gathering(row[1] or "")): int(row[2] or 0) for row in rows}
    result = suppress([[found.get((who, what), 0) for what in gatherings] for who in people], least=least)
    count = Variable("persons", "Påmeldte personer", "Påmelde personar", "int", (), _HIDDEN)
    long = list(_long(result.published, people, gatherings))
    counted = table("attendance", "Påmeldte til samlinger", _GATHERED_NN, (_WHO, each.variables[1], count), long)
    report = HiddenCounts(counted.name, len(result.primary), len(result.secondary), len(derivable(result.published)))
    return [counted], report


def _goals(each: DataTable, names: Pseudonyms, least: int) -> tuple[list[DataTable], HiddenCounts | None]:
    """Goals of the kinds that enough of a cohort have: the only one of its kind there would say whose it is."""
    rows = list(each.rows())
    kinds = Counter(row[1:-1] for row in {(*row[:-1], "") for row in rows})
    frequent = [row for row in rows if kinds[row[1:-1]] >= least]
    hidden = HiddenCounts(each.name, len(rows) - len(frequent), 0, 0)
    if not frequent:
        return [], hidden
    return [_renamed(DataTable(each.name, each.nb, each.nn, each.variables, lambda: iter(frequent)), names)], hidden


#: Stands for the margins of a table of counts.
TOTAL = "total"
#: The tables that are whole tables of counts with their margins.
COUNTS = ("municipality_counts", "attendance")
_SIZES_NN = "Kommunar etter landsdel og storleik"
_GATHERED_NN = "Påmelde til samlingar"


def _long(found: PublishedCounts, rows: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for name, cells in zip((*rows, TOTAL), found.cells, strict=True):
        for column, value in zip((*columns, TOTAL), cells, strict=True):
            yield name, column, HIDDEN if value is None else str(value)


def grid_of(rows: Sequence[Cells]) -> PublishedCounts:
    """The table of counts that its long form shows, for the audit of a package.

    Raises:
        InvalidData: Cells are missing, or hold no counts.
    """
    names = list(dict.fromkeys(row[0] or "" for row in rows))
    columns = list(dict.fromkeys(row[1] or "" for row in rows))
    values = {(row[0] or "", row[1] or ""): row[2] for row in rows}
    if TOTAL not in names or TOTAL not in columns or len(values) != len(names) * len(columns):
        raise InvalidData(tr("a table of counts is not whole"))
    names.remove(TOTAL)
    columns.remove(TOTAL)
    try:
        cells = tuple(
            tuple(None if (text := values[name, column]) == HIDDEN else int(text or "") for column in (*columns, TOTAL))
            for name in (*names, TOTAL)
        )
    except (KeyError, ValueError) as error:
        raise InvalidData(tr("a table of counts holds something else than counts")) from error
    return PublishedCounts(cells)
