"""Telling by its content what a file is, and reading it; every refusal says what the file is instead."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from kvadmin.errors import InvalidData, UsageError
from kvadmin.reading.cells import Book
from kvadmin.reading.invisible import counted
from kvadmin.translation import tr

Names = Callable[[], Collection[str]]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How .xls files of Excel 2 to 4 begin, which stand in no OLE container.
_BARE_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".tab")
_CARD_ENDINGS = (".vcf", ".vcard")
_BOOK_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".fods")
#: Unpacked, no list kept by hand is larger; beyond it lies a zip bomb.
_LARGEST_UNPACKED = 1_000_000_000


def read_file(path: Path, *, names: Names | None = None) -> Book:
    """Read a workbook, csv or contact cards.

    Args:
        path: .xlsx, .xlsm, .xls, .xlsb, .ods, .fods, .csv, .tsv or .txt; contact cards in .vcf.
        names: Gives the names of municipalities and counties as they are written. They decide what encoding a csv is
            in where its letters alone do not; asked only then.

    Raises:
        UsageError: There is no such file.
        InvalidData: The file is empty, of an unknown type, damaged, or protected by a password.
    """
    return read_bytes(read_content(path), path.name, names=names)


def read_content(path: Path) -> bytes:
    """The content of a file that a person names.

    Raises:
        UsageError: There is no such file.
        InvalidData: It cannot be read.

    Added in version 0.2.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as problem:
        raise no_file(path, problem) from None
    except OSError as problem:
        hint = tr("check its permissions, and whether it is open elsewhere")
        raise InvalidData(
            tr("the file cannot be read: {strerror}", strerror=problem.strerror),
            where=str(path),
            hint=hint,
            code="unreadable-file",
        ) from problem


def no_file(path: Path, problem: OSError) -> UsageError:
    """The error for a file that a person named and that is not there, or is a folder."""
    if isinstance(problem, IsADirectoryError):
        return UsageError(
            tr("there is no file {path}: it is a folder", path=path),
            where=str(path),
            hint=tr("name a file in it"),
            code="no-such-file",
        )
    hint = tr("it is looked for in {cwd}", cwd=Path.cwd()) if not path.is_absolute() else tr("check the spelling")
    return UsageError(tr("there is no file {path}", path=path), where=str(path), hint=hint, code="no-such-file")


def read_bytes(data: bytes, name: str, *, names: Names | None = None) -> Book:
    """Read a file's content.

    Args:
        data: The bytes of the file.
        name: The file's name, whose ending decides only between text and workbook.
        names: As :func:`read_file`.

    Raises:
        InvalidData: As :func:`read_file`.
    """
    if not data.strip():
        raise InvalidData(tr("the file is empty"), where=name, hint=tr("fetch or export it again"), code="empty-file")
    kind = _kind(data, name)
    with counted() as left_out:
        book = _read(data, name, kind, names)
    remarks = [*book.remarks, *left_out.remarks()]
    if book.unseen:
        from kvadmin.reading.values import unseen_remark

        remarks.append(unseen_remark(book))
    book = replace(book, remarks=tuple(remarks))
    if not any(sheet.rows for sheet in book.sheets):
        raise InvalidData(
            tr("the file has no content: every sheet is empty"),
            where=name,
            hint=tr("fetch or export it again"),
            code="empty-file",
        )
    return book


def _read(data: bytes, name: str, kind: str, names: Names | None) -> Book:
    if kind == "csv":
        from kvadmin.reading.csvtext.separated import read_separated

        return read_separated(data, name, names=names)
    if kind == "vcf":
        from kvadmin.reading.vcards.reader import read_vcards

        return read_vcards(data, name, names=names)
    if kind == "xlsx":
        from kvadmin.reading.xlsx.workbook import read_xlsx

        return read_xlsx(data, name)
    if kind == "ods":
        from kvadmin.reading.opendocument.reader import read_ods

        return read_ods(data, name)
    if kind == "xls":
        from kvadmin.reading.xls import read_xls

        return read_xls(data, name)
    from kvadmin.reading.values import read_values

    return read_values(data, name, kind)


def _kind(data: bytes, name: str) -> str:
    ending = Path(name).suffix.lower()
    if data.startswith(b"PK"):
        return _zip_kind(data, name)
    if data.startswith(_OLE):
        return _ole_kind(data, name)
    if ending == ".xls" and data.startswith(_BARE_BIFF):
        return "xls"
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<?xml") and b"opendocument.spreadsheet" in data[:10_000]:
        return "ods"
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise InvalidData(
            tr("this is a web page or XML, whatever its name says"),
            where=name,
            hint=tr("open it in Excel or LibreOffice and save it as .xlsx"),
            code="unknown-file-type",
        )
    if start.startswith(b"%pdf"):
        raise _unknown(name, "this is a PDF")
    if ending in _CARD_ENDINGS or start.replace(b"\0", b"").lstrip(b"\xff\xfe").startswith(b"begin:vcard"):
        return "vcf"
    if ending in _TEXT_ENDINGS:
        return "csv"
    if ending in _BOOK_ENDINGS:
        raise InvalidData(
            tr("this is no {ending} workbook, or a damaged one", ending=ending),
            where=name,
            hint=tr("open it in Excel or LibreOffice and save it as .xlsx; a csv file must end in .csv"),
            code="damaged-file",
        )
    raise _unknown(
        name,
        tr("files ending in {ending!r} are not read", ending=ending) if ending else tr("the file's name has no ending"),
    )


def _zip_kind(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            # Excel and LibreOffice find parts whatever the case of their names and the way their slashes lean.
            names = {each.replace("\\", "/").lower() for each in packed.namelist()}
            size = sum(each.file_size for each in packed.infolist())
            mimetype = packed.read("mimetype")[:100] if "mimetype" in packed.namelist() else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as problem:
        raise InvalidData(
            tr("the workbook is damaged: it cannot be unpacked"),
            where=name,
            hint=tr("fetch it again, or open it in Excel or LibreOffice and save it again"),
            code="damaged-file",
        ) from problem
    if size > _LARGEST_UNPACKED:
        raise InvalidData(
            tr("the workbook unpacks to {size:,} bytes; that is no list", size=size), where=name, code="damaged-file"
        )
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if "[content_types].xml" in names and any(each.startswith("xl/") for each in names):
        return "xlsx"
    raise _unknown(name, tr("this is a Word document") if "word/document.xml" in names else tr("this is no workbook"))


def _ole_kind(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        from kvadmin.reading.values import password_protected

        raise password_protected(name)
    if "WordDocument".encode("utf-16-le") in data:
        raise _unknown(name, "this is a Word document")
    return "xls"


def _unknown(name: str, what: str) -> InvalidData:
    return InvalidData(
        tr("unknown file type: {what}", what=what),
        where=name,
        hint=tr("give an .xlsx, .xls, .ods or .csv file, or contact cards (.vcf)"),
        code="unknown-file-type",
    )
