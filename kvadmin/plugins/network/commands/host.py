"""``network host``: whose turn it is to host the network's meeting."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import session
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of, find_municipality
from kvadmin.api.records import Municipality, Network
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import municipality_key

from ..divisions.division import id_key
from ..divisions.stored_networks import network_named, record_of, save
from .arguments import NetworkOnlyOption


def host(
    ctx: typer.Context,
    word: CohortArgument = None,
    network: NetworkOnlyOption = None,
    advance: Annotated[bool, typer.Option("--next", help="The meeting has been held: the turn goes on.")] = False,
    municipality: Annotated[
        str | None, typer.Option("--set", metavar="NUMBER", help="This one hosts next (with --network).")
    ] = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Show who hosts next and in what order, or let the turn go on.

    Who has never hosted comes first, in Norwegian order; then who hosted longest ago.

    Example: kvadmin network host P1 --next
    """
    run = session(ctx)
    record = record_of(run, cohort_of(word, cohort))
    names = {each.number: each.name for each in run.data.all(Municipality)}
    chosen = [network_named(record, network)] if network is not None else list(record.networks)
    if municipality is not None:
        number = find_municipality(run.data, municipality, run.today).number
        chosen = [each for each in chosen if number in each.members] or [network_named(record, number)]
        chosen[0].host = number
    for each in chosen:
        if advance and municipality is None:
            if each.host:
                each.hosted = [member for member in each.hosted if member != each.host] + [each.host]
            each.host = next(iter(hosting_order(each, names)), "")
    if advance or municipality is not None:
        save(run, record)
    ordered = sorted(chosen, key=lambda each: id_key(each.id))
    run.show(listing("networks", _columns(names), ordered, title="Hosts", cohort=record.cohort))


def _columns(names: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column("id", "No."),
        Column("name", "Network"),
        Column("host", "Host", get=lambda each: each.host or None, show=lambda host: names.get(host, host)),
        Column(
            "order",
            "Then",
            get=lambda each: hosting_order(each, names),
            show=lambda members: ", ".join(names.get(member, member) for member in members),
        ),
        Column("hosted"),
    )


def hosting_order(network: Network, names: dict[str, str]) -> list[str]:
    """The members in the order they host, after the one whose turn it is."""
    never = [member for member in network.members if member not in network.hosted]
    never = [number for _, number in sorted((municipality_key(names.get(m, m), m), m) for m in never)]
    again = [member for member in network.hosted if member in network.members]
    return [member for member in [*never, *again] if member != network.host]
