"""A file as an office keeps it, and what a careful colleague says is right of it, row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from reading_proofs.list_files import CsvManner, Sheet, written

EXAMPLE = Path(__file__).resolve().parents[2] / "fixtures" / "example"
ITEMS = (
    "quality_focus", "quality_goal", "sick_leave_measures", "sick_leave_goal", "tripartite_cooperation", "timetable",
    "political_treatment", "joint_preparation",
)  # fmt: skip
#: Answers of a whole application; never words that say that something is missing.
_ANSWERS = {
    "quality_focus": ("Leksehjelp og helsesøster", "Faste kontakter i hjemmetjenesten", "Måltider på sykehjemmet"),
    "quality_goal": ("Brukerskår fra 4,0 til 4,5", "Åtte av ti er fornøyde", "Halvparten så mange klager"),
    "sick_leave_measures": ("Samtale etter to uker", "Bedriftshelsetjeneste i alle enheter", "Nærværsgrupper"),
    "sick_leave_goal": ("Fra 9,1 % til 8,2 %", "Under 7 prosent i 2009", "Holde nivået på 5,5 %"),
    "tripartite_cooperation": ("Styringsgruppe med alle parter", "Utvalg med to fra hver part", "Partsmøte hver måned"),
    "timetable": ("Start i august 2008, slutt i desember 2009", "Tre faser fram til sommeren 2009", "Hele 2009"),
    "joint_preparation": ("Skrevet av alle tre parter", "To felles møter i mars", "Felles verksted 3. april"),
}


@cache
def register() -> dict[str, tuple[str, str]]:
    """Number to name and county, of the register that is shipped with the example."""
    found = {}
    for file in sorted((EXAMPLE / "municipalities").glob("*.yaml")):
        said = dict(re.findall(r"^(number|name|county): '?(.*?)'?$", file.read_text(encoding="utf-8"), re.MULTILINE))
        found[said["number"]] = (said["name"], said["county"])
    return found


def place(number: str) -> str:
    """The bare name: ``Sande``, not ``Sande (Vestfold)``."""
    return register()[number][0].partition(" (")[0]


def county(number: str) -> str:
    return register()[number][1]


@dataclass(frozen=True)
class Question:
    """A doubt that is right: the words that must be in it, and the options that answer it.

    ``needed`` is False when a reader that is surely right may do without asking.
    """

    words: tuple[str, ...]
    answer: tuple[str, ...]
    needed: bool = True


@dataclass(frozen=True)
class OfficeFile:
    """One file, how it is imported, and what is right.

    Attributes:
        name: File name; what stands before the slash is the office.
        importer: ``applications``, ``registrations``, ``memberships``, ``scores``, ``contacts`` or ``measurements``.
        content: Its bytes.
        right: Sheet and line (and period or municipality, where a line tells of several) to the fields that a row's
            outcome must have; ``stored`` holds what must be in the programme afterwards, ``said`` a pattern that is
            to be told of the row.
        left_out: Headings that no field takes: each must be named in what is said.
        asked: The one question that is right, if any.
        refused: Words of the refusal, when the whole file is to be refused.
        options: Further options of the command.
        setup: Commands that come first.
        earlier: An older list that was imported before.
    """

    name: str
    importer: str
    content: bytes
    right: Mapping[tuple[Any, ...], Mapping[str, Any]]
    left_out: tuple[str, ...] = ()
    asked: Question | None = None
    refused: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    setup: tuple[tuple[str, ...], ...] = ()
    earlier: OfficeFile | None = None


@dataclass
class Entry:
    """A line of a list: what its cells hold by field, and what is right of it."""

    cells: dict[str, Any]
    right: dict[str, Any] = field(default_factory=dict)
    #: Cells beyond the columns, struck through, or a line that is no entry: written as it stands.
    line: Sequence[Any] | None = None
    change: Callable[[list[Any]], list[Any]] = list


def applicant(number: str, at: int, right: Mapping[str, Any] | None = None, /, **cells: Any) -> Entry:
    """A whole application of a municipality; ``at`` varies its day and its words.

    Args:
        number: The municipality.
        at: Which of the list it is.
        right: What is not ``imported`` with everything there.
        cells: Cells that are written in another way; None for an empty one.
    """
    day = date(2008, 4, 28) + timedelta(days=at % 20)
    decided = date(2008, 4, 1) + timedelta(days=at % 24)
    said = {name: texts[at % len(texts)] for name, texts in _ANSWERS.items()}
    said |= {"number": number, "name": place(number), "county": county(number), "received": day}
    said |= {"political_treatment": f"KS {12 + at}/08", "decision_date": decided}
    ruled = {"outcome": "imported", "municipality": number, "received": day.isoformat(), "missing": []}
    return Entry(said | cells, ruled | dict(right or {}))


def line(*cells: Any, outcome: str = "skipped") -> Entry:
    """A line that is no entry: a total, a note, a heading of a group; it is skipped."""
    return Entry({}, {"outcome": outcome}, list(cells))


@dataclass(frozen=True)
class Head:
    """A column: its heading, the field of the entries that it holds, and the heading above it.

    ``holds`` is a name of a cell, or a function of the entry and its index. A column that no field takes begins its
    name with ``-``; ``-`` in front of anything else says that the column is to be left out by name.
    """

    heading: str
    holds: str | Callable[[Entry, int], Any]
    group: str | None = None
    left_out: bool = False


def heads(text: str, **own: Callable[[Entry, int], Any]) -> list[Head]:
    """Columns as ``Heading = field | Group > Heading = field``; ``!field`` is left out by name.

    ``own`` gives what columns hold that are no field of the entries.
    """
    found = []
    for piece in text.split("|"):
        heading, _, holds = (part.strip() for part in piece.rpartition("="))
        group, arrow, inner = heading.partition(" > ")
        name = holds.removeprefix("!")
        found.append(
            Head(inner if arrow else heading, own.get(name, name), group if arrow else None, holds.startswith("!"))
        )
    return found


def listed(
    columns: Sequence[Head], entries: Sequence[Entry], *, top: Sequence[Sequence[Any]] = (), merged: bool = False,
    day: Callable[[date], Any] | None = None, asks_items: bool = False,
) -> tuple[list[list[Any]], dict[int, dict[str, Any]], tuple[tuple[int, int, int, int], ...]]:  # fmt: skip
    """Lines of a sheet, what is right by line number, and the merges of the headings above.

    Args:
        columns: The columns.
        entries: The lines below them.
        top: Lines above the headings.
        merged: Whether group headings are merged over their columns (else they stand once).
        day: How a day is written; as a date when not given.
        asks_items: Whether what no column asks for is missing, as it is for applications.
    """
    rows = [list(each) for each in top]
    merges: list[tuple[int, int, int, int]] = []
    if any(each.group is not None for each in columns):
        groups = [each.group for each in columns]
        rows.append([group if at == 0 or groups[at - 1] != group else None for at, group in enumerate(groups)])
        if merged:
            merges = _spans(groups, len(rows))
    rows.append([each.heading for each in columns])
    asked = {each.holds for each in columns if not each.left_out}
    right = {}
    for at, entry in enumerate(entries):
        cells = entry.line if entry.line is not None else [_cell(entry, head, at, day) for head in columns]
        rows.append(entry.change(list(cells)))
        if entry.right:
            right[len(rows)] = dict(entry.right)
        if asks_items and "missing" in entry.right:
            lacks = {item for item in ITEMS if item not in asked} | set(entry.right["missing"])
            right[len(rows)]["missing"] = [item for item in ITEMS if item in lacks]
    return rows, right, tuple(merges)


def _cell(entry, head, at, day):
    value = head.holds(entry, at) if callable(head.holds) else entry.cells.get(head.holds)
    return day(value) if day and isinstance(value, date) else value


def _spans(groups, at):
    spans, start = [], 0
    for end in range(1, len(groups) + 1):
        if end == len(groups) or groups[end] != groups[start]:
            if groups[start] is not None and end - start > 1:
                spans.append((at, start + 1, at, end))
            start = end
    return spans


def office_list(
    name: str, importer: str, columns: Sequence[Head], entries: Sequence[Entry], *, sheet: str = "Ark1",
    top: Sequence[Sequence[Any]] = (), merged: bool = False, day: Callable[[date], Any] | None = None,
    manner: CsvManner | None = None, more: Sequence[Sheet] = (), hidden_columns: tuple[int, ...] = (),
    hidden_rows: tuple[int, ...] = (), further: Mapping[tuple[Any, ...], Mapping[str, Any]] | None = None,
    **said: Any,
) -> OfficeFile:  # fmt: skip
    """An office file of one list; ``said`` are fields of :class:`OfficeFile`, ``more`` further sheets."""
    rows, right, merges = listed(
        columns, entries, top=top, merged=merged, day=day, asks_items=importer == "applications"
    )
    form = name.rpartition(".")[2]
    page = Sheet(rows, sheet, merges, hidden_rows, hidden_columns)
    where = None if form == "csv" else sheet
    out = tuple(each.heading for each in columns if each.left_out)
    said = {"left_out": out} | said
    content = written([page, *more], form, manner or CsvManner())
    ruled = {(where, at): each for at, each in right.items()} | dict(further or {})
    return OfficeFile(name, importer, content, ruled, **said)
