from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from books import xlsx

from kvadmin.errors import InvalidData, UsageError
from kvadmin.reading.opening import read_bytes, read_file
from kvadmin.reading.values import read_values

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOK = xlsx(("Ark1", [["Kommune"], ["Oslo"]]))


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.xlsx", "empty"),
        (b" \r\n ", "a.csv", "empty"),
        (b"\xef\xbb\xbf\n;;\n", "a.csv", "no content"),
        (xlsx(("Ark1", []), ("Ark2", [])), "a.xlsx", "no content"),
        (b"hello", "a.docx", "unknown file type"),
        (b"a;b", "a", "no ending"),
        (b"%PDF-1.4", "a.xlsx", "PDF"),
        (b"Kommune;Mottatt\n", "a.xlsx", "no .xlsx workbook"),
        (b"<html><table></table></html>", "a.xls", "web page"),
        (_BOOK[: len(_BOOK) // 2], "a.xlsx", "cannot be unpacked"),
        (_zip({"xl/workbook.xml": b"<x/>"}), "a.xlsx", "damaged"),
        (_zip({"word/document.xml": b"<x/>"}), "a.xlsx", "Word document"),
        (_zip({"readme.txt": b"x"}), "a.xlsx", "no workbook"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
        (_OLE + "WordDocument".encode("utf-16-le"), "a.xls", "Word document"),
        (_OLE + b"\x00" * 600, "a.xls", "damaged"),
        (b"a;b\x00c\n", "a.csv", "no text file"),
        (b'a;b\n"never ends;x\ny;z\n', "a.csv", "never ends"),
    ],
)
def test_what_cannot_be_read_is_said_plainly(data: bytes, name: str, said: str) -> None:
    with pytest.raises(InvalidData, match=said) as raised:
        read_bytes(data, name)
    assert raised.value.exit_code == 3
    assert name in (raised.value.where or "")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kvadmin.reading.opening._LARGEST_UNPACKED", 100)
    with pytest.raises(InvalidData, match="that is no list"):
        read_bytes(_BOOK, "a.xlsx")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        read_file(tmp_path / "none.xlsx")
    with pytest.raises(UsageError, match=r"folder|no file"):
        read_file(tmp_path)


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    file = tmp_path / "list.xls"
    file.write_bytes(_BOOK)
    assert read_file(file).kind == "xlsx"
    assert read_file(file).name == "list.xls"


@pytest.mark.parametrize(
    ("text", "said"), [("x" * 40_000, "40,000 characters"), ("a_x0007_b", "U\\+0007"), ("a\u202eb", "U\\+202E")]
)
def test_cells_that_cannot_be_are_named(text: str, said: str) -> None:
    # openpyxl writes no more than Excel's limit: the text is put in by hand
    data = xlsx(("Ark1", [["Kommune", "Merknad"], ["Oslo", "SENTINEL"]]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            new.writestr(each, old.read(each).replace(b"SENTINEL", text.encode()))
    with pytest.raises(InvalidData, match=said) as raised:
        read_bytes(out.getvalue(), "a.xlsx")
    assert raised.value.where == "Ark1!B2"


@pytest.mark.parametrize(("text", "said"), [("x" * 40_000, "40,000 characters"), ("a\x07b", "U\\+0007")])
def test_the_same_in_csv(text: str, said: str) -> None:
    with pytest.raises(InvalidData, match=said) as raised:
        read_bytes(f"Kommune;Merknad\nOslo;{text}\n".encode(), "a.csv")
    assert raised.value.where == "a.csv: line 2, column 2"


def test_values_alone_agree_with_the_full_reading() -> None:
    rows = [["Kommune", "Nr", "Tall"], ["Oslo", "0301", 9.5], [None, 301, True]]
    data = xlsx(("Ark1", rows), ("Ark2", [["x"]]))
    full, values = read_bytes(data, "a.xlsx"), read_values(data, "a.xlsx", "xlsx")
    assert [[cell.text for cell in row.cells] for row in full.sheets[0].rows] == [
        [cell.text for cell in row.cells] for row in values.sheets[0].rows
    ]
    assert [cell.where for cell in values.sheets[0].rows[1].cells] == ["Ark1!A2", "Ark1!B2", "Ark1!C2"]


def test_open_document_spreadsheets() -> None:
    head = '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    head += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    head += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    rows = (
        '<table:table table:name="Ark1"><table:table-row><table:table-cell office:value-type="string"><text:p>Bø</text:p>'
        '</table:table-cell><table:table-cell office:value-type="float" office:value="301"><text:p>301</text:p>'
        '</table:table-cell><table:table-cell office:value-type="date" office:date-value="2008-05-20"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?>{head}{rows}</office:spreadsheet></office:body></office:document-content>'
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    data = _zip(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )
    book = read_bytes(data, "a.ods")
    assert book.kind == "ods"
    row = book.sheets[0].rows[0]
    assert [cell.text for cell in row.cells] == ["Bø", "301", "20.05.2008"]
    assert row[2].where == "Ark1!C1"


def test_one_far_cell_does_not_make_millions(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.cell(1, 1).value = "Kommune"
    book.active.cell(1_048_576, 1).value = "Oslo"
    book.save(tmp_path / "far.xlsx")
    assert [row.number for row in read_file(tmp_path / "far.xlsx").sheets[0].rows] == [1, 1_048_576]
