"""``network list`` and ``network show``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter

import typer

from kvadmin.api import session
from kvadmin.api.commands import CohortInsteadOption, any_cohort
from kvadmin.api.records import MunicipalityOutline, Networks
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import municipality_key

from ..divisions.division import id_key
from ..divisions.division_report import division_report
from ..divisions.stored_networks import network_named, record_of, stored_division
from .arguments import AnyCohortArgument, DistancesOption, NetworkOnlyOption


def list_networks(ctx: typer.Context, word: AnyCohortArgument = None, cohort: CohortInsteadOption = None) -> None:
    """List the networks with their members, advisor and host.

    Example: kvadmin network list
    """
    run = session(ctx)
    chosen = any_cohort(word, cohort)
    records = run.data.all(Networks) if chosen is None else [record_of(run, chosen)]
    members = {member for record in records for network in record.networks for member in network.members}
    named = run.data.outlines(MunicipalityOutline, {"number": members}) if records else []
    names = {each.number: each.name for each in named}
    networks = [
        (record.cohort, network)
        for record in records
        for network in sorted(record.networks, key=lambda each: id_key(each.id))
    ]
    advised = any(network.advisor for _, network in networks)
    run.show(
        listing("networks", _columns(names), networks, personal=advised),
        keys=[f"{cohort}/{network.id}" for cohort, network in networks],
    )


def _columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    """Of pairs of a cohort and one of its networks; members in Norwegian order in tables, by number in JSON."""

    def in_order(members: list[str]) -> str:
        ordered = sorted(members, key=lambda each: (municipality_key(names.get(each, each), each), each))
        return ", ".join(names.get(member, member) for member in ordered)

    return (
        Column("cohort", "Cohort", get=itemgetter(0)),
        Column("id", "No.", get=lambda each: each[1].id),
        Column("name", "Name", get=lambda each: each[1].name),
        Column("size", "Members", "int", get=lambda each: len(each[1].members), rank=2, json=False),
        Column("members", "Municipalities", get=lambda each: sorted(each[1].members), show=in_order),
        Column("advisor", "Advisor", get=lambda each: each[1].advisor or None, rank=1),
        Column("host", "Host", get=lambda each: each[1].host or None, show=lambda host: names.get(host, host), rank=1),
        Column("locked", "Locked", "bool", get=lambda each: each[1].locked, rank=3),
    )


def show(
    ctx: typer.Context,
    word: AnyCohortArgument = None,
    network: NetworkOnlyOption = None,
    distances: DistancesOption = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Show the networks of a cohort with the score card: trips, sizes, terms, rules.

    Example: kvadmin network show P1
    """
    run = session(ctx)
    record = record_of(run, any_cohort(word, cohort))
    division = stored_division(run, record, distances, reading=True).division
    if network is not None:
        wanted = network_named(record, network)
        division = replace(division, networks=tuple(each for each in division.networks if each.id == wanted.id))
    run.show(division_report(division))
