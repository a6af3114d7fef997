"""Reading 10,000 rows of 20 columns as .ods, .xls and csv, beside what other libraries need for the same file.

Run: python benchmarks/formats.py [ROWS]

Each figure is the CPU of a process of its own less that of a process that only imports what it needs. The files are
made first, by the tests' own makers; odfpy is timed where it is installed, and only for building its tree.
"""

from __future__ import annotations

import importlib.util
import random
import statistics
import sys
import tempfile
from pathlib import Path

from measuring import cpu

ROWS, COLUMNS, ROUNDS = 10_000, 20, 3
READ = "from pathlib import Path; from kvadmin.reading.opening import read_file; read_file(Path({path!r}))"
CASES = {
    "ods": ("list.ods", READ, "import kvadmin.reading.opendocument.reader"),
    "xls": ("list.xls", READ, "import xlrd, kvadmin.reading.xls"),
    "csv, utf-8": ("list.csv", READ, "import kvadmin.reading.csvtext.separated"),
    "csv, cp850": ("dos.csv", READ, "import kvadmin.reading.csvtext.separated"),
    "xlsx, openpyxl read-only": (
        "list.xlsx",
        "import openpyxl; list(openpyxl.load_workbook({path!r}, read_only=True).active.iter_rows(values_only=True))",
        "import openpyxl",
    ),
    "ods, odfpy's tree": (
        "list.ods",
        "from odf.opendocument import load; load({path!r})",
        "import odf.opendocument",
    ),
}


def make(folder: Path, rows: int) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    from workbook_formats import MadeCell, MadeSheet, as_ods, as_xls, as_xlsx

    rng = random.Random(2008)
    made = [
        [
            MadeCell(f"Søknad {line} {column}")
            if column % 3
            else MadeCell(round(rng.random(), 4), "0.0%")
            if column % 2
            else MadeCell(rng.randrange(5000), "0000")
            for column in range(COLUMNS)
        ]
        for line in range(rows)
    ]
    sheet = MadeSheet(made)
    (folder / "list.ods").write_bytes(as_ods(sheet))
    (folder / "list.xls").write_bytes(as_xls(sheet))
    (folder / "list.xlsx").write_bytes(as_xlsx(sheet))
    text = "\r\n".join(";".join(str(cell.value) for cell in row) for row in made)
    (folder / "list.csv").write_bytes(text.encode())
    (folder / "dos.csv").write_bytes(text.encode("cp850"))


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(scratch), rows)
        seconds = {}
        for name, (file, code, imported) in CASES.items():
            if "odfpy" in name and importlib.util.find_spec("odf") is None:
                continue
            path = str(Path(scratch) / file)
            whole = statistics.median(cpu(["-c", code.format(path=path)])[0] for _ in range(ROUNDS))
            alone = statistics.median(cpu(["-c", imported])[0] for _ in range(ROUNDS))
            seconds[name] = whole - alone
        base = seconds["xlsx, openpyxl read-only"]
        for name, each in seconds.items():
            print(f"{name}: {each:.2f} s CPU, {each / base:.2f}x openpyxl's read-only pass")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
