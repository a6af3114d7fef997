"""How a measure comes to be and changes: what commands, sheets and imports call alike."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from kvadmin.api import Refused, tr
from kvadmin_improvement.records import PARTIES, STEPS, Measure, MeasureStep
from kvadmin_improvement.work.lookups import read_indicators
from kvadmin_improvement.work.measure_rules import check_measure, with_status_by_dates
from kvadmin_improvement.work.overview import overview_of
from kvadmin_improvement.work.words import in_order

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.api import Session


def with_fields(run: Session, old: Measure, values: Mapping[str, Any], *, where: str = "") -> Measure:
    """The measure with these fields, checked.

    Args:
        run: The session: whose indicators and contacts there are, and the day.
        old: The measure as it is; a new one as it would be without the values.
        values: Field -> value, as :data:`MEASURE_FIELDS` reads them.
        where: What an error names as its place.

    Raises:
        InvalidData: It says something that cannot be.
        UnknownName: There is no such indicator.
        Refused: The role is the name of somebody who is known.
    """
    said = dict(values)
    if "indicators" in said:
        said["indicators"] = read_indicators(run, said["indicators"])
    new = with_status_by_dates(old, msgspec.structs.replace(old, **said))
    if new.responsible != old.responsible and overview_of(run.data).persons.include(new.responsible):
        raise Refused(
            tr("{text!r} is a person: responsible is a role or a unit, and stands in reports", text=new.responsible),
            where=where or "responsible",
            hint=tr("a person's name stands in the field person"),
            code="measure-names-person",
        )
    check_measure(new, run.today, where, kept=run.data.find(Measure, new.id) is not None)
    return new


def with_step(measure: Measure, step: str, *, done: date | None, parties: list[str] | None, today: date) -> Measure:
    """The measure with a step as it is now; a value that is None stays as it is.

    Raises:
        InvalidData: It says something that cannot be.
    """
    steps = {each.step: each for each in measure.steps}
    old = steps.get(step, MeasureStep(step=step))
    said = {"done": done or old.done, "parties": old.parties if parties is None else in_order(parties, PARTIES)}
    return _with_steps(measure, {**steps, step: msgspec.structs.replace(old, **said)}, today)


def without_step(measure: Measure, step: str) -> Measure:
    """The measure with nothing noted of a step."""
    return msgspec.structs.replace(measure, steps=[each for each in measure.steps if each.step != step])


def _with_steps(measure: Measure, steps: Mapping[str, MeasureStep], today: date) -> Measure:
    new = msgspec.structs.replace(measure, steps=[steps[each] for each in in_order(list(steps), STEPS)])
    check_measure(new, today)
    return new


def late_step(measure: Measure) -> tuple[str, str] | None:
    """Two steps whose days are not in the order of the programme, the earlier step first; None where all are."""
    days = {each.step: each.done for each in measure.steps if each.done}
    dated = [(name, days[name]) for name in STEPS if name in days]
    return next(((first, second) for (first, one), (second, other) in pairwise(dated) if other < one), None)
