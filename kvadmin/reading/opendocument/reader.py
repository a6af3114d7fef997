"""Opening an OpenDocument spreadsheet, packed (.ods) or one flat XML file (.fods)."""

from __future__ import annotations

import io
import zipfile
from typing import NoReturn
from xml.parsers import expat

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import Book
from kvadmin.reading.opendocument.content import ContentReader
from kvadmin.reading.opendocument.names import OFFICE
from kvadmin.reading.opendocument.styles import Attributes, OdsStyles
from kvadmin.translation import tr

#: Elements below which styles stand, and below which cells do.
_STYLES = {f"{OFFICE}styles", f"{OFFICE}automatic-styles"}
_BODY = f"{OFFICE}spreadsheet"


def read_ods(data: bytes, name: str) -> Book:
    """Read an .ods or .fods file.

    Raises:
        InvalidData: The file is damaged or protected by a password, or a cell is too long or has control characters.
    """
    styles = OdsStyles()
    content = ContentReader(name, styles)
    try:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                _refuse_encrypted(packed, name)
                if "styles.xml" in packed.namelist():
                    _parse(packed.read("styles.xml"), styles, None, name)
                _parse(packed.read("content.xml"), styles, content, name)
        else:
            _parse(data, styles, content, name)
    except InvalidData:
        raise
    except Exception as problem:  # a damaged file fails in many ways, all of them mean this
        raise InvalidData(
            tr("the workbook is damaged ({name})", name=type(problem).__name__),
            where=name,
            hint=tr("open it in LibreOffice, let it be repaired, and save it again"),
            code="damaged-file",
        ) from problem
    return Book(name, "ods", tuple(content.sheets))


def _refuse_encrypted(packed: zipfile.ZipFile, name: str) -> None:
    names = packed.namelist()
    manifest = packed.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    locked = any(each.flag_bits & 1 for each in packed.infolist())
    if locked or "encrypted-package" in names or b"encryption-data" in manifest:
        from kvadmin.reading.values import password_protected

        raise password_protected(name)


def _parse(xml: bytes, styles: OdsStyles, content: ContentReader | None, name: str) -> None:
    _Parts(styles, content, name).parse(xml)


class _Parts:
    """Sends the elements below the styles to the one and those below the body to the other."""

    def __init__(self, styles: OdsStyles, content: ContentReader | None, name: str) -> None:
        self._styles, self._content, self._name = styles, content, name
        self._parser = expat.ParserCreate(namespace_separator=" ")

    def parse(self, xml: bytes) -> None:
        """Read one part of the document."""
        self._parser.buffer_text = True
        self._parser.buffer_size = 65536
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._outside()
        self._parser.Parse(xml, True)

    def _refuse(self, *_: object) -> NoReturn:
        raise InvalidData(
            tr("the workbook declares XML entities; no office program does that"),
            where=self._name,
            hint=tr("open it in LibreOffice and save it again"),
            code="damaged-file",
        )

    def _outside(self) -> None:
        parser = self._parser
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._start, None, None

    def _start(self, element: str, _: Attributes) -> None:
        reader: OdsStyles | ContentReader | None = None
        if element in _STYLES:
            reader = self._styles
        elif element == _BODY:
            reader = self._content
        if reader is not None:
            end = reader.end

            def ended(name: str) -> None:
                if name == element:
                    self._outside()
                else:
                    end(name)

            self._parser.StartElementHandler, self._parser.EndElementHandler = reader.start, ended
            self._parser.CharacterDataHandler = reader.text
