"""``visit list``, ``show``, ``silent`` and ``load``, and ``municipality visits``: what only reads."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.commands import find_municipality, parse_whole
from kvadmin.api.reports import Report, Table, json_of, table_of
from kvadmin.api.wording import near_names
from kvadmin_visits.commands.arguments import (
    ByOption,
    HowsOption,
    MunicipalityArgument,
    SelectionArgument,
    SinceOption,
    UntilOption,
    VisitArgument,
    chosen_visits,
    read_hows,
)
from kvadmin_visits.commands.visit_lists import (
    LOAD_COLUMNS,
    ONLY,
    QUARTER_COLUMNS,
    silence_list,
    tally_row,
    visit_list,
    visit_report,
)
from kvadmin_visits.work.advisors import Advisors
from kvadmin_visits.work.lookups import chosen_municipalities, find_visit, names_of
from kvadmin_visits.work.overview import overview_of
from kvadmin_visits.work.silence import MONTHS, silences
from kvadmin_visits.work.workload import loads


def list_visits(
    ctx: typer.Context,
    selection: SelectionArgument = None,
    by: ByOption = None,
    how: HowsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="WORD", help="held, planned, or overdue: past, and not noted as held."),
    ] = None,
) -> None:
    """List contacts by phone, e-mail and visit, held and planned, by day.

    Example: kvadmin visit list 0415
    Example: kvadmin visit list cohort:P1 --how phone,email --since 2008-01-01
    """
    run = session(ctx)
    overview = overview_of(run.data)
    numbers = chosen_municipalities(run, selection)
    visits = chosen_visits(
        overview.visits, Advisors(overview.visits), numbers=numbers, by=by, hows=read_hows(how), since=since,
        until=until,
    )  # fmt: skip
    if only is not None:
        if only not in ONLY:
            raise UsageError(
                tr("{text!r} is none of the words that may stand here", text=only),
                where="--only",
                hint=tr("one of {words}", words=", ".join(ONLY)),
                near=near_names(only, list(ONLY)),
                code="unknown-word",
            )
        visits = [each for each in visits if ONLY[only](each, run.today)]
    empty = tr("No such contact is noted.") if overview.visits else tr("No contact is noted.")
    run.show(visit_list(visits, overview.names, run.today, title=tr("Visits"), empty=empty))


def of_municipality(ctx: typer.Context, municipality: MunicipalityArgument) -> None:
    """List the contacts with a municipality by phone, e-mail and visit.

    Example: kvadmin municipality visits 0415
    """
    run = session(ctx)
    town = find_municipality(run.data, municipality, run.today)
    overview = overview_of(run.data)
    mine = overview.by_municipality.get(town.number, [])
    empty = tr("No contact with {name} is noted.", name=town.name)
    title = f"{town.number} {town.name}"
    run.show(visit_list(mine, overview.names, run.today, title=title, empty=empty, of_one=True))


def show(ctx: typer.Context, visit: VisitArgument) -> None:
    """Show one contact whole.

    Example: kvadmin visit show 1
    """
    run = session(ctx)
    run.show(visit_report(find_visit(run, visit), names_of(run.data)))


def silent(
    ctx: typer.Context,
    selection: SelectionArgument = None,
    months: Annotated[
        str, typer.Option("--months", metavar="N", help="So many calendar months; 0 lists every member.")
    ] = str(MONTHS),
    how: HowsOption = None,
    never: Annotated[bool, typer.Option("--never", help="Those that nobody ever spoke with, however new.")] = False,
) -> None:
    """List active members that nobody has spoken with for months, those that have waited longest first.

    The months count from the last contact that was held, or from the day the municipality joined where that is later.

    Example: kvadmin visit silent --months 6
    Example: kvadmin visit silent cohort:P1 --how visit
    """
    run = session(ctx)
    least = parse_whole(months, least=0, where="--months")
    numbers = chosen_municipalities(run, selection)
    overview = overview_of(run.data)
    members = [
        each for each in silences(run.data, run.today, hows=read_hows(how)) if numbers is None or each.number in numbers
    ]
    if never:
        waiting = [each for each in members if each.last is None]
        title, empty = tr("Nobody has spoken with them yet"), tr("Somebody has spoken with every member.")
    else:
        waiting = [each for each in members if each.lasts(least, run.today)]
        title = tr("Nobody has spoken with them for {months} months", months=least) if least else tr("Every member")
        empty = tr("No member has waited for {months} months.", months=least)
    notes = [tr("Members: {number} of {all}", number=len(waiting), all=len(members))]
    if not members:
        empty = tr("Nobody that is asked for is an active member.")
    run.show(
        silence_list(
            waiting, overview.names, title=title, empty=empty, notes=notes, as_of=run.today, months=least,
            members=len(members),
        )
    )  # fmt: skip


def load(
    ctx: typer.Context,
    selection: SelectionArgument = None,
    by: ByOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
) -> None:
    """Count per advisor what was held: contacts by kind, municipalities and minutes, in all and by quarter.

    Example: kvadmin visit load
    Example: kvadmin visit load --by "Kari Nordmann" --since 2008-01-01
    """
    run = session(ctx)
    overview = overview_of(run.data)
    advisors = Advisors(overview.visits, run.data)
    numbers = chosen_municipalities(run, selection)
    visits = chosen_visits(overview.visits, advisors, numbers=numbers, by=by, since=since, until=until)
    found = loads(visits, advisors, run.today)
    rows = [
        {
            "who": each.who,
            **tally_row(each.all),
            "planned": each.planned,
            "quarters": [{"quarter": name, **tally_row(tally)} for name, tally in each.quarters],
        }
        for each in found
    ]
    by_quarter = [
        {"who": each.who, "quarter": name, **tally_row(tally)} for each in found for name, tally in each.quarters
    ]
    notes = []
    if untimed := sum(each.all.untimed for each in found):
        notes.append(tr("Contacts without minutes, which are not in the sums: {number}", number=untimed))
    empty = tr("No contact is noted.")
    tables: tuple[Table, ...] = (table_of(tr("Contacts per advisor"), LOAD_COLUMNS, rows, notes, empty=empty),)
    if by_quarter:
        tables += (table_of(tr("By quarter"), QUARTER_COLUMNS, by_quarter),)
    data = {"schema": 1, "as_of": run.today, "load": json_of(LOAD_COLUMNS, rows)}
    run.show(Report(data, tables, personal=True))
