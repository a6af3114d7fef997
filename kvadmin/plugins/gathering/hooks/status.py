"""The gatherings' part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date, timedelta
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusDay, StatusFigure, StatusSection
from kvadmin.api.records import Gathering

from ..gathering_days import forgetting_days, gathering_days
from ..registrations.sensitive_needs import SensitiveNeeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kvadmin.api import Snapshot

#: How long a gathering that is over is still shown.
_PAST = timedelta(days=30)


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Gatherings to come and just past, who waits, and sensitive data that should be gone."""
    gatherings = sorted(snapshot.all(Gathering), key=lambda each: (each.start, each.id))
    if not gatherings:
        return []
    lines: list[str] = []
    actions: list[ActionItem] = []
    figures: list[StatusFigure] = []
    days: list[StatusDay] = []
    for each in gatherings:
        if each.end + _PAST >= today:
            from .shown_gathering import shown_gathering  # most days none is near, and nobody's registration is read

            line, counted, open_ = shown_gathering(snapshot, each, today)
            lines.append(line)
            figures += counted
            actions += open_
            days += gathering_days(each, today)
    days += forgetting_days(snapshot)
    for needs in snapshot.all(SensitiveNeeds):
        actions += _sensitive_matters(snapshot, needs, today)
    return [StatusSection(tr("Gatherings"), tuple(lines), tuple(actions), tuple(figures), (), tuple(days))]


def _sensitive_matters(snapshot: Snapshot, needs: SensitiveNeeds, today: date) -> Iterator[ActionItem]:
    """Diets and access needs of a gathering that is over: they are to go, at the latest two weeks after it."""
    gathering = snapshot.find(Gathering, needs.gathering)
    if gathering is not None and today <= gathering.end:
        return
    due = gathering.end + timedelta(days=SensitiveNeeds.KEPT_DAYS) if gathering else today
    text = tr(
        "{gathering}: diets and access needs of {people} people are still kept",
        gathering=needs.gathering,
        people=len(needs.needs),
    )
    command = f"kvadmin participants forget-sensitive {quote(needs.gathering)} --yes"
    yield ActionItem(text, command, due, urgent=today > due, key="sensitive-kept", about=needs.gathering)
