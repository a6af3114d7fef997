"""``network host``: whose turn it is to host the network's meeting, and who has hosted when."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from kvadmin.api import Session, UsageError, session, tr
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
        chosen = [each for each in chosen if number in each.members] or [network_named(record, number)]
        if held is None:
            chosen[0].host = number
        else:
            note_held(record, number, day)
    elif advance:
        for each in chosen:
            _let_go_on(run, record, each, None if on is None else day)
        table = HostTable.of(run, record, chosen, run.today)
        for each in chosen:
            each.host = next(iter(table.order(each)), "")
    if advance or municipality is not None or held is not None:
        save(run, record)
        table = HostTable.of(run, record, chosen, run.today)
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
