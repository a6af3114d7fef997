"""Counts of the improvement work per application, for the evaluator's package."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kvadmin.api import Snapshot
from kvadmin.api.hooks import ApplicationVariable
from kvadmin.api.records import Cohort
from kvadmin_improvement.records import Measure
from kvadmin_improvement.work.parties import measures_of, participation

_Count = Callable[[list[Measure]], int]
_VARIABLES: tuple[tuple[str, str, str, _Count], ...] = (
    ("measures", "Antall tiltak", "Talet på tiltak", len),
    (
        "measures_completed",
        "Antall fullførte tiltak",
        "Talet på fullførte tiltak",
        lambda several: sum(each.status == "completed" for each in several),
    ),
    (
        "measure_steps",
        "Antall trinn i tiltakene",
        "Talet på steg i tiltaka",
        lambda several: participation(several).steps,
    ),
    (
        "steps_politicians",
        "Antall trinn der folkevalgte deltok",
        "Talet på steg der folkevalde deltok",
        lambda several: participation(several).by_party["politicians"],
    ),
    (
        "steps_administration",
        "Antall trinn der administrasjonen deltok",
        "Talet på steg der administrasjonen deltok",
        lambda several: participation(several).by_party["administration"],
    ),
    (
        "steps_employees",
        "Antall trinn der tillitsvalgte deltok",
        "Talet på steg der tillitsvalde deltok",
        lambda several: participation(several).by_party["employees"],
    ),
    (
        "pdsa_cycles",
        "Antall PDSA-sirkler",
        "Talet på PDSA-sirklar",
        lambda several: sum(len(each.cycles) for each in several),
    ),
)


def variables(snapshot: Snapshot) -> list[ApplicationVariable]:
    """Counts of every member, 0 where nothing is noted; none while no measure is noted at all."""
    measures = snapshot.all(Measure)
    if not measures:
        return []
    of = {
        (cohort.id, each.municipality): measures_of(measures, cohort.id, [each.municipality])
        for cohort in snapshot.all(Cohort)
        for each in cohort.memberships
    }
    return [
        ApplicationVariable(name, nb, nn, {key: Decimal(count(mine)) for key, mine in of.items()})
        for name, nb, nn, count in _VARIABLES
    ]
