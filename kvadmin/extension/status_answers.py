"""What ``kvadmin_status`` returns: a plugin's part of ``kvadmin status``.

Apart from :mod:`kvadmin.extension.answers`, since a look at the day needs none of the other answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kvadmin.tables.table import Table


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something a person must do, with the command that does it.

    Args:
        text: What must be done, in one sentence.
        command: The command that does it, and takes the item off the list.
        due: By when.
        urgent: Whether it comes first.
        key: What it is, for programs: lower case with hyphens, stable (``confirmations-due``). Added in version 0.2.
        about: The id of the cohort, gathering, indicator, ... it concerns. Added in version 0.2.
    """

    text: str
    command: str
    due: date | None = None
    urgent: bool = False
    key: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class StatusFigure:
    """One number of ``kvadmin status``, for programs: what is counted, in what, and how many.

    Args:
        key: What is counted: lower case with hyphens, stable (``applications-complete``).
        value: How many; of a share per cent, with one decimal.
        about: The id of the cohort, gathering, indicator, ... it is counted in; empty for the whole programme.

    Added in version 0.2.
    """

    key: str
    value: int | float
    about: str = ""


@dataclass(frozen=True, slots=True)
class StatusDay:
    """One entry of the calendar of ``kvadmin status``: a deadline, a gathering.

    Whoever gives it leaves out what is behind, unless something about it is still open.

    Args:
        day: The day, or the first of several.
        text: What it is, in a few words: ``P3: applications are due``.
        key: What it is, for programs: lower case with hyphens, stable (``application-deadline``).
        about: The id of the cohort, gathering, ... it concerns.
        until: The last day, of what lasts longer than one.

    Added in version 0.2.
    """

    day: date
    text: str
    key: str
    about: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class StatusSection:
    """One part of ``kvadmin status``: lines of facts and what needs action.

    Args:
        title: Its heading.
        lines: The facts as sentences, for people.
        actions: What needs action.
        figures: Every number of the lines, for programs. Added in version 0.2.
        tables: What stands there, where a table says it better than lines. Added in version 0.2.
        days: Deadlines and what happens, for the calendar. Added in version 0.2.
    """

    title: str
    lines: tuple[str, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    figures: tuple[StatusFigure, ...] = ()
    tables: tuple[Table, ...] = ()
    days: tuple[StatusDay, ...] = ()
