"""Texts of a workbook: plain or in pieces with fonts of their own, of which some may be struck through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, NoReturn
from xml.etree.ElementTree import Element

from kvadmin.errors import InvalidData
from kvadmin.reading.cells import checked
from kvadmin.reading.xlsx.package import Package, local, taken
from kvadmin.reading.xlsx.styles import strikes
from kvadmin.translation import tr


class Text(NamedTuple):
    """One text.

    Attributes:
        text: Without the pieces that are struck through, unless all of them are.
        struck: All of it is struck through, in a cell that is not.
        struck_in_struck: All of it is struck through, in a cell that is: a piece with a font of its own may not be.
    """

    text: str
    struck: bool = False
    struck_in_struck: bool = True


class SharedTexts(dict[str, Text | None]):
    """The table of texts that cells name by number, each checked once; None for a faulty one, or when there is none.

    Looked up as a dictionary, in C, by the number as it stands in the cell.
    """

    def __init__(self, package: Package, part: str) -> None:
        super().__init__()
        self._count = 0
        self._faulty: dict[str, str] = {}
        if part not in package:
            return
        root = None
        for root in package.growing(part):
            self._take_all(taken(root, growing=True))
        if root is not None:
            self._take_all(taken(root))

    def _take_all(self, elements: Iterable[Element]) -> None:
        for element in elements:
            if local(element.tag) == "si":
                self._take(read_text(element))

    def _take(self, text: Text) -> None:
        number = str(self._count)
        self._count += 1
        try:
            self[number] = text._replace(text=checked(text.text, ""))
        except InvalidData:  # the cell that shows it will say where
            self._faulty[number] = text.text

    def __missing__(self, number: str) -> Text | None:
        """Of `` 07``; no program writes that."""
        plain = number.strip().lstrip("0") or "0"
        return self.get(plain) if number.strip().isdecimal() else None

    def refuse(self, number: str, where: str) -> NoReturn:
        """Say of a number that has no text what is wrong with it.

        Raises:
            InvalidData: No cell can hold its text, or there is none.
        """
        checked(self._faulty.get(number, ""), where)
        raise InvalidData(
            tr("the cell shows text {number} of the workbook, which has {count}", number=number, count=self._count),
            where=where,
            hint=tr("open it in Excel or LibreOffice, let it be repaired, and save it again"),
            code="damaged-file",
        )


def read_text(element: Element) -> Text:
    """The text of an ``si`` or ``is`` element, not checked yet; how to pronounce it (``rPh``) is no part of it."""
    pieces: list[tuple[str, bool | None]] = []
    for child in element:
        kind = local(child.tag)
        if kind == "t":
            pieces.append((child.text or "", None))
        elif kind == "r":
            pieces.append(_run(child))
    if all(struck is None for _, struck in pieces):
        return Text("".join(text for text, _ in pieces))
    kept = "".join(text for text, struck in pieces if not struck)
    shown = [struck for text, struck in pieces if text.strip()]
    return Text(
        kept if kept.strip() else "".join(text for text, _ in pieces),
        bool(shown) and all(shown),
        bool(shown) and all(struck is not False for struck in shown),
    )


def plain_text(element: Element) -> str:
    """All of a text whatever its fonts."""
    return "".join(
        _run(child)[0] if local(child.tag) == "r" else child.text or "" for child in element if local(child.tag) in "rt"
    )


def _run(run: Element) -> tuple[str, bool | None]:
    """A piece of text, and whether its own font strikes it; None when it has the cell's font."""
    text, struck = "", None
    for child in run:
        kind = local(child.tag)
        if kind == "t":
            text += child.text or ""
        elif kind == "rPr":
            struck = strikes(child)
    return text, struck
