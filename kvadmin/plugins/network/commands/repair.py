"""``network repair``: after a withdrawal, an addition or a merger, as few others as possible move."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of, parse_day
from kvadmin.api.records import Cohort

from ..divisions.continued_networks import change_data, continued_record, successors_of, tell_of_change
from ..divisions.division import Division, id_key
from ..divisions.division_report import division_report
from ..divisions.stored_networks import note_measure, record_of, save, settings_for, with_free_number
from ..solver.repair import repair as repair_split
from ..splitting.cohort_places import places_of
from ..splitting.solver_run import split_request, with_locked_networks
from ..splitting.split_options import checked_number
from .arguments import DistancesOption


def repair(
    ctx: typer.Context,
    word: CohortArgument = None,
    max_moves: Annotated[
        str, typer.Option("--max-moves", metavar="K", help="How many others may change network; any: no limit.")
    ] = "2",
    move_cost: Annotated[str, typer.Option("--move-cost", metavar="KM", help="What a move must be worth.")] = "0",
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Members on that day (else who has a place).")
    ] = None,
    distances: DistancesOption = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Fit the networks to those who are members now, moving as few others as possible.

    Example: kvadmin network repair P1 --dry-run
    """
    run = session(ctx)
    record = record_of(run, cohort_of(word, cohort))
    group = run.data.get(Cohort, record.cohort)
    places = places_of(run.data, group, run.today, parse_day(as_of, where="--as-of") if as_of else None)
    settings = with_free_number(settings_for(run, record, places, distances))
    request = with_locked_networks(split_request(run, run.data, places, settings), record)
    before = [list(each.members) for each in record.networks]
    held = [each for each in record.locked_members if each in set(places.ids)]
    found = repair_split(
        request, before, most_moves=_limit(max_moves), move_cost=checked_number(move_cost, "--move-cost"),
        held=held, successors=successors_of(run.data, record, set(places.ids)),
    )  # fmt: skip
    changed = continued_record(record, found, places)
    bound = found.free.bound if found.free else None  # that of any split of those who are members now
    scope = found.free.bound_scope if found.free else None
    if changed.settings is not None and (found.change.moved or found.change.joined or found.change.left):
        note_measure(changed, settings.measured)
        changed.settings.objective = f"{found.score.objective:.2f}"
        changed.settings.objective_km = f"{found.score.objective_km:.2f}"
        changed.settings.bound = "" if bound is None else f"{bound:.2f}"
        changed.settings.bound_scope = scope or ""
    ordered = tuple(sorted(changed.networks, key=lambda each: id_key(each.id)))
    division = Division(places, ordered, found.score, record.cohort, bound, scope, change_data(found))
    tell_of_change(run, division, found)
    save(run, changed, confirm=tr("Change the networks of {cohort}?", cohort=record.cohort))
    run.show(division_report(division))


def _limit(text: str) -> int | None:
    if text.strip().casefold() in {"any", "all"}:
        return None
    try:
        found = int(text)
    except ValueError:
        found = -1
    if found < 0:
        raise UsageError(
            tr("{text!r} is no number of moves", text=text),
            where="--max-moves",
            hint=tr("--max-moves 2, or any"),
            code="bad-value",
        )
    return found
