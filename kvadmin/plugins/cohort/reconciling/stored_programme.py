"""The stored memberships as the published days see them, for every way to look that the search tries."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product

from kvadmin.api import InvalidData, tr
from kvadmin.api.records import Cohort

from .counting import CountingWay, Scene, Stay
from .counting_periods import day_before
from .published_file import CountsAsPublished
from .searching import Setting, ways

#: A group that began at most so many days from a published day may have been counted on the other side of it.
NEAR = timedelta(days=31)
#: No more choices of days are tried; with more, each period is looked at on its last day.
MOST_CHOICES = 12


def settings_of(cohorts: Sequence[Cohort], published: CountsAsPublished) -> list[Setting]:
    """Every way to look at it, the plain one first: each period on its last day, counted as the status table does.

    Raises:
        InvalidData: Nobody says when a group that the file has figures of began.
    """
    figures = tuple(published.figures())
    begun = _begun(cohorts, published)
    effort = frozenset(each.id for each in cohorts if each.kind == "effort" and each.id in begun)
    counted = ways(effort, figures)
    found: list[Setting] = []
    for days in _choices_of_days(cohorts, published):
        plain = _setting(cohorts, published, days, begun, None, counted[0])
        found += [Setting(way, plain.scene, plain.held, days) for way in counted]
        for group, step in _near(begun, days, plain.scene):
            shifted = _setting(cohorts, published, days, begun, (group, step), counted[0])
            found += [Setting(way, shifted.scene, shifted.held, days, (group, step)) for way in counted]
    return found


def _begun(cohorts: Sequence[Cohort], published: CountsAsPublished) -> dict[str, date | int]:
    """When each group began: a day, or the number of the published day that first has its new ones."""
    begun: dict[str, date | int] = {}
    for each in cohorts:
        first = min((one.start for one in each.memberships), default=each.start)
        if first is not None:
            begun[each.id] = first
    for day, line in enumerate(published.lines, start=1):
        if line.new_in:
            begun.setdefault(line.new_in, day)
    lacking = sorted(
        {figure.group for figure in published.figures() if figure.kind == "group" and figure.group not in begun}
    )
    if lacking:
        raise InvalidData(
            tr("when did {groups} begin? Nothing of it is stored", groups=", ".join(lacking)),
            hint=tr("name it in the column `new in` of the line that counts its new ones"),
            code="missing-value",
        )
    return begun


def _choices_of_days(cohorts: Sequence[Cohort], published: CountsAsPublished) -> list[tuple[date, ...]]:
    """The days that the periods may be looked at on: the last one, or the day before something changed within it."""
    changes = sorted(
        {day_before(one.start) for each in cohorts for one in each.memberships}
        | {one.to for each in cohorts for one in each.memberships if one.to is not None}
    )
    each_period = []
    for line in published.lines:
        inside = changes[bisect_left(changes, line.period.first) : bisect_left(changes, line.period.last)]
        each_period.append([line.period.last, *inside])
    number = 1
    for days in each_period:
        number *= len(days)
    if number > MOST_CHOICES:
        return [tuple(days[0] for days in each_period)]
    return list(product(*each_period))


def _setting(
    cohorts: Sequence[Cohort],
    published: CountsAsPublished,
    days: tuple[date, ...],
    begun: dict[str, date | int],
    shifted: tuple[str, int] | None,
    way: CountingWay,
) -> Setting:
    """The programme as these days see it."""
    before = _before(published, days, begun)

    def seen(day: date | int) -> int:
        """The number of the first published day on or after a day; one more than there are when there is none."""
        if isinstance(day, int):
            return day
        return 0 if day <= before else bisect_left(days, day) + 1

    begins = {group: seen(day) for group, day in begun.items()}
    if shifted is not None:
        begins[shifted[0]] += shifted[1]
    last = len(days)
    stays: dict[str, list[Stay]] = {}
    for each in cohorts:
        for one in each.memberships:
            first = seen(one.start)
            if shifted is not None and each.id == shifted[0] and first == begins[each.id] - shifted[1]:
                first = begins[each.id]
            until = last if one.to is None else bisect_right(days, one.to)
            if first <= last and (one.to is None or one.to >= one.start):
                stays.setdefault(one.municipality, []).append(Stay(each.id, first, max(until, first - 1)))
    order = {group: at for at, group in enumerate(begun)}
    held = Counter(tuple(sorted(own, key=lambda each: (each.first, order[each.group]))) for own in stays.values())
    begins = {group: first for group, first in begins.items() if first <= last}
    return Setting(way, Scene(last, begins), held, days, shifted)


def _before(published: CountsAsPublished, days: Sequence[date], begun: dict[str, date | int]) -> date:
    """The day that the first line's new ones are new since: the day before the newest group began."""
    named = begun.get(published.lines[0].new_in)
    if isinstance(named, date) and named <= days[0]:
        return day_before(named)
    if isinstance(named, int):  # of a group that is not stored
        return day_before(published.lines[0].period.first)
    first = [day for day in begun.values() if isinstance(day, date) and day <= days[0]]
    return day_before(max(first)) if first else day_before(days[0])


def _near(begun: dict[str, date | int], days: Sequence[date], scene: Scene) -> Iterator[tuple[str, int]]:
    """Groups that began so near to a published day that they may have been counted on its other side."""
    for group, day in begun.items():
        if not isinstance(day, date):
            continue
        at = bisect_left(days, day) + 1
        if at > 1 and day - days[at - 2] <= NEAR:
            yield group, -1
        if group in scene.begins and 1 <= scene.begins[group] < scene.days and days[at - 1] - day <= NEAR:
            yield group, 1
