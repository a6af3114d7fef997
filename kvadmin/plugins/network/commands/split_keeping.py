"""``network split --keep``: new sizes or rules, and each member that changes network must be worth it."""

from __future__ import annotations

from collections.abc import Sequence

from kvadmin.api import Session, UnknownName, tr
from kvadmin.api.records import Networks, SplitSettings

from ..divisions.continued_networks import change_data, continued_record, successors_of, tell_of_change
from ..divisions.division import Division, figure, id_key
from ..solver.keeping import keep
from ..solver.places import PlaceSet
from ..solver.request import SplitRequest
from ..solver.time_budget import TimeBudget
from ..splitting.solver_run import interruptible, shown_progress, split_request, with_locked_networks


def kept_split(
    run: Session, cohort: str, before: Networks | None, places: PlaceSet, settings: SplitSettings, cost: float,
    clock: TimeBudget, others: Sequence[tuple[str, str]] = (),
) -> tuple[Division, Networks, SplitRequest]:  # fmt: skip
    """The split that is cheapest when each member that changes network costs something; networks keep number and name.

    Args:
        run: The session.
        cohort: Its id.
        before: The networks there are.
        places: The members now.
        settings: What is asked for. Without a number of networks it is the old one, or the nearest that fits the sizes.
        cost: What one move must be worth, in the unit of the distances.
        clock: By which the search for the split without that cost ends, which proves the bound.
        others: Ids and names that a new network may not have.

    Returns:
        The division, the record it makes of the one before, and what was asked for.

    Raises:
        UnknownName: There are no networks yet.
        Refused: The rules cannot be met.
    """
    if before is None or not before.networks:
        raise UnknownName(
            tr("{cohort} has no networks yet", cohort=cohort),
            where="--keep",
            hint=tr("kvadmin network split {cohort} --size 5..7", cohort=cohort),
            code="unknown-network",
        )
    request = with_locked_networks(split_request(run, run.data, places, settings), before)
    here = set(places.ids)
    held = [each for each in before.locked_members if each in here]
    with interruptible(run) as stop, shown_progress(run, request.distances.unit, clock.left()) as tell:
        clock.tell, clock.stop = tell, stop
        found = keep(
            request, [list(each.members) for each in before.networks], cost, held=held,
            successors=successors_of(run.data, before, here), clock=clock,
        )  # fmt: skip
        if stop.requested:
            raise KeyboardInterrupt
    record = continued_record(before, found, places, others)
    ordered = tuple(sorted(record.networks, key=lambda each: id_key(each.id)))
    bound, scope = (found.free.bound, found.free.bound_scope) if found.free else (None, None)
    cut = found.free is not None and found.free.cut_short
    more = {"seed": settings.seed, "cut_short": cut, "keep": figure(cost), **change_data(found)}
    division = Division(places, ordered, found.score, cohort, bound, scope, more)
    tell_of_change(run, division, found)
    return division, record, request
