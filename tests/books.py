"""Workbooks made in tests, as bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]


def xlsx(*sheets: tuple[str, Rows], then: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of sheets (title, rows); ``then`` may change the openpyxl workbook before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    if then:
        then(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    """The workbook with every part (name, content) as ``change`` gives it; a part that it gives None for is left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            part = change(each, old.read(each))
            if part:
                new.writestr(*part)
    return out.getvalue()


def bare(sheet: str, *, shared: str = "", **parts: str) -> bytes:
    """A workbook of the fewest parts: ``sheet`` is what stands inside ``<worksheet>``, ``shared`` inside ``<sst>``.

    Further parts by name, ``__`` for ``/``: ``xl__styles="<styleSheet …>"`` is ``xl/styles.xml``.
    """
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    of_package = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "_rels/.rels": f'<Relationships xmlns="{of_package}"><Relationship Id="r" Type="{links}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="Ark1" sheetId="1" r:id="s"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{of_package}"><Relationship Id="s" Type="{links}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    }
    if shared:
        files["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{shared}</sst>'
    files |= {f"{name.replace('__', '/')}.xml": content for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()
