"""``evaluation event add``: a freeze or a rebase, with its reason."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from kvadmin.api import Conflict, InvalidData, UsageError, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import SeriesEvent
from kvadmin.api.reports import Column, listing

from ..indicators.definition import event_problems, period_kind
from ..indicators.indicator_catalogue import all_indicators, find_indicator, put_indicator
from ..periods import parse_period
from .arguments import indicators_there

_COLUMNS = (
    Column("kind", "Kind"),
    Column("at", "At"),
    Column("municipality", "Municipality"),
    Column("why", "Why"),
)


def add(
    ctx: typer.Context,
    indicator: Annotated[
        str, typer.Argument(metavar="INDICATOR", help="Id of the indicator.", autocompletion=indicators_there)
    ],
    kind: Annotated[str, typer.Option("--kind", metavar="freeze|rebase", help="What happens at the period.")],
    at: Annotated[
        str,
        typer.Option("--at", metavar="PERIOD", help="freeze: last of the baseline; rebase: first new one."),
    ],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it stands under the charts.")],
    municipality: Annotated[
        str | None, typer.Option("--municipality", metavar="N", help="Only there (else everywhere).")
    ] = None,
) -> None:
    """Freeze a baseline, or begin a new one, from a period on.

    Example: kvadmin evaluation event add sykefravaer --kind freeze --at 2007-Q2 --why "before the programme"
    """
    run = session(ctx)
    found = find_indicator(all_indicators(run), indicator)
    number = find_municipality(run.data, municipality).number if municipality else None
    for field, text, hint in event_problems(found, SeriesEvent(kind=kind, at=at, why=why)):
        kinds = UsageError if field != "at" else InvalidData
        raise kinds(text, where=f"--{field}", hint=hint or None)
    event = SeriesEvent(kind=kind, at=str(parse_period(at, period_kind(found))), why=why.strip(), municipality=number)
    if any((e.kind, e.at, e.municipality) == (event.kind, event.at, event.municipality) for e in found.events):
        raise Conflict(
            tr("there is a {kind} at {at} already", kind=tr(kind), at=event.at),
            hint=tr("change it in indicators.yaml"),
            code="already-there",
        )
    events = sorted([*found.events, event], key=lambda each: (each.at, each.kind, each.municipality or ""))
    change = run.transaction()
    change.why = change.why or why
    put_indicator(run, change, msgspec.structs.replace(found, events=events))
    run.commit(change)
    run.show(listing("events", _COLUMNS, events, title=tr("Events of {id}", id=found.id), indicator=found.id))
