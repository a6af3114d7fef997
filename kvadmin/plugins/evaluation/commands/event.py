"""``evaluation event add``, ``list`` and ``remove``: what happens to a series at a period, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Conflict, InvalidData, Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import find_municipality, parse_figure
from kvadmin.api.records import Indicator, SeriesEvent
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import near_names

from ..indicators.definition import EVENTS, TARGETS, event_problems, period_kind
from ..indicators.indicator_catalogue import all_indicators, find_indicator, put_indicator
from ..measurements.value_files import missing_marks, read_values
from ..periods import parse_period
from .arguments import IndicatorArgument, indicators_there


def _columns(events: Sequence[Any]) -> tuple[Column, ...]:
    """What is known in advance has columns of its own on the screen only where there is any."""
    known = any((each["kind"] if isinstance(each, dict) else each.kind) == "known" for each in events)
    return (
        Column("kind", "Kind"),
        Column("at", "At"),
        Column("municipality", "Municipality"),
        Column("mean", "Mean" if known else "", "decimal", rank=1),
        Column("sigma", "Sigma" if known else "", "decimal", rank=2),
        Column("why", "Why"),
    )


KindOption = Annotated[
    str,
    typer.Option("--kind", metavar="freeze|rebase|exclude|annotation|known", help="What happens at the period."),
]
OnlyThere = Annotated[str | None, typer.Option("--municipality", metavar="N", help="Only there (else everywhere).")]


def add(
    ctx: typer.Context,
    indicator: IndicatorArgument,
    kind: KindOption,
    at: Annotated[
        str,
        typer.Option("--at", metavar="PERIOD", help="freeze: last of the baseline; rebase, known: first new one."),
    ],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it stands under the charts.")],
    mean: Annotated[str | None, typer.Option("--mean", metavar="X", help="known: the mean known in advance.")] = None,
    sigma: Annotated[
        str | None, typer.Option("--sigma", metavar="X", help="known: the standard deviation of single values.")
    ] = None,
    municipality: OnlyThere = None,
) -> None:
    """Freeze a baseline, begin a new one, leave a figure out, say what happened, or what is known in advance.

    Example: kvadmin evaluation event add sykefravaer --kind freeze --at 2007-Q2 --why "before the programme"
    Example: kvadmin evaluation event add sykefravaer --kind exclude --at 2007-Q3 --why "a strike" --municipality 0415
    """
    run = session(ctx)
    found = find_indicator(all_indicators(run), indicator)
    number = find_municipality(run.data, municipality).number if municipality else None
    event = SeriesEvent(
        kind=kind, at=at, why=why.strip(), mean=_figure(mean, "--mean"), sigma=_figure(sigma, "--sigma")
    )
    _refuse(found, event)
    event = msgspec.structs.replace(event, at=str(parse_period(at, period_kind(found))), municipality=number)
    if kind == "exclude":
        _refuse_nothing_to_leave_out(run, found, event)
    if any(_same(event, each) for each in found.events):
        raise Conflict(
            tr("there is a {kind} at {at} already", kind=tr(kind), at=event.at),
            hint=tr(
                "kvadmin evaluation event remove {id} --kind {kind} --at {at}", id=found.id, kind=kind, at=event.at
            ),
            code="already-there",
        )
    save_events(run, found, [*found.events, event], why)
    _show(run, find_indicator(all_indicators(run), found.id))


def list_events(
    ctx: typer.Context,
    indicator: Annotated[
        str | None,
        typer.Argument(metavar="[INDICATOR]", help="Only of this indicator.", autocompletion=indicators_there),
    ] = None,
    municipality: Annotated[
        str | None, typer.Option("--municipality", metavar="N", help="Only what holds there.")
    ] = None,
) -> None:
    """List what happens to the series of an indicator, or of all, with the reasons.

    Example: kvadmin evaluation event list
    """
    run = session(ctx)
    indicators = all_indicators(run)
    chosen = [find_indicator(indicators, indicator)] if indicator else indicators
    number = find_municipality(run.data, municipality).number if municipality else None
    rows: list[dict[str, Any]] = [
        {"indicator": one.id, **{name: getattr(each, name) for name in _FIELDS}}
        for one in chosen
        for each in one.events
        if each.kind not in TARGETS and (number is None or each.municipality in (None, "", number))
    ]
    columns = (Column("indicator", "Indicator"), *_columns(rows))
    run.show(listing("events", columns, rows, title=tr("Events of series")))


def remove(
    ctx: typer.Context,
    indicator: IndicatorArgument,
    kind: KindOption,
    at: Annotated[str, typer.Option("--at", metavar="PERIOD", help="Its period.")],
    why: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Its reason, where several annotations stand there.")
    ] = None,
    municipality: Annotated[
        str | None, typer.Option("--municipality", metavar="N", help="That of this municipality (else that of all).")
    ] = None,
) -> None:
    """Take away what was to happen to a series.

    Example: kvadmin evaluation event add sykefravaer --kind freeze --at 2007-Q2 --why before && kvadmin evaluation event remove sykefravaer --kind freeze --at 2007-Q2
    """  # noqa: E501 - an example is one line
    run = session(ctx)
    found = find_indicator(all_indicators(run), indicator)
    _check_kind(kind)
    number = find_municipality(run.data, municipality).number if municipality else None
    period = str(parse_period(at, period_kind(found), where="--at"))
    hits = [
        each
        for each in found.events
        if (each.kind, each.at, each.municipality or None) == (kind, period, number) and why in (None, each.why)
    ]
    if len(hits) > 1:
        raise UnknownName(
            tr("{number} of them stand at {at}", number=len(hits), at=period),
            where="--at",
            details=[each.why for each in hits],
            hint=tr("add --reason TEXT"),
            code="ambiguous-name",
        )
    if not hits:
        raise UnknownName(
            tr("{id} has no {kind} at {at}", id=found.id, kind=tr(kind), at=period),
            where="--at",
            details=[_said(each) for each in found.events if each.kind not in TARGETS],
            near=near_names(period, sorted({each.at for each in found.events if each.kind == kind})),
            code="unknown-value",
        )
    save_events(run, found, [each for each in found.events if each is not hits[0]])
    _show(run, find_indicator(all_indicators(run), found.id))


_FIELDS = ("kind", "at", "municipality", "mean", "sigma", "why")


def save_events(run: Session, indicator: Indicator, events: Sequence[SeriesEvent], why: str = "") -> None:
    """Write the events of an indicator in the order of time."""
    order = sorted(events, key=lambda each: (each.at, each.kind, each.municipality or "", each.why))
    change = run.transaction()
    change.why = change.why or why
    put_indicator(run, change, msgspec.structs.replace(indicator, events=order))
    run.commit(change)


def _show(run: Session, indicator: Indicator) -> None:
    events = [each for each in indicator.events if each.kind not in TARGETS]
    run.show(
        listing("events", _columns(events), events, title=tr("Events of {id}", id=indicator.id), indicator=indicator.id)
    )


def _figure(text: str | None, option: str) -> Decimal | None:
    return None if text is None else parse_figure(text, where=option)


def _check_kind(kind: str) -> None:
    if kind in TARGETS:
        raise UsageError(
            tr("targets are no events"), where="--kind", hint=tr("kvadmin evaluation target"), code="unknown-word"
        )
    if kind not in EVENTS:
        raise UsageError(
            tr("unknown kind {kind!r}", kind=kind),
            where="--kind",
            hint=tr("one of {kinds}", kinds=", ".join(EVENTS)),
            near=near_names(kind, EVENTS),
            code="unknown-word",
        )


def _refuse(indicator: Indicator, event: SeriesEvent) -> None:
    _check_kind(event.kind)
    for field, text, hint in event_problems(indicator, event):
        kinds = UsageError if field != "at" else InvalidData
        raise kinds(text, where=f"--{field}", hint=hint or None)


def _refuse_nothing_to_leave_out(run: Session, indicator: Indicator, event: SeriesEvent) -> None:
    marks = missing_marks(indicator)
    values = read_values(run.data, indicator)
    for each in values:
        if str(each.period) == event.at and event.municipality in (None, each.municipality) and each.value not in marks:
            return
    there = {str(each.period) for each in values if event.municipality in (None, each.municipality)}
    raise UnknownName(
        tr("{id} has no figure of {at} that could be left out", id=indicator.id, at=event.at),
        where="--at",
        hint=tr("kvadmin evaluation list {id}", id=indicator.id),
        near=near_names(event.at, sorted(there)),
        code="unknown-value",
    )


def _same(one: SeriesEvent, other: SeriesEvent) -> bool:
    """Whether there is such an event already; a period may have several annotations."""
    if (one.kind, one.at, one.municipality) != (other.kind, other.at, other.municipality or None):
        return False
    return one.kind != "annotation" or one.why == other.why


def _said(event: SeriesEvent) -> str:
    where = f" ({event.municipality})" if event.municipality else ""
    return f"{tr(event.kind)} {event.at}{where}: {event.why}"
