"""How examples are shown: the columns of a list, and the sheet of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kvadmin.api import Snapshot, screen_language, tr
from kvadmin.api.reports import Column, Report, Table, facts, json_of
from kvadmin_website.bank.bank_words import STATE_NAMES, THEME_NAMES, on_screen
from kvadmin_website.bank.example_lookups import title_of, town_names
from kvadmin_website.bank.publishing_rules import lacking
from kvadmin_website.reading.site_pages import is_published
from kvadmin_website.records import Example


def _screen_title(titles: Mapping[str, str]) -> str:
    form = screen_language() if screen_language() in titles else "nb"
    return titles.get(form) or next(iter(titles.values()), "")


def _since(example: Example) -> date | None:
    return example.published if is_published(example) else None


def example_columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of a list of examples; nothing of the sender is among them. ``names`` by number."""
    return (
        Column("id", "Example"),
        Column("municipality", json=True),
        Column("name", "Municipality", get=lambda each: names.get(each.municipality, "")),
        Column("theme", "Theme", show=lambda word: on_screen(word, THEME_NAMES), rank=2),
        Column("title", "Title", get=lambda each: dict(each.title), show=_screen_title),
        Column("forms", "Forms", get=lambda each: sorted(each.text), rank=4),
        Column("steps", "Steps", get=lambda each: list(each.steps), rank=5),
        Column("sent", "Sent", "date", rank=3),
        Column("status", "Status", show=lambda word: on_screen(word, STATE_NAMES)),
        Column("reviewed", kind="date"),
        Column("consent", "Consent", "date", rank=1),
        Column("withdrawn", kind="date"),
        Column("published", kind="date"),
        Column("since", "On the site since", "date", get=_since, json=False, rank=6),
        Column("shown", get=is_published),
    )


def example_report(data: Snapshot, example: Example) -> Report:
    """One example whole, with what it lacks; personal where it names the sender."""
    names = town_names(data)
    missing = [] if is_published(example) else lacking(data, example)
    more = {
        "text": dict(example.text),
        "sender": example.sender,
        "email": example.email,
        "reviewer": example.reviewer,
        "declined": example.declined,
        "lacking": [word for word, _ in missing],
    }
    tables = [facts(f"{example.id} {title_of(example)}", _facts(example, names, [text for _, text in missing]))]
    for form, text in sorted(example.text.items()):
        title = f"{example.title.get(form) or title_of(example)} ({form})"
        tables.append(Table(title, (Column("text", "Text"),), tuple((line,) for line in text.splitlines())))
    data_ = json_of(example_columns(names), [example])[0] | more
    return Report({"schema": 1, "example": data_}, tuple(tables), personal=bool(example.sender or example.email))


def _facts(example: Example, names: Mapping[str, str], missing: list[str]) -> Iterator[tuple[str, Any]]:
    yield tr("Municipality"), f"{example.municipality} {names.get(example.municipality, '')}".strip()
    yield tr("Theme"), on_screen(example.theme, THEME_NAMES)
    yield tr("Steps"), ", ".join(map(str, example.steps))
    yield tr("Status"), on_screen(example.status, STATE_NAMES)
    yield tr("Sent"), example.sent
    yield tr("Sender"), example.sender
    yield tr("E-mail"), example.email
    yield tr("Read by"), example.reviewer
    yield tr("Read on"), example.reviewed
    yield tr("Consent"), example.consent
    yield tr("Consent withdrawn"), example.withdrawn
    yield tr("On the site since"), _since(example)
    yield tr("Declined because"), example.declined
    yield tr("Not on the site:"), "; ".join(missing)
