"""``evaluation target set``, ``list`` and ``remove``: what is wanted, from a period on."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Session, UnknownName, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Indicator, SeriesEvent
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import near_names

from ..indicators.definition import TARGETS, period_kind
from ..indicators.indicator_catalogue import all_indicators, find_indicator
from ..periods import parse_period
from .arguments import IndicatorArgument, indicators_there
from .event import OnlyThere, save_events
from .indicator_fields import read_option

FromOption = Annotated[str, typer.Option("--from", metavar="PERIOD", help="The first period that it holds for.")]
SecondOption = Annotated[
    bool, typer.Option("--second", help="The second target: a limit, or what is hoped for; it is only drawn.")
]
_COLUMNS = (
    Column("indicator", "Indicator"),
    Column("since", "From"),
    Column("municipality", "Municipality"),
    Column("target", "Target", "decimal"),
    Column("second", "Second", "bool"),
)


def set_target(
    ctx: typer.Context,
    indicator: IndicatorArgument,
    since: FromOption,
    to: Annotated[str, typer.Option("--to", metavar="X", help="The wanted value; none: no target from then on.")],
    second: SecondOption = False,
    municipality: OnlyThere = None,
) -> None:
    """Set what is wanted from a period on; before the first one, the indicator's own target holds.

    Example: kvadmin evaluation target set sykefravaer --from 2008-Q1 --to 7.0
    """
    run = session(ctx)
    found, event = _meant(run, indicator, since, municipality, second=second)
    _, value = read_option("target", to, where="--to")
    others = [each for each in found.events if not _same(each, event)]
    new = SeriesEvent(kind=event.kind, at=event.at, municipality=event.municipality, value=value)
    save_events(run, found, [*others, new])
    _show(run, [find_indicator(all_indicators(run), found.id)])


def list_targets(
    ctx: typer.Context,
    indicator: Annotated[
        str | None,
        typer.Argument(metavar="[INDICATOR]", help="Only of this indicator.", autocompletion=indicators_there),
    ] = None,
) -> None:
    """List the targets with the periods that they hold from; a dash: from the beginning.

    Example: kvadmin evaluation target list
    """
    run = session(ctx)
    indicators = all_indicators(run)
    _show(run, [find_indicator(indicators, indicator)] if indicator else indicators)


def remove(
    ctx: typer.Context,
    indicator: IndicatorArgument,
    since: FromOption,
    second: SecondOption = False,
    municipality: Annotated[
        str | None, typer.Option("--municipality", metavar="N", help="That of this municipality (else that of all).")
    ] = None,
) -> None:
    """Take the target of a period away, so that the one before it holds on.

    Example: kvadmin evaluation target set sykefravaer --from 2008-Q1 --to 7.0 && kvadmin evaluation target remove sykefravaer --from 2008-Q1
    """  # noqa: E501 - an example is one line
    run = session(ctx)
    found, event = _meant(run, indicator, since, municipality, second=second)
    left = [each for each in found.events if not _same(each, event)]
    if len(left) == len(found.events):
        raise UnknownName(
            tr("{id} has no target from {at}", id=found.id, at=event.at),
            where="--from",
            details=[
                f"{each.at} {each.municipality or ''}".strip() for each in found.events if each.kind == event.kind
            ],
            near=near_names(event.at, sorted({each.at for each in found.events if each.kind == event.kind})),
            code="unknown-value",
        )
    save_events(run, found, left)
    _show(run, [find_indicator(all_indicators(run), found.id)])


def _meant(
    run: Session, indicator: str, since: str, municipality: str | None, *, second: bool
) -> tuple[Indicator, SeriesEvent]:
    """The indicator, and the target that is meant, without its value."""
    found = find_indicator(all_indicators(run), indicator)
    number = find_municipality(run.data, municipality).number if municipality else None
    at = str(parse_period(since, period_kind(found), where="--from"))
    return found, SeriesEvent(kind=TARGETS[second], at=at, municipality=number)


def _same(one: SeriesEvent, other: SeriesEvent) -> bool:
    return (one.kind, one.at, one.municipality or None) == (other.kind, other.at, other.municipality)


def _show(run: Session, indicators: list[Indicator]) -> None:
    rows = []
    for one in indicators:
        if one.target is not None:
            whole = {"since": None, "municipality": None, "target": one.target, "second": False}
            rows.append({"indicator": one.id, **whole})
        rows += [
            {
                "indicator": one.id,
                "since": each.at,
                "municipality": each.municipality or None,
                "target": each.value,
                "second": each.kind == TARGETS[1],
            }
            for each in one.events
            if each.kind in TARGETS
        ]
    run.show(listing("targets", _COLUMNS, rows, title=tr("Targets")))
