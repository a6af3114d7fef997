"""``gathering groups``: table groups that mix people across networks and avoid repeat meetings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, UsageError, session, tr
from kvadmin.api.reports import Column, Report, table_of

from ..loaded_gathering import load_gathering
from ..registrations.roster import RosterAudience, RosterEntry
from ..table_mixing import mix
from .arguments import GatheringArgument

_SIZE = re.compile(r"(\d{1,3})(?:\.\.(\d{1,3}))?")
_MOST_ROUNDS = 50
_LEAST_SIZE = 2


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where one person sits in one round."""

    round: int
    table: int
    entry: RosterEntry


_COLUMNS = (
    Column("round", "Round", "int"),
    Column("table", "Table", "int"),
    Column("name", "Name", get=attrgetter("entry.filed_as")),
    Column("place", "Municipality/organisation", get=attrgetter("entry.place"), rank=1),
    Column("network", "Network", get=attrgetter("entry.network"), rank=2),
)


def groups(
    ctx: typer.Context,
    gathering: GatheringArgument,
    size: Annotated[str, typer.Option("--size", metavar="MIN..MAX", help="People at a table: 5..6.")],
    rounds: Annotated[int, typer.Option("--rounds", metavar="N", min=1, help="How often they change tables.")] = 1,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="Decides ties.")] = 0,
) -> None:
    """Set up table groups of those who come: people of different networks, nobody twice where that can be.

    Example: kvadmin gathering groups 2008-08-27-oppstart --size 5..6 --rounds 2
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    least, most = _size(size)
    if rounds > _MOST_ROUNDS:
        raise UsageError(
            tr("{rounds} rounds are more than anybody sits through", rounds=rounds), where="--rounds", code="bad-value"
        )
    everybody = found.roster("name", RosterAudience(staff=True)).entries
    if not everybody:
        raise Refused(tr("nobody is registered for {gathering}", gathering=gathering), code="nothing-to-do")
    people = [(each.person.id, each.network or each.person.municipality or None) for each in everybody]
    mixed = mix(people, least, most, rounds, seed=seed)
    plan = [[list(table) for table in tables] for tables in mixed.rounds]
    change = run.transaction()
    change.update(msgspec.structs.replace(found.gathering, groups=plan))
    run.commit(change)
    entries = {each.person.id: each for each in everybody}
    seats = (
        _Seat(at, number, one)
        for at, tables in enumerate(plan, 1)
        for number, table in enumerate(tables, 1)
        for one in sorted((entries[each] for each in table), key=lambda each: each.person.key())
    )
    note = tr(
        "meetings repeated: {repeats}; meetings within a network: {same_network}",
        repeats=mixed.repeats,
        same_network=mixed.same_network,
    )
    data = {
        "schema": 1,
        "gathering": gathering,
        "repeats": mixed.repeats,
        "same_network": mixed.same_network,
        "rounds": plan,
    }
    run.show(Report(data, (table_of("Table groups", _COLUMNS, seats, (note,)),), personal=True))


def _size(text: str) -> tuple[int, int]:
    found = _SIZE.fullmatch(text.strip())
    least, most = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not _LEAST_SIZE <= least <= most:
        raise UsageError(
            tr("{text!r} is no size of a table", text=text),
            where="--size",
            hint=tr("write it as 5..6"),
            code="bad-value",
        )
    return least, most
