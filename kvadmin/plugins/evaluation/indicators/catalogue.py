"""The indicators that there are: those of ``indicators.yaml``, and those that plugins offer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from kvadmin.api import InvalidData, Session, Snapshot, Transaction, UnknownName, tr
from kvadmin.api.records import Indicator, Indicators, MissingCode, SeriesEvent

from ..periods import PeriodKind, parse_period
from ..spc import DatedEvent
from .variables import problem_of, suggestion, variable_of

#: The marks of Statistics Norway, for indicators that have no codes of their own.
MISSING = (
    MissingCode(code=-97, marks=["."], nb="Kan ikke forekomme", nn="Kan ikkje førekomme"),
    MissingCode(code=-98, marks=[":"], nb="Undertrykt", nn="Undertrykt"),
    MissingCode(code=-99, marks=["-", "..", "..."], nb="Mangler", nn="Manglar"),
)
#: The code of a figure that was hidden.
SUPPRESSED = -98
_ID = re.compile(r"[^\s/\\:*?\"<>|,;]+")
_LONGEST_ID = 60


def stored_indicators(data: Snapshot) -> list[Indicator]:
    """The indicators of ``indicators.yaml``."""
    record = data.find(Indicators)
    return list(record.indicators) if record else []


def all_indicators(run: Session) -> list[Indicator]:
    """All indicators, by id; a plugin's is left out where the programme has one of that id."""
    own = stored_indicators(run.data)
    known = {each.id for each in own}
    for each in run.gather("kvadmin_indicators"):
        if not isinstance(each, Indicator):
            run.warn(
                tr("a plugin offers {name} where an Indicator is wanted; it is left out", name=type(each).__name__)
            )
        elif each.id not in known:
            known.add(each.id)
            own.append(each)
    return sorted(own, key=lambda each: each.id)


def find_indicator(indicators: Iterable[Indicator], name: str) -> Indicator:
    """The indicator with that id.

    Raises:
        UnknownName: There is none; those that there are, are listed.
    """
    several = list(indicators)
    found = [each for each in several if each.id == name] or [
        each for each in several if name.casefold() in {text.casefold() for text in (each.id, each.nb, each.nn) if text}
    ]
    if len(found) == 1:
        return found[0]
    shown = [f"{each.id} {each.nb}".strip() for each in several]
    hint = (
        tr("kvadmin evaluation indicators add {name} --direction decrease --period quarter", name=name)
        if not shown
        else None
    )
    raise UnknownName(
        tr("there is no indicator {name!r}", name=name)
        if not found
        else tr("{name!r} names several indicators", name=name),
        details=shown[:20],
        hint=hint or tr("give the id of one of these"),
    )


def put_indicator(run: Session, change: Transaction, indicator: Indicator) -> None:
    """Write one indicator into ``indicators.yaml``: in place of the one with its id, or as a new one."""
    record = run.data.find(Indicators)
    if record is None:
        change.create(Indicators(indicators=[indicator]))
        return
    if any(each.id == indicator.id for each in record.indicators):
        changed = [indicator if each.id == indicator.id else each for each in record.indicators]
    else:
        changed = [*record.indicators, indicator]
    change.update(msgspec.structs.replace(record, indicators=changed))


def definition_problems(indicator: Indicator) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a definition: field, sentence, hint."""
    if not _ID.fullmatch(indicator.id) or len(indicator.id) > _LONGEST_ID or indicator.id[0] in ".-":
        hint = "letters, digits, - and _ are safe"
        yield "id", f"the id {indicator.id!r} cannot be used as the name of a file and of a variable", hint
    for name, value, known in (
        ("direction", indicator.direction, Indicator.DIRECTIONS),
        ("period", indicator.period, Indicator.PERIODS),
    ):
        if value not in known:
            yield name, f"unknown {name} {value!r}", f"one of {', '.join(known)}"
    if indicator.per is not None and indicator.per <= 0:
        yield "per", f"a rate per {indicator.per} cannot be", "a figure above 0"
    variable = indicator.variable or variable_of(indicator.id)
    if why := problem_of(variable):
        yield (
            "variable" if indicator.variable else "id",
            f"the variable name {variable!r} cannot be used in SPSS and Stata: {why}",
            f"{suggestion(variable)} would do"
            + ("" if indicator.variable else f": use that id, or add --variable {suggestion(variable)}"),
        )
    for code in indicator.missing:
        if code.code >= 0:
            yield "missing", f"the missing code {code.code} could be a figure", "use a negative code"


def event_problems(indicator: Indicator, event: SeriesEvent) -> Iterator[tuple[str, str, str]]:
    """What is wrong with an event: field, sentence, hint."""
    if event.kind not in SeriesEvent.KINDS:
        yield "kind", f"unknown kind {event.kind!r}", f"one of {', '.join(SeriesEvent.KINDS)}"
    if not event.why.strip():
        yield "why", "an event needs a reason", "say why the baseline is frozen or begins anew"
    try:
        parse_period(event.at, period_kind(indicator))
    except InvalidData as error:
        yield "at", error.message, error.hint or ""


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
    )


def events_of(indicator: Indicator, municipality: str) -> list[DatedEvent]:
    """The events of one municipality's series.

    Raises:
        InvalidData: An event that cannot be.
    """
    found = []
    for event in indicator.events:
        if event.municipality not in (None, "", municipality):
            continue
        for _, text, hint in event_problems(indicator, event):
            raise InvalidData(f"{indicator.id}: {text}", where="indicators.yaml", hint=hint)
        kind = "freeze" if event.kind == "freeze" else "rebase"
        found.append(DatedEvent(kind, parse_period(event.at, period_kind(indicator)), event.why))  # type: ignore[arg-type]  # checked
    return found


def missing_codes(indicator: Indicator) -> tuple[MissingCode, ...]:
    """The missing codes of an indicator, Statistics Norway's where it has none."""
    return tuple(indicator.missing) or MISSING


def indicator_label(indicator: Indicator, language: str) -> str:
    """Its name in a language form; the other one's or the id when it has none."""
    first, second = (indicator.nn, indicator.nb) if language == "nn" else (indicator.nb, indicator.nn)
    return first or second or indicator.id
