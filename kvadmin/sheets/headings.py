"""Which column of a workbook that comes back is which, whatever has been moved, renamed, added or deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kvadmin.reading.cells import Row, column_letters
from kvadmin.sheets.marks import KEY_HEADING, Marks
from kvadmin.sheets.noun import SheetColumn
from kvadmin.sheets.values import cell_text, words_by_label
from kvadmin.translation import tr

#: A column under another heading is the missing one where this share of its cells says what the base says.
_ALIKE = 0.5


@dataclass
class SheetHeadings:
    """The columns of a sheet.

    Attributes:
        row: The row of the headings.
        key: Where the keys stand, from 0; None when that column is gone.
        at: Name of a column -> where it stands.
        renamed: Name of a column -> its heading now, of those that are found by what stands in them.
        missing: Names of the columns that are not there any more.
        added: Where columns stand that nobody knows -> their headings.
        doubtful: Those of them that may be a column that is missing -> the names of such.
        twice: Name of a column -> where all those stand that have its heading.
    """

    row: Row
    key: int | None = None
    at: dict[str, int] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    added: dict[int, str] = field(default_factory=dict)
    doubtful: dict[int, list[str]] = field(default_factory=dict)
    twice: dict[str, list[int]] = field(default_factory=dict)

    def take(self, name: str, at: int) -> None:
        """Take an unknown column for one that is missing."""
        self.renamed[name] = self.added.pop(at)
        self.at[name] = at
        self.missing.remove(name)
        self.doubtful.pop(at, None)
        for names in self.doubtful.values():
            if name in names:
                names.remove(name)


class HeadingNames:
    """What the heading of a column may be: in the language of the workbook, of the screen, in English, or its name.

    Args:
        marks: What the workbook remembers.
        columns: The noun's columns by name.
    """

    def __init__(self, marks: Marks, columns: Mapping[str, SheetColumn]) -> None:
        self._own = {name: {folded(marks.headings[name])} for name in marks.columns}
        self.of: dict[str, set[str]] = {}
        for name in marks.columns:
            english = columns[name].heading if name in columns else name
            self.of[name] = {folded(text) for text in (name, marks.headings[name], english, tr(english))}

    def row(self, rows: Sequence[Row]) -> Row | None:
        """The row of the headings: the one that has the key's, else the first that has at least half of them."""
        for row in rows:
            if any(cell.text.strip() == KEY_HEADING for cell in row.cells):
                return row
        known = set().union(*self.of.values())
        for row in rows:
            if sum(folded(cell.text) in known for cell in row.cells) * 2 >= len(self.of):
                return row
        return None

    def find(self, row: Row) -> SheetHeadings:
        """Where each column stands by its heading alone."""
        found = SheetHeadings(row)
        texts = {at: cell.text.strip() for at, cell in enumerate(row.cells) if not cell.blank}
        found.key = next((at for at, text in texts.items() if text == KEY_HEADING), None)
        left = {at: text for at, text in texts.items() if at != found.key}
        # What one column is called in another language may be the heading of a second one in this workbook.
        for names in (self._own, self.of):
            for name, known in names.items():
                places = [at for at, text in left.items() if folded(text) in known]
                if not places or name in found.at:
                    continue
                found.at[name] = places[0]
                if len(places) > 1:
                    found.twice[name] = places
                for at in places:
                    del left[at]
        found.missing = [name for name in self.of if name not in found.at]
        found.added = left
        return found


class ByContent:
    """Tells renamed columns by what stands in them.

    Args:
        marks: What the workbook remembers.
        columns: The noun's columns by name.
        rows: The rows below the headings.
    """

    def __init__(self, marks: Marks, columns: Mapping[str, SheetColumn], rows: Sequence[Row]) -> None:
        self._marks, self._columns, self._rows = marks, columns, rows

    def resolve(self, found: SheetHeadings) -> None:
        """Give missing columns the unknown headings that fit them alone, and name those that may fit."""
        self._without_heading(found)
        shares = {
            (at, name): self._share(found, at, name)
            for at in found.added
            for name in found.missing
            if name in self._columns
        }
        sure = [pair for pair, share in shares.items() if share >= _ALIKE]
        for at, name in sure:
            if at not in found.added or name not in found.missing:
                continue
            rivals = [pair for pair in sure if (pair[0] == at) != (pair[1] == name)]
            at_home = self._home(name) == at
            if not rivals or (at_home and not any(self._home(other) == where for where, other in rivals)):
                found.take(name, at)
                sure = [pair for pair in sure if pair[0] != at and pair[1] != name]
        for (at, name), share in shares.items():
            if at in found.added and name in found.missing and (share > 0 or self._home(name) == at):
                found.doubtful.setdefault(at, []).append(name)

    def _without_heading(self, found: SheetHeadings) -> None:
        """A column at its place whose heading was emptied, and that says something in a row with a key, is there."""
        for name in found.missing:
            at = self._home(name)
            if name not in self._columns or at in found.at.values() or not found.row[at].blank or found.key is None:
                continue
            if any(row[at].own and not row[found.key].blank for row in self._rows):
                found.added.setdefault(at, "")

    def _home(self, name: str) -> int:
        """Where the column stood when the workbook was made; the column of keys is the second."""
        at = self._marks.columns.index(name)
        return at + 1 if at else at

    def _share(self, found: SheetHeadings, at: int, name: str) -> float:
        """Which share of the cells says what the base says; where both are empty a cell says nothing."""
        if found.key is None:
            return 0.0
        column = self._columns[name]
        words = words_by_label(self._marks.labels.get(name, {}))
        pairs = []
        for row in self._rows:
            base = self._marks.base.get(row[found.key].text.strip())
            if base is not None:
                pairs.append((base.get(name, ""), cell_text(column, row[at], words)))
        filled = [pair for pair in pairs if any(pair)]
        if not filled:
            return 1.0 if pairs and self._home(name) == at else 0.0
        return sum(one == other for one, other in filled) / len(filled)


def letters(places: Sequence[int]) -> str:
    """Columns as a person calls them: ``D, M``."""
    return ", ".join(map(column_letters, places))


def folded(text: str) -> str:
    """A heading as it is compared."""
    return " ".join(text.split()).casefold()
