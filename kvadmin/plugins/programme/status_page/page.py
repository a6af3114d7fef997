"""The page of a status: what needs action, what stands where, and the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from kvadmin.api import tr
from kvadmin.api.documents import WebPage
from kvadmin.api.hooks import ActionItem, StatusDay, StatusSection

from ..status_order import ordered_actions, ordered_days
from .action_list import action_groups
from .calendar import calendar_part


@dataclass(frozen=True, slots=True)
class Heading:
    """What the page says of itself.

    Args:
        day: The day that it is the status of.
        programme: The programme's name, and the language that it is in.
        known: The day whose state of the folder is shown, where it is not the folder as it is.
    """

    day: date
    programme: str = ""
    language: str = ""
    known: date | None = None


def status_page(sections: Sequence[StatusSection], heading: Heading) -> bytes:
    """The page in the language of the screen.

    Args:
        sections: What the plugins report; nothing else is on the page.
        heading: Whose status it is, and of which day.
    """
    page = WebPage(tr("Status on {day}", day=heading.day))
    actions, days = ordered_actions(sections), ordered_days(sections)
    tabled = [each for each in sections if each.tables]
    parts = [("needs-action", tr("Needs action"), _needs_action(page, actions, heading.day))]
    parts += [(f"part-{number}", part.title, _stands(page, part)) for number, part in enumerate(tabled, 1)]
    if days:
        parts.append(("calendar", tr("Calendar"), calendar_part(page, days, heading.day)))
    rest = [each for each in sections if each.lines and not each.tables]
    if rest:
        parts.append(("facts", tr("What stands there"), _facts(page, rest)))
    body = "\n".join(
        [
            _summary(page, actions, days, heading.day),
            _contents(page, parts),
            *(_part(page, *part) for part in parts),
            _footer(page),
        ]
    )
    return page.html(body, introduction=_introduction(page, heading), style=_style())


def _introduction(page: WebPage, heading: Heading) -> str:
    lines = []
    if heading.programme:
        spoken = "" if heading.language in ("", page.language) else f' lang="{heading.language}"'
        lines.append(f'<p class="programme"{spoken}>{page.prose(heading.programme)}</p>')
    if heading.known is not None:
        said = tr("As the programme folder was on {day}.", day=heading.known)
        lines.append(f'<p class="quiet">{page.prose(said)}</p>')
    return "\n".join(lines)


def _summary(
    page: WebPage, actions: list[tuple[str, ActionItem]], days: list[tuple[str, StatusDay]], today: date
) -> str:
    """The three figures that a person looks for first."""
    urgent = sum(item.urgent for _, item in actions)
    boxes = [(tr("Needs action"), str(len(actions)), ""), (tr("Urgent"), str(urgent), "")]
    coming = next((entry for _, entry in days if entry.day >= today), None)
    if coming is not None:
        boxes.append((tr("Next in the calendar"), page.prose(coming.day), page.prose(coming.text)))
    found = []
    for at, (name, figure, more) in enumerate(boxes):
        pressing = ' class="pressing"' if at == 1 and urgent else ""
        words = f"<span>{more}</span>" if more else ""
        found.append(f"<div{pressing}><dt>{page.prose(name)}</dt><dd><strong>{figure}</strong>{words}</dd></div>")
    return f'<dl class="summary">{"".join(found)}</dl>'


def _contents(page: WebPage, parts: list[tuple[str, str, str]]) -> str:
    links = "".join(f'<li><a href="#{name}">{page.prose(title)}</a></li>' for name, title, _ in parts)
    return f'<nav aria-label="{page.text(tr("On this page"))}"><ul>{links}</ul></nav>'


def _part(page: WebPage, name: str, title: str, content: str) -> str:
    return f'<section aria-labelledby="{name}">\n<h2 id="{name}">{page.prose(title)}</h2>\n{content}\n</section>'


def _needs_action(page: WebPage, actions: list[tuple[str, ActionItem]], today: date) -> str:
    if not actions:
        return f"<p>{page.prose(tr('Nothing needs action.'))}</p>"
    how = tr(
        "Each command is run in a terminal in the programme folder. Words in capital letters, such as NUMBER, are "
        "replaced by what is meant."
    )
    return f'<p class="quiet">{page.prose(how)}</p>\n{action_groups(page, actions, today)}'


def _stands(page: WebPage, section: StatusSection) -> str:
    """A part that has tables: they say all that its lines say."""
    return "\n".join(page.table(table, titled=table.title != section.title) for table in section.tables)


def _facts(page: WebPage, sections: list[StatusSection]) -> str:
    found = []
    for section in sections:
        lines = "".join(f"<li>{page.prose(line)}</li>" for line in section.lines)
        found.append(f"<div><h3>{page.prose(section.title)}</h3>\n<ul>{lines}</ul></div>")
    return f'<div class="facts">{"".join(found)}</div>'


def _footer(page: WebPage) -> str:
    again = tr("This page stays as it is; a new one is made by {command}", command="kvadmin status --html")
    return f'<p class="quiet made">{page.prose(again)}</p>'


def _style() -> str:
    return files(__package__).joinpath("status.css").read_text(encoding="utf-8")
