"""A workbook as it comes out of the printer: A4, one page wide however many columns, with its header on every page."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date

import openpyxl
import pypdf
import pytest

from kvadmin.tables.table import Column, Table
from kvadmin.tables.xlsx import write_workbook

#: Twelve wide columns: many times as wide as a page.
WIDE = Table(
    "Søknader",
    (
        Column("number", "Nr."),
        Column("received", "Mottatt", "date"),
        Column("people", "Innbyggere", "int"),
        *(Column(f"text{k}", f"Kolonne {k}") for k in range(9)),
    ),
    tuple(
        (f"0{100 + k}", date(2008, 5, 20), 1000 + k, *("en tekst som er lang " * 4 for _ in range(9)))
        for k in range(40)
    ),
    ("En merknad. " * 30,),
)


def test_every_sheet_is_set_up_for_paper():
    book = openpyxl.load_workbook(io.BytesIO(write_workbook([WIDE, WIDE], language="nb")))
    assert len(book.worksheets) == 3
    for sheet in book.worksheets:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    for sheet in book.worksheets[:2]:
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        row = next(sheet.iter_rows(min_row=2, max_row=2))
        assert [row[0].value, row[2].value] == ["0100", 1000]  # a municipality's number is text
        assert row[1].is_date


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_printed_it_is_one_page_wide(tmp_path):
    (tmp_path / "wide.xlsx").write_bytes(write_workbook([WIDE], language="nb"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "wide.xlsx"],
        check=True,
        capture_output=True,
        timeout=180,
    )
    pages = pypdf.PdfReader(tmp_path / "wide.pdf").pages
    texts = [page.extract_text() for page in pages]
    rows = [text for text in texts if "En merknad" not in text]
    assert all("Nr." in text and "Kolonne 8" in text for text in rows)  # first and last column on each page
    assert all(round(float(page.mediabox.width)) == 842 for page in pages)
