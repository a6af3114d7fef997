"""The definition of an indicator: what is wrong with it, its missing codes, its name in both language forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kvadmin.api import InvalidData, tr
from kvadmin.api.records import Indicator, MissingCode, SeriesEvent
from kvadmin.api.wording import did_you_mean, near_names

from ..periods import PeriodKind, parse_period

#: The marks of Statistics Norway, for indicators that have no codes of their own.
MISSING = (
    MissingCode(code=-97, marks=["."], nb="Kan ikke forekomme", nn="Kan ikkje førekomme"),
    MissingCode(code=-98, marks=[":"], nb="Undertrykt", nn="Undertrykt"),
    MissingCode(code=-99, marks=["-", "..", "..."], nb="Mangler", nn="Manglar"),
)


#: The code of a figure that was hidden.
SUPPRESSED = -98


#: The kinds of events that say what is wanted: the target, and the second one.
TARGETS = ("target", "second-target")
#: All others.
EVENTS = tuple(kind for kind in SeriesEvent.KINDS if kind not in TARGETS)


_FIGURE = r"[+\-\u2212]?\s*\d[\d\s.,]*%?"


_ID = r"[^\s/\\:*?\"<>|,;]+"


_LONGEST_ID = 60


def definition_problems(indicator: Indicator) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a definition: field, sentence, hint."""
    from ..surveys.scale import scale_problems
    from .variables import problem_of, suggestion, variable_of

    if not re.fullmatch(_ID, indicator.id) or len(indicator.id) > _LONGEST_ID or indicator.id[0] in ".-":
        text = tr("the id {id!r} cannot be used as the name of a file and of a variable", id=indicator.id)
        yield "id", text, tr("letters, digits, - and _ are safe")
    for name, value, known in (
        ("direction", indicator.direction, Indicator.DIRECTIONS),
        ("period", indicator.period, Indicator.PERIODS),
    ):
        if value not in known:
            text = tr("unknown {field} {value!r}", field=name, value=value)
            yield name, text, did_you_mean(near_names(value, known)) or tr("one of {known}", known=", ".join(known))
    if indicator.per is not None and indicator.per <= 0:
        yield "per", tr("a rate per {per} cannot be", per=indicator.per), tr("a figure above 0")
    yield from scale_problems(indicator)
    variable = indicator.variable or variable_of(indicator.id)
    if why := problem_of(variable):
        free = suggestion(variable)
        yield (
            "variable" if indicator.variable else "id",
            tr("the variable name {variable!r} cannot be used in SPSS and Stata: {why}", variable=variable, why=why),
            tr("{free} would do", free=free)
            if indicator.variable
            else tr("{free} would do: use that id, or add --variable {free}", free=free),
        )
    for code in indicator.missing:
        if code.code >= 0:
            yield "missing", tr("the missing code {code} could be a figure", code=code.code), tr("use a negative code")


def event_problems(indicator: Indicator, event: SeriesEvent) -> Iterator[tuple[str, str, str]]:
    """What is wrong with an event: field, sentence, hint."""
    if event.kind not in SeriesEvent.KINDS:
        text = tr("unknown kind {kind!r}", kind=event.kind)
        near = did_you_mean(near_names(event.kind, SeriesEvent.KINDS))
        yield "kind", text, near or tr("one of {kinds}", kinds=", ".join(SeriesEvent.KINDS))
    if not event.why.strip() and event.kind not in TARGETS:
        yield "why", tr("an event needs a reason"), tr("say why; it stands under the charts")
    yield from _figure_problems(event)
    try:
        parse_period(event.at, period_kind(indicator))
    except InvalidData as error:
        yield "at", error.message, error.hint or ""


def _figure_problems(event: SeriesEvent) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the figures of an event."""
    if event.kind == "known" and event.mean is None and event.sigma is None:
        yield "mean", tr("nothing is known"), tr("give a mean, a sigma, or both")
    for name, figure, kinds in (
        ("mean", event.mean, ("known",)),
        ("sigma", event.sigma, ("known",)),
        ("value", event.value, TARGETS),
    ):
        if figure is not None and event.kind not in kinds and event.kind in SeriesEvent.KINDS:
            text = tr("{kind} has no {field}", kind=tr(event.kind), field=name)
            yield name, text, tr("only {kinds}", kinds=", ".join(kinds))
    if event.sigma is not None and event.sigma <= 0:
        yield "sigma", tr("a sigma of {sigma} cannot be", sigma=event.sigma), tr("a figure above 0")


def period_kind(indicator: Indicator) -> PeriodKind:
    """The kind of its periods.

    Raises:
        InvalidData: It is none that there is.
    """
    for kind in ("month", "quarter", "year"):
        if indicator.period == kind:
            return kind
    raise InvalidData(
        tr("the indicator {id} has the unknown period {period!r}", id=indicator.id, period=indicator.period),
        where="indicators.yaml",
        hint=tr("one of {periods}", periods=", ".join(Indicator.PERIODS)),
        near=near_names(indicator.period, Indicator.PERIODS),
        code="bad-period",
    )


def missing_codes(indicator: Indicator) -> tuple[MissingCode, ...]:
    """The missing codes of an indicator, Statistics Norway's where it has none."""
    return tuple(indicator.missing) or MISSING


def is_figure(text: str) -> bool:
    """Whether a mark could be read as a figure: ``999``, ``-98,0``."""
    return bool(re.fullmatch(_FIGURE, text.strip()))


def mark_of(code: MissingCode) -> str:
    """The mark in the package: the first that is no figure, else the number in brackets."""
    return next((mark for mark in code.marks if mark and not is_figure(mark)), f"({code.code})")


def indicator_label(indicator: Indicator, language: str) -> str:
    """Its name in a language form; the other one's or the id when it has none."""
    first, second = (indicator.nn, indicator.nb) if language == "nn" else (indicator.nb, indicator.nn)
    return first or second or indicator.id
