"""The three-way difference: what the file says, what the programme says, what it said when the file was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from kvadmin.reading.cells import Cell, Row
from kvadmin.sheets.lines import addressed
from kvadmin.sheets.marks import Marks
from kvadmin.sheets.noun import SheetColumn, SheetEdits, SheetRow
from kvadmin.sheets.returned import ReturnedSheet
from kvadmin.sheets.values import (
    NotTaken,
    cell_text,
    differs,
    labels_of,
    read_cell,
    screen_text,
    value_text,
    without_result,
    words_by_label,
)
from kvadmin.translation import tr

#: What becomes of a cell or a row.
#:
#: changed: the file's value is taken in; added, removed: so is a row; conflict: both sides have changed it, and nobody
#: has decided yet; kept: the programme's value stays; same: both sides say the same by now.
Outcome = Literal["changed", "added", "removed", "conflict", "kept", "same"]


_BETWEEN = "; "


@dataclass(frozen=True)
class Difference:
    """One cell, or a whole row, in which the file differs from what it was made of.

    Attributes:
        where: The address in the file as it is now; of a row that is gone, empty.
        key: Of the row.
        about: What the row is about, for people.
        column: Name of the column; empty when it is the whole row.
        heading: Of the column, in the language of the screen.
        base: What the programme said when the file was made.
        programme: What it says now.
        file: What the file says.
        value: The same, typed; of an added row its values by column.
        outcome: What becomes of it.
        labels: Of a closed list, word as stored -> the same in the language of the screen.
        kind: Of the column, one of :data:`kvadmin.sheets.noun.SHEET_KINDS`.
    """

    where: str
    key: str
    about: str
    column: str
    heading: str
    base: str
    programme: str
    file: str
    value: Any
    outcome: Outcome
    labels: Mapping[str, str] = field(default_factory=dict)
    kind: str = "text"

    def shown(self, text: str) -> str:
        """A value in the language of the screen."""
        return _on_screen(self.labels, self.kind, text)


@dataclass
class SheetComparison:
    """All differences of a file.

    Attributes:
        differences: Row by row, in the order of the file.
        problems: What cannot be taken in, each a line with its address.
        gone: Edited cells whose record is not in the programme any more, each a line with its address.
        missing: Differences of rows that the file does not have any more; nothing is done about them by itself.
        ignored: What was left out without harm, as sentences.
        shown: Key of a new row -> what stands in its columns that are shown only.
    """

    differences: list[Difference] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    missing: list[Difference] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    shown: dict[str, dict[str, str]] = field(default_factory=dict)

    def edits(self) -> SheetEdits:
        """What is to be changed."""
        changed: dict[str, dict[str, Any]] = {}
        for each in self.differences:
            if each.outcome == "changed":
                changed.setdefault(each.key, {})[each.column] = each.value
        added = {each.key: each.value for each in self.differences if each.outcome == "added"}
        removed = [each.key for each in self.differences if each.outcome == "removed"]
        return SheetEdits(changed, added, removed, {key: self.shown[key] for key in added if key in self.shown})


class Comparing:
    """Compares a workbook with the programme.

    Args:
        marks: What the workbook remembers.
        columns: The noun's columns by name, of those that the workbook has.
        rows: The programme's rows by key.
        adds: The columns that a new row must fill.
    """

    def __init__(
        self, marks: Marks, columns: Mapping[str, SheetColumn], rows: Mapping[str, SheetRow], adds: Sequence[str]
    ) -> None:
        self.marks, self.columns, self.rows, self.adds = marks, columns, rows, adds
        self.words = {name: words_by_label(marks.labels.get(name, {})) for name in columns}
        self.gone_columns = [name for name in marks.columns if name not in columns]
        self.found = SheetComparison()
        self._new: dict[tuple[tuple[str, str], ...], str] = {}

    def compare(self, sheet: ReturnedSheet, counting: Mapping[str, Row], new: Iterable[Row]) -> SheetComparison:
        """The differences.

        Args:
            sheet: What stands in the workbook.
            counting: Key -> the row that counts.
            new: Rows that are about no record.
        """
        for key, row in counting.items():
            self._row(sheet, key, row)
            self._of_gone_columns(sheet, key, row)
        for row in new:
            self._added(sheet, row)
        for key, base in self.marks.base.items():
            if key not in counting and key in self.rows:
                self._missing(key, base)
        return self.found

    def text(self, key: str, name: str) -> str:
        """What the programme says of a record in a column now; empty when the record is gone."""
        row = self.rows.get(key)
        return value_text(self.columns[name], row.values.get(name)) if row else ""

    def about(self, key: str) -> str:
        """What a row is about, for people: its first two columns, and what says who it is."""
        base = self.marks.base.get(key, {})
        names = [*list(self.columns)[:2], *(name for name, column in self.columns.items() if column.identity)]
        texts = (self.text(key, name) or base.get(name, "") for name in dict.fromkeys(names))
        return " ".join(filter(None, texts))

    def _row(self, sheet: ReturnedSheet, key: str, row: Row) -> None:
        base = self.marks.base[key]
        gone = key not in self.rows
        if any(cell.struck for name in self.columns if (cell := sheet.cell(row, name)) is not None):
            self.found.ignored.append(
                tr("{where}: what is struck through is taken as it stands, and deletes nothing", where=sheet.where(row))
            )
        found = []
        for name, column in self.columns.items():
            cell = sheet.cell(row, name)
            if cell is None:
                continue
            difference = self._cell(sheet.where(row, name), key, column, cell, base.get(name, ""))
            if difference is not None:
                found.append(difference)
        if gone and found:
            self.found.gone += [
                tr("{where}: {about} is not in the programme any more", where=each.where, about=self.about(key))
                for each in found
            ]
        else:
            self.found.differences += self._doubted(key, base, found)

    def _cell(self, where: str, key: str, column: SheetColumn, cell: Cell, base: str) -> Difference | None:
        words = self.words[column.name]
        if not cell.error and not without_result(cell) and cell_text(column, cell, words) == base:
            return None
        if column.field is None:
            self._locked(where, column, cell, base)
            return None
        try:
            value = read_cell(column, cell, words)
        except NotTaken as problem:
            self.found.problems.append(addressed(where, problem.message, problem.hint))
            return None
        text = value_text(column, value)
        if text == base:
            return None
        now = self.text(key, column.name)
        outcome: Outcome = "same" if text == now else "changed" if now == base else "conflict"
        return Difference(
            where, key, self.about(key), column.name, tr(column.heading), base, now, text, value, outcome,
            labels_of(column), column.kind,
        )  # fmt: skip

    def _of_gone_columns(self, sheet: ReturnedSheet, key: str, row: Row) -> None:
        """What was typed under a heading that the programme does not know any more, such as a criterion's old name."""
        for name in self.gone_columns:
            cell, base = sheet.cell(row, name), self.marks.base[key].get(name, "")
            words = words_by_label(self.marks.labels.get(name, {}))
            if cell is None or not (cell.error or without_result(cell) or differs(cell, base, words)):
                continue
            self.found.gone.append(
                tr(
                    "{where}: the programme has no column {heading!r} any more",
                    where=sheet.where(row, name),
                    heading=self.marks.headings[name],
                )
            )

    def _locked(self, where: str, column: SheetColumn, cell: Cell, base: str) -> None:
        shown = cell.error or cell.text.strip() or cell.formula
        if _alike(shown, base):
            return
        self.found.problems.append(
            tr(
                "{where}: {heading!r} is shown only and cannot be changed here: {text!r}, and it was {base!r}",
                where=where,
                heading=tr(column.heading),
                text=shown,
                base=_on_screen(labels_of(column), column.kind, base),
            )
        )

    def _doubted(self, key: str, base: Mapping[str, str], found: list[Difference]) -> list[Difference]:
        """The differences of a row; conflicts, where the row may be about somebody else by now."""
        another = any(
            column.identity and self.text(key, name) != base.get(name, "") for name, column in self.columns.items()
        )
        if not another:
            return found
        return [replace(each, outcome="conflict") if each.outcome == "changed" else each for each in found]

    def _added(self, sheet: ReturnedSheet, row: Row) -> None:
        filled = {
            name: cell
            for name in self.columns
            if (cell := sheet.cell(row, name)) is not None and (not cell.blank or cell.error or without_result(cell))
        }
        where = sheet.where(row)
        if not self.adds and len(filled) > 1 and (known := self._named_like(sheet, row)):
            message = tr("the row says {text!r}, and its hidden key is gone", text=known)
            hint = tr("type into the row that has the key, or make the workbook again")
            self.found.problems.append(addressed(where, message, hint))
            return
        if len(filled) <= 1 or not self.adds:
            self.found.ignored.append(tr("{where}: the row is about no record and is left out", where=where))
            return
        if lacking := [tr(self.columns[name].heading) for name in self.adds if name not in filled]:
            self.found.problems.append(
                tr("{where}: a new row needs {headings}", where=where, headings=", ".join(lacking))
            )
            return
        key = f"row {row.number}"
        values: dict[str, Any] = {}
        for name, cell in filled.items():
            column = self.columns[name]
            if column.field is None:
                text = cell_text(column, cell, self.words[name])
                if cell.error or without_result(cell):
                    text = cell.error or cell.formula
                if name in self.adds:
                    values[name] = text
                else:
                    self.found.shown.setdefault(key, {})[name] = text
                continue
            try:
                values[name] = read_cell(column, cell, self.words[name])
            except NotTaken as problem:
                self.found.problems.append(addressed(sheet.where(row, name), problem.message, problem.hint))
        texts = {name: value_text(self.columns[name], value) for name, value in values.items()}
        said = tuple(sorted((name, _folded(text)) for name, text in texts.items()))
        if (first := self._new.setdefault(said, where)) != where:
            message = tr("the new row says the same as {first}: only one of them can be a record", first=first)
            self.found.problems.append(addressed(where, message, tr("delete the row that is too many")))
            return
        about, shown = " ".join([*texts.values()][:2]), "; ".join(filter(None, texts.values()))
        outcome: Outcome = "same" if self._made_since(texts) else "added"
        self.found.differences.append(Difference(where, key, about, "", "", "", "", shown, values, outcome))

    def _named_like(self, sheet: ReturnedSheet, row: Row) -> str:
        """What stands in the first column when a record has it: the row is of that one, and no note."""
        first = next(iter(self.columns))
        text = cell.text.strip() if (cell := sheet.cell(row, first)) is not None else ""
        return text if text and any(_alike(text, base.get(first, "")) for base in self.marks.base.values()) else ""

    def _made_since(self, texts: Mapping[str, str]) -> bool:
        """Whether a record that says all of this has been made since, such as by taking in the same file before."""
        since = (key for key in self.rows if key not in self.marks.base)
        return any(
            all(_alike(text, self.text(key, name)) if name in self.adds else text == self.text(key, name)
                for name, text in texts.items())
            for key in since
        )  # fmt: skip

    def _missing(self, key: str, base: Mapping[str, str]) -> None:
        changed = [name for name in self.columns if self.text(key, name) != base.get(name, "")]
        outcome: Outcome = "conflict" if changed else "removed"
        self.found.missing.append(
            Difference("", key, self.about(key), "", "", self.about(key), self.about(key), "", None, outcome)
        )


def _on_screen(labels: Mapping[str, str], kind: str, text: str) -> str:
    if labels:
        return _BETWEEN.join(labels.get(each, each) for each in text.split(_BETWEEN))
    return screen_text(kind, text)


def _alike(shown: str, base: str) -> bool:
    """The same but for blanks, the case of letters, and noughts in front of a number that Excel has taken away."""
    one, other = _folded(shown), _folded(base)
    return one == other or (other.isdecimal() and one == other.lstrip("0"))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
