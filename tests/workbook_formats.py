"""One sheet described once and made as .xlsx, .xls and .ods: the formats must be read alike."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
DATE, CLOCK, ELAPSED = "DD.MM.YYYY", "HH:MM", "[h]:mm:ss"


@dataclass
class MadeCell:
    """A cell; ``pieces`` are texts with whether each is struck through, instead of the value."""

    value: Any = None
    number_format: str = "General"
    struck: bool = False
    pieces: Sequence[tuple[str, bool]] = ()
    comment: str = ""
    error: str = ""


@dataclass
class MadeSheet:
    """A sheet; lines and columns count from 0, ``merged`` are (top, left, bottom, right)."""

    rows: Sequence[Sequence[MadeCell]]
    hidden_lines: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden: bool = False
    epoch_1904: bool = False


def as_xlsx(made: MadeSheet) -> bytes:
    book = openpyxl.Workbook()
    if made.epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "Ark1"
    if made.hidden:
        book.create_sheet("Ark2")
        sheet.sheet_state = "hidden"
    for line, row in enumerate(made.rows, 1):
        for column, each in enumerate(row, 1):
            cell = sheet.cell(line, column)
            if each.pieces:
                cell.value = CellRichText(*(TextBlock(InlineFont(strike=own), text) for text, own in each.pieces))
            elif each.error:
                cell.value = each.error
                cell.data_type = "e"
            elif isinstance(each.value, str):
                cell.value, cell.data_type = each.value, "s"
            elif each.value is not None:
                cell.value = each.value
            if each.value is not None:
                cell.number_format = each.number_format
            if each.struck:
                cell.font = Font(strike=True)
            if each.comment:
                cell.comment = Comment(each.comment, "NN")
    for line in made.hidden_lines:
        sheet.row_dimensions[line + 1].hidden = True
    for column in made.hidden_columns:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    for top, left, bottom, right in made.merged:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls(made: MadeSheet) -> bytes:
    """The same; xlwt makes no notes."""
    book = xlwt.Workbook()
    book.dates_1904 = made.epoch_1904
    sheet = book.add_sheet("Ark1")
    if made.hidden:
        book.add_sheet("Ark2")
        sheet.visibility = 1
        book.set_active_sheet(1)
    styles: dict[tuple[str, bool], xlwt.XFStyle] = {}
    covered = {
        (line, column): area
        for area in made.merged
        for line in range(area[0], area[2] + 1)
        for column in range(area[1], area[3] + 1)
    }
    for line, row in enumerate(made.rows):
        for column, each in enumerate(row):
            if (line, column) in covered and covered[line, column][:2] != (line, column):
                continue
            key = each.number_format, each.struck
            if key not in styles:
                style = styles[key] = xlwt.XFStyle()
                style.num_format_str = each.number_format
                style.font.struck_out = each.struck
            if each.pieces:
                sheet.write_rich_text(line, column, [(text, _font(struck=own)) for text, own in each.pieces])
            elif each.error:
                sheet.row(line).set_cell_error(column, ERRORS[each.error], styles[key])
            elif each.value is not None:
                value = each.value
                if isinstance(value, timedelta):
                    value = value / timedelta(days=1)
                if area := covered.get((line, column)):
                    sheet.write_merge(area[0], area[2], area[1], area[3], value, styles[key])
                else:
                    sheet.write(line, column, value, styles[key])
    for line in made.hidden_lines:
        sheet.row(line).hidden = True
    for column in made.hidden_columns:
        sheet.col(column).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _font(*, struck: bool) -> xlwt.Font:
    font = xlwt.Font()
    font.struck_out = struck
    return font


#: Number formats as OpenDocument writes them.
_ODS_FORMATS = {
    "0000": '<number:number-style style:name="{}"><number:number number:decimal-places="0" number:min-integer-digits="4"/></number:number-style>',
    "0.0%": '<number:percentage-style style:name="{}"><number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>',
    "0.00": '<number:number-style style:name="{}"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1"/></number:number-style>',
    DATE: '<number:date-style style:name="{}"><number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/></number:date-style>',
    CLOCK: '<number:time-style style:name="{}"><number:hours/><number:text>:</number:text><number:minutes/></number:time-style>',
    ELAPSED: '<number:time-style style:name="{}" number:truncate-on-overflow="false"><number:hours/><number:text>:</number:text><number:minutes/></number:time-style>',
}


def as_ods(made: MadeSheet) -> bytes:
    styles: dict[tuple[str, bool], str] = {}
    body = []
    spans = {area[:2]: area for area in made.merged}
    covered = {
        (line, column)
        for area in made.merged
        for line in range(area[0], area[2] + 1)
        for column in range(area[1], area[3] + 1)
    } - spans.keys()
    width = max((len(row) for row in made.rows), default=0)
    columns = "".join(
        f"<table:table-column{' table:visibility=' + quoteattr('collapse') if at in made.hidden_columns else ''}/>"
        for at in range(width)
    )
    for line, row in enumerate(made.rows):
        cells = []
        for column, each in enumerate(row):
            if (line, column) in covered:
                cells.append("<table:covered-table-cell/>")
                continue
            style = styles.setdefault((each.number_format, each.struck), f"ce{len(styles)}")
            span = ""
            if area := spans.get((line, column)):
                span = f' table:number-rows-spanned="{area[2] - area[0] + 1}" table:number-columns-spanned="{area[3] - area[1] + 1}"'
            cells.append(f'<table:table-cell table:style-name="{style}"{span}{_ods_content(each)}</table:table-cell>')
        hidden = ' table:visibility="filter"' if line in made.hidden_lines else ""
        body.append(f"<table:table-row{hidden}>{''.join(cells)}</table:table-row>")
    found = "".join(_ODS_FORMATS.get(code, "").format(f"N{at}") for at, (code, _) in enumerate(styles))
    for at, ((code, struck), name) in enumerate(styles.items()):
        data = f' style:data-style-name="N{at}"' if code in _ODS_FORMATS else ""
        strike = '<style:text-properties style:text-line-through-style="solid"/>' if struck else ""
        found += f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{data}>{strike}</style:style>'
    found += '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-type="single"/></style:style>'
    found += '<style:style style:name="T2" style:family="text"><style:text-properties style:text-line-through-style="none"/></style:style>'
    found += f'<style:style style:name="ta1" style:family="table"><style:table-properties table:display="{"false" if made.hidden else "true"}"/></style:style>'
    null = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    table = f'{null if made.epoch_1904 else ""}<table:table table:name="Ark1" table:style-name="ta1">{columns}{"".join(body)}</table:table>'
    if made.hidden:
        table += '<table:table table:name="Ark2"/>'
    return ods(table, styles=found)


def _ods_content(each: MadeCell) -> str:  # noqa: PLR0911 - one line per type
    note = ""
    if each.comment:
        note = "<office:annotation><dc:creator>NN</dc:creator><dc:date>2008-05-05T00:00:00</dc:date>"
        note += (
            "".join(f"<text:p>{escape(line)}</text:p>" for line in each.comment.split("\n")) + "</office:annotation>"
        )
    value = each.value
    if each.pieces:
        pieces = "".join(
            f'<text:span text:style-name="{"T1" if own else "T2"}">{_spaced(text)}</text:span>'
            for text, own in each.pieces
        )
        return f' office:value-type="string">{note}<text:p>{pieces}</text:p>'
    if each.error:
        return f' table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error">{note}<text:p>{each.error}</text:p>'
    if value is None:
        return f">{note}"
    if isinstance(value, bool):
        return f' office:value-type="boolean" office:boolean-value="{str(value).lower()}">{note}<text:p>SANN</text:p>'
    if isinstance(value, str):
        lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in value.split("\n"))
        return f' office:value-type="string">{note}{lines}'
    if isinstance(value, datetime):
        return f' office:value-type="date" office:date-value="{value.isoformat()}">{note}<text:p>dato</text:p>'
    if isinstance(value, (time, timedelta)):
        seconds = (
            value.seconds + value.days * 86400
            if isinstance(value, timedelta)
            else value.hour * 3600 + value.minute * 60
        )
        stored = f"PT{seconds // 3600:02}H{seconds // 60 % 60:02}M{seconds % 60:02}S"
        return f' office:value-type="time" office:time-value="{stored}">{note}<text:p>tid</text:p>'
    kind = "percentage" if each.number_format.endswith("%") else "float"
    return f' office:value-type="{kind}" office:value="{value!r}">{note}<text:p>tall</text:p>'


def _spaced(text: str) -> str:
    """Blanks that XML would lose as elements."""
    return escape(text).replace("\t", "<text:tab/>").replace(" ", "<text:s/>").replace("\n", "<text:line-break/>")


_MANIFEST = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def ods(body: str, *, styles: str = "", common: str = "", extra: Mapping[str, bytes] | None = None) -> bytes:
    """An .ods of the XML inside ``office:spreadsheet``, of automatic styles, and of the common ones of ``styles.xml``."""
    names = " ".join(f'xmlns:{short}="{full}"' for short, full in NAMESPACES.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    named = f"<office:document-styles {names}><office:styles>{common}</office:styles></office:document-styles>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("styles.xml", named)
        for name, data in {"META-INF/manifest.xml": _MANIFEST, **(extra or {})}.items():
            packed.writestr(name, data)
    return out.getvalue()
