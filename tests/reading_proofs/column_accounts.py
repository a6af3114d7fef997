"""Every column with a heading and something below it is used, left out by name or asked about; every line has an outcome.

What stands in a file is read here by openpyxl, calamine and csv, not by kvadmin.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reading_proofs.import_runs import Desk, Desks, sheet_of
from reading_proofs.office_file import EXAMPLE
from reading_proofs.verdicts import is_named

#: Lines of the headings, where they are not the first: file, sheet (None: every sheet).
HEADING_LINES = {
    ("soknader-pulje3.xlsx", "Søknader H-08"): 4,
    ("soknader-pulje-3.xlsx", "Innkomne søknader"): 4,
    ("21-two-header-rows.csv", None): 2,
}
#: The example's own files: folder, pattern, importer, options of the command.
EXAMPLE_FILES = (
    (EXAMPLE / "incoming", "soknader*.xlsx", "applications", ()),
    (EXAMPLE / "incoming", "pameldinger.csv", "registrations", ()),
    (EXAMPLE / "incoming", "sykefravaer*.csv", "measurements", ()),
    (EXAMPLE / "measurements", "sykefravaer.csv", "measurements", ("--indicator", "sykefravaer")),
)
#: Sheets that are no list: to be named, not read.
NO_LIST = {"Notater", "Ark3"}


@dataclass
class Account:
    """What was found of one file.

    Attributes:
        file: Its name, and the importer.
        columns: Columns with a heading and something below it.
        rows: Lines with something in them below the headings.
        used: Columns that a field is answered by.
        named: Columns that are left out by name.
        asked: Columns that are asked about, and all of a file that is refused with a reason.
        silent: Columns and lines that went without a word.
    """

    file: str
    columns: int = 0
    rows: int = 0
    used: int = 0
    named: int = 0
    asked: int = 0
    silent: list[str] = field(default_factory=list)


def accounts(places: Iterable[tuple[Path, str, str, tuple[str, ...]]]) -> Iterator[Account]:
    """The account of each file: folder, pattern, importer, options."""
    with tempfile.TemporaryDirectory() as scratch:
        desks = Desks(scratch)
        for folder, pattern, importer, options in places:
            for path in sorted(folder.glob(pattern)):
                with desks.fresh() as desk:
                    yield account(desk, path, importer, *options)


def account(desk: Desk, path: Path, importer: str, *options: str) -> Account:
    """Explain and import a file; what became of each of its columns and lines."""
    found = Account(f"{path.name} as {importer}")
    told = desk.shown("reading", "explain", str(path), "--as", importer)
    ran, rows = desk.take_in(importer, path, *options)
    said = ran.out + ran.err
    refused = ran.code not in (0, 1) and not rows
    uses = {(sheet_of(each), each["column"]): each for each in told.get("columns", [])}
    with_outcome = {(sheet_of(each), each["row"]) for each in rows}
    for sheet, lines in sheets(path):
        if sheet in NO_LIST:
            continue
        top = HEADING_LINES.get((path.name, sheet), 1)
        _columns(found, sheet, lines[top - 1 :], uses, said, refused)
        for at, line in enumerate(lines[top:], top + 1):
            if any(map(_filled, line)):
                found.rows += 1
                words = " ".join(str(cell) for cell in line if _filled(cell))
                if not refused and (sheet, at) not in with_outcome and words not in said:
                    found.silent.append(f"line {at} of {sheet or 'the file'}: {line[:4]}")
    return found


def _columns(found, sheet, lines, uses, said, refused):
    headings = lines[0] if lines else []
    for at, heading in enumerate(headings):
        if not _filled(heading) or not any(_filled(line[at]) for line in lines[1:] if at < len(line)):
            continue
        found.columns += 1
        use = uses.get((sheet, letters(at)))
        if use and use["field"] and not refused:
            found.used += 1
        elif refused and said:
            found.asked += 1
        elif is_named(heading, said):
            found.named += 1
        else:
            found.silent.append(f"column {letters(at)} {heading!r} of {sheet or 'the file'}")


def letters(at: int) -> str:
    """The letters of a column, from 0."""
    return letters(at // 26 - 1) + letters(at % 26) if at >= 26 else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at]


def _filled(value):
    return value is not None and str(value).strip("\x1a \t\r\n") != ""


def sheets(path: Path) -> list[tuple[str | None, list[list]]]:
    """Every sheet's lines; those of a csv by their physical line."""
    if path.suffix == ".csv":
        return [(None, _csv_lines(path.read_bytes()))]
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook

        try:
            book = load_workbook(path, data_only=True)
        except (TypeError, IndexError):  # styles that openpyxl does not take; calamine reads no styles
            return _by_calamine(path)
        return [(page.title, [list(row) for row in page.iter_rows(values_only=True)]) for page in book]
    return _by_calamine(path)


def _by_calamine(path):
    from python_calamine import load_workbook

    book = load_workbook(str(path))
    return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]


def _csv_lines(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp850")
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    lines: list[list[str]] = []
    at = 0
    for row in reader:
        lines += [[] for _ in range(at - len(lines))]
        lines.append(row)
        at = reader.line_num
    return lines
