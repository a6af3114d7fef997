"""One list written as .xlsx, .ods, .xls or .csv: values, and the marks that the format can carry.

The .ods is written as XML here (ODF 1.2), the .xls by xlwt; no program that kvadmin reads with takes part.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any
from xml.sax.saxutils import escape, quoteattr

FORMATS = ("xlsx", "ods", "xls", "csv")


@dataclass(frozen=True)
class Marked:
    """A cell with more than a value: struck through, a note on it, or a share that is shown as per cent."""

    value: Any
    struck: bool = False
    note: str = ""
    percent: bool = False


@dataclass(frozen=True)
class Sheet:
    """Rows of values, from the first line on.

    Attributes:
        rows: Lines; None is an empty cell.
        name: Of the sheet.
        merges: First line, first column, last line, last column, counted from 1.
        hidden_rows: Line numbers.
        hidden_columns: Column numbers.
        hidden: The sheet itself.
    """

    rows: Sequence[Sequence[Any]]
    name: str = "Ark1"
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class CsvManner:
    """How an office writes its csv: encoding, sign between cells, how a day and a time look."""

    encoding: str = "utf-8"
    delimiter: str = ";"
    day: str = "%d.%m.%Y"
    moment: str = "%d.%m.%Y %H:%M"
    decimal: str = ","
    quoting: int = csv.QUOTE_MINIMAL
    #: What is changed in the finished text: a stray mark, a note at the end.
    spoilt: tuple[tuple[str, str], ...] = field(default=())


def written(sheets: Sequence[Sheet], form: str, manner: CsvManner = CsvManner()) -> bytes:
    """The bytes of the file; a csv holds the first sheet only."""
    if form == "csv":
        return _csv(sheets[0], manner)
    return {"xlsx": _xlsx, "ods": _ods, "xls": _xls}[form](sheets)


def marked(cell):
    """Every cell with its marks."""
    return cell if isinstance(cell, Marked) else Marked(cell)


def struck(row):
    """The row struck through."""
    return [replace(marked(cell), struck=True) for cell in row]


def _csv(sheet, manner):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=manner.delimiter, quoting=manner.quoting, lineterminator="\r\n")
    writer.writerows([[_text(marked(cell), manner) for cell in row] for row in sheet.rows])
    text = out.getvalue()
    for old, new in manner.spoilt:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode(manner.encoding)


def _text(cell, manner):
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime) and value.time() != time():
        return _unpadded(value, manner.moment)
    if isinstance(value, date):
        return _unpadded(value, manner.day)
    if cell.percent:
        return f"{value * 100:.1f} %".replace(".", manner.decimal)
    if isinstance(value, float):
        return f"{value:g}".replace(".", manner.decimal)
    return "" if value is None else str(value)


def _unpadded(value, form):
    """``strftime``, and ``%-`` for a number without a zero before it on every system."""
    for code in "dmHI":
        form = form.replace(f"%-{code}", value.strftime(f"%{code}").lstrip("0") or "0")
    return value.strftime(form)


def _xlsx(sheets):
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for at, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(map(marked, row), 1):
                if cell.value is None and not cell.struck:
                    continue
                place = page.cell(at, column, cell.value)
                if isinstance(cell.value, date):
                    place.number_format = "dd.mm.yyyy"
                if cell.percent:
                    place.number_format = "0.0%"
                if cell.struck:
                    place.font = Font(strike=True)
                if cell.note:
                    place.comment = Comment(cell.note, "Kontoret")
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for at in sheet.hidden_rows:
            page.row_dimensions[at].hidden = True
        for column in sheet.hidden_columns:
            page.column_dimensions[get_column_letter(column)].hidden = True
        if sheet.hidden:
            page.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls(sheets):
    import xlwt

    def style(cell):
        font = xlwt.Font()
        font.struck_out = cell.struck
        made = xlwt.XFStyle()
        made.font = font
        if isinstance(cell.value, date):
            made.num_format_str = "DD.MM.YYYY HH:MM" if isinstance(cell.value, datetime) else "DD.MM.YYYY"
        elif cell.percent:
            made.num_format_str = "0.0%"
        return made

    book, styles = xlwt.Workbook(encoding="utf-8"), {}
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        for at, row in enumerate(sheet.rows):
            for column, cell in enumerate(map(marked, row)):
                key = (cell.struck, cell.percent, type(cell.value))
                if cell.value is not None or cell.struck:
                    page.write(at, column, cell.value, styles.setdefault(key, style(cell)))
        for top, left, bottom, right in sheet.merges:
            page.merge(top - 1, bottom - 1, left - 1, right - 1)
        for at in sheet.hidden_rows:
            page.row(at - 1).hidden = True
        for column in sheet.hidden_columns:
            page.col(column - 1).hidden = True
        page.visibility = 1 if sheet.hidden else 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("number", "datastyle"), ("fo", "xsl-fo-compatible"), ("manifest", "manifest"),
    )
)  # fmt: skip
_STYLES = """
<number:date-style style:name="N1"><number:day number:style="long"/><number:text>.</number:text>
<number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/></number:date-style>
<number:percentage-style style:name="N2"><number:number number:decimal-places="1" number:min-integer-digits="1"/>
<number:text>%</number:text></number:percentage-style>
<style:style style:name="co0" style:family="table-column"/>
<style:style style:name="ta0" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>
"""


def _ods(sheets):
    styles = {}
    body = [_ods_sheet(sheet, styles) for sheet in sheets]
    made = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"{kind}>{line}</style:style>'
        for (kind, line), name in styles.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} office:version="1.2">'
        f"<office:automatic-styles>{_STYLES}{made}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(body)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {_NAMESPACES} manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_MIME}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", _ODS_MIME, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def _ods_sheet(sheet, styles):
    width = max(map(len, sheet.rows), default=1)
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
    covered = {
        (at, column)
        for top, left, bottom, right in sheet.merges
        for at in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - spans.keys()
    parts = [f'<table:table table:name={quoteattr(sheet.name)} table:style-name="ta{int(sheet.hidden)}">']
    for column in range(1, width + 1):
        hidden = ' table:visibility="collapse"' if column in sheet.hidden_columns else ""
        parts.append(f'<table:table-column table:style-name="co0"{hidden}/>')
    for at, row in enumerate(sheet.rows, 1):
        hidden = ' table:visibility="collapse"' if at in sheet.hidden_rows else ""
        parts.append(f"<table:table-row{hidden}>")
        for column in range(1, width + 1):
            cell = marked(row[column - 1] if column <= len(row) else None)
            parts.append(_ods_cell(cell, styles, spans.get((at, column)), (at, column) in covered))
        parts.append("</table:table-row>")
    return "".join([*parts, "</table:table>"])


def _ods_cell(cell, styles, span, covered):
    value, kind, line = cell.value, "", ""
    if isinstance(value, bool):
        typed, text = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"', str(value).upper()
    elif isinstance(value, date):
        typed, text = f'office:value-type="date" office:date-value="{value.isoformat()}"', f"{value:%d.%m.%Y}"
        kind = ' style:data-style-name="N1"'
    elif cell.percent:
        typed, text = f'office:value-type="percentage" office:value="{value!r}"', f"{value * 100:.1f}%"
        kind = ' style:data-style-name="N2"'
    elif isinstance(value, int | float):
        typed, text = f'office:value-type="float" office:value="{value!r}"', f"{value:g}".replace(".", ",")
    else:
        typed, text = 'office:value-type="string"' if value is not None else "", value or ""
    if cell.struck:
        line = '<style:text-properties style:text-line-through-style="solid"/>'
    style = f' table:style-name="{styles.setdefault((kind, line), f"ce{len(styles)}")}"' if kind or line else ""
    merged = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    note = f"<office:annotation><text:p>{escape(cell.note)}</text:p></office:annotation>" if cell.note else ""
    said = "".join(f"<text:p>{escape(part)}</text:p>" for part in text.split("\n")) if value is not None else ""
    tag = "table:covered-table-cell" if covered else "table:table-cell"
    return f"<{tag}{style}{merged} {typed}>{note}{said}</{tag}>"
