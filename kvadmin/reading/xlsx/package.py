"""The zip of an Office file (Open Packaging Conventions, ECMA-376 part 2): parts, and which part belongs to which."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from urllib.parse import unquote
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser
from xml.parsers import expat

from kvadmin.errors import InvalidData
from kvadmin.translation import tr

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another names: its id there, the last word of its type (``worksheet``), and where it lies."""

    id: str
    kind: str
    part: str


class Package:
    """An Office file.

    Parts are found whatever the case of their names and whichever way their slashes lean, since the standard
    calls names that differ in case the same, and Excel and LibreOffice open such files.

    Raises:
        zipfile.BadZipFile: The data is no zip.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._packed = zipfile.ZipFile(io.BytesIO(data))
        self._members = {_key(each.filename): each.filename for each in self._packed.infolist()}

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._members

    def stored_name(self, part: str) -> str:
        """The part's name as the zip spells it."""
        return self._members[_key(part)]

    def growing(self, part: str) -> Iterator[Element]:
        """The root of a part, again and again while it is read, and at last whole.

        Of a root that still grows the last child may be unfinished, and so on downwards; all others are whole. What is
        done with may be deleted from it, so that a large part is never in memory as a whole. An event for each
        element would be the common way, and costs a third more.

        Raises:
            InvalidData: The part declares a document type: entities could make a small file endless.
            KeyError: There is no such part.
            xml.etree.ElementTree.ParseError: It is no XML.
        """
        builder = TreeBuilder()
        above = builder.start("above", {})
        parser = XMLParser(target=builder)  # noqa: S314 - document types, and entities with them, are refused below
        with self._packed.open(self.stored_name(part)) as stream:
            read = self._prolog(stream, part)
            while read:
                parser.feed(read)
                yield from above
                read = stream.read(_CHUNK)
        parser.close()
        yield from above

    def root(self, part: str) -> Element:
        """The root of a part, whole; what can be raised is what :meth:`growing` raises."""
        *_, root = self.growing(part)
        return root

    def relations(self, part: str = "") -> list[Relation]:
        """The parts that a part names; without one, those that the package itself names."""
        folder, name = posixpath.split(part)
        described = posixpath.join(folder, "_rels", f"{name}.rels")
        if described not in self:
            return []
        return [
            Relation(
                each.get("Id", ""), each.get("Type", "").rpartition("/")[2], _target(folder, each.get("Target", ""))
            )
            for each in self.root(described)
            if each.get("TargetMode") != "External"
        ]

    def _prolog(self, stream: IO[bytes], part: str) -> bytes:
        """Read as far as the first element, and refuse a document type before it."""
        parser = expat.ParserCreate()
        opened: list[str] = []

        def refuse(*_: object) -> None:
            raise InvalidData(
                tr("the workbook declares a document type in its XML; no spreadsheet program writes one"),
                where=f"{self.name}: {self.stored_name(part)}",
                hint=tr("open it in Excel or LibreOffice and save it as .xlsx"),
                code="damaged-file",
            )

        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler = lambda tag, _: opened.append(tag)
        read, ended = b"", False
        while not opened and not ended:
            chunk = stream.read(_CHUNK)
            read, ended = read + chunk, not chunk
            try:
                parser.Parse(chunk, ended)  # newer ones may put off what they were given until they hear of the end
            except expat.ExpatError:
                break  # the real parsing says so
        return read


def taken(parent: Element, *, growing: bool = False) -> list[Element]:
    """The children of an element, taken out of it; while it grows, without the last, which may be unfinished."""
    count = max(len(parent) - growing, 0)
    children = parent[:count]
    del parent[:count]
    return children


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace, of which there are two: transitional and strict."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """An attribute whatever its namespace (``r:id``)."""
    return next((value for key, value in element.items() if local(key) == name), None)


def is_true(value: str | None) -> bool:
    """An XML boolean; False when it is not given."""
    return value is not None and value.strip().lower() in ("1", "true", "on")


def _key(part: str) -> str:
    return unquote(part.replace("\\", "/").lstrip("/")).lower()


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
