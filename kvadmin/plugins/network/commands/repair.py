"""``network repair``: after a withdrawal, an addition or a merger, as few others as possible move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Session, Snapshot, UsageError, session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of, parse_day
from kvadmin.api.records import Cohort, Municipality, Network, Networks

from ..divisions.division import Division, figure, id_key
from ..divisions.division_report import division_report
from ..divisions.network_names import names_for
from ..divisions.stored_networks import free_id, note_measure, record_of, save, settings_for, with_free_number
from ..solver.places import PlaceSet
from ..solver.repair import Repair
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
        held=held, successors=_successors(run.data, record, set(places.ids)),
    )  # fmt: skip
    changed = _repaired_record(record, found, places)
    bound = found.free.bound if found.free else None  # that of any split of those who are members now
    scope = found.free.bound_scope if found.free else None
    if changed.settings is not None and (found.change.moved or found.change.joined or found.change.left):
        note_measure(changed, settings.measured)
        changed.settings.objective = f"{found.score.objective:.2f}"
        changed.settings.objective_km = f"{found.score.objective_km:.2f}"
        changed.settings.bound = "" if bound is None else f"{bound:.2f}"
        changed.settings.bound_scope = scope or ""
    ordered = tuple(sorted(changed.networks, key=lambda each: id_key(each.id)))
    division = Division(places, ordered, found.score, record.cohort, bound, scope, _repair_data(found))
    _announce(run, division, found)
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


def _successors(snapshot: Snapshot, record: Networks, here: set[str]) -> dict[str, str]:
    """Members that have become another municipality that is a member now: old number to new."""
    found = {}
    for number in sorted({member for each in record.networks for member in each.members} - here):
        municipality = snapshot.find(Municipality, number)
        heirs = [each for each in (municipality.successors if municipality else []) if each in here]
        if len(heirs) == 1:
            found[number] = heirs[0]
    return found


def _repaired_record(record: Networks, found: Repair, places: PlaceSet) -> Networks:
    """The networks after the repair: one that continues an old one keeps its id, name, advisor and hosts."""
    names = names_for(places, found.networks)
    made: list[Network] = []
    for members, old, name in zip(found.networks, found.old_of, names, strict=True):
        if old is None:
            number = free_id(record, [each.id for each in made])
            made.append(Network(id=number, name=name, members=list(members)))
            continue
        kept = record.networks[old]
        host = kept.host if kept.host in members else ""
        made.append(msgspec.structs.replace(kept, members=list(members), host=host))
    here = set(places.ids)
    locked = [member for member in record.locked_members if member in here]
    return msgspec.structs.replace(
        record, networks=sorted(made, key=lambda each: id_key(each.id)), locked_members=locked
    )


def _repair_data(found: Repair) -> dict[str, Any]:
    more: dict[str, Any] = {
        "moved": list(found.change.moved),
        "joined": list(found.change.joined),
        "left": list(found.change.left),
        "cost": figure(found.cost),
    }
    if found.free is not None and found.free_change is not None:
        more["free"] = {
            "objective": figure(found.free.objective),
            "objective_km": figure(found.free.score.objective_km),
            "moved": list(found.free_change.moved),
            "saves": figure(found.score.objective - found.free.objective),
        }
    return more


def _announce(run: Session, division: Division, found: Repair) -> None:
    here = set(division.places.ids)

    def names(numbers: Sequence[str]) -> str:
        return ", ".join(division.label(each) if each in here else each for each in numbers) or tr("nobody")

    run.info(tr("Left: {names}.", names=names(found.change.left)))
    run.info(tr("Joined: {names}.", names=names(found.change.joined)))
    run.info(tr("Moved: {names}.", names=names(found.change.moved)))
    if found.free is not None and found.free_change is not None:
        saves = found.score.objective - found.free.objective
        run.info(
            tr(
                "Without the limit {number} would move and {saves:.1f} {unit} be saved.",
                number=len(found.free_change.moved),
                saves=saves,
                unit=found.score.unit,
            )
        )
