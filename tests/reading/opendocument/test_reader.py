from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta

import pytest
from workbook_formats import MadeCell, MadeSheet, as_ods, ods

from kvadmin.errors import InvalidData
from kvadmin.reading.opening import read_bytes

_TWICE = 'table:number-columns-repeated="2"'
_STRIKE = '<style:text-properties style:text-line-through-type="single"/>'


def _sheet(rows: str, **more):
    return read_bytes(ods(f'<table:table table:name="Ark1">{rows}</table:table>', **more), "a.ods").sheets[0]


def _text(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def test_repeated_rows_and_columns_cost_nothing():
    rows = (
        f'<table:table-row table:number-rows-repeated="1048570">{_text("")}<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="700"/>{_text("x")}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="2">{_text("y", _TWICE)}</table:table-row>'
    )
    sheet = _sheet(rows)
    assert [(row.number, len(row.cells)) for row in sheet.rows] == [(1048571, 701), (1048572, 2), (1048573, 2)]
    assert [cell.where for cell in sheet.rows[2].cells] == ["Ark1!A1048573", "Ark1!B1048573"]


@pytest.mark.parametrize(
    "row",
    [
        f'<table:table-row table:number-rows-repeated="1048576">{_text("x")}</table:table-row>',
        '<table:table-row table:number-rows-repeated="20">'
        + _text("x", 'table:number-columns-repeated="16384"')
        + "</table:table-row>",
        "<table:table-row>" + _text("x", 'table:number-columns-repeated="999999999"') + "</table:table-row>",
    ],
)
def test_content_repeated_without_end_is_refused(row):
    with pytest.raises(InvalidData, match="repetitions") as caught:
        _sheet(row)
    assert caught.value.where == "a.ods: Ark1"


def test_struck_through_by_automatic_named_and_inherited_styles_of_cells_rows_and_columns():
    styles = '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Utgår"/>'
    styles += '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="Utgår"><style:text-properties style:text-line-through-style="none"/></style:style>'
    common = f'<style:style style:name="Utgår" style:family="table-cell">{_STRIKE}</style:style>'
    style = 'table:style-name="{}"'.format
    rows = (
        '<table:table-column table:number-columns-repeated="3"/><table:table-column table:default-cell-style-name="ce1"/>'
        f"<table:table-row>{_text('a', style('Utgår'))}{_text('b', style('ce1'))}{_text('c', style('ce2'))}{_text('d')}</table:table-row>"
        f'<table:table-row table:default-cell-style-name="ce1">{_text("a")}{_text("b", style("ce2"))}</table:table-row>'
    )
    sheet = _sheet(rows, styles=styles, common=common)
    assert [[cell.struck for cell in row.cells] for row in sheet.rows] == [[True, True, False, True], [True, False]]


def test_a_style_that_is_its_own_parent_ends():
    styles = '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="ce1"/>'
    row = _text("a", 'table:style-name="ce1"')
    assert not _sheet(f"<table:table-row>{row}</table:table-row>", styles=styles).rows[0][0].struck


def test_groups_and_rows_without_height_are_hidden():
    styles = '<style:style style:name="ro0" style:family="table-row"><style:table-row-properties style:row-height="0.0cm"/></style:style>'
    rows = (
        f'<table:table-column-group table:display="false"><table:table-column/></table:table-column-group><table:table-column/>'
        f"<table:table-header-rows><table:table-row>{_text('a')}{_text('b')}</table:table-row></table:table-header-rows>"
        f'<table:table-row-group table:display="false"><table:table-row>{_text("x")}</table:table-row></table:table-row-group>'
        f'<table:table-row table:style-name="ro0">{_text("y")}</table:table-row><table:table-row>{_text("z")}</table:table-row>'
    )
    sheet = _sheet(rows, styles=styles)
    assert [row.hidden for row in sheet.rows] == [False, True, True, False]
    assert sheet.hidden_columns == {0}


def test_what_stands_apart_is_no_cell():
    """Notes, drawings, tracked changes, cached sheets of other files."""
    apart = f"<table:tracked-changes><table:cell-content-change><table:previous>{_text('gammelt')}</table:previous></table:cell-content-change></table:tracked-changes>"
    shapes = (
        "<table:shapes><draw:frame><draw:text-box><text:p>figur</text:p></draw:text-box></draw:frame></table:shapes>"
    )
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><dc:creator>NN</dc:creator><text:p>en</text:p>'
        "<text:p>to</text:p></office:annotation><draw:frame><text:p>bilde</text:p></draw:frame><text:p>Bø<text:a>lenke</text:a></text:p></table:table-cell>"
    )
    body = f'{apart}<table:table table:name="Ark1">{shapes}<table:table-row>{cell}</table:table-row></table:table>'
    body += f'<table:table table:name="\'file:a.ods\'#$Ark1" table:style-name="ta0"><table:table-row>{_text("x")}</table:table-row></table:table>'
    styles = '<style:style style:name="ta0" style:family="table"><style:table-properties table:display="false"/></style:style>'
    book = read_bytes(ods(body, styles=styles), "a.ods")
    assert [sheet.name for sheet in book.sheets] == ["Ark1"]
    (found,) = book.sheets[0].rows[0].cells
    assert (found.text, found.comment) == ("Bølenke", "en\nto")


@pytest.mark.parametrize(
    ("attributes", "text", "value", "seen"),
    [
        ('office:value-type="float" office:value="301"', "301", 301, "301"),
        ('office:value-type="percentage" office:value="0.078"', "7,8 %", 0.078, "7,8 %"),
        ('office:value-type="currency" office:value="12.5"', "kr 12,50", 12.5, "12,5"),
        ('office:value-type="date" office:date-value="2008-05-20"', "x", datetime(2008, 5, 20), "20.05.2008"),  # noqa: DTZ001
        (
            'office:value-type="date" office:date-value="2008-05-20T14:22:09.9999999"',
            "x",
            datetime(2008, 5, 20, 14, 22, 10),  # noqa: DTZ001
            "20.05.2008 14:22",
        ),
        ('office:value-type="date" office:date-value="-0044-03-15"', "idus", "idus", "idus"),
        ('office:value-type="time" office:time-value="P1DT6H15M00S"', "x", timedelta(hours=30, minutes=15), "30:15"),
        ('office:value-type="boolean" office:boolean-value="true"', "SANN", True, "TRUE"),
        ('office:value-type="string" office:string-value="Oslo"', None, "Oslo", "Oslo"),
        ("", "uten type", "uten type", "uten type"),
    ],
)
def test_values(attributes, text, value, seen):
    inner = "" if text is None else f"<text:p>{text}</text:p>"
    cell = _sheet(f"<table:table-row><table:table-cell {attributes}>{inner}</table:table-cell></table:table-row>").rows[
        0
    ][0]
    assert (cell.value, cell.text) == (value, seen)


@pytest.mark.parametrize("shown", ["#N/A", "Err:502", "#VERDI!"])
def test_errors_of_old_and_new_libreoffice(shown):
    old = f'<table:table-cell table:formula="of:=[.B1]" office:value-type="float" office:value="0"><text:p>{shown}</text:p></table:table-cell>'
    cell = _sheet(f"<table:table-row>{old}</table:table-row>").rows[0][0]
    assert (cell.value, cell.text, cell.error) == (None, "", {"#VERDI!": "#VALUE!"}.get(shown, shown))
    assert cell.own


def test_formulas_with_and_without_results():
    cells = '<table:table-cell table:formula="of:=SUM([.B1:.B9])" office:value-type="float" office:value="9"><text:p>9</text:p></table:table-cell>'
    cells += '<table:table-cell table:formula="of:=[Ark2.B1]"/>'
    first, second = _sheet(f"<table:table-row>{cells}</table:table-row>").rows[0].cells
    assert (first.value, first.formula) == (9, "=SUM(B1:B9)")
    assert (second.value, second.formula, second.own) == (None, "=Ark2.B1", True)


def test_a_formula_whose_result_is_an_empty_text_has_one():
    """As LibreOffice writes it: no type of value, and an empty paragraph."""
    cell = '<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>'
    (found,) = _sheet(f"<table:table-row>{cell}</table:table-row>").rows[0].cells
    assert (found.value, found.formula, found.blank) == ("", '=""', True)


def test_sections_of_a_number_format():
    """LibreOffice writes ``0.0%;-0.0%`` as a style for negative figures that refers to one for the others."""
    styles = (
        '<number:percentage-style style:name="N1P0"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>'
        '<number:percentage-style style:name="N1"><number:text>-</number:text><number:number number:decimal-places="3" number:min-integer-digits="1"/>'
        '<number:text>%</number:text><style:map style:condition="value()&gt;=0" style:apply-style-name="N1P0"/></number:percentage-style>'
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
    )
    cell = '<table:table-cell table:style-name="ce1" office:value-type="percentage" office:value="0.078"><text:p>x</text:p></table:table-cell>'
    assert _sheet(f"<table:table-row>{cell}</table:table-row>", styles=styles).rows[0][0].text == "7,8 %"


def test_a_flat_file():
    content = (
        zipfile.ZipFile(io.BytesIO(as_ods(MadeSheet([[MadeCell("Bø", struck=True)]])))).read("content.xml").decode()
    )
    flat = content.replace("office:document-content", "office:document").replace(
        "<office:document ", '<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet" ', 1
    )
    book = read_bytes(flat.encode(), "a.fods")
    assert (book.kind, book.sheets[0].rows[0][0].text, book.sheets[0].rows[0][0].struck) == ("ods", "Bø", True)


@pytest.mark.parametrize(
    "extra",
    [{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}, {"encrypted-package": b"x"}],
)
def test_a_file_with_a_password(extra):
    with pytest.raises(InvalidData, match="password"):
        read_bytes(ods("<table:table/>", extra=extra), "a.ods")


def test_entities_are_not_unfolded():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    content = zipfile.ZipFile(io.BytesIO(as_ods(MadeSheet([[MadeCell("x")]])))).read("content.xml").decode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content.replace("?>", f"?>{bomb}", 1))
    with pytest.raises(InvalidData, match="entities"):
        read_bytes(out.getvalue(), "a.ods")


@pytest.mark.parametrize("content", ["", "<a>", '<table:table-row table:number-rows-repeated="x"/>'])
def test_a_damaged_file(content):
    data = ods(content.replace("<a>", "</a>"))
    if not content:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        data = out.getvalue()
    with pytest.raises(InvalidData, match="damaged"):
        read_bytes(data, "a.ods")


def test_control_characters_are_named_by_cell():
    with pytest.raises(InvalidData, match="control character") as caught:
        _sheet(f"<table:table-row>{_text('a')}{_text('a' + chr(0x202E) + 'b')}</table:table-row>")
    assert caught.value.where == "Ark1!B1"
