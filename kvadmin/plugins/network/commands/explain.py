"""``network explain`` and ``network wish``: why a municipality is where it is, and what a wish would cost."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.reports import Column, Report, Table

from ..divisions.division import Division, figure
from ..divisions.stored_networks import StoredDivision, member_of, record_of, stored_division
from ..solver.explain import Explanation, cost_of_wish, options
from ..solver.explain import explain as explained
from ..solver.rules import DifferentNetworks, SameNetwork
from ..solver.split import Split
from ..splitting.solver_run import shown_progress, with_locks
from ..splitting.split_options import place_of
from .arguments import DistanceFile, InCohort, Member

_Wishes = list[str] | None


def explain(ctx: typer.Context, number: Member, cohort: InCohort = None, distances: DistanceFile = None) -> None:
    """Explain why a municipality is in its network: distances, the next-best networks, the rules that hold it.

    Example: kvadmin network explain 0502
    """
    run = session(ctx)
    place, record, network = member_of(run, number, cohort)
    stand = stored_division(run, record, distances)
    networks = [each.members for each in stand.record.networks]
    found = explained(with_locks(stand.request, record), networks, place)
    near = options(stand.request, networks, place)
    barred = [o for o in near if o.barred and o.exchange is None][:2] if not found.next_best else []
    run.show(_explanation(stand, network.id, found, [{"network": o.network, "by": o.barred} for o in barred]))


def _explanation(stand: StoredDivision, network: str, found: Explanation, barred: list[dict[str, Any]]) -> Report:
    division, record, unit = stand.division, stand.record, stand.request.distances.unit
    home = next(each for each in record.networks if each.id == network)
    next_best = [
        {
            "id": record.networks[option.network].id,
            "name": record.networks[option.network].name,
            "cost": figure(option.cost),
            "exchange": option.exchange,
        }
        for option in found.next_best
    ]
    data = {
        "schema": 1,
        "cohort": record.cohort,
        "municipality": found.place,
        "name": division.label(found.place),
        "network": {"id": home.id, "name": home.name},
        "unit": unit,
        "distances": [
            {"municipality": other, "name": division.label(other), unit: figure(far)} for other, far in found.distances
        ],
        "next_best": next_best,
        "barred": [{"id": record.networks[b["network"]].id, "by": list(b["by"])} for b in barred],
        "held_by": list(found.held_by),
    }
    return Report(data, _tables(division, home.id, home.name, found, next_best, unit))


def _tables(
    division: Division, number: str, name: str, found: Explanation, next_best: list[dict[str, Any]], unit: str
) -> tuple[Table, ...]:
    label = f"{found.place} {division.label(found.place)}"
    far = tuple((other, division.label(other), round(value, 1)) for other, value in found.distances)
    total = sum(value for _, value in found.distances)
    held = tuple(tr("Held by: {words}", words=words) for words in found.held_by)
    first = Table(
        tr("{label} is in network {number} {name}", label=label, number=number, name=name),
        (Column("number", "No."), Column("name", "Municipality"), Column("far", f"Distance {unit}", "decimal")),
        far,
        (tr("Sum of its distances: {total:.1f} {unit}.", total=total, unit=unit), *held),
    )
    rows = tuple(
        (each["id"], each["name"], f"{each['cost']:+.1f}", _way(division, each["exchange"])) for each in next_best
    )
    columns = (
        Column("id", "No."),
        Column("name", "Network"),
        Column("cost", f"Cost {unit}", "decimal"),
        Column("way", "How"),
    )
    note = () if rows else (tr("No other network can take it under the rules, by a move or by an exchange."),)
    return first, Table(tr("The next-best networks, everything else unchanged"), columns, rows, note)


def _way(division: Division, exchange: str | None) -> str:
    return "moved" if exchange is None else f"in exchange for {division.label(exchange)}"


def wish(
    ctx: typer.Context,
    cohort: Annotated[str, typer.Argument(metavar="COHORT", help="Id of the cohort.")],
    together: Annotated[_Wishes, typer.Option(metavar="A,B", help="These want to share a network; repeatable.")] = None,
    apart: Annotated[_Wishes, typer.Option(metavar="A,B", help="These do not want to; repeatable.")] = None,
    distances: DistanceFile = None,
) -> None:
    """Say what wishes would cost: the best split that grants each beside the best without it.

    Example: kvadmin network wish P1 --together 0502,0627
    """
    run = session(ctx)
    stand = stored_division(run, record_of(run, cohort), distances)
    wishes: list[Any] = [SameNetwork(_pair(text, stand)) for text in together or ()]
    wishes += [DifferentNetworks(_pair(text, stand)) for text in apart or ()]
    if not wishes:
        raise UsageError(tr("no wish is given"), where="--together or --apart", hint=tr("--together 0612,0605"))
    base = Split(tuple(map(tuple, stand.members)), stand.division.score, None, None)
    rows = []
    for each in wishes:
        with shown_progress(run) as tell:
            granted = cost_of_wish(with_locks(stand.request, stand.record), base, each, tell)
        rows.append({
            "wish": "together" if isinstance(each, SameNetwork) else "apart",
            "municipalities": list(each.ids),
            "cost": figure(granted.cost),
            "objective": figure(granted.granted.objective),
            "networks": [list(members) for members in granted.granted.networks],
        })  # fmt: skip
    run.show(_wishes(stand, rows))


def _pair(text: str, stand: StoredDivision) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(place_of(part, stand.places) for part in text.split(",") if part.strip()))
    if len(found) < 2:
        raise UsageError(tr("{text!r} names fewer than two municipalities", text=text), hint=tr("--together 0612,0605"))
    return found


def _wishes(stand: StoredDivision, rows: list[dict[str, Any]]) -> Report:
    unit = stand.request.distances.unit
    shown = tuple(
        (each["wish"], " with ".join(map(stand.division.label, each["municipalities"])), f"{each['cost']:+.1f}")
        for each in rows
    )
    columns = (Column("wish", "Wish"), Column("who", "Municipalities"), Column("cost", f"Cost {unit}", "decimal"))
    note = (
        tr(
            "The networks as they are: {objective:.1f} {unit}. The rest may be rearranged freely.",
            objective=stand.division.score.objective,
            unit=unit,
        ),
    )
    data = {
        "schema": 1,
        "cohort": stand.record.cohort,
        "objective": figure(stand.division.score.objective),
        "wishes": rows,
    }
    return Report(data, (Table(tr("What the wishes cost"), columns, shown, note),))
