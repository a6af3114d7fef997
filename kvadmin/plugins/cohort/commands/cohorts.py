"""``cohort list``, ``cohort show`` and ``cohort status``."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated

import typer

from kvadmin.api import session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_of, parse_day
from kvadmin.api.records import Cohort, Membership
from kvadmin.api.reports import Column, Report, Table, facts, json_of, listing, table_of
from kvadmin.api.wording import municipality_key

from ..drawing.declaration import draw_data, plain_part
from ..drawing.draw_facts import draw_rows
from ..memberships.confirmations import Confirmations, confirmations
from ..memberships.status_table import GroupLine, StatusTable, status_table
from ..municipality_names import municipality_names

_STATUS_COLUMNS = (
    Column("id", "Group"),
    Column("name", "Name"),
    Column("kind", "Kind", rank=1),
    Column("admitted", "Admitted", "int"),
    Column("ended", "Ended", "int"),
    Column("active", "Active", "int"),
    Column("to_begin", "", "int"),  # a table has it when there is somebody to begin
)
_CRITERION_COLUMNS = (Column("name"), Column("weight"))
_QUOTA_COLUMNS = (Column("field"), Column("value"), Column("min"), Column("max"))


def list_cohorts(ctx: typer.Context) -> None:
    """List cohorts and effort groups with their dates.

    Example: kvadmin cohort list
    """
    run = session(ctx)
    columns = (
        Column("id", "Id"),
        Column("name", "Name"),
        Column("kind", "Kind", rank=3),
        Column("deadline", "Deadline", "date", rank=1),
        Column("start", "Start", "date", rank=1),
        Column("capacity", "Capacity", "int", rank=2),
        Column("members", "Members", "int", get=lambda each: len(each.members_on(run.today))),
    )
    cohorts = run.data.all(Cohort)
    run.show(listing("cohorts", columns, cohorts, as_of=run.today), keys=[each.id for each in cohorts])


def show(ctx: typer.Context, word: CohortArgument = None, cohort: CohortInsteadOption = None) -> None:
    """Show one cohort: its call, its members, ended memberships included, and who has not confirmed its place.

    Example: kvadmin cohort show P1
    """
    run = session(ctx)
    found = run.data.get(Cohort, cohort_of(word, cohort))
    names = municipality_names(run.data)
    asked = confirmations(run.data, found, run.today)
    columns = _member_columns(names, asked)
    members = sorted(found.memberships, key=lambda each: (each.municipality, each.start))
    by_name = sorted(
        members, key=lambda each: (municipality_key(names.get(each.municipality, ""), each.municipality), each.start)
    )
    data = {
        "schema": 1,
        "id": found.id,
        "name": found.name,
        "kind": found.kind,
        "deadline": found.deadline,
        "supplement_deadline": found.supplement_deadline,
        "confirm_by": found.confirm_by,
        "start": found.start,
        "capacity": found.capacity,
        "lottery_seed": found.lottery_seed,
        "draw": draw_data(found.draw),
        "freezes": [plain_part(each) for each in found.freezes],
        "draws": [plain_part(each) for each in found.draws],
        "tried": [plain_part(each) for each in found.tried],
        "case_number": found.case_number,
        "requirements": found.requirements,
        "criteria": json_of(_CRITERION_COLUMNS, found.criteria),
        "quotas": json_of(_QUOTA_COLUMNS, found.quotas),
        "copy_recipients": found.copy_recipients,
        "note": found.note,
        "members": json_of(columns, members),
        "not_confirmed": list(asked.lacking),
        "confirmations_overdue": asked.overdue,
    }
    notes = (_asked_in_words(found, asked),) if asked.confirmed or asked.lacking else ()
    run.show(Report(data, (_call_sheet(found), table_of("Members", columns, by_name, notes))))


def _asked_in_words(cohort: Cohort, asked: Confirmations) -> str:
    """How many have confirmed, and until when the others may."""
    held = len(asked.confirmed) + len(asked.lacking)
    said = tr("{confirmed} of {held} have confirmed their place", confirmed=len(asked.confirmed), held=held)
    if not asked.lacking:
        return tr("{said}.", said=said)
    if asked.by is not None:
        day = asked.by
        late = tr("it was to be confirmed by {day}", day=day)
        said = tr("{said}; {until}", said=said, until=late if asked.overdue else tr("the last day is {day}", day=day))
    return tr("{said}. One that has: kvadmin cohort confirm {id} NUMBER", said=said, id=cohort.id)


def _call_sheet(cohort: Cohort) -> Table:
    quotas = [f"{q.field}:{q.value}={_bound(q.min)}..{_bound(q.max)}" for q in cohort.quotas]
    return facts(
        tr("Cohort {id}", id=cohort.id),
        (
            ("Name", cohort.name),
            ("Kind", cohort.kind),
            ("Deadline", cohort.deadline),
            ("Supplement deadline", cohort.supplement_deadline),
            ("Confirm by", cohort.confirm_by),
            ("Start", cohort.start),
            ("Capacity", cohort.capacity),
            ("Lottery seed", cohort.lottery_seed),
            *draw_rows(cohort),
            ("Case number", cohort.case_number),
            *_one_a_line("Requirements", cohort.requirements),
            *_one_a_line("Criteria", [f"{each.name}={each.weight}" for each in cohort.criteria]),
            *_one_a_line("Quotas", quotas),
            ("Copies to", ", ".join(cohort.copy_recipients)),
            ("Note", cohort.note),
        ),
    )


def _one_a_line(title: str, values: list[str]) -> list[tuple[str, str]]:
    """One row per value, the title on the first."""
    return [(title if index == 0 else "", value) for index, value in enumerate(values)]


def _bound(value: int | None) -> str:
    return "" if value is None else str(value)


def _member_columns(names: dict[str, str], asked: Confirmations) -> tuple[Column, ...]:
    confirmed, lacking = set(asked.confirmed), set(asked.lacking)

    def has_confirmed(member: Membership) -> bool | None:
        return True if member.municipality in confirmed else False if member.municipality in lacking else None

    def name_of(member: Membership) -> str:
        return names.get(member.municipality, "")

    return (
        Column("municipality", "No."),
        Column("name", "Municipality", get=name_of),
        Column("from", "From", "date", get=attrgetter("start")),
        Column("to", "To", "date"),
        Column("reason", "Reason"),
        Column("confirmed", "Confirmed" if confirmed or lacking else "", "bool", get=has_confirmed),
    )


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
    groups = table.groups
    total = GroupLine(
        id="",
        name=tr("Sum of rows"),
        kind="",
        admitted=sum(each.admitted for each in groups),
        ended=sum(each.ended for each in groups),
        active=table.row_sum,
        to_begin=sum(each.to_begin for each in groups),
    )
    shown = _STATUS_COLUMNS
    if total.to_begin:
        shown = (*shown[:-1], Column("to_begin", "To begin", "int"))
    title = tr("Status on {as_of}", as_of=table.as_of)
    data = {
        "schema": 1,
        "as_of": table.as_of,
        "groups": json_of(_STATUS_COLUMNS, groups),
        "row_sum": table.row_sum,
        "in_several_groups": list(table.in_several_groups),
        "distinct": table.distinct,
    }
    return Report(data, (table_of(title, shown, (*groups, total), (_sum_in_words(table),)),))


def _sum_in_words(table: StatusTable) -> str:
    several = table.in_several_groups
    if not several:
        return tr(
            "{row_sum} active memberships; 0 municipalities are in several groups; {distinct} distinct municipalities.",
            row_sum=table.row_sum,
            distinct=table.distinct,
        )
    return tr(
        "{row_sum} active memberships; {number} municipalities are in several groups: {numbers}; "
        "{distinct} distinct municipalities.",
        row_sum=table.row_sum,
        number=len(several),
        numbers=", ".join(several),
        distinct=table.distinct,
    )
