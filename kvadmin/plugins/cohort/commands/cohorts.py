"""``cohort list``, ``cohort show`` and ``cohort status``."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Snapshot, session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.records import Cohort, Municipality
from kvadmin.api.reports import Column, Report, Table
from kvadmin.api.wording import municipality_key

from ..memberships.status_table import StatusTable, status_table

CohortArgument = Annotated[
    str, typer.Argument(metavar="COHORT", help="Id of the cohort, exactly as typed when it was made.")
]


def list_cohorts(ctx: typer.Context) -> None:
    """List cohorts and effort groups with their dates.

    Example: kvadmin cohort list
    """
    run = session(ctx)
    cohorts = run.data.all(Cohort)
    columns = (
        Column("id", "Id"),
        Column("name", "Name"),
        Column("kind", "Kind"),
        Column("deadline", "Deadline", "date"),
        Column("start", "Start", "date"),
        Column("capacity", "Capacity", "int"),
        Column("members", "Members", "int"),
    )
    rows = [(c.id, c.name, c.kind, c.deadline, c.start, c.capacity, len(c.members_on(run.today))) for c in cohorts]
    data = {
        "schema": 1,
        "as_of": run.today,
        "cohorts": [dict(zip([column.key for column in columns], row, strict=True)) for row in rows],
    }
    run.show(Report(data, (Table(tr("Cohorts"), columns, tuple(rows)),)))


def show(ctx: typer.Context, cohort: CohortArgument) -> None:
    """Show one cohort: its call and its members, ended memberships included.

    Example: kvadmin cohort show P1
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort)
    names = names_of(run.data)
    members = sorted(found.memberships, key=lambda each: (each.municipality, each.start))
    data = {
        "schema": 1,
        "id": found.id,
        "name": found.name,
        "kind": found.kind,
        "deadline": found.deadline,
        "supplement_deadline": found.supplement_deadline,
        "start": found.start,
        "capacity": found.capacity,
        "lottery_seed": found.lottery_seed,
        "case_number": found.case_number,
        "requirements": found.requirements,
        "criteria": [{"name": each.name, "weight": each.weight} for each in found.criteria],
        "quotas": [{"field": q.field, "value": q.value, "min": q.min, "max": q.max} for q in found.quotas],
        "copy_recipients": found.copy_recipients,
        "note": found.note,
        "members": [
            {
                "municipality": each.municipality,
                "name": names.get(each.municipality, ""),
                "from": each.start,
                "to": each.to,
                "reason": each.reason,
            }
            for each in members
        ],
    }
    run.show(Report(data, (_call_table(found), _member_table(found, names))))


def _call_table(cohort: Cohort) -> Table:
    quotas = [f"{q.field}:{q.value}={_bound(q.min)}..{_bound(q.max)}" for q in cohort.quotas]
    rows = [
        ("Name", cohort.name),
        ("Kind", cohort.kind),
        ("Deadline", str(cohort.deadline or "")),
        ("Supplement deadline", str(cohort.supplement_deadline or "")),
        ("Start", str(cohort.start or "")),
        ("Capacity", "" if cohort.capacity is None else str(cohort.capacity)),
        ("Lottery seed", cohort.lottery_seed),
        ("Case number", cohort.case_number),
        *_listed("Requirements", cohort.requirements),
        *_listed("Criteria", [f"{each.name}={each.weight}" for each in cohort.criteria]),
        *_listed("Quotas", quotas),
        ("Copies to", ", ".join(cohort.copy_recipients)),
        ("Note", cohort.note),
    ]
    shown = tuple(row for row in rows if row[1])
    return Table(tr("Cohort {id}", id=cohort.id), (Column("field", "Field"), Column("value", "Value")), shown)


def _listed(title: str, values: list[str]) -> list[tuple[str, str]]:
    """One row per value, the title on the first."""
    return [(title if index == 0 else "", value) for index, value in enumerate(values)]


def _bound(value: int | None) -> str:
    return "" if value is None else str(value)


def _member_table(cohort: Cohort, names: dict[str, str]) -> Table:
    columns = (
        Column("municipality", "No."),
        Column("name", "Municipality"),
        Column("from", "From", "date"),
        Column("to", "To", "date"),
        Column("reason", "Reason"),
    )
    ordered = sorted(
        cohort.memberships,
        key=lambda each: (municipality_key(names.get(each.municipality, ""), each.municipality), each.start),
    )
    rows = tuple((m.municipality, names.get(m.municipality, ""), m.start, m.to, m.reason) for m in ordered)
    return Table(tr("Members"), columns, rows)


def names_of(data: Snapshot) -> dict[str, str]:
    """Number to name of every municipality in the register."""
    return {each.number: each.name for each in data.all(Municipality)}


def status(
    ctx: typer.Context,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Reference date (else today).")] = None,
) -> None:
    """Show memberships per group, their sum, who is in two groups, and how many municipalities that makes.

    Example: kvadmin cohort status --as-of 2009-01-31
    """
    run = session(ctx)
    day = parse_day(as_of, where="--as-of") if as_of else run.today
    run.show(status_report(status_table(run.data.all(Cohort), day)))


def status_report(table: StatusTable) -> Report:
    """The status table as a report: never a bare total."""
    columns = (
        Column("id", "Group"),
        Column("name", "Name"),
        Column("kind", "Kind"),
        Column("admitted", "Admitted", "int"),
        Column("ended", "Ended", "int"),
        Column("active", "Active", "int"),
    )
    rows = [(g.id, g.name, g.kind, g.admitted, g.ended, g.active) for g in table.groups]
    total = ("", "Sum of rows", "", sum(g.admitted for g in table.groups), sum(g.ended for g in table.groups))
    several = table.in_several_groups
    named = f": {', '.join(several)}" if several else ""
    note = tr(
        "{row_sum} active memberships; {number} municipalities are in several groups{named}; "
        "{distinct} distinct municipalities.",
        row_sum=table.row_sum,
        number=len(several),
        named=named,
        distinct=table.distinct,
    )
    data = {
        "schema": 1,
        "as_of": table.as_of,
        "groups": [
            {"id": g.id, "name": g.name, "kind": g.kind, "admitted": g.admitted, "ended": g.ended, "active": g.active}
            for g in table.groups
        ],
        "row_sum": table.row_sum,
        "in_several_groups": list(several),
        "distinct": table.distinct,
    }
    title = tr("Status on {as_of}", as_of=table.as_of.isoformat())
    return Report(data, (Table(title, columns, (*rows, (*total, table.row_sum)), (note,)),))
