"""``evaluation indicators``: what is measured."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Conflict, InvalidData, Session, UsageError, joined, session, tr
from kvadmin.api.records import Indicator, SeriesEvent
from kvadmin.api.reports import Column, Report, Table, facts, json_of, listing

from ..indicators.definition import EVENTS, TARGETS, definition_problems, event_problems, missing_codes
from ..indicators.indicator_catalogue import all_indicators, find_indicator, put_indicator, say_unused
from ..indicators.variables import variable_of
from ..measurements.survey_values import survey_faults
from ..measurements.value_files import missing_marks, read_values
from .arguments import indicators_there
from .indicator_fields import INDICATOR_FIELDS, read_option

Direction = Annotated[
    str | None, typer.Option("--direction", metavar="increase|decrease|neutral", help="Which way is better.")
]
PeriodOption = Annotated[str | None, typer.Option("--period", metavar="month|quarter|year", help="How often.")]
Target = Annotated[str | None, typer.Option("--target", metavar="X", help="The wanted value; none removes it.")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="U", help="Unit: %, dager, per 1 000 innbyggere.")]
LabelNb = Annotated[str | None, typer.Option("--label-nb", metavar="TEXT", help="Name in bokmål.")]
LabelNn = Annotated[str | None, typer.Option("--label-nn", metavar="TEXT", help="Name in nynorsk.")]
Numerator = Annotated[str | None, typer.Option("--numerator", metavar="TEXT", help="What the figure counts.")]
Denominator = Annotated[
    str | None, typer.Option("--denominator", metavar="TEXT", help="Of what; each figure then needs a denominator.")
]
Per = Annotated[
    str | None, typer.Option("--per", metavar="N", help="A rate per N: the numerator may exceed the denominator.")
]
Scale = Annotated[str | None, typer.Option("--scale", metavar="A-B", help="A survey on this scale: 1-6.")]
Top = Annotated[str | None, typer.Option("--top", metavar="C-D", help="Its top box, the answers that count: 5-6.")]
Variable = Annotated[
    str | None, typer.Option("--variable", metavar="NAME", help="Name in SPSS and Stata, when not the id.")
]


def indicators(ctx: typer.Context) -> None:
    """List, add and change indicators.

    Example: kvadmin evaluation indicators
    """
    list_indicators(ctx)


def _variable(indicator: Indicator) -> str:
    return indicator.variable or variable_of(indicator.id)


def _codes(indicator: Indicator) -> list[dict[str, Any]]:
    return [{"code": c.code, "marks": c.marks, "nb": c.nb, "nn": c.nn} for c in missing_codes(indicator)]


def _events(indicator: Indicator) -> list[dict[str, Any]]:
    names = ("kind", "at", "why", "municipality", "mean", "sigma")
    return [{name: getattr(each, name) for name in names} for each in indicator.events if each.kind not in TARGETS]


def _targets(indicator: Indicator) -> list[dict[str, Any]]:
    """The targets from a period on; the one from the beginning stands in a field of its own."""
    return [
        {"since": e.at, "municipality": e.municipality, "target": e.value, "second": e.kind == TARGETS[1]}
        for e in indicator.events
        if e.kind in TARGETS
    ]


_COLUMNS = (
    Column("id", "Id"),
    Column("nb", "Name (nb)"),
    Column("nn"),
    Column("unit", "Unit", rank=1),
    Column("direction", "Direction", rank=2),
    Column("period", "Period"),
    Column("target", "Target", "decimal"),
    Column("numerator"),
    Column("denominator"),
    Column("per"),
    Column("scale"),
    Column("top"),
    Column("variable", get=_variable),
    Column("missing", get=_codes),
    Column("targets", get=_targets),
    Column("events", "Events", "int", get=_events, show=len, rank=3),
)


def list_indicators(ctx: typer.Context) -> None:
    """List the indicators with their events.

    Example: kvadmin evaluation indicators list
    """
    run = session(ctx)
    say_unused(run)
    found = all_indicators(run)
    run.show(listing("indicators", _COLUMNS, found, title=tr("Indicators")), keys=[each.id for each in found])


def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="Id: file name and variable name.")],
    direction: Direction = None,
    period: PeriodOption = None,
    target: Target = None,
    unit: Unit = None,
    nb: LabelNb = None,
    nn: LabelNn = None,
    numerator: Numerator = None,
    denominator: Denominator = None,
    per: Per = None,
    scale: Scale = None,
    top: Top = None,
    variable: Variable = None,
) -> None:
    """Add an indicator.

    Example: kvadmin evaluation indicators add venting --direction decrease --period month --unit dager
    Example: kvadmin evaluation indicators add brukere --direction increase --period year --scale 1-6 --top 5-6
    """
    run = session(ctx)
    if any(each.id == name for each in all_indicators(run)):
        raise Conflict(
            tr("there is an indicator {name!r} already", name=name),
            hint=tr("kvadmin evaluation indicators set {name} ...", name=name),
            code="already-there",
        )
    if direction is None or period is None:
        missing = "--direction" if direction is None else "--period"
        raise UsageError(tr("a new indicator needs {missing}", missing=missing), where=missing, code="missing-value")
    given = (direction, period, target, unit, nb, nn, numerator, denominator, per, scale, top, variable)
    _save(run, _as_survey(_changed(Indicator(id=name), given)))


def set_indicator(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of the indicator.", autocompletion=indicators_there)],
    field_and_value: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FIELD VALUE]", help='One field, instead of an option; "" empties it.'),
    ] = None,
    direction: Direction = None,
    period: PeriodOption = None,
    target: Target = None,
    unit: Unit = None,
    nb: LabelNb = None,
    nn: LabelNn = None,
    numerator: Numerator = None,
    denominator: Denominator = None,
    per: Per = None,
    scale: Scale = None,
    top: Top = None,
    variable: Variable = None,
) -> None:
    """Change an indicator.

    Example: kvadmin evaluation indicators set sykefravaer --target 7.5
    Example: kvadmin evaluation indicators set sykefravaer unit %
    """
    run = session(ctx)
    given = (direction, period, target, unit, nb, nn, numerator, denominator, per, scale, top, variable)
    changed = _changed(find_indicator(all_indicators(run), name), given)
    if field_and_value:
        field, *values = field_and_value
        attribute, value = INDICATOR_FIELDS.read(field, values)
        if dict(zip(_FIELDS, given, strict=True)).get(attribute) is not None:
            raise UsageError(
                tr("{field} is named twice", field=attribute),
                where=field,
                hint=tr("as FIELD VALUE, or as an option"),
                code="contradicting-options",
            )
        changed = msgspec.structs.replace(changed, **{attribute: value})
    _save(run, changed)


#: The fields that have an option of their own, in the order of the options.
_FIELDS = (
    *("direction", "period", "target", "unit", "nb", "nn", "numerator", "denominator", "per", "scale", "top"),
    "variable",
)


def _changed(old: Indicator, given: tuple[str | None, ...]) -> Indicator:
    values = [(field, text) for field, text in zip(_FIELDS, given, strict=True) if text is not None]
    return msgspec.structs.replace(old, **dict(read_option(field, text) for field, text in values))


def _as_survey(indicator: Indicator) -> Indicator:
    """What a survey measures, where nothing else was said: the share of the answers that lie in the top box."""
    if not indicator.scale:
        return indicator
    words = {"unit": "%", "numerator": f"svar {indicator.top}", "denominator": "svar"}
    return msgspec.structs.replace(
        indicator, **{name: text for name, text in words.items() if not getattr(indicator, name)}
    )


def _save(run: Session, indicator: Indicator) -> None:
    for field, text, hint in definition_problems(indicator):
        raise UsageError(text, where="ID" if field == "id" else f"--{field}", hint=hint)
    taken = {_variable(each).casefold(): each.id for each in all_indicators(run) if each.id != indicator.id}
    other = taken.get(_variable(indicator).casefold())
    if other:
        raise UsageError(
            tr(
                "the variable {variable!r} is that of {other!r} already (statistics programs tell no case)",
                variable=_variable(indicator),
                other=other,
            ),
            hint=tr("add --variable NAME"),
            code="already-there",
        )
    _refuse_what_does_not_fit(run, indicator)
    change = run.transaction()
    put_indicator(run, change, indicator)
    run.commit(change)
    run.show(Report({"schema": 1, "indicator": json_of(_COLUMNS, [indicator])[0]}, (_table(indicator),)))


#: Fields that say what stored figures mean; another value of one may make faults of them.
_FIGURES_DEPEND_ON = ("period", "denominator", "scale", "top")


def _refuse_what_does_not_fit(run: Session, indicator: Indicator) -> None:
    """Refuse a period or a denominator that the events and figures there are do not have: they would be faults then."""
    before = next((each for each in all_indicators(run) if each.id == indicator.id), None)
    if before and all(getattr(before, name) == getattr(indicator, name) for name in _FIGURES_DEPEND_ON):
        return  # whatever is wrong already is named by check, and keeps nobody from another field
    text = next((text for each in indicator.events for _, text, _ in event_problems(indicator, each)), "")
    try:
        values = read_values(run.data, indicator)
    except InvalidData as error:
        text = text or error.message
    else:
        marks = missing_marks(indicator)
        if indicator.denominator and any(not each.denominator and each.value not in marks for each in values):
            text = text or tr("a value without its denominator")
        text = text or next((why for _, why in survey_faults(indicator, values)), "")
    if text:
        raise Conflict(
            tr("what is stored of {id} does not fit that: {text}", id=indicator.id, text=text),
            hint=tr("make a new indicator: kvadmin evaluation indicators add ID --direction D --period P"),
            code="state-forbids",
        )


def _dated(indicator: Indicator, kinds: tuple[str, ...]) -> list[SeriesEvent]:
    return [each for each in indicator.events if each.kind in kinds]


def _table(indicator: Indicator) -> Table:
    shown = json_of(_COLUMNS, [indicator])[0]
    shown["missing"] = ", ".join(f"{c.code} {c.nb}/{c.nn}" for c in missing_codes(indicator))
    shown["targets"] = joined("; ", (f"{e.at} {e.municipality or ''} {e.value}" for e in _dated(indicator, TARGETS)))
    events = (joined(" ", (tr(e.kind), e.at, f"{e.municipality or ''}: {e.why}")) for e in _dated(indicator, EVENTS))
    shown["events"] = joined("; ", events)
    return facts(tr("Indicator {id}", id=indicator.id), shown.items())
