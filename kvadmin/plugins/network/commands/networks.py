"""``network list`` and ``network show``."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from kvadmin.api import session, tr
from kvadmin.api.records import Municipality, Networks
from kvadmin.api.reports import Column, Report, Table
from kvadmin.api.wording import municipality_key

from ..divisions.division import division_report, id_key
from ..divisions.stored_networks import network_named, record_of, stored_division
from .arguments import DistanceFile


def list_networks(
    ctx: typer.Context,
    cohort: Annotated[str | None, typer.Argument(metavar="[COHORT]", help="Only those of this cohort.")] = None,
) -> None:
    """List the networks with their members, advisor and host.

    Example: kvadmin network list
    """
    run = session(ctx)
    records = run.data.all(Networks) if cohort is None else [record_of(run, cohort)]
    names = {each.number: each.name for each in run.data.all(Municipality)} if records else {}
    columns = (
        Column("cohort", "Cohort"),
        Column("id", "No."),
        Column("name", "Name"),
        Column("size", "Members", "int"),
        Column("members", "Municipalities"),
        Column("advisor", "Advisor"),
        Column("host", "Host"),
        Column("locked", "Locked", "bool"),
    )
    rows, data = [], []
    for record in records:
        for each in sorted(record.networks, key=lambda network: id_key(network.id)):
            shown = [number for _, number in sorted((municipality_key(names.get(m, m), m), m) for m in each.members)]
            text = ", ".join(names.get(member, member) for member in shown)
            host = names.get(each.host, each.host)
            rows.append((record.cohort, each.id, each.name, len(shown), text, each.advisor, host, each.locked))
            data.append({
                "cohort": record.cohort, "id": each.id, "name": each.name, "members": sorted(each.members),
                "advisor": each.advisor or None, "host": each.host or None, "locked": each.locked,
            })  # fmt: skip
    run.show(Report({"schema": 1, "networks": data}, (Table(tr("Networks"), columns, tuple(rows)),)))


def show(
    ctx: typer.Context,
    cohort: Annotated[str | None, typer.Argument(metavar="[COHORT]", help="Id of the cohort.")] = None,
    network: Annotated[str | None, typer.Option("--network", metavar="ID", help="Only this network.")] = None,
    distances: DistanceFile = None,
) -> None:
    """Show the networks of a cohort with the score card: trips, sizes, terms, rules.

    Example: kvadmin network show P1
    """
    run = session(ctx)
    record = record_of(run, cohort)
    division = stored_division(run, record, distances).division
    if network is not None:
        wanted = network_named(record, network)
        division = replace(division, networks=tuple(each for each in division.networks if each.id == wanted.id))
    run.show(division_report(division))
