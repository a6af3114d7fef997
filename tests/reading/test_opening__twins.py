"""The same list as .xlsx, .xls, .ods and csv gives the same rows."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_formats import CLOCK, DATE, ELAPSED, MadeCell, MadeSheet, as_ods, as_xls, as_xlsx

from kvadmin.reading.cells import Book
from kvadmin.reading.opening import read_bytes, read_file

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases" / "outside"


def _seen(book: Book, *, comments: bool = True):
    return [
        (
            sheet.name,
            sheet.hidden,
            sheet.epoch_1904,
            {at for at in sheet.hidden_columns if any(at < len(row.cells) for row in sheet.rows)},
            [
                (
                    row.number,
                    row.hidden,
                    [
                        (
                            cell.value,
                            cell.text,
                            cell.struck,
                            cell.comment * comments,
                            cell.merged_from,
                            cell.error,
                            cell.where,
                        )
                        for cell in row.cells
                        if not cell.blank or cell.error or (comments and cell.comment)
                    ],
                )
                for row in sheet.rows
            ],
        )
        for sheet in book.sheets
        if sheet.rows
    ]


def _all(made: MadeSheet):
    xlsx = read_bytes(as_xlsx(made), "a.xlsx")
    xls = read_bytes(as_xls(made), "a.xls")
    ods = read_bytes(as_ods(made), "a.ods")
    assert (xls.kind, ods.kind, xls.unseen, ods.unseen) == ("xls", "ods", (), ())
    return xlsx, xls, ods


SAMPLE = MadeSheet(
    [
        [
            MadeCell("Nr"),
            MadeCell("Kommune"),
            MadeCell("Mottatt"),
            MadeCell("Andel"),
            MadeCell("Tid"),
            MadeCell("Merknad"),
        ],
        [
            MadeCell(301, "0000"),
            MadeCell("Oslo", comment="trukket\n3. juni"),
            MadeCell(datetime(2008, 5, 5), DATE),  # noqa: DTZ001
            MadeCell(0.078, "0.0%"),
            MadeCell(timedelta(hours=30, minutes=15), ELAPSED),
            MadeCell("to\nlinjer  og to blanke"),
        ],
        [
            MadeCell(105, "0000", struck=True),
            MadeCell("Sarpsborg", struck=True),
            MadeCell(datetime(2008, 5, 5, 14, 30), DATE),  # noqa: DTZ001
            MadeCell(error="#N/A"),
            MadeCell(time(8, 15), CLOCK),
            MadeCell(pieces=[("19. mai ", True), ("20. mai", False)]),
        ],
        [
            MadeCell(),
            MadeCell("Moss"),
            MadeCell("Fylke"),
            MadeCell(),
            MadeCell(True),
            MadeCell(pieces=[("bort", True)]),
        ],
        [MadeCell(), MadeCell(), MadeCell(2.5), MadeCell(error="#DIV/0!"), MadeCell(7, "0.00"), MadeCell("x")],
    ],
    hidden_lines={3},
    hidden_columns={4},
    merged=[(3, 2, 4, 3)],
)


def test_all_marks_come_out_alike():
    made = MadeSheet(
        [*SAMPLE.rows[:4], [MadeCell(), MadeCell("y"), MadeCell(), MadeCell(), MadeCell(7, "0.00")]],
        {3},
        {4},
        [(3, 2, 4, 3)],
    )
    xlsx, xls, ods = _all(made)
    assert _seen(ods) == _seen(xlsx)
    assert _seen(xls) == _seen(xlsx, comments=False)
    row = ods.sheets[0].rows[1]
    assert [cell.text for cell in row.cells[:4]] == ["0301", "Oslo", "05.05.2008", "7,8 %"]
    assert row[1].comment == "trukket\n3. juni"
    assert row[4].value == timedelta(hours=30, minutes=15)
    third = ods.sheets[0].rows[2]
    assert (third[3].value, third[3].text, third[3].error) == (None, "", "#N/A")
    assert (third[5].text, third[4].value) == ("20. mai", time(8, 15))
    assert ods.sheets[0].rows[4][3].merged_from == "C4"


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_hidden_sheets_and_both_calendars(epoch_1904):
    made = MadeSheet([[MadeCell(datetime(2008, 5, 20), DATE)]], hidden=True, epoch_1904=epoch_1904)  # noqa: DTZ001
    for book in _all(made):
        assert (book.sheets[0].hidden, book.sheets[0].epoch_1904) == (True, epoch_1904)
        assert book.sheets[0].rows[0][0].value == datetime(2008, 5, 20)  # noqa: DTZ001


_TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=12).filter(
    lambda text: not text.startswith(("#", "Err", "Feil")) and "_x" not in text and "\u00ad" not in text
)
#: Letters stand where letters stand, else the file is refused.
_WORDS = st.text("abcÅÆØæøåéö0123456789 .,;'\"()/-\n", max_size=20)
_EARLIEST, _LATEST = datetime(1904, 1, 2), datetime(2099, 1, 1)  # noqa: DTZ001
_CELLS = st.one_of(
    st.builds(MadeCell, st.one_of(st.none(), _TEXTS.map(lambda text: text or None)), struck=st.booleans()),
    st.builds(MadeCell, st.integers(-(10**9), 10**9), st.sampled_from(["General", "0000", "0.00"]), st.booleans()),
    st.builds(
        MadeCell, st.floats(-1e6, 1e6).map(lambda x: round(x, 4) + 0.0), st.sampled_from(["General", "0.0%", "0.00"])
    ),
    st.builds(
        MadeCell,
        st.datetimes(_EARLIEST, _LATEST).map(lambda x: x.replace(microsecond=0)),
        st.just(DATE),
    ),
    st.builds(MadeCell, st.integers(0, 10**6).map(lambda x: timedelta(seconds=x)), st.just(ELAPSED)),
    st.builds(MadeCell, st.booleans()),
    st.builds(MadeCell, error=st.sampled_from(["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])),
)
_SHEETS = st.builds(
    MadeSheet,
    st.lists(st.lists(_CELLS, min_size=1, max_size=5), min_size=1, max_size=6),
    st.sets(st.integers(0, 5), max_size=2),
    st.sets(st.integers(0, 4), max_size=2),
    st.sampled_from([(), [(0, 0, 1, 1)], [(1, 1, 1, 3), (2, 0, 3, 0)]]),
    epoch_1904=st.booleans(),
)


def _padded(made: MadeSheet) -> MadeSheet:
    """Merged areas stand over cells, and their own first cell holds something."""
    width = max(5, *(len(row) for row in made.rows))
    rows = [[*row, *[MadeCell()] * (width - len(row))] for row in made.rows]
    rows += [[MadeCell()] * width for _ in range(5 - len(rows))]
    for top, left, bottom, right in made.merged:
        for line in range(top, bottom + 1):
            for column in range(left, right + 1):
                rows[line][column] = MadeCell("felles") if (line, column) == (top, left) else MadeCell()
    made.rows = rows
    if not any(cell.value not in (None, "") or cell.error for row in rows for cell in row):
        rows[0][0] = MadeCell("x")
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_SHEETS)
def test_any_sheet_comes_out_alike(made):
    made = _padded(made)
    if all(not (cell.text.strip() or cell.error) for row in _rows(made) for cell in row):
        made.rows[0][0] = MadeCell("x")
    xlsx, xls, ods = _all(made)
    assert _seen(ods) == _seen(xlsx)
    assert _seen(xls) == _seen(xlsx)


def _rows(made):
    class Shown:
        def __init__(self, cell):
            self.text, self.error = str(cell.value if cell.value is not None else ""), cell.error

    return [[Shown(cell) for cell in row] for row in made.rows]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(_WORDS, min_size=2, max_size=2), min_size=1, max_size=6),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_text_comes_back_from_csv(rows, separator, encoding):
    rows = [["Kommune", "Merknad, og mer"], *rows]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    sheet = read_bytes(out.getvalue().encode(encoding), "a.csv").sheets[0]
    wanted = [row for row in rows if any(text.strip() for text in row)]
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == wanted


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not beside this checkout")
@pytest.mark.parametrize("case", ["intake/02-struck", "figures/03-percent"])
def test_the_shared_cases(case):
    one, other = (read_file(SHARED / f"{case}{ending}") for ending in (".xlsx", ".ods"))
    assert _seen(one) == _seen(other)


def _has_calc() -> bool:
    found = shutil.which("soffice")
    return found is not None and (Path(found).resolve().parent / "libsclo.so").exists()


@pytest.mark.skipif(not _has_calc(), reason="LibreOffice Calc is not installed")
def test_what_libreoffice_makes_of_it(tmp_path):
    (tmp_path / "list.xlsx").write_bytes(as_xlsx(SAMPLE))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for ending in ("ods", "fods", "xls"):
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            str(tmp_path),
            str(tmp_path / "list.xlsx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    wanted = _seen(read_file(tmp_path / "list.xlsx"))
    for ending in ("ods", "fods", "xls"):
        assert _seen(read_file(tmp_path / f"list.{ending}")) == wanted, ending
