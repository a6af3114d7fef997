"""A noun of ``sheet out`` and ``sheet in`` without the workbook between them: cells are typed as texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from kvadmin.api.sheets import SheetColumn, SheetEdits, SheetProblem, SheetScope
from kvadmin.extension.discovering.discovery import discover, load_target
from kvadmin.extension.manager import Plugins
from kvadmin.session.session import Session
from kvadmin.typed.fields import SettableFields

#: Name of a column -> what is typed into the cell.
Typed = Mapping[str, str]


@dataclass
class SheetDesk:
    """The sheet of one noun of a programme.

    Attributes:
        folder: Of the programme.
        noun: As it is typed.
        scope: What it is about.
        today: The day of every run.
        said: What the last :meth:`take_in` said on stderr.
    """

    folder: Path
    noun: str
    scope: SheetScope
    today: str = "2008-06-10"
    why: str = ""
    said: str = field(default="", init=False)

    def session(self) -> Session:
        run = Session(str(self.folder), who="Test", today=self.today, why=self.why)
        run.plugins = Plugins(discover(frozenset()))
        return run

    def _noun(self, run: Session) -> Any:
        (declared,) = (each for each in run.gather("kvadmin_sheets") if each.name == self.noun)
        return load_target(declared.target)

    @property
    def columns(self) -> dict[str, SheetColumn]:
        run = self.session()
        return {each.name: each for each in self._noun(run).columns(run, self.scope)}

    @property
    def rows(self) -> dict[str, dict[str, Any]]:
        run = self.session()
        return {each.key: dict(each.values) for each in self._noun(run).rows(run, self.scope)}

    def take_in(
        self,
        changed: Mapping[str, Typed] | None = None,
        added: Sequence[Typed] = (),
        removed: Sequence[str] = (),
        shown: Mapping[str, Typed] | None = None,
    ) -> list[SheetProblem]:
        """Change cells and commit when nothing is wrong; the problems."""
        run, columns = self.session(), self.columns
        rows = self.rows
        assert {*(changed or {}), *removed} <= rows.keys()
        edits = SheetEdits(
            {
                key: {name: _read(columns[name], text) for name, text in typed.items()}
                for key, typed in (changed or {}).items()
            },
            {
                f"row {at}": {name: _read(columns[name], text) for name, text in typed.items()}
                for at, typed in enumerate(added)
            },
            removed,
            shown or {},
        )
        told = StringIO()
        with redirect_stderr(told):
            change = run.transaction()
            problems = list(self._noun(run).apply(run, self.scope, edits, change))
            if not problems:
                run.commit(change)
        self.said = told.getvalue()
        return problems

    def refused(
        self, changed: Mapping[str, Typed] | None = None, added: Sequence[Typed] = (), removed: Sequence[str] = ()
    ) -> list[tuple[str, str]]:
        """Key and column of what is wrong; the messages are in :attr:`said`."""
        problems = self.take_in(changed, added, removed)
        assert problems
        self.said = "\n".join(f"{each.message} ({each.hint})" for each in problems)
        return [(each.key, each.column) for each in problems]


def _read(column: SheetColumn, text: str) -> Any:
    if column.field is None:
        return text
    return SettableFields("a row", (column.field,)).read(column.name, [text])[1]


def edit_workbook(
    file: Path,
    cells: Mapping[str, Mapping[str, Any]],
    *,
    new: Sequence[Mapping[str, Any]] = (),
    gone: Sequence[str] = (),
) -> None:
    """Change cells of a workbook of ``sheet out`` as a person does in Excel.

    Args:
        file: The workbook; written over.
        cells: Key of a row -> heading -> value.
        new: Rows that are added below: heading -> value.
        gone: Keys of rows that are deleted.
    """
    from edited_workbooks import Edited

    book = Edited(file.read_bytes())
    for key, values in cells.items():
        for heading, value in values.items():
            book.put(key, heading, value)
    for place, values in enumerate(new, max(book.rows.values(), default=1) + 1):
        for heading, value in values.items():
            book.sheet.cell(place, book.headings[heading]).value = value
    for number in sorted((book.rows[key] for key in gone), reverse=True):
        book.sheet.delete_rows(number)
    file.write_bytes(book.save())
