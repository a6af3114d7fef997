"""``evaluation indicators``: what is measured."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Conflict, Session, UsageError, session, tr
from kvadmin.api.imports import read_figure
from kvadmin.api.records import Indicator
from kvadmin.api.reports import Column, Report, Table

from ..indicators.catalogue import all_indicators, definition_problems, find_indicator, missing_codes, put_indicator
from ..indicators.variables import variable_of

app = typer.Typer(help="List, add and change indicators.", invoke_without_command=True, rich_markup_mode=None)

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
Variable = Annotated[
    str | None, typer.Option("--variable", metavar="NAME", help="Name in SPSS and Stata, when not the id.")
]


@app.callback()
def indicators(ctx: typer.Context) -> None:
    """List, add and change indicators.

    Example: kvadmin evaluation indicators
    """
    if ctx.invoked_subcommand is None:
        list_indicators(ctx)


@app.command("list")
def list_indicators(ctx: typer.Context) -> None:
    """List the indicators with their events.

    Example: kvadmin evaluation indicators list
    """
    run = session(ctx)
    found = all_indicators(run)
    columns = (
        Column("id", "Id"),
        Column("nb", "Name (nb)"),
        Column("unit", "Unit"),
        Column("direction", "Direction"),
        Column("period", "Period"),
        Column("target", "Target", "decimal"),
        Column("events", "Events", "int"),
    )
    rows = tuple((e.id, e.nb, e.unit, e.direction, e.period, e.target, len(e.events)) for e in found)
    run.show(Report({"schema": 1, "indicators": [_data(e) for e in found]}, (Table(tr("Indicators"), columns, rows),)))


@app.command("add")
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
    variable: Variable = None,
) -> None:
    """Add an indicator.

    Example: kvadmin evaluation indicators add venting --direction decrease --period month --unit dager
    """
    run = session(ctx)
    if any(each.id == name for each in all_indicators(run)):
        raise Conflict(
            tr("there is an indicator {name!r} already", name=name),
            hint=tr("kvadmin evaluation indicators set {name} ...", name=name),
        )
    if direction is None or period is None:
        missing = "--direction" if direction is None else "--period"
        raise UsageError(tr("a new indicator needs {missing}", missing=missing), where=missing)
    given = (direction, period, target, unit, nb, nn, numerator, denominator, per, variable)
    new = _changed(Indicator(id=name), given)
    _save(run, new)


@app.command("set")
def set_indicator(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of the indicator.")],
    direction: Direction = None,
    period: PeriodOption = None,
    target: Target = None,
    unit: Unit = None,
    nb: LabelNb = None,
    nn: LabelNn = None,
    numerator: Numerator = None,
    denominator: Denominator = None,
    per: Per = None,
    variable: Variable = None,
) -> None:
    """Change an indicator.

    Example: kvadmin evaluation indicators set sykefravaer --target 7.5
    """
    run = session(ctx)
    given = (direction, period, target, unit, nb, nn, numerator, denominator, per, variable)
    _save(run, _changed(find_indicator(all_indicators(run), name), given))


_FIELDS = ("direction", "period", "target", "unit", "nb", "nn", "numerator", "denominator", "per", "variable")


def _changed(old: Indicator, given: tuple[str | None, ...]) -> Indicator:
    values: dict[str, Any] = {field: text for field, text in zip(_FIELDS, given, strict=True) if text is not None}
    for field in ("target", "per"):
        if field in values:
            values[field] = _figure(values[field], f"--{field}")
    return msgspec.structs.replace(old, **values)


def _figure(text: str, option: str) -> Decimal | None:
    """An exact figure with point or comma; ``none`` takes it away."""
    if text.strip().casefold() in ("", "none", "ingen"):
        return None
    try:
        value = read_figure(text)
        plain = Decimal(text.strip()) if value is None else value
    except InvalidOperation:
        raise UsageError(
            tr("{text!r} is not a figure", text=text), where=option, hint=tr("write 8.0, or none")
        ) from None
    if not plain.is_finite():
        raise UsageError(tr("{text!r} is not a figure", text=text), where=option)
    return plain


def _save(run: Session, indicator: Indicator) -> None:
    for field, text, hint in definition_problems(indicator):
        raise UsageError(text, where="ID" if field == "id" else f"--{field}", hint=hint)
    taken = {_variable(each).casefold(): each.id for each in all_indicators(run) if each.id != indicator.id}
    other = taken.get(_variable(indicator).casefold())
    if other:
        raise UsageError(
            tr(
                "the variable {indicator!r} is that of {other!r} already (statistics programs tell no case)",
                indicator=_variable(indicator),
                other=other,
            ),
            hint=tr("add --variable NAME"),
        )
    change = run.transaction()
    put_indicator(run, change, indicator)
    run.commit(change)
    run.show(Report({"schema": 1, "indicator": _data(indicator)}, (_table(indicator),)))


def _variable(indicator: Indicator) -> str:
    return indicator.variable or variable_of(indicator.id)


def _table(indicator: Indicator) -> Table:
    shown = _data(indicator)
    shown["missing"] = ", ".join(f"{c.code} {c.nb}/{c.nn}" for c in missing_codes(indicator))
    shown["events"] = "; ".join(f"{e.kind} {e.at} {e.municipality or ''}: {e.why}" for e in indicator.events)
    rows = tuple((key, str(value)) for key, value in shown.items() if value not in (None, "", []))
    return Table(tr("Indicator {id}", id=indicator.id), (Column("field", "Field"), Column("value", "Value")), rows)


def _data(indicator: Indicator) -> dict[str, Any]:
    return {
        **{field: getattr(indicator, field) for field in ("id", "nb", "nn", "unit", "direction", "period", "target")},
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "per": indicator.per,
        "variable": _variable(indicator),
        "missing": [{"code": c.code, "marks": c.marks, "nb": c.nb, "nn": c.nn} for c in missing_codes(indicator)],
        "events": [
            {"kind": e.kind, "at": e.at, "why": e.why, "municipality": e.municipality} for e in indicator.events
        ],
    }
