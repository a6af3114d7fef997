"""How visits are shown: the columns of lists, and the sheet of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from kvadmin.api import tr
from kvadmin.api.reports import Column, Report, facts, json_of, listing
from kvadmin_visits.records import Visit
from kvadmin_visits.work.overview import has_been, is_overdue, is_planned
from kvadmin_visits.work.silence import Silence
from kvadmin_visits.work.words import how_on_screen
from kvadmin_visits.work.workload import Tally

#: What ``visit list --only`` takes -> whether it holds.
ONLY = {"held": has_been, "planned": is_planned, "overdue": is_overdue}


def visit_columns(names: Mapping[str, str], *, of_one: bool = False) -> tuple[Column, ...]:
    """The columns of a list of visits; ``names`` by number. ``of_one``: all are with one municipality, named above."""
    return (
        Column("id", "Visit"),
        Column("day", "Day", "date"),
        Column("municipality", json=True),
        Column("name", "" if of_one else "Municipality", get=lambda each: names.get(each.municipality, "")),
        Column("how", "How", show=how_on_screen),
        Column("who", "Advisor", rank=2),
        Column("spoken_with", "Spoken with", rank=5),
        Column("minutes", "Minutes", "int", rank=4),
        Column("held", "Held", "bool", rank=3),
        Column("note", "Text", show=_one_line, rank=1),
        Column("agreed", "Agreed", show=_one_line, rank=6),
    )


def visit_list(
    visits: Iterable[Visit], names: Mapping[str, str], today: date, *, title: str, empty: str, of_one: bool = False
) -> Report:
    """A list of visits; the arguments are those of :func:`visit_columns` and of a listing."""
    columns = visit_columns(names, of_one=of_one)
    return listing("visits", columns, visits, title=title, empty=empty, personal=True, as_of=today)


def visit_report(visit: Visit, names: Mapping[str, str]) -> Report:
    """One visit, a line per fact."""
    data = json_of(visit_columns(names), [visit])[0]
    pairs: tuple[tuple[str, Any], ...] = (
        (tr("Municipality"), f"{visit.municipality} {names.get(visit.municipality, '')}".strip()),
        (tr("Day"), visit.day),
        (tr("How"), how_on_screen(visit.how)),
        (tr("Advisor"), visit.who),
        (tr("Spoken with"), visit.spoken_with),
        (tr("Minutes"), visit.minutes),
        (tr("Held"), tr("yes") if visit.held else tr("no")),
        *_lines(tr("Text"), visit.note),
        *_lines(tr("Agreed"), visit.agreed),
    )
    title = tr("Visit {id}", id=visit.id)
    return Report({"schema": 1, "visit": data}, (facts(title, pairs),), personal=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lines(name: str, text: str) -> Iterator[tuple[str, str]]:
    """A fact of several lines: only the first has the name."""
    for line in filter(None, map(_one_line, text.splitlines())):
        yield name, line
        name = ""


def silence_columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of ``visit silent``."""
    return (
        Column("municipality", "No.", get=lambda each: each.number),
        Column("name", "Municipality", get=lambda each: names.get(each.number, "")),
        Column("cohorts", "Cohorts", get=lambda each: list(each.cohorts), rank=3),
        Column("joined", "Joined", "date", rank=4),
        Column("last", "Last contact", "date", get=lambda each: each.last.day if each.last else None),
        Column("how", "How", get=lambda each: each.last.how if each.last else None, show=_how_or_never, rank=2),
        Column("who", "Advisor", get=lambda each: each.last.who if each.last else None, rank=1),
        Column("months", "Months", "int"),
        Column("planned", "Planned", "date", get=lambda each: each.planned.day if each.planned else None),
    )


def _how_or_never(how: str | None) -> str:
    return tr("never") if how is None else how_on_screen(how)


_TALLY = (
    Column("phone", "Phone", "int"),
    Column("email", "E-mail", "int"),
    Column("visit", "Visit", "int"),
    Column("contacts", "All", "int"),
    Column("municipalities", "Municipalities", "int"),
    Column("minutes", "Minutes", "int", rank=2),
)
LOAD_COLUMNS = (
    Column("who", "Advisor", show=lambda who: who or tr("nobody named")),
    *_TALLY,
    Column("untimed", "Without minutes", "int", rank=3),
    Column("planned", "Planned", "int", rank=1),
    Column("quarters"),
)
QUARTER_COLUMNS = (
    Column("who", "Advisor", show=lambda who: who or tr("nobody named")),
    Column("quarter", "Quarter"),
    *_TALLY,
)


def tally_row(tally: Tally) -> dict[str, Any]:
    """The figures of a count by name."""
    return {name: getattr(tally, name) for name in Tally.__slots__}


def silence_list(
    waiting: Iterable[Silence], names: Mapping[str, str], *, title: str, empty: str, notes: Iterable[str], **about: Any
) -> Report:
    """The report of ``visit silent``."""
    columns = silence_columns(names)
    return listing("silent", columns, waiting, title=title, empty=empty, notes=notes, personal=True, **about)
