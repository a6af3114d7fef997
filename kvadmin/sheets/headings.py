"""Which column of a workbook that comes back is which, whatever has been moved, renamed, added or deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kvadmin.reading.cells import Row, column_letters
from kvadmin.sheets.marks import KEY_HEADING, Marks
from kvadmin.sheets.noun import SheetColumn
from kvadmin.sheets.values import cell_text, words_by_label

#: A renamed column is the one that is missing when this share of its cells says what the base says.
_ALIKE = 0.5


@dataclass
class Headings:
    """The columns of a sheet.

    Attributes:
        row: The row of the headings.
        key: Where the keys stand, from 0; None when that column is gone.
        at: Name of a column -> where it stands.
        renamed: Name of a column -> its heading now, of those that are found by what stands in them.
        missing: Names of the columns that are not there any more.
        added: Where columns stand that no one knows, with their headings.
        doubtful: Headings that may be one of several missing columns.
    """

    row: Row
    key: int | None = None
    at: dict[str, int] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    added: dict[int, str] = field(default_factory=dict)
    doubtful: dict[int, list[str]] = field(default_factory=dict)


def heading_row(rows: Sequence[Row], marks: Marks, names: Callable[[str], set[str]]) -> Row | None:
    """The row of the headings: the one that has the key's, else the first that has at least half of them."""
    for row in rows:
        if any(cell.text.strip() == KEY_HEADING for cell in row.cells):
            return row
    known = set().union(*(names(each) for each in marks.columns))
    for row in rows:
        if sum(_folded(cell.text) in known for cell in row.cells) * 2 >= len(marks.columns):
            return row
    return None


def find_columns(
    row: Row, rows: Sequence[Row], marks: Marks, columns: Mapping[str, SheetColumn], names: Callable[[str], set[str]]
) -> Headings:
    """Where each column stands: by its heading, in any language; else by place and content.

    Args:
        row: The row of the headings.
        rows: Those below it.
        marks: What the workbook remembers.
        columns: The noun's columns by name.
        names: What a column's heading may be, folded.
    """
    found = Headings(row)
    texts = {at: cell.text.strip() for at, cell in enumerate(row.cells) if not cell.blank}
    found.key = next((at for at, text in texts.items() if text == KEY_HEADING), None)
    left = {at: text for at, text in texts.items() if at != found.key}
    for name in marks.columns:
        at = next((at for at, text in left.items() if _folded(text) in names(name)), None)
        if at is not None:
            found.at[name] = at
            del left[at]
    missing = [name for name in marks.columns if name not in found.at]
    if missing and left:
        _by_content(found, rows, marks, columns, left, missing)
    found.missing = [name for name in marks.columns if name not in found.at]
    found.added = {at: text for at, text in left.items() if at not in found.at.values()}
    found.doubtful = {at: names_ for at, names_ in found.doubtful.items() if at in found.added}
    return found


def _by_content(
    found: Headings,
    rows: Sequence[Row],
    marks: Marks,
    columns: Mapping[str, SheetColumn],
    left: Mapping[int, str],
    missing: Sequence[str],
) -> None:
    """Give missing columns the unknown headings whose cells say what their base says."""
    alike = {
        (at, name): share
        for at in left
        for name in missing
        if name in columns and (share := _share(found, rows, marks, columns[name], at)) >= _ALIKE
    }
    for at, text in left.items():
        names = [name for where, name in alike if where == at]
        at_home = [name for name in names if _home(marks, name) == at]
        fits = [name for name in at_home or names if sum(other == name for _, other in alike) == 1 or name in at_home]
        if len(fits) == 1 and fits[0] not in found.at:
            found.at[fits[0]], found.renamed[fits[0]] = at, text
        elif names:
            found.doubtful[at] = names


def _home(marks: Marks, name: str) -> int:
    """Where the column stood when the workbook was made; the column of keys is the second."""
    at = marks.columns.index(name)
    return at + 1 if at else at


def _share(found: Headings, rows: Sequence[Row], marks: Marks, column: SheetColumn, at: int) -> float:
    """Which share of the cells says what the base says, empty ones not counted unless all of them are."""
    if found.key is None:
        return 0.0
    words = words_by_label(marks.labels.get(column.name, {}))
    pairs = []
    for row in rows:
        base = marks.base.get(row[found.key].text.strip())
        if base is not None:
            pairs.append((base.get(column.name, ""), cell_text(column, row[at], words)))
    filled = [pair for pair in pairs if any(pair)]
    if not filled:
        return 1.0 if pairs and _home(marks, column.name) == at else 0.0
    return sum(one == other for one, other in filled) / len(filled)


def place_of(column: int) -> str:
    """A column as a person calls it: ``D``."""
    return column_letters(column)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def folded_names(texts: Sequence[str]) -> set[str]:
    """Headings as they are compared."""
    return {_folded(text) for text in texts}
