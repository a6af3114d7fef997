"""``gathering groups``: table groups that mix people across networks and avoid repeat meetings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.records import Gathering
from kvadmin.api.reports import Column, Report, table_of

from ..earlier_meetings import EarlierMeetings, earlier_meetings
from ..loaded_gathering import LoadedGathering, load_gathering
from ..registrations.roster import RosterAudience, RosterEntry
from ..seating_plan import Plan, SeatingState, moved_people, seating_state, table_sizes, with_newcomers, wrong_sizes
from ..table_mixing.meeting_faults import Mixing, fewest_faults, judged
from ..table_mixing.mixing import mix
from .arguments import GatheringArgument

_SIZE = re.compile(r"(\d{1,3})(?:\.\.(\d{1,3}))?")
_MOST_ROUNDS = 50
_LEAST_SIZE = 2
#: How many people without a table are named.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where one person sits in one round."""

    round: int
    table: int
    entry: RosterEntry


_COLUMNS = (
    Column("round", "Round", "int"),
    Column("table", "At table", "int"),
    Column("name", "Name", get=attrgetter("entry.filed_as")),
    Column("place", "Municipality/organisation", get=attrgetter("entry.place"), rank=1),
    Column("network", "Network", get=attrgetter("entry.network"), rank=2),
)


def groups(
    ctx: typer.Context,
    gathering: GatheringArgument,
    size: Annotated[
        str, typer.Option("--size", metavar="MIN..MAX", help="People at a table: 5..6. With --keep: else as before.")
    ] = "",
    rounds: Annotated[
        int | None, typer.Option("--rounds", metavar="N", min=1, help="How often they change tables (1).")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="Decides ties.")] = 0,
    keep: Annotated[
        bool, typer.Option("--keep", help="Seat only those who are new; everybody else stays where they sit.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Leave out who has met whom at earlier gatherings.")] = False,
    earlier: Annotated[
        list[str] | None,
        typer.Option(metavar="GATHERING", help="An earlier gathering whose tables count; repeatable. Without: all."),
    ] = None,
) -> None:
    """Set up table groups of those who come: people of different networks, nobody twice where that can be.

    Who sat at one table at an earlier gathering has met, too.

    Example: kvadmin gathering groups 2008-08-27-oppstart --size 5..6 --rounds 2
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    before = seating_state(found.gathering, found.book.active)
    least, most = _size(size, found.gathering, keep=keep)
    if keep and not before.rounds:
        raise Refused(
            tr("{gathering} has no seating plan to keep", gathering=gathering),
            hint=tr("leave out --keep"),
            code="no-seating-plan",
        )
    if keep and rounds not in (None, before.rounds):
        raise UsageError(
            tr("the plan to keep has {rounds} round(s)", rounds=before.rounds), where="--rounds", code="bad-value"
        )
    if rounds is not None and rounds > _MOST_ROUNDS:
        raise UsageError(
            tr("{rounds} rounds are more than anybody sits through", rounds=rounds), where="--rounds", code="bad-value"
        )
    if fresh and earlier:
        raise UsageError(tr("--fresh and --earlier do not go together"), where="--earlier", code="bad-value")
    everybody = found.roster("name", RosterAudience(staff=True)).entries
    if not everybody:
        raise Refused(tr("nobody is registered for {gathering}", gathering=gathering), code="nothing-to-do")
    people = {each.person.id: each.network or each.person.municipality or None for each in everybody}
    known = EarlierMeetings()
    if not fresh:
        known = earlier_meetings(run.data, found.gathering, found.book.active, earlier or ())
    met = known.met(people)
    if keep:
        kept = with_newcomers(found.gathering.groups, people, least, most, met)
        least_faults = fewest_faults(people, max(map(len, kept)), len(kept), met)
        mixed = judged(kept, people, met, bound=least_faults)
    else:
        mixed = mix(list(people.items()), least, most, rounds or 1, seed=seed, earlier=known.plans)
    plan = [[list(table) for table in tables] for tables in mixed.rounds]
    change = run.transaction()
    change.update(msgspec.structs.replace(found.gathering, groups=plan, groups_size=f"{least}..{most}"))
    run.commit(change)
    if before.rounds and not keep and (moved := moved_people(found.gathering.groups, plan)):
        run.warn(
            tr(
                "There was a seating plan: {moved} of those in it sit at another table now (--keep moves nobody)",
                moved=len(moved),
            )
        )
    if keep:
        _say_kept(run, before, plan, (least, most))
    entries = {each.person.id: each for each in everybody}
    seats = (
        _Seat(at, number, one)
        for at, tables in enumerate(plan, 1)
        for number, table in enumerate(tables, 1)
        for one in sorted((entries[each] for each in table), key=lambda each: each.person.key())
    )
    _say_earlier(run, known, len(people), len(met))
    data = {
        "schema": 1,
        "gathering": gathering,
        "repeats": mixed.repeats,
        "same_network": mixed.same_network,
        "faults": mixed.faults,
        "fewest_possible": mixed.bound,
        "earlier": known.as_json(len(met), mixed),
        "newly_seated": [each.id for each in before.without_table] if keep else [],
        "gone": list(before.gone) if keep else [],
        "rounds": plan,
    }
    run.show(Report(data, (table_of("Table groups", _COLUMNS, seats, _notes(mixed, known)),), personal=True))


def _notes(mixed: Mixing, known: EarlierMeetings) -> tuple[str, ...]:
    """What stands under the tables: what was repeated, and how few it could have been."""
    notes = [
        tr(
            "meetings repeated: {repeats}; meetings within a network: {same_network}",
            repeats=mixed.repeats,
            same_network=mixed.same_network,
        )
    ]
    if known.gatherings:
        notes.append(tr("pairs who met at an earlier gathering and meet again: {pairs}", pairs=len(mixed.met_before)))
    if mixed.faults:
        notes.append(
            tr(
                "{faults} of the meetings are one of these; no plan with so many tables has fewer than {bound}",
                faults=mixed.faults,
                bound=mixed.bound,
            )
        )
    return tuple(notes)


def _say_earlier(run: Session, known: EarlierMeetings, people: int, pairs: int) -> None:
    """Which earlier gatherings count, and of whom it is not certain that they were there."""
    for each in known.gatherings:
        run.info(
            tr(
                "Met before: {here} of the {people} who come sat at tables of {gathering} ({rounds} round(s)).",
                here=each.people,
                people=people,
                gathering=each.gathering,
                rounds=len(each.plan),
            )
        )
        if each.uncertain:
            names = ", ".join(f"{one.registration.name} ({one.place})" for one in each.uncertain[:_NAMED])
            if len(each.uncertain) > _NAMED:
                names += tr(" and {count} more", count=len(each.uncertain) - _NAMED)
            run.warn(
                tr(
                    "Not certain to be who sat at tables of {gathering}, so nothing there counts for them: {names}. "
                    "The same name and e-mail address at both gatherings make it certain.",
                    gathering=each.gathering,
                    names=names,
                )
            )
    if known.gatherings:
        run.info(tr("Pairs of those who come who have met: {pairs}.", pairs=pairs))


def say_seating_plan(run: Session, found: LoadedGathering) -> None:
    """Say so when those who come now are others than those whom the seating plan of a gathering to come has."""
    if found.gathering.end < run.today or found.gathering.cancelled:
        return
    plan = seating_state(found.gathering, found.book.active)
    if plan.outdated:
        names = ", ".join(each.registration.name for each in plan.without_table[:_NAMED])
        more = (
            tr(" and {count} more", count=len(plan.without_table) - _NAMED) if len(plan.without_table) > _NAMED else ""
        )
        run.warn(
            tr(
                "Seating plan: {state}{names}. Seat those who are new: kvadmin gathering groups {id} --keep",
                state=plan.sentence(),
                names=tr(" (without a table: {names})", names=names + more) if names else "",
                id=found.gathering.id,
            )
        )


def _say_kept(run: Session, before: SeatingState, plan: Plan, sizes: tuple[int, int]) -> None:
    """Who got a chair, how many left one, and which tables are not as large as they were to be."""
    if not before.outdated:
        run.info(tr("Everybody who comes has a table already."))
    for each in before.without_table:
        at = [number for tables in plan for number, table in enumerate(tables, 1) if each.id in table]
        run.info(
            tr(
                "New: {name}, {place}: table {tables}.",
                name=each.registration.name,
                place=each.place,
                tables=", ".join(map(str, at)),
            )
        )
    if before.gone:
        run.info(tr("{count} in the plan do not come any more; their chairs are free.", count=len(before.gone)))
    if before.outdated:
        run.info(tr("Everybody else sits where they sat."))
    for number, table, people in wrong_sizes(plan, *sizes):
        run.warn(
            tr(
                "round {number}, table {table}: {people} people, not {least}..{most}; nobody was moved there",
                number=number,
                table=table,
                people=people,
                least=sizes[0],
                most=sizes[1],
            )
        )


def _size(text: str, gathering: Gathering, *, keep: bool) -> tuple[int, int]:
    """``--size``, else with ``--keep`` the size of the plan that there is."""
    if not text.strip() and keep and gathering.groups and (sizes := table_sizes(gathering))[1]:
        return sizes
    if not text.strip() and not (keep and not gathering.groups):
        raise UsageError(
            tr("how many people at a table?"), where="--size", hint=tr("write it as 5..6"), code="bad-value"
        )
    found = _SIZE.fullmatch(text.strip())
    least, most = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if text.strip() and not _LEAST_SIZE <= least <= most:
        raise UsageError(
            tr("{text!r} is no size of a table", text=text),
            where="--size",
            hint=tr("write it as 5..6"),
            code="bad-value",
        )
    return least, most
