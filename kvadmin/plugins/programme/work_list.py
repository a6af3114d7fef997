"""The day's work list: what every plugin reports, put in order; ``kvadmin status`` shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from .missed_plugins import missed_section
from .older_forms import older_section

if TYPE_CHECKING:
    from kvadmin.api import Session
    from kvadmin.api.hooks import ActionItem, StatusDay, StatusSection

#: How far ahead the calendar looks: a cohort is called, admitted and begun within a year.
HORIZON = timedelta(days=365)


class ListedAction(NamedTuple):
    """An action and the title of the section it is from."""

    section: str
    item: ActionItem


class ListedDay(NamedTuple):
    """An entry of the calendar and the title of the section it is from."""

    section: str
    entry: StatusDay


class WorkList(NamedTuple):
    """What there is on a day.

    Args:
        day: The day.
        sections: What the plugins report, in their order.
        actions: What needs action: what is urgent first, then what has a day, the earliest first, then the rest.
        days: The calendar, by day: what is behind and still open, what goes on, and what comes within a year.
    """

    day: date
    sections: tuple[StatusSection, ...]
    actions: tuple[ListedAction, ...]
    days: tuple[ListedDay, ...]


def work_list(run: Session, day: date) -> WorkList:
    """Ask every plugin (hook ``kvadmin_status``)."""
    found: list[StatusSection] = run.gather("kvadmin_status", snapshot=run.data, today=day)
    return in_order(day, [*missed_section(run), *older_section(run), *found])


def in_order(day: date, sections: Sequence[StatusSection]) -> WorkList:
    """The sections with their actions and days in order; what is alike keeps the order of the sections."""
    actions = [ListedAction(section.title, item) for section in sections for item in section.actions]
    actions.sort(key=lambda one: (not one.item.urgent, one.item.due or date.max))
    days = [ListedDay(section.title, entry) for section in sections for entry in section.days]
    shown = [one for one in days if one.entry.day <= day + HORIZON]
    shown.sort(key=lambda one: (one.entry.day, one.entry.until or one.entry.day))
    return WorkList(day, tuple(sections), tuple(actions), tuple(shown))
