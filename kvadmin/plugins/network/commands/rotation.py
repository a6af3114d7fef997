"""``network rotation``: who hosts the next meetings, when each has last hosted, and how far the others travel there."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words
from kvadmin.api.records import Gathering, Network, Networks
from kvadmin.api.reports import Column, Report, Table, json_of, table_of

from ..divisions.division import figure, id_key, shown_figure
from ..divisions.stored_networks import network_named, record_of
from ..hosting.host_table import HostTable
from ..hosting.turns import HostTurn
from ..splitting.split_options import checked_number

#: Decades of meetings; without a limit a slip of the finger fills the memory.
_MOST_ROUNDS = 100


def rotation(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="COHORT [NETWORK]", help="The cohort (or --cohort), and a network.")
    ] = None,
    gathering: Annotated[
        str | None, typer.Option("--gathering", metavar="G", help="Who hosts this one: as things stand before its day.")
    ] = None,
    rounds: Annotated[str, typer.Option("--rounds", metavar="N", help="So many rounds ahead.")] = "1",
    cohort: CohortInsteadOption = None,
) -> None:
    """Propose who hosts the next meetings: nobody twice before all the others have.

    Who has never hosted comes first, the one that is least travel for the others in front; then who hosted longest ago.
    What has been held is what `network host` notes, and gatherings of the kind network that belong to a member; the
    command `network host --next` follows the same order.

    Example: kvadmin network rotation P1 1 --rounds 2
    """
    run = session(ctx)
    cohort_id, *named = cohort_and_words(words or [], cohort, "[NETWORK]")
    if len(named) > 1:
        raise UsageError(
            tr("too many words: {typed!r}", typed=" ".join(named)), hint=tr("one network, or none"), code="bad-value"
        )
    number = int(checked_number(rounds, "--rounds", least=1))
    if number > _MOST_ROUNDS:
        raise UsageError(
            tr("{rounds} rounds are further than anybody plans", rounds=number), where="--rounds", code="bad-value"
        )
    record = record_of(run, cohort_id)
    meeting = _meeting(run, record, gathering)
    chosen = [network_named(record, named[0])] if named else sorted(record.networks, key=lambda each: id_key(each.id))
    day = run.today
    if meeting is not None:
        day = meeting.start - timedelta(days=1)
        chosen = [each for each in chosen if meeting.municipality in ("", *each.members)]
    table = HostTable.of(run, record, chosen, day)
    first = meeting.municipality if meeting else ""
    run.show(_report(table, [(each, table.turns(each, number, first)) for each in chosen], meeting))


def _meeting(run: Session, record: Networks, gathering: str | None) -> Gathering | None:
    """The gathering that a host is wanted for.

    Raises:
        UnknownName: There is none of that id.
        UsageError: It is no network's meeting, or another cohort's.
    """
    if gathering is None:
        return None
    found = run.data.get(Gathering, gathering)
    if found.kind != "network":
        raise UsageError(
            tr("{gathering} is no meeting of a network", gathering=found.id),
            where="--gathering",
            hint=tr("kvadmin gathering list --kind network"),
            code="bad-value",
        )
    if found.cohort not in ("", record.cohort):
        raise UsageError(
            tr("{gathering} is a gathering of {cohort}", gathering=found.id, cohort=found.cohort),
            where="--gathering",
            code="bad-value",
        )
    return found


def _report(table: HostTable, plans: list[tuple[Network, list[HostTurn]]], meeting: Gathering | None) -> Report:
    columns = _columns(table)
    data: dict[str, Any] = {
        "schema": 1,
        "cohort": table.record.cohort,
        "gathering": meeting.id if meeting else None,
        "unit": table.unit,
        "networks": [
            {"id": each.id, "name": each.name, "host": each.host or None, "turns": json_of(columns, plan)}
            for each, plan in plans
        ],
    }
    return Report(data, tuple(_table(each, plan, columns) for each, plan in plans))


def _table(network: Network, plan: list[HostTurn], columns: tuple[Column, ...]) -> Table:
    nobody = tr("Network {id} {name}: nobody is left to host.", id=network.id, name=network.name)
    return table_of(f"{network.id} {network.name}".strip(), columns, plan, (), "" if plan else nobody)


def _columns(table: HostTable) -> tuple[Column, ...]:
    """Of the meetings to come of one network."""

    def last(turn: HostTurn) -> str | None:
        return turn.last.on.isoformat() if turn.last and turn.last.on else None

    def shown_last(turn: HostTurn) -> str:
        if turn.round > 1:
            return ""
        if turn.last is None:
            return tr("never")
        return turn.last.on.isoformat() if turn.last.on else tr("earlier")

    unit = table.unit
    return (
        Column("turn", "No.", "int"),
        Column("round", "Round", "int", rank=2),
        Column("host", "Host", show=table.label),
        Column("times", "Times", "int", rank=1),
        Column("last", get=last),
        Column("shown_last", "Last hosted", get=shown_last, json=False),
        Column(
            "travel",
            tr("The others travel {unit}", unit=unit),
            "decimal",
            get=lambda each: figure(each.travel.total) if each.travel else None,
            show=shown_figure,
        ),
        Column(
            "longest",
            tr("Longest {unit}", unit=unit),
            "decimal",
            get=lambda each: figure(each.travel.longest) if each.travel else None,
            show=shown_figure,
        ),
    )
