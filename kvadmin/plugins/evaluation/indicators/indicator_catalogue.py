"""The indicators that there are: those of ``indicators.yaml``, and those that plugins offer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from kvadmin.api import UnknownName, tr
from kvadmin.api.records import Indicator
from kvadmin.api.wording import near_names

from .indicators_file import Indicators

if TYPE_CHECKING:
    from kvadmin.api import Session, Snapshot, Transaction


def stored_indicators(data: Snapshot) -> list[Indicator]:
    """The indicators of ``indicators.yaml``."""
    record = data.find(Indicators)
    return list(record.indicators) if record else []


def all_indicators(run: Session) -> list[Indicator]:
    """All indicators, by id; a plugin's is left out where the programme has one of that id."""
    own = stored_indicators(run.data)
    known = {each.id for each in own}
    for each in run.gather("kvadmin_indicators"):
        if each.id not in known:
            known.add(each.id)
            own.append(each)
    return sorted(own, key=lambda each: each.id)


def say_unused(run: Session) -> None:
    """Name the plugins' indicators that the programme has under the same id with another meaning."""
    own = {each.id: each for each in stored_indicators(run.data)}
    for plugin, offered in run.call("kvadmin_indicators"):
        for each in offered:
            if each.id in own and _meaning(each) != _meaning(own[each.id]):
                run.info(
                    tr(
                        "{id} of the plugin {plugin!r} is not used: the programme has an indicator of that id itself",
                        id=each.id,
                        plugin=plugin,
                    )
                )


def _meaning(indicator: Indicator) -> tuple[object, ...]:
    """What makes the same figure say the same; the names, the target and the events are the programme's to set."""
    names = ("direction", "period", "unit", "numerator", "denominator", "per")
    return tuple(getattr(indicator, name) for name in names)


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
        near={} if found else near_names(name, {each.id: (each.nb, each.nn) for each in several}),
        code="ambiguous-name" if found else "unknown-indicator",
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


def keep_lent(run: Session, change: Transaction, ids: Iterable[str]) -> None:
    """Write the definitions that plugins lend into ``indicators.yaml``, of those that something stored names."""
    record = run.data.find(Indicators)
    own = list(record.indicators) if record else []
    known = {each.id for each in own}
    wanted = set(ids) - known
    lent = [each for each in all_indicators(run) if each.id in wanted]
    if not lent:
        return
    if record is None:
        change.create(Indicators(indicators=lent))
    else:
        change.update(msgspec.structs.replace(record, indicators=[*own, *lent]))
