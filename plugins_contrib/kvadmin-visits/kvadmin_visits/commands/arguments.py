"""Arguments and options that several commands share, and what a shell offers for them."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.records import MunicipalityOutline
from kvadmin_visits.records import Visit
from kvadmin_visits.work.advisors import Advisors
from kvadmin_visits.work.overview import overview_of
from kvadmin_visits.work.words import read_how


def visits_there(ctx: typer.Context) -> list[tuple[str, str]]:
    """The visits, with day and municipality, the latest first."""
    overview = overview_of(session(ctx).data)
    named = overview.names
    return [
        (each.id, f"{each.day} {named.get(each.municipality, each.municipality)}") for each in reversed(overview.visits)
    ]


def municipalities_there(ctx: typer.Context) -> list[tuple[str, str]]:
    """The municipalities of today."""
    run = session(ctx)
    return [(each.number, each.name) for each in run.data.outlines(MunicipalityOutline) if each.valid_on(run.today)]


def advisors_there(ctx: typer.Context) -> list[str]:
    """The names that stand in visits and networks."""
    data = session(ctx).data
    return sorted(Advisors(data.all(Visit), data).names.values())


def hows_there() -> list[str]:
    """The ways of speaking with a municipality."""
    return list(Visit.HOWS)


VisitArgument = Annotated[
    str, typer.Argument(metavar="VISIT", help="Id of the visit, as `visit list` shows it.", autocompletion=visits_there)
]
MunicipalityArgument = Annotated[
    str,
    typer.Argument(metavar="MUNICIPALITY", help="By number or name.", autocompletion=municipalities_there),
]
SelectionArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SELECTION]", help="A number or name, or a selection such as cohort:P1.",
        autocompletion=municipalities_there,
    ),
]  # fmt: skip
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Only what this advisor noted.", autocompletion=advisors_there),
]
HowsOption = Annotated[
    str | None,
    typer.Option(
        "--how", metavar="phone|email|visit", help="Only these ways, parted by commas.", autocompletion=hows_there
    ),
]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only from this day on.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only until this day.")]
PairsArgument = Annotated[
    list[str], typer.Argument(metavar="FIELD VALUE...", help="A field and its new value; several pairs may follow.")
]


def read_hows(text: str | None) -> frozenset[str]:
    """The ways of ``phone,visit``; none of None.

    Raises:
        UsageError: One of them is none, or nothing is said.
    """
    if text is None:
        return frozenset()
    try:
        found = frozenset(read_how(each) for part in text.split(",") if (each := part.strip()))
    except UsageError as error:
        error.where = "--how"
        raise
    if not found:
        raise UsageError(
            tr("--how needs a value"), where="--how", hint=tr("one of {words}", words=", ".join(Visit.HOWS)),
            code="missing-value",
        )  # fmt: skip
    return found


def chosen_visits(
    visits: list[Visit],
    data_advisors: Advisors,
    *,
    numbers: frozenset[str] | None,
    by: str | None = None,
    hows: frozenset[str] = frozenset(),
    since: str | None = None,
    until: str | None = None,
) -> list[Visit]:
    """Those of some visits that the options leave, in their order.

    Raises:
        UnknownName: Nobody has the name of ``--by``.
        UsageError: A day is none, or the last lies before the first.
    """
    from kvadmin_visits.work.advisors import name_key

    key = None if by is None else data_advisors.find(by, "--by")
    first = parse_day(since, where="--since") if since else None
    last = parse_day(until, where="--until") if until else None
    if first and last and last < first:
        raise UsageError(
            tr("{until} lies before {since}", until=last, since=first), where="--until", code="days-in-wrong-order"
        )
    return [
        each
        for each in visits
        if (numbers is None or each.municipality in numbers)
        and (key is None or name_key(each.who) == key)
        and (not hows or each.how in hows)
        and (first is None or each.day >= first)
        and (last is None or each.day <= last)
    ]
