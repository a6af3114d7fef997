"""Rows of a list that are no applications: totals, notes, legends, repeated headers; and rows struck out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kvadmin.api.imports import Cell, Match, Row, SheetTable, find_dates, read_yes_no
from kvadmin.api.wording import fold

from ..applications.placeholders import is_content
from ..total_words import says_total

_WITHDRAWN = re.compile(
    r"\b(trukket|trukken|trekt|trukke|trekker|trekkjer|trekkes|tilbaketrukket|tilbaketrekt|tilbaketrekking|withdrawn|withdraws|"
    r"withdrew|annullert|kansellert)\b(?! (inn|frem|fram|med|opp|ut|på|veksler|vekslar)\b)"
)
_NOT_WITHDRAWN = re.compile(
    r"\b(ikke|ikkje|not) (\w+ )?(trukket|trekt|trukke|trekker|trekkjer|withdrawn)\b"
    r"|\b(trekker|trekkjer|trekkes|withdraws) (\w+ )?(ikke|ikkje|not)\b"
)
_TAKEN_BACK = r"(?:trukket|trukken|trekt|trukke|trekker|trekkjer|trekkes|tilbaketrukket|tilbaketrekt|withdrawn)"
_UNLESS = r"(?:hvis|dersom|viss|med mindre|if|unless)"
_MAYBE = (
    r"(?:kan|kanskje|muligens|mulig|mogleg\w*|eventuelt|evt|vurderes|vurderer|vurderast|may|might|could|possibly|"
    r"perhaps)"
)
#: A withdrawal that is only thought of, or hangs on something: no reason to leave an application out.
_PERHAPS_WITHDRAWN = re.compile(
    rf"\b{_MAYBE}\b(?: \w+){{0,2}} {_TAKEN_BACK}\b"
    rf"|\b(?:vurderer|considering) (?:å |om )?(?:trekke|withdraw)"
    rf"|\b{_TAKEN_BACK}\b.* {_UNLESS}\b|\b{_UNLESS}\b.* {_TAKEN_BACK}\b"
)
_DATA_FIELDS = (
    "quality_focus",
    "quality_goal",
    "sick_leave_measures",
    "sick_leave_goal",
    "tripartite_cooperation",
    "timetable",
    "joint_preparation",
    "political_treatment",
    "decision_date",
)
#: Of a day without a year, where only counts that there is one; a leap year, for 29 February.
_ANY_YEAR = 2000
#: Cells that make a row without any identity still an application.
_ENOUGH = 4
_NAME_WORDS = 4


def skip_reason(table: SheetTable, row: Row, match: Match) -> str | None:
    """Why the row is no application: a code, or None if it is one."""
    if row.number in table.repeated:
        return "repeated-header"
    identity = [cell for name in ("number", "municipality") for cell in table.cells(row, name)]
    if is_total(table, row, match):
        return "total-row"
    if _continues(identity, table, row):
        return "continuation-row"
    return None if _is_application(table, row, match) else "note-row"


def is_total(table: SheetTable, row: Row, match: Match) -> bool:
    """A total: it says so where the municipality would stand, or holds nothing but formulas."""
    filled = row.filled
    if all(cell.formula for cell in filled):
        return True
    if match.verdict == "found":
        return False
    places = [cell for name in ("number", "municipality") for cell in table.cells(row, name) if cell.own]
    return any(says_total(cell.text) for cell in (*places, filled[0]) if cell.own)


def _continues(identity: Sequence[Cell], table: SheetTable, row: Row) -> bool:
    """The second line of an application whose number, name and date cells are merged over both lines."""
    said = [cell for cell in identity if not cell.blank]
    received = table.cell(row, "received")
    return (
        bool(said) and all(_from_above(cell, row) for cell in said) and (received.blank or _from_above(received, row))
    )


def _from_above(cell: Cell, row: Row) -> bool:
    return bool(cell.merged_from) and int(re.sub(r"\D", "", cell.merged_from)) < row.number


def _is_application(table: SheetTable, row: Row, match: Match) -> bool:
    content = sum(is_content(table.text(row, name)) for name in _DATA_FIELDS if table.cell(row, name).own)
    dated = table.cell(row, "received").own
    if match.verdict == "found":
        return True
    if match.verdict in ("unknown", "absent"):
        named = match.verdict == "unknown"
        return (dated and (named or content > 0)) or content >= (1 if named and len(row.filled) > 2 else _ENOUGH)
    if len(row.filled) > 1 and (dated or content):
        return True
    words = sum(len(cell.text.split()) for cell in row.filled)
    return match.verdict in ("ambiguous", "suggested", "abolished", "several", "conflict") and words <= _NAME_WORDS


def withdrawal_mark(table: SheetTable, row: Row, remarks: tuple[str, ...]) -> str | None:
    """How the row is marked as withdrawn: ``struck`` or ``remark``; None if it is not."""
    identity = [cell for name in ("number", "municipality") for cell in table.cells(row, name) if cell.own]
    if identity and all(cell.struck for cell in identity):
        return "struck"
    filled = row.filled
    if not identity and filled and all(cell.struck for cell in filled):
        return "struck"
    said = [fold(text) for text in (*remarks, *(cell.text for cell in identity), table.text(row, "received"))]
    if _ticked(table.text(row, "withdrawn")):
        return "remark"
    if any(
        _WITHDRAWN.search(text) and not (_NOT_WITHDRAWN.search(text) or _PERHAPS_WITHDRAWN.search(text))
        for text in said
    ):
        return "remark"
    return None


def unclear_withdrawal(table: SheetTable, row: Row) -> bool:
    """Whether a column ``Trukket`` says something that is neither yes nor no: ``?``, ``spør igjen``."""
    text = table.text(row, "withdrawn")
    return bool(text) and _ticked(text) is None


def _ticked(text: str) -> bool | None:
    """What a column ``Trukket`` says: yes also by a day or the word itself, no also with more behind it."""
    first = fold(text).partition(" ")[0]
    text = text.strip(" -–—")
    if not text or _PERHAPS_WITHDRAWN.search(f"trukket {fold(text)}"):
        return False if not text else None
    if (said := read_yes_no(text)) is not None:
        return said
    if (said := read_yes_no(first)) is not None:
        return said
    by_word = bool(_WITHDRAWN.search(fold(text)) and not _NOT_WITHDRAWN.search(fold(text)))
    return True if by_word or any(each.day for each in find_dates(text, year=_ANY_YEAR)) else None


def partly_struck(row: Row) -> bool:
    """Some cells are struck out, but not those that say who it is."""
    return any(cell.struck for cell in row.filled)
