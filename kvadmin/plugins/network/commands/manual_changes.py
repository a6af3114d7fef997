"""``network move``, ``lock``, ``unlock`` and ``rename``: what a person changes by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, UnknownName, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Networks
from kvadmin.api.wording import near_names

from ..divisions.division import figure
from ..divisions.division_report import division_report
from ..divisions.stored_networks import (
    check_unlocked,
    member_of,
    network_named,
    record_of,
    save,
    stored_division,
    with_moves,
)
from ..solver.explain import hand_move
from .arguments import CohortOption, DistancesOption, MemberArgument

Targets = Annotated[list[str], typer.Argument(metavar="NETWORK|NUMBER...", help="Networks or municipalities.")]


def move(
    ctx: typer.Context,
    number: MemberArgument,
    to: Annotated[str, typer.Argument(metavar="NETWORK", help="Id or name of the network it shall be in.")],
    exchange: Annotated[str | None, typer.Option(metavar="NUMBER", help="This one goes the other way.")] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Even if a rule of the split is broken by it.")] = False,
    cohort: CohortOption = None,
    distances: DistancesOption = None,
) -> None:
    """Move a municipality to another network by hand; the move is checked and priced first.

    Example: kvadmin network move 0502 2 --anyway --dry-run
    """
    run = session(ctx)
    place, record, home = member_of(run, number, cohort)
    target = network_named(record, to)
    back = None if exchange is None else find_municipality(run.data, exchange, run.today).number
    check_unlocked(record, (home, target), [place, *([back] if back else [])])
    stand = stored_division(run, record, distances)
    at = record.networks.index(target)
    moved = hand_move(stand.request, [each.members for each in record.networks], place, at, back)
    if moved.broken and not anyway:
        raise Refused(
            tr("the move breaks {number} rule(s) of the split", number=len(moved.broken)),
            details=list(moved.broken),
            hint=tr("add --anyway to do it all the same, or --exchange NUMBER"),
            code="rule-broken",
        )
    after = with_moves(stand, record, moved.networks)
    unit = stand.request.distances.unit
    run.info(
        tr(
            "{place} from network {home} to {target}: {cost:+.1f} {unit}.",
            place=place,
            home=home.id,
            target=target.id,
            cost=moved.cost,
            unit=unit,
        )
    )
    save(run, record)
    more = {"moved": [place, *([back] if back else [])], "cost": figure(moved.cost), "broken": list(moved.broken)}
    run.show(division_report(replace(after.division, more=more)))


def lock(ctx: typer.Context, targets: Targets, cohort: CohortOption = None) -> None:
    """Lock networks (they stay as they are) or members (they stay where they are) in later splits and repairs.

    Example: kvadmin network lock 1 0502
    """
    _set_locks(session(ctx), targets, cohort, locked=True)


def unlock(ctx: typer.Context, targets: Targets, cohort: CohortOption = None) -> None:
    """Take locks off networks or members.

    Example: kvadmin network unlock 1
    """
    _set_locks(session(ctx), targets, cohort, locked=False)


def _set_locks(run: Session, targets: list[str], cohort: str | None, *, locked: bool) -> None:
    record = record_of(run, cohort)
    for target in targets:
        try:
            network_named(record, target).locked = locked
        except UnknownName:
            number = _member(run, record, target)
            others = [each for each in record.locked_members if each != number]
            record.locked_members = sorted([*others, number]) if locked else others
    save(run, record)


def _member(run: Session, record: Networks, text: str) -> str:
    """A member of some network of the record.

    Raises:
        UnknownName: It is neither a network nor a member.
    """
    try:
        number = find_municipality(run.data, text, run.today).number
    except UnknownName as error:
        error.say_near(near_names(text, {each.id: each.name for each in record.networks}))
        raise
    if record.network_of(number) is None:
        raise UnknownName(
            tr("{text} is neither a network nor a member of one in {cohort}", text=text, cohort=record.cohort),
            code="unknown-network",
        )
    return number


def rename(
    ctx: typer.Context,
    network: Annotated[str, typer.Argument(metavar="NETWORK", help="Its id or name.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new name.")],
    cohort: CohortOption = None,
) -> None:
    """Give a network another name.

    Example: kvadmin network rename 1 "Nettverk ved fjorden"
    """
    run = session(ctx)
    record = record_of(run, cohort)
    found = network_named(record, network)
    name = " ".join(name.split())
    if not name:
        raise Refused(tr("a network needs a name"), code="missing-value")
    if any(each.name.casefold() == name.casefold() and each is not found for each in record.networks):
        raise Refused(tr("another network is called {name!r} already", name=name), code="already-there")
    found.name = name
    save(run, record)
