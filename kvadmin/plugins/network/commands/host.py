"""``network host``: whose turn it is to host the network's meeting, and who has hosted when."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from kvadmin.api import Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of, find_municipality, parse_day
from kvadmin.api.records import Network, Networks
from kvadmin.api.reports import Column, listing

from ..divisions.division import id_key
from ..divisions.stored_networks import network_named, record_of, save
from ..hosting.history import held_gatherings, note_held
from ..hosting.host_table import HostTable
from .arguments import NetworkOnlyOption


def host(
    ctx: typer.Context,
    word: CohortArgument = None,
    network: NetworkOnlyOption = None,
    advance: Annotated[bool, typer.Option("--next", help="The meeting has been held: the turn goes on.")] = False,
    municipality: Annotated[
        str | None, typer.Option("--set", metavar="NUMBER", help="This one hosts next (with --network).")
    ] = None,
    held: Annotated[
        str | None, typer.Option("--held", metavar="NUMBER", help="This one has hosted, on the day of --on.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="When it was held (else today), with --next or --held.")
    ] = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Show who hosts next and in what order, or let the turn go on.

    Who has never hosted comes first, the one that is least travel for the others in front; then who hosted longest ago.

    Example: kvadmin network host P1 --next
    """
    run = session(ctx)
    _check_options(advance=advance, named=municipality, held=held, on=on)
    record = record_of(run, cohort_of(word, cohort))
    day = run.today if on is None else _day(run, on)
    chosen = [network_named(record, network)] if network is not None else list(record.networks)
    table = HostTable.of(run, record, chosen, run.today)
    if municipality is not None or held is not None:
        number = find_municipality(run.data, municipality or held or "", run.today).number
        chosen = [_network_of(record, chosen, number)]
        if held is None:
            chosen[0].host = number
        elif _note(run, record, number, day):
            table = table.after_notes(run)
            _end_turn(run, table, chosen[0], number)
    elif advance:
        for each in chosen:
            _let_go_on(run, record, each, None if on is None else day)
        table = table.after_notes(run)
        for each in chosen:
            each.host = next(iter(table.order(each)), "")
    if advance or municipality is not None or held is not None:
        save(run, record)
        table = table.after_notes(run)
    ordered = sorted(chosen, key=lambda each: id_key(each.id))
    run.show(listing("networks", _columns(table), ordered, title="Hosts", cohort=record.cohort))


def _check_options(*, advance: bool, named: str | None, held: str | None, on: str | None) -> None:
    given = [
        option
        for option, there in (("--next", advance), ("--set", named is not None), ("--held", held is not None))
        if there
    ]
    if len(given) > 1:
        raise UsageError(
            tr("{options}: only one of them", options=", ".join(given)), where=given[0], code="contradicting-options"
        )
    if on is not None and given not in (["--next"], ["--held"]):
        raise UsageError(
            tr("a day without a meeting"), where="--on", hint=tr("--next, or --held NUMBER"), code="missing-value"
        )


def _day(run: Session, text: str) -> date:
    found = parse_day(text, where="--on")
    if found > run.today:
        raise UsageError(tr("{day} is not yet", day=found), where="--on", code="bad-value")
    return found


def _network_of(record: Networks, chosen: list[Network], number: str) -> Network:
    """The one of these networks that a municipality is in.

    Raises:
        UnknownName: None of them; the one that it is in is said.
    """
    if found := next((each for each in chosen if number in each.members), None):
        return found
    home = record.network_of(number)
    if home is None:
        raise UnknownName(
            tr("{number} is in no network of {cohort}", number=number, cohort=record.cohort),
            hint=tr("kvadmin network list {cohort}", cohort=record.cohort),
            code="unknown-network",
        )
    raise UnknownName(
        tr("{number} is in network {home}, not in {id}", number=number, home=home.id, id=chosen[0].id),
        where="--network",
        code="unknown-network",
    )


def _note(run: Session, record: Networks, number: str, day: date) -> bool:
    """Note a meeting unless it stands there already; whether that was done."""
    if any((each.municipality, each.on) == (number, day) for each in record.hostings):
        run.info(tr("{number} on {day} is noted already.", number=number, day=day))
        return False
    note_held(record, number, day)
    return True


def _end_turn(run: Session, table: HostTable, network: Network, number: str) -> None:
    """Who has the turn and has hosted, and is not the next by the rule, has it no more: it would host twice."""
    order = table.order(network)
    if network.host == number and order and order[0] != number:
        network.host = order[0]
        run.info(
            tr(
                "{host} had the turn; now {next} has it (--set {number}: as before).",
                host=table.label(number),
                next=table.label(order[0]),
                number=number,
            )
        )


def _let_go_on(run: Session, record: Networks, network: Network, on: date | None) -> None:
    """Note that who has the turn has hosted: on that day, at the gathering there that is not noted yet, or today."""
    if not network.host:
        return
    noted = {each.gathering for each in record.hostings}
    there = [each for each in held_gatherings(run.data, record, run.today) if each.municipality == network.host]
    new = [each for each in there if each.id not in noted and on in (None, each.start)]
    if new:
        note_held(record, network.host, new[-1].start, new[-1].id)
    else:
        note_held(record, network.host, on or run.today)


def _columns(table: HostTable) -> tuple[Column, ...]:
    def hosted(network: Network) -> list[str]:
        here = [member for member in network.members if table.history.times(member)]
        return sorted(here, key=table.history.place)

    def history(network: Network) -> list[dict[str, str | None]]:
        here = [each for each in table.history.held if each.municipality in network.members]
        return [
            {
                "municipality": each.municipality,
                "on": each.on.isoformat() if each.on else None,
                "gathering": each.gathering or None,
            }
            for each in here
        ]

    return (
        Column("id", "No."),
        Column("name", "Network"),
        Column("host", "Host", get=lambda each: each.host or None, show=table.label),
        Column(
            "order",
            "Then",
            get=lambda each: [member for member in table.order(each) if member != each.host],
            show=lambda members: ", ".join(map(table.label, members)),
        ),
        Column("hosted", get=hosted),
        Column("history", get=history),
    )
