"""Arguments and options that several commands share, declared once, and what they stand for."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Indicator

from ..measurements.value_files import Measurement, read_values


def indicators_there(ctx: typer.Context) -> list[tuple[str, str]]:
    """The indicators, with what they are called."""
    from ..indicators.indicator_catalogue import all_indicators

    return [(each.id, each.nb) for each in all_indicators(session(ctx))]


IndicatorArgument = Annotated[
    str, typer.Argument(metavar="INDICATOR", help="Id of the indicator.", autocompletion=indicators_there)
]


MunicipalityOption = Annotated[
    str | None, typer.Option("--municipality", metavar="N", help="Only this one, by number or name.")
]


PresetOption = Annotated[str, typer.Option("--preset", metavar="ptd|ptd-unscreened|qicharts2|qcc", help="Whose rules.")]


ChartOption = Annotated[
    str | None,
    typer.Option("--chart", metavar="run|i|mr|p|pp|u|up|c|g|t|xbar|s", help="Chart of qicharts2 (i when not given)."),
]


ScreenOption = Annotated[
    str | None,
    typer.Option("--screen-mr", metavar="yes|no", help="Leave large moving ranges out."),
]


CutOption = Annotated[
    bool, typer.Option("--cut-limits", help="Cut limits at 0 and, of shares, at 100 %; signals stay as they are.")
]


def screening(text: str | None) -> bool | None:
    """``yes`` and ``no`` as truth; nothing as the preset does it.

    Raises:
        UsageError: Neither.
    """
    if text is None:
        return None
    if text not in ("yes", "no"):
        raise UsageError(tr("{text!r} is neither yes nor no", text=text), where="--screen-mr", code="bad-value")
    return text == "yes"


def values_of(run: Session, indicator: Indicator, municipality: str | None) -> list[Measurement]:
    """The values to judge.

    Raises:
        UnknownName: Nothing is stored, or nothing of that municipality.
    """
    values = read_values(run.data, indicator)
    hint = tr("kvadmin evaluation import FILE")
    if municipality is not None:
        number = _number(run, municipality, values)
        values = [each for each in values if each.municipality == number]
        if not values:
            raise UnknownName(
                tr("{id} has no values of {number}", id=indicator.id, number=number),
                where="--municipality",
                hint=hint,
                code="unknown-indicator",
            )
    if not values:
        raise UnknownName(tr("{id} has no values yet", id=indicator.id), hint=hint, code="unknown-indicator")
    return values


def _number(run: Session, text: str, values: list[Measurement]) -> str:
    """The municipality that is meant; a number that has values need not be in the register."""
    if any(each.municipality == text for each in values):
        return text
    return find_municipality(run.data, text, run.today).number


CohortOption = Annotated[str | None, typer.Option("--cohort", metavar="C", help="Only this cohort (else all).")]
CohortMunicipalityArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="COHORT MUNICIPALITY", help="The cohort (or --cohort), and number or name of the municipality."
    ),
]
