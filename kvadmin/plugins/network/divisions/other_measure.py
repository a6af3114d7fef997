"""What a split that is measured by a table costs in kilometres, and the split with the least kilometres by the table.

Let t be the table's distances (minutes, say) and d great-circle kilometres. S is the split that was made, G the split
with the least sum of d under the same sizes, number, locks and rules; rules with a price are left out of G, because
their price is in the table's unit. With T(X) and D(X) the sums of t and of d over all pairs within the networks
of X:

    minutes that G costs more than S:     T(G) - T(S)
    kilometres that S costs more than G:  D(S) - D(G)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from kvadmin.api import Refused, Session, tr

from ..solver.alternatives import pairs_changed
from ..solver.distance import Distances, TravelTable
from ..solver.places import PlaceSet
from ..solver.request import SplitRequest
from ..solver.rules import Balance, MaxDistance, SharedTheme, words_of
from ..solver.score_card import score
from ..solver.split import Split
from ..solver.time_budget import TimeBudget
from ..splitting.solver_run import solve
from .division import figure

#: Up to so many places the second split is a matter of seconds, and is made unless it is declined.
UNASKED = 200


@dataclass(frozen=True)
class _MeasuredBy:
    """A rule that goes on speaking of the table's distances, whatever the split is measured by."""

    rule: MaxDistance
    table: Distances

    def words(self) -> str:
        """In words."""
        return words_of(self.rule)

    def bind(self, places: PlaceSet, _distances: Distances, networks: int | None) -> Any:
        """Bound to the table."""
        return self.rule.bind(places, self.table, networks)


def in_kilometres(request: SplitRequest) -> SplitRequest:
    """The same request measured by great circles, without what has a price in the unit of the table."""
    rules = tuple(
        _MeasuredBy(rule, request.distances) if isinstance(rule, MaxDistance) else rule
        for rule in request.rules
        if not isinstance(rule, Balance | SharedTheme) and (hasattr(rule, "bind") or hasattr(rule, "allowed"))
    )
    return replace(request, travel=None, rules=rules)


def measured_otherwise(
    run: Session, request: SplitRequest, found: Split, clock: TimeBudget, wanted: bool | None
) -> tuple[dict[str, Any], bool]:
    """What the split with the least kilometres would cost, said and for JSON, and whether Ctrl-C came meanwhile.

    Args:
        run: The session.
        request: What was asked for.
        found: The split that was made.
        clock: By which everything ends; when it is over before, that is said.
        wanted: Whether a person asked for it; None for up to 200 places.

    Returns:
        ``{"other_measure": ...}``, or nothing where the split is measured by great circles, or it is not wanted.
    """
    if not isinstance(request.distances, TravelTable) or not (
        len(request.places) <= UNASKED if wanted is None else wanted
    ):
        return {}, False
    if clock.spent():
        run.info(
            tr("What the split with the least great-circle kilometres costs was not worked out: the time was over.")
        )
        return {"other_measure": None}, False
    try:
        nearest, _, stopped = solve(run, in_kilometres(request), clock)
    except Refused as refused:
        run.info(
            tr("What the split with the least great-circle kilometres costs is not known: {why}.", why=refused.message)
        )
        return {"other_measure": None}, False
    other = score(request, nearest.networks)
    unit, travel, km = request.distances.unit, found.score.travel, found.score.objective_km
    run.info(
        tr(
            "The split with the least great-circle kilometres would cost {dearer:.1f} {unit} more ({there:.1f}, "
            "here {here:.1f}); "
            "this one has {further:.1f} km more ({km:.1f}, there {least:.1f}).",
            unit=unit, dearer=other.travel - travel + 0.0, there=other.travel, here=travel,
            further=km - other.objective_km + 0.0, km=km, least=other.objective_km,
        )
    )  # fmt: skip
    return {
        "other_measure": {
            "unit": "km",
            "here": {"travel": figure(travel), "km": figure(km)},
            "least_km": {
                "travel": figure(other.travel),
                "km": figure(other.objective_km),
                "bound": None if nearest.bound is None else figure(nearest.bound),
                "bound_scope": nearest.bound_scope,
                "cut_short": nearest.cut_short,
            },
            "dearer": figure(other.travel - travel),
            "km_more": figure(km - other.objective_km),
            "pairs_changed": round(pairs_changed(found.networks, nearest.networks), 6),
        }
    }, stopped
