"""The package's workbook and that of the charts are set up for paper: A4, one page wide, the header on every page."""

from __future__ import annotations

import io

import openpyxl
import pytest

pytest.importorskip("xlsxwriter")

from kvadmin.api.records import Indicator
from kvadmin.plugins.evaluation.charts.chart_pictures import PictureStyle
from kvadmin.plugins.evaluation.charts.excel_charts import chart_workbook
from kvadmin.plugins.evaluation.package.dictionary import DataTable, Variable
from kvadmin.plugins.evaluation.package.package_workbook import write_package_workbook


def on_paper(sheet) -> bool:
    setup = sheet.page_setup
    return (
        sheet.sheet_properties.pageSetUpPr.fitToPage is True
        and int(setup.paperSize) == 9
        and setup.orientation == "landscape"
        and (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0)
        and sheet.print_title_rows == "$1:$1"
    )


def test_the_packages_workbook(tmp_path):
    variables = tuple(Variable(f"v{k}", "text", f"v{k}", f"v{k}") for k in range(30))
    table = DataTable("measurements", "", "", variables, lambda: iter([("a",) * 30]))
    write_package_workbook([table], tmp_path / "package.xlsx", "P")
    sheets = openpyxl.load_workbook(tmp_path / "package.xlsx").worksheets
    assert len(sheets) == 2
    assert all(map(on_paper, sheets))
    assert sheets[1].freeze_panes == "A2"
    assert sheets[0]["E2"].alignment.wrap_text  # a text beyond its column makes the page wider than the paper
    assert sheets[1]["AD2"].alignment.wrap_text


def test_the_workbook_of_charts():
    content = chart_workbook([], Indicator(id="a"), PictureStyle("nb", {}))
    assert all(map(on_paper, openpyxl.load_workbook(io.BytesIO(content)).worksheets))
