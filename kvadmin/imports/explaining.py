"""How a file was read, column by column: the table of ``kvadmin reading explain`` and of every dry run."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from kvadmin.reading.cells import column_letters
from kvadmin.reading.columns.uses import ColumnUse
from kvadmin.reading.tables import SheetTable, SheetTables
from kvadmin.session.screen import look_of
from kvadmin.tables.listing import table_of
from kvadmin.tables.rendering import render
from kvadmin.tables.table import Column, Report, Table
from kvadmin.translation import tr

#: Values of a column that are shown, and how much of each.
_SHOWN = 3
_LENGTH = 24


@dataclass(frozen=True, slots=True)
class _Line:
    table: SheetTable
    use: ColumnUse

    @property
    def values(self) -> list[str]:
        """The first texts in the column, each once; none of what is sensitive."""
        if self.use.sensitive:
            return []
        seen: set[str] = set()
        found: dict[str, None] = {}
        for row in self.table.rows:
            text = row[self.use.at].text
            if text not in seen:
                seen.add(text)
                found |= dict.fromkeys(filter(None, (" ".join(text.split())[:_LENGTH],)))
                if len(found) == _SHOWN:
                    break
        return list(found)


_COLUMNS = (
    Column("sheet", "Sheet", rank=3, get=lambda line: line.table.sheet.name),
    Column("column", "Col.", get=lambda line: column_letters(line.use.at)),
    Column("heading", "Heading", get=lambda line: line.use.heading),
    Column("field", "Taken as", get=lambda line: line.use.field),
    Column("why", "Why", rank=1, get=lambda line: line.use.in_words()),
    Column("code", get=lambda line: line.use.why),
    Column("values", "Values", rank=2, get=lambda line: line.values, show=" | ".join),
)


def explanation(tables: SheetTables) -> tuple[dict[str, Any], Table]:
    """As data and as a table: every column with something in it or above it.

    Added in version 0.2.
    """
    lines = [_Line(table, use) for table in tables.tables for use in table.columns.uses]
    notes = [
        tr("{number} cards", number=len(table.rows))
        if tables.book.kind == "vcf"
        else tr(
            "{place}headings in line {lines}, {rows} rows below",
            place=f"{table.sheet.name}: " if table.sheet.name else "",
            lines=", ".join(map(str, table.header_rows)),
            rows=len(table.rows),
        )
        for table in tables.tables
    ]
    notes += [
        tr("hidden columns: {letters}", letters=", ".join(column_letters(at) for at in sorted(hidden)))
        for table in tables.tables
        if (hidden := table.sheet.hidden_columns & {use.at for use in table.columns.uses})
    ]
    notes += [tr("sheet {sheet!r} is left out", sheet=sheet) for sheet in tables.other_sheets]
    notes += [
        tr(
            "asked: {where}: {text} ({answers})",
            where=question.where,
            text=question.text,
            answers=" | ".join(answer.options for answer in question.answers),
        )
        for question in tables.questions
    ]
    shown = table_of(tr("How {file} is read", file=tables.book.name), _COLUMNS, lines, tuple(notes))
    data = {
        "columns": [
            {
                "sheet": line.table.sheet.name,
                "column": column_letters(line.use.at),
                "heading": line.use.heading,
                "field": line.use.field,
                "why": line.use.why,
                "values": line.values,
            }
            for line in lines
        ],
        "header_rows": [{"sheet": table.sheet.name, "lines": list(table.header_rows)} for table in tables.tables],
        "other_sheets": list(tables.other_sheets),
        "questions": [
            {
                "where": question.where,
                "question": question.text,
                "answers": [answer.options for answer in question.answers],
            }
            for question in tables.questions
        ],
    }
    return data, shown


def explained(tables: SheetTables, *, all_columns: bool = False) -> str:
    """The table as text, for the screen behind stderr.

    Args:
        tables: What was found in the file.
        all_columns: Also those that would go for want of room.
    """
    _, table = explanation(tables)
    look = look_of(sys.stderr, color="never", all_columns=all_columns)
    return str(render(Report({}, (table,)), "table", look=look)).rstrip("\n")
