"""The order of what ``kvadmin status`` says, in its list as well as on its page: what presses comes first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kvadmin.api.hooks import ActionItem, StatusDay, StatusSection


def ordered_actions(sections: Iterable[StatusSection]) -> list[tuple[str, ActionItem]]:
    """What needs action with the title of its part: what is urgent, what is due by a day, the rest."""
    found = [(section.title, item) for section in sections for item in section.actions]
    return sorted(found, key=lambda each: (not each[1].urgent, each[1].due or date.max))


def ordered_days(sections: Iterable[StatusSection]) -> list[tuple[str, StatusDay]]:
    """The calendar with the title of each entry's part, by day."""
    found = [(section.title, entry) for section in sections for entry in section.days]
    return sorted(found, key=lambda each: (each[1].day, each[1].until or each[1].day))
