"""What is set for series: events, targets from a period on, what is known in advance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kvadmin.api.records import Indicator

from ...indicators.definition import TARGETS
from ..dictionary import Cells, DataTable, Variable, coded
from .private_tables import MUNICIPALITY, NO_YES, table

EVENT = {
    "freeze": ("Grunnlag til og med", "Grunnlag til og med"),
    "rebase": ("Nytt grunnlag fra", "Nytt grunnlag frå"),
    "exclude": ("Ikke medregnet", "Ikkje medrekna"),
    "annotation": ("Merknad", "Merknad"),
    "known": ("Kjent nivå fra", "Kjent nivå frå"),
}
_INDICATOR = Variable("indicator", "Indikator", "Indikator")
_FROM = Variable("from_period", "Fra periode", "Frå periode")


def series_tables(indicators: Sequence[Indicator]) -> Iterator[DataTable]:
    """The events; and the targets and levels, where there are any."""
    events = [(each.id, event) for each in indicators for event in each.events]
    yield table(
        "series_events",
        "Hendelser i seriene",
        "Hendingar i seriane",
        (
            _INDICATOR,
            MUNICIPALITY,
            Variable("kind", "Slag", "Slag", "code", coded(EVENT, EVENT)),
            Variable("at_period", "Periode", "Periode"),
            Variable("why", "Grunn", "Grunn"),
        ),
        ((name, e.municipality, e.kind, e.at, e.why) for name, e in events if e.kind not in TARGETS),
    )
    targets = [
        (name, e.municipality, e.at, e.value, "yes" if e.kind == TARGETS[1] else "no")
        for name, e in events
        if e.kind in TARGETS
    ]
    if targets:
        second = Variable("second", "Mål nummer to", "Mål nummer to", "code", NO_YES)
        wanted = Variable("target", "Mål", "Mål", "decimal")
        yield table(
            "series_targets",
            "Mål etter periode",
            "Mål etter periode",
            (_INDICATOR, MUNICIPALITY, _FROM, wanted, second),
            targets,
        )
    levels = [(name, e.municipality, e.at, e.mean, e.sigma, e.why) for name, e in events if e.kind == "known"]
    if levels:
        yield table(
            "series_levels",
            "Kjente nivåer",
            "Kjende nivå",
            (
                _INDICATOR,
                MUNICIPALITY,
                _FROM,
                Variable("mean", "Kjent middelverdi", "Kjend middelverdi", "decimal"),
                Variable("sigma", "Kjent sigma", "Kjend sigma", "decimal"),
                Variable("why", "Grunn", "Grunn"),
            ),
            levels,
        )


def for_everybody(each: DataTable) -> DataTable:
    """What the public may see of one of these tables.

    What one municipality wants, and what it is known for, may be known to be its own, and would tell which pseudonym it
    has; so may what happened to it on a certain day.
    """
    names = [variable.name for variable in each.variables]
    who = names.index("municipality")
    if each.name == "series_events":
        kind = names.index("kind")
        keep: list[Cells] = [row for row in each.rows() if row[kind] != "annotation" and not _own_level(row, kind, who)]
    else:
        keep = [row for row in each.rows() if row[who] is None]
    return DataTable(each.name, each.nb, each.nn, each.variables, lambda: iter(keep))


def _own_level(row: Cells, kind: int, who: int) -> bool:
    return row[kind] == "known" and row[who] is not None
