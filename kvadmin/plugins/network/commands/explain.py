"""``network explain`` and ``network wish``: why a municipality is where it is, and what a wish would cost."""

from __future__ import annotations

from operator import itemgetter
from typing import Annotated, Any

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of
from kvadmin.api.reports import Column, Report, json_of, listing, table_of

from ..divisions.division import Division, figure, shown_figure
from ..divisions.stored_networks import StoredDivision, member_of, record_of, stored_division
from ..solver.explain import Explanation, NetworkOption, Wish, cost_of_wish, options
from ..solver.explain import explain as explain_place
from ..solver.rules import DifferentNetworks, SameNetwork
from ..solver.split import Split
from ..splitting.solver_run import shown_progress, with_locks
from ..splitting.split_options import place_of
from .arguments import CohortOption, DistancesOption, MemberArgument

_Wishes = list[str] | None


def explain(
    ctx: typer.Context, number: MemberArgument, cohort: CohortOption = None, distances: DistancesOption = None
) -> None:
    """Explain why a municipality is in its network: distances, the next-best networks, the rules that hold it.

    Example: kvadmin network explain 0502
    """
    run = session(ctx)
    place, record, network = member_of(run, number, cohort)
    stand = stored_division(run, record, distances, reading=True)
    networks = [each.members for each in stand.record.networks]
    found = explain_place(with_locks(stand.request, record), networks, place)
    near = options(stand.request, networks, place)
    moves = [option for option in near if option.barred and option.exchange is None]
    run.show(_explanation(stand, network.id, found, [] if found.next_best else moves[:2]))


def _explanation(stand: StoredDivision, network: str, found: Explanation, barred: list[NetworkOption]) -> Report:
    division, record, unit = stand.division, stand.record, stand.request.distances.unit
    home = next(each for each in record.networks if each.id == network)
    others, ways = _distance_columns(division, unit), _option_columns(stand)
    data = {
        "schema": 1,
        "cohort": record.cohort,
        "municipality": found.place,
        "name": division.label(found.place),
        "network": {"id": home.id, "name": home.name, "advisor": home.advisor or None, "host": home.host or None},
        "unit": unit,
        "distances": json_of(others, found.distances),
        "next_best": json_of(ways, found.next_best),
        "barred": [{"id": record.networks[each.network].id, "by": list(each.barred)} for each in barred],
        "held_by": list(found.held_by),
    }
    label = f"{found.place} {division.label(found.place)}"
    title = tr("{label} is in network {number} {name}", label=label, number=home.id, name=home.name)
    total = sum(far for _, far in found.distances)
    notes = [tr("Sum of its distances: {total:.1f} {unit}.", total=total, unit=unit)]
    notes += [tr("Held by: {words}", words=words) for words in found.held_by]
    if home.advisor:
        notes.append(tr("Advisor of the network: {name}.", name=home.advisor))
    if home.host:
        notes.append(tr("Hosts its next meeting: {name}.", name=division.label(home.host)))
    none = tr("No other network can take it under the rules, by a move or by an exchange.")
    next_best = table_of(
        "The next-best networks, everything else unchanged", ways, found.next_best, () if found.next_best else (none,)
    )
    shown = table_of(title, others, found.distances, notes), next_best
    return Report(data, shown, personal=bool(home.advisor))


def _distance_columns(division: Division, unit: str) -> tuple[Column, ...]:
    """Of pairs of another member and how far it is."""
    return (
        Column("municipality", "No.", get=itemgetter(0)),
        Column("name", "Municipality", get=lambda each: division.label(each[0])),
        Column(unit, tr("Distance {unit}", unit=unit), "decimal", get=lambda each: figure(each[1]), show=shown_figure),
        Column("distance", get=lambda each: figure(each[1])),  # under one name, whatever the unit
    )


def _option_columns(stand: StoredDivision) -> tuple[Column, ...]:
    """Of the other networks that could take a municipality."""
    networks, unit, label = stand.record.networks, stand.request.distances.unit, stand.division.label

    def way(exchange: str | None) -> str:
        return tr("moved") if exchange is None else tr("in exchange for {member}", member=label(exchange))

    return (
        Column("id", "No.", get=lambda each: networks[each.network].id),
        Column("name", "Network", get=lambda each: networks[each.network].name),
        Column("cost", tr("Cost {unit}", unit=unit), "decimal", get=lambda each: figure(each.cost), show=shown_figure),
        Column("exchange", "How", show=way),
    )


def wish(
    ctx: typer.Context,
    word: CohortArgument = None,
    together: Annotated[_Wishes, typer.Option(metavar="A,B", help="These want to share a network; repeatable.")] = None,
    apart: Annotated[_Wishes, typer.Option(metavar="A,B", help="These do not want to; repeatable.")] = None,
    distances: DistancesOption = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Say what wishes would cost: the best split that grants each beside the best without it.

    Example: kvadmin network wish P1 --together 0502,0627
    """
    run = session(ctx)
    stand = stored_division(run, record_of(run, cohort_of(word, cohort)), distances, reading=True)
    wishes: list[Any] = [SameNetwork(_pair(text, stand)) for text in together or ()]
    wishes += [DifferentNetworks(_pair(text, stand)) for text in apart or ()]
    if not wishes:
        raise UsageError(
            tr("no wish is given"), where="--together or --apart", hint=tr("--together 0612,0605"), code="missing-value"
        )
    base = Split(tuple(map(tuple, stand.members)), stand.division.score, None, None)
    priced = []
    for each in wishes:
        with shown_progress(run, stand.request.distances.unit) as tell:
            priced.append((each, cost_of_wish(with_locks(stand.request, stand.record), base, each, tell)))
    run.show(_wish_report(stand, priced))


def _pair(text: str, stand: StoredDivision) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(place_of(part, stand.places) for part in text.split(",") if part.strip()))
    if len(found) < 2:
        raise UsageError(
            tr("{text!r} names fewer than two municipalities", text=text),
            hint=tr("--together 0612,0605"),
            code="bad-value",
        )
    return found


def _wish_report(stand: StoredDivision, priced: list[tuple[Any, Wish]]) -> Report:
    unit, objective = stand.request.distances.unit, stand.division.score.objective
    columns = (
        Column("wish", "Wish", get=lambda each: "together" if isinstance(each[0], SameNetwork) else "apart"),
        Column(
            "municipalities",
            "Municipalities",
            get=lambda each: list(each[0].ids),
            show=lambda ids: f" {tr('with')} ".join(map(stand.division.label, ids)),
        ),
        Column(
            "cost", tr("Cost {unit}", unit=unit), "decimal", get=lambda each: figure(each[1].cost), show=shown_figure
        ),
        Column("objective", get=lambda each: figure(each[1].granted.objective)),
        Column("networks", get=lambda each: [list(members) for members in each[1].granted.networks]),
    )
    note = tr(
        "The networks as they are: {objective:.1f} {unit}. The rest may be rearranged freely.",
        objective=objective,
        unit=unit,
    )
    return listing(
        "wishes",
        columns,
        priced,
        title="What the wishes cost",
        notes=(note,),
        cohort=stand.record.cohort,
        objective=figure(objective),
    )
