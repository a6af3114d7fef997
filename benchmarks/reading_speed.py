"""Reading an .xlsx of 10,000 rows and 20 columns with its marks, beside openpyxl's own read-only pass over the file.

The files have what lists have: texts, dates, shares, codes, figures, formulas with results, strike-through, notes,
hidden rows, merged cells. ``list`` is of all these, as Excel writes it; ``cells`` the same with its texts in the cells,
as openpyxl does; ``texts`` and ``figures`` are the two ends. CPU time, in one process and as processes of their own
(which import what they need), in rounds of all in turn; of each the least counts, since other work on the machine only
adds to it.

Run: python benchmarks/reading_speed.py [ROWS [ROUNDS]]
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from measuring import cpu

COLUMNS = 20
#: The most that a list may cost, as a ratio to openpyxl's read-only pass (issue: office files).
LIMIT = 1.3
KINDS = ("list", "cells", "texts", "figures")

OPENPYXL = """import sys, openpyxl
for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets:
    for row in sheet.iter_rows(values_only=True):
        pass
"""
KVADMIN = "import sys, pathlib; from kvadmin.reading.opening import read_file; read_file(pathlib.Path(sys.argv[1]))"


def workbook(kind: str, rows: int) -> bytes:
    """A workbook of one of the kinds, the same every time."""
    import xlsxwriter

    draw = random.Random(12)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Ark1")
    struck = book.add_format({"font_strikeout": True})
    formats = {code: book.add_format({"num_format": code}) for code in ("dd.mm.yyyy", "0.0%", "0000")}
    for row in range(rows):
        for column in range(COLUMNS):
            each = {"texts": 0, "figures": 1}.get(kind, column % 8)
            if each == 0:
                sheet.write_string(row, column, f"Kommune {draw.randrange(2 * rows)}")
            elif each == 1:
                sheet.write_number(row, column, round(draw.random() * 1000, 3))
            elif each == 2:
                day = datetime(2008, 1, 1) + timedelta(days=draw.randrange(700))  # noqa: DTZ001
                sheet.write_datetime(row, column, day, formats["dd.mm.yyyy"])
            elif each == 3:
                sheet.write_number(row, column, draw.randrange(1000) / 1000, formats["0.0%"])
            elif each == 4:
                sheet.write_number(row, column, draw.randrange(2100), formats["0000"])
            elif each == 5:
                sheet.write_formula(row, column, f"=B{row + 1}*2", None, draw.randrange(9000) / 100)
            elif each == 6:
                text = draw.choice(["ja", "nei", "mottatt", "trukket"])
                sheet.write_string(row, column, text, struck if draw.random() < 0.05 else None)
            elif draw.random() < 0.9:
                sheet.write_number(row, column, draw.randrange(100_000))
        if row % 50 == 7:
            sheet.set_row(row, None, None, {"hidden": True})
            sheet.write_comment(row, 3, "Trukket 5.6.")
        if row % 97 == 8:
            sheet.merge_range(row, COLUMNS - 2, row, COLUMNS - 1, "samlet")
            sheet.write_rich_string(row, 0, struck, "gammel", " ny tekst")
    book.close()
    return with_texts_in_cells(out.getvalue()) if kind == "cells" else out.getvalue()


def with_texts_in_cells(data: bytes) -> bytes:
    """The workbook as openpyxl writes it again."""
    import openpyxl

    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data), rich_text=True).save(out)
    return out.getvalue()


def by_openpyxl(data: bytes) -> None:
    import openpyxl

    for sheet in openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass


def by_kvadmin(data: bytes) -> None:
    from kvadmin.reading.opening import read_bytes

    read_bytes(data, "list.xlsx")


def inside(data: bytes, rounds: int) -> float:
    """The ratio in one process."""
    times: dict[object, list[float]] = {by_openpyxl: [], by_kvadmin: []}
    for _ in range(rounds):
        for read, taken in times.items():
            before = time.process_time()
            read(data)
            taken.append(time.process_time() - before)
    return min(times[by_kvadmin]) / min(times[by_openpyxl])


def outside(file: Path, rounds: int) -> dict[str, float]:
    """CPU seconds of processes of their own."""
    jobs = {
        "python -c pass": ["-c", "pass"],
        "openpyxl": ["-c", OPENPYXL, str(file)],
        "kvadmin": ["-c", KVADMIN, str(file)],
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, arguments in jobs.items():
            times[name].append(cpu(arguments)[0])
    return {name: min(taken) for name, taken in times.items()}


def main(rows: int = 10_000, rounds: int = 7) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            data = workbook(kind, rows)
            file = Path(folder) / f"{kind}.xlsx"
            file.write_bytes(data)
            apart = outside(file, rounds)
            within, own = inside(data, rounds), apart["kvadmin"] / apart["openpyxl"]
            above = "" if max(within, own) <= LIMIT else "  ABOVE THE LIMIT"
            said = ", ".join(f"{name} {seconds:.3f} s" for name, seconds in apart.items())
            print(f"{kind}: {within:.2f}x in one process, {own:.2f}x as processes (limit {LIMIT}x){above}; {said}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
