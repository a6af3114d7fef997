"""The page of a status: what needs action, what stands where, and the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from kvadmin.api import tr
from kvadmin.api.documents import WebPage
from kvadmin.api.hooks import StatusSection

from ..work_list import WorkList
from .action_list import action_groups
from .calendar_part import calendar_part


@dataclass(frozen=True, slots=True)
class StatusHeading:
    """What the page says of itself.

    Args:
        programme: The programme's name, and the language that it is in.
        known: The day whose state of the folder is shown, where it is not the folder as it is.
    """

    programme: str = ""
    language: str = ""
    known: date | None = None


def status_page(found: WorkList, heading: StatusHeading) -> bytes:
    """The page in the language of the screen.

    Args:
        found: What there is; nothing else is on the page.
        heading: Whose status it is.
    """
    page = WebPage(tr("Status on {day}", day=found.day))
    tabled = [each for each in found.sections if each.tables]
    parts = [("needs-action", tr("Needs action"), _needs_action(page, found))]
    parts += [(f"part-{number}", part.title, _stands(page, part)) for number, part in enumerate(tabled, 1)]
    if found.days:
        parts.append(("calendar", tr("Calendar"), calendar_part(page, found.days, found.day)))
    rest = [each for each in found.sections if each.lines and not each.tables]
    if rest:
        parts.append(("facts", tr("What stands there"), _facts(page, rest)))
    content = [_summary(page, found), _contents(page, parts), *(_part(page, *part) for part in parts), _footer(page)]
    return page.html("\n".join(content), introduction=_introduction(page, heading), style=_style())


def _introduction(page: WebPage, heading: StatusHeading) -> str:
    lines = []
    if heading.programme:
        spoken = "" if heading.language in ("", page.language) else f' lang="{heading.language}"'
        lines.append(f'<p class="programme"{spoken}>{page.prose(heading.programme)}</p>')
    if heading.known is not None:
        said = tr("As the programme folder was on {day}.", day=heading.known)
        lines.append(f'<p class="quiet">{page.prose(said)}</p>')
    return "\n".join(lines)


def _summary(page: WebPage, found: WorkList) -> str:
    """The three figures that a person looks for first."""
    urgent = sum(each.item.urgent for each in found.actions)
    boxes = [(tr("Needs action"), str(len(found.actions)), ""), (tr("Urgent"), str(urgent), "")]
    coming = next((each.entry for each in found.days if each.entry.day >= found.day), None)
    if coming is not None:
        boxes.append((tr("Next in the calendar"), page.prose(coming.day), page.prose(coming.text)))
    shown = []
    for at, (name, figure, more) in enumerate(boxes):
        pressing = ' class="pressing"' if at == 1 and urgent else ""
        words = f"<span>{more}</span>" if more else ""
        shown.append(f"<div{pressing}><dt>{page.prose(name)}</dt><dd><strong>{figure}</strong>{words}</dd></div>")
    return f'<dl class="summary">{"".join(shown)}</dl>'


def _contents(page: WebPage, parts: list[tuple[str, str, str]]) -> str:
    links = "".join(f'<li><a href="#{name}">{page.prose(title)}</a></li>' for name, title, _ in parts)
    return f'<nav aria-label="{page.text(tr("On this page"))}"><ul>{links}</ul></nav>'


def _part(page: WebPage, name: str, title: str, content: str) -> str:
    return f'<section aria-labelledby="{name}">\n<h2 id="{name}">{page.prose(title)}</h2>\n{content}\n</section>'


def _needs_action(page: WebPage, found: WorkList) -> str:
    if not found.actions:
        return f"<p>{page.prose(tr('Nothing needs action.'))}</p>"
    how = tr(
        "Each command is run in a terminal in the programme folder. Words in capital letters, such as NUMBER, are "
        "replaced by what is meant."
    )
    return f'<p class="quiet">{page.prose(how)}</p>\n{action_groups(page, found.actions, found.day)}'


def _stands(page: WebPage, section: StatusSection) -> str:
    """A part that has tables; its lines say what they do not."""
    tables = [page.table(table, titled=tr(table.title) != section.title) for table in section.tables]
    return "\n".join([*tables, _lines(page, section)])


def _facts(page: WebPage, sections: list[StatusSection]) -> str:
    found = [f"<div><h3>{page.prose(each.title)}</h3>\n{_lines(page, each)}</div>" for each in sections]
    return f'<div class="facts">{"".join(found)}</div>'


def _lines(page: WebPage, section: StatusSection) -> str:
    return f"<ul>{''.join(f'<li>{page.prose(line)}</li>' for line in section.lines)}</ul>" if section.lines else ""


def _footer(page: WebPage) -> str:
    again = tr("This page stays as it is; a new one is made by {command}", command="kvadmin status --html")
    return f'<p class="quiet made">{page.prose(again)}</p>'


def _style() -> str:
    return files(__package__).joinpath("status.css").read_text(encoding="utf-8")
