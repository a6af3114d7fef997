"""What people and their programs do to a workbook of ``sheet out``: values typed into cells, and everything around it.

Excel is simulated on the file by openpyxl; LibreOffice is real, and edits by its own API.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

#: The heading of the hidden column.
KEY = "kvadmin"
Edits = Mapping[tuple[str, str], Any]


class Edited:
    """A workbook that is open in a program.

    Args:
        content: The file.
    """

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = load_workbook(io.BytesIO(content))
        self.sheet: Worksheet = self.book.worksheets[0]
        self.headings = {cell.value: cell.column for cell in self.sheet[1] if cell.value}
        at = self.headings[KEY]
        self.rows = {row[at - 1].value: row[0].row for row in self.sheet.iter_rows(min_row=2) if row[at - 1].value}

    def put(self, key: str, heading: str, value: Any) -> None:
        """Type a value into the cell of a record."""
        self.sheet.cell(self.rows[key], self.headings[heading]).value = value

    def value(self, key: str, heading: str) -> Any:
        """What stands there."""
        return self.sheet.cell(self.rows[key], self.headings[heading]).value

    def address(self, key: str, heading: str) -> str:
        """Where it stands, as kvadmin says it."""
        cell = self.sheet.cell(self.rows[key], self.headings[heading])
        return f"{self.sheet.title}!{cell.coordinate}"

    def lines(self) -> list[list[Any]]:
        """All rows below the headings as values."""
        return [[cell.value for cell in row] for row in self.sheet.iter_rows(min_row=2)]

    def lay(self, lines: list[list[Any]]) -> None:
        """Put other rows below the headings."""
        for number in range(2, max(self.sheet.max_row, len(lines) + 1) + 1):
            line = lines[number - 2] if number - 2 < len(lines) else []
            for column in range(1, max(self.sheet.max_column, len(line)) + 1):
                self.sheet.cell(number, column).value = line[column - 1] if column <= len(line) else None

    def columns(self) -> list[list[Any]]:
        """All columns with their headings as values."""
        return [[cell.value for cell in column] for column in self.sheet.iter_cols()]

    def lay_columns(self, columns: list[list[Any]]) -> None:
        """Put other columns in their place."""
        self.lay([list(line) for line in zip(*(column[1:] for column in columns), strict=True)])
        width = max(self.sheet.max_column, len(columns))
        for column in range(1, width + 1):
            self.sheet.cell(1, column).value = columns[column - 1][0] if column <= len(columns) else None

    def save(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


Way = Callable[[Edited], None]


def saved(edited: Edited) -> None:
    """Saved, nothing else: shared texts instead of inline ones."""


def sorted_otherwise(edited: Edited) -> None:
    """The whole table sorted by its last columns, downwards."""
    edited.lay(sorted(edited.lines(), key=lambda line: [str(value or "") for value in reversed(line)], reverse=True))


def filtered(edited: Edited) -> None:
    """Every other row filtered away, and two columns hidden."""
    for number in range(2, edited.sheet.max_row + 1, 2):
        edited.sheet.row_dimensions[number].hidden = True
    for letter in "DE":
        edited.sheet.column_dimensions[letter].hidden = True


def renamed_headings(edited: Edited) -> None:
    """Headings in the office's own words, under which the contents still stand."""
    for heading, new in (("Name", "Kommunenavn"), ("County", "Fylke i dag"), ("Note", "Kommentar")):
        if heading in edited.headings:
            edited.sheet.cell(1, edited.headings[heading]).value = new


def moved_columns(edited: Edited) -> None:
    """All columns the other way round, the hidden one with them."""
    edited.lay_columns(edited.columns()[::-1])


def deleted_column(edited: Edited) -> None:
    """A column deleted that nobody wanted to see."""
    edited.sheet.delete_cols(edited.headings["Sort as"])


def added_columns(edited: Edited) -> None:
    """A column of ticks in the middle, and a number of the row in front."""
    columns = edited.columns()
    columns.insert(4, ["Sjekket", *("ja" if number % 3 else None for number in range(len(columns[0]) - 1))])
    columns.insert(0, ["Løpenr", *range(1, len(columns[0]))])
    edited.lay_columns(columns)


def notes_around(edited: Edited) -> None:
    """A title above the headings, blank rows, a note and a sum below."""
    edited.sheet.insert_rows(1, 2)
    edited.sheet.cell(1, 1).value = "Oppdatert hos oss"
    edited.sheet.cell(edited.sheet.max_row + 3, 1).value = "Sjekket av Kari 12.3."
    edited.sheet.cell(edited.sheet.max_row + 1, 3).value = "=COUNTA(C3:C9)"


def inserted_rows(edited: Edited) -> None:
    """Empty rows between the others, to group them."""
    lines = edited.lines()
    for at in range(0, len(lines), 7):
        lines.insert(at, [])
    edited.lay(lines)


def other_sheets(edited: Edited) -> None:
    """A sheet in front, one behind, and another name on the tab."""
    front = edited.book.create_sheet("Forside", 0)
    front["A1"] = "Til gjennomgang"
    edited.book.create_sheet("Notater")["A1"] = "Ring Kari"
    edited.sheet.title = "Ferdig liste"


def numbers_as_excel_likes_them(edited: Edited) -> None:
    """Texts that look like numbers turned into numbers (noughts in front go), numbers typed as text with blanks."""
    for row in edited.sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.isdecimal():
                cell.value, cell.number_format = int(cell.value), "General"
            elif isinstance(cell.value, int) and cell.row % 2:
                cell.value = f"{cell.value} "


def dates_and_blanks(edited: Edited) -> None:
    """Days as texts as Norwegians write them, numbers with decimals, blanks around texts, another font, notes."""
    for row in edited.sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, datetime):
                cell.value = f"{cell.value:%d.%m.%Y}"
            elif isinstance(cell.value, int):
                cell.value, cell.number_format = float(cell.value), "0.00"
            elif isinstance(cell.value, str) and len(cell.value) > 4 and "\n" not in cell.value:
                cell.value = f" {cell.value}  "


#: The ways in which Excel, or who sits in front of it, changes a file without changing what it says.
EXCEL_WAYS: tuple[Way, ...] = (
    saved,
    sorted_otherwise,
    filtered,
    renamed_headings,
    moved_columns,
    deleted_column,
    added_columns,
    notes_around,
    inserted_rows,
    other_sheets,
    numbers_as_excel_likes_them,
    dates_and_blanks,
)


def put_all(content: bytes, edits: Edits, way: Way = saved) -> bytes:
    """The file after values were typed into cells, by key and heading, and after one of the ways."""
    edited = Edited(content)
    for (key, heading), value in edits.items():
        edited.put(key, heading, value)
    way(edited)
    return edited.save()


def has_libreoffice() -> bool:
    """Whether LibreOffice can be run here."""
    return shutil.which("soffice") is not None


def through_libreoffice(content: bytes, ending: str = "xlsx") -> bytes:
    """The file opened and saved by LibreOffice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.xlsx").write_bytes(content)
        _soffice(folder, "--convert-to", ending, "--outdir", str(folder / "out"), str(folder / "in.xlsx"))
        return (folder / "out" / f"in.{ending}").read_bytes()


_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
{body}
</script:module>
"""


def edited_by_libreoffice(content: bytes, typed: Mapping[str, str], *, sort_by: int) -> bytes:
    """The file after a person has typed into cells of its first sheet in LibreOffice, sorted it and saved it as xlsx.

    Args:
        content: The file.
        typed: Address (``D7``) -> what is typed, by the rules of English input.
        sort_by: The column, from 0, that the rows are sorted by afterwards, downwards.
    """
    cells = "\n".join(f'  s.getCellRangeByName("{at}").setFormula("{text}")' for at, text in typed.items())
    body = f"""Sub Edit(source As String, target As String)
  Dim hide(0) As New com.sun.star.beans.PropertyValue
  hide(0).Name = "Hidden" : hide(0).Value = True
  d = StarDesktop.loadComponentFromURL(source, "_blank", 0, hide())
  s = d.Sheets.getByIndex(0)
{cells}
  c = s.createCursor()
  c.gotoEndOfUsedArea(False)
  r = s.getCellRangeByPosition(0, 0, c.RangeAddress.EndColumn, c.RangeAddress.EndRow)
  Dim f(0) As New com.sun.star.table.TableSortField
  f(0).Field = {sort_by} : f(0).IsAscending = False
  Dim o(1) As New com.sun.star.beans.PropertyValue
  o(0).Name = "SortFields" : o(0).Value = f()
  o(1).Name = "ContainsHeader" : o(1).Value = True
  r.sort(o())
  Dim a(0) As New com.sun.star.beans.PropertyValue
  a(0).Name = "FilterName" : a(0).Value = "Calc MS Excel 2007 XML"
  d.storeToURL(target, a())
  d.close(True)
End Sub
"""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.xlsx").write_bytes(content)
        _soffice(folder, "--terminate_after_init")  # makes the profile, into which our macro is laid
        library = folder / "profile" / "user" / "basic" / "Standard"
        library.mkdir(parents=True, exist_ok=True)
        escaped = body.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        (library / "Module1.xba").write_text(_MACRO.format(body=escaped), encoding="utf-8")
        (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        source, target = (f"file://{folder / each}" for each in ("in.xlsx", "out.xlsx"))
        _soffice(folder, f'macro:///Standard.Module1.Edit("{source}","{target}")')
        return (folder / "out.xlsx").read_bytes()


_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>
"""


def _soffice(folder: Path, *arguments: str) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--norestore", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


#: Columns of municipalities that random edits choose from: heading -> field of the record.
FIELDS = {
    "Name": "name",
    "Aliases": "aliases",
    "County": "county",
    "County number": "county_number",
    "Population": "population",
    "Language form": "language_form",
    "Lat": "lat",
    "Valid from": "valid_from",
    "Note": "note",
}
_FORMS = ("bokmal", "nynorsk", "neutral")
_WORDS = ("Nord", "Sør", "Ø", "=1+1", "0301", "på nytt;", "«ny»", "TRUE", "1-2", "Guovdageaidnu")


def random_value(dice: random.Random, field: str) -> tuple[Any, Any]:  # noqa: PLR0911 - one form a field
    """What is typed into a cell of that field, and what the record says then."""
    if field == "population":
        number = dice.randrange(1, 900_000)
        return dice.choice([number, float(number), str(number), f"{number:,}".replace(",", "\u00a0")]), number
    if field == "lat":
        degrees = round(dice.uniform(57, 71), dice.choice([2, 3, 4]))
        return dice.choice([degrees, str(degrees), str(degrees).replace(".", ",")]), degrees
    if field == "language_form":
        form = dice.choice(_FORMS)
        return dice.choice([form, form.capitalize(), f"{form} "]), form
    if field == "county_number":
        number = dice.randrange(1, 21)
        return dice.choice([number, f"{number:02}"]), f"{number:02}"
    if field == "valid_from":
        day = date(1950, 1, 1) + timedelta(days=dice.randrange(20_000))
        return dice.choice([day, datetime.combine(day, time()), f"{day:%d.%m.%Y}", day.isoformat()]), day
    if field == "aliases":
        names = list(dict.fromkeys(f"{dice.choice(_WORDS[:3])} {dice.randrange(99)}" for _ in range(dice.randrange(3))))
        return "; ".join(names) or None, names
    text = " ".join(["Ny", *(word for word in dice.sample(_WORDS, 2) if word)])
    return text, text
