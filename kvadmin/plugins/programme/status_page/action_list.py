"""What needs action as lists: what is urgent, what has a deadline, the rest; each with its command to copy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kvadmin.api import tr
from kvadmin.api.documents import WebPage
from kvadmin.api.hooks import ActionItem

from ..work_list import ListedAction


def action_groups(page: WebPage, actions: Iterable[ListedAction], today: date) -> str:
    """A list for each group that has anything, in the order of ``actions``.

    Args:
        page: The page that it stands on.
        actions: What needs action.
        today: The day by which a deadline is over.
    """
    groups: dict[str, list[str]] = {}
    for part, item in actions:
        groups.setdefault(_group(item), []).append(_entry(page, part, item, today))
    return "\n".join(
        f'<h3>{page.prose(_titles()[name])}</h3>\n<ul class="actions {name}">\n{"".join(entries)}</ul>'
        for name, entries in groups.items()
    )


def _group(item: ActionItem) -> str:
    if item.urgent:
        return "urgent"
    return "due" if item.due is not None else "rest"


def _titles() -> dict[str, str]:
    return {"urgent": tr("Urgent"), "due": tr("With a deadline"), "rest": tr("Other")}


def _entry(page: WebPage, part: str, item: ActionItem, today: date) -> str:
    about = f'<span class="part">{page.prose(part)}</span>'
    if item.due is not None:
        late = item.due < today
        said = tr("Deadline {day}, which is past", day=item.due) if late else tr("Deadline {day}", day=item.due)
        about += f' <span class="{"late" if late else "deadline"}">{page.prose(said)}</span>'
    return (
        f'<li><p class="what">{page.prose(item.text)}</p><p class="quiet about">{about}</p>'
        f'<p class="how">{page.command(item.command)}</p></li>\n'
    )
