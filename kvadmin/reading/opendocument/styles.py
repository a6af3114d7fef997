"""Styles: what is struck through, which sheets and rows are hidden, and number formats as Excel writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kvadmin.reading.opendocument.names import LIBREOFFICE, NUMBER, STYLE, TABLE

Attributes = Mapping[str, str]

_FORMATS = {f"{NUMBER}{kind}-style" for kind in ("number", "percentage", "currency", "date", "time", "boolean", "text")}
_STRIKES = (f"{STYLE}text-line-through-style", f"{STYLE}text-line-through-type")
#: The format of figures that are shown as TRUE and FALSE.
TRUTH = "BOOLEAN"
#: Parents followed at most: a style that is its own parent is damage.
_DEEPEST = 50
#: Digits that a format may ask for.
_MOST_DIGITS = 30


@dataclass(slots=True)
class _Style:
    """One style: its parent's name, whether it strikes through (None: as its parent), the name of its number format."""

    parent: str = ""
    struck: bool | None = None
    number_format: str = ""
    hidden: bool = False


@dataclass(slots=True)
class _NumberFormat:
    percentage: bool
    elapsed: bool
    parts: list[str] = field(default_factory=list)
    first_section: str = ""


class OdsStyles:
    """The styles of a document, filled by :meth:`start`, :meth:`text` and :meth:`end` as they are met."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self._formats: dict[str, _NumberFormat] = {}
        self._style: _Style | None = None
        self._format: _NumberFormat | None = None
        self._literal = False
        self._codes: dict[str, str] = {}
        self._struck_cells: dict[str, bool] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name in (f"{STYLE}style", f"{STYLE}default-style"):
            self._style = _Style(
                attributes.get(f"{STYLE}parent-style-name", ""),
                number_format=attributes.get(f"{STYLE}data-style-name", ""),
            )
            key = attributes.get(f"{STYLE}family", ""), attributes.get(f"{STYLE}name", "")
            self._styles[key] = self._style
        elif name in _FORMATS:
            elapsed = attributes.get(f"{NUMBER}truncate-on-overflow") == "false"
            self._format = _NumberFormat(name == f"{NUMBER}percentage-style", elapsed)
            self._formats[attributes.get(f"{STYLE}name", "")] = self._format
        elif self._format is not None:
            self._in_format(self._format, name, attributes)
        elif self._style is not None:
            self._in_style(self._style, name, attributes)

    def text(self, data: str) -> None:
        """Text inside the element that is open."""
        if self._literal and self._format is not None:
            sign = self._format.percentage and data.strip() == "%"
            self._format.parts.append(data if sign else '"{}"'.format(data.replace('"', "")))

    def end(self, name: str) -> None:
        """An element ends."""
        if name in (f"{STYLE}style", f"{STYLE}default-style"):
            self._style = None
        elif name in _FORMATS:
            self._format = None
        elif name == f"{NUMBER}text":
            self._literal = False

    def struck(self, family: str, name: str) -> bool | None:
        """Whether the style or the first of its parents that says anything strikes through; None when none says."""
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                break
            if style.struck is not None:
                return style.struck
            name = style.parent
            if not name:
                break
        default = self._styles.get((family, ""))
        return default.struck if default else None

    def cell_struck(self, name: str) -> bool:
        """Whether cells of that style are struck through."""
        if name not in self._struck_cells:
            self._struck_cells[name] = bool(self.struck("table-cell", name or "Default"))
        return self._struck_cells[name]

    def hidden(self, family: str, name: str) -> bool:
        """Whether tables of that style are not displayed, or rows have no height."""
        style = self._styles.get((family, name))
        return style is not None and style.hidden

    def number_format(self, name: str) -> str:
        """The number format of cells of that style as Excel writes it: ``0.0%``, ``0000``, ``[h]:mm:ss``."""
        if name not in self._codes:
            self._codes[name] = self._code(self._format_of(name or "Default"))
        return self._codes[name]

    def _format_of(self, name: str) -> _NumberFormat | None:
        for _ in range(_DEEPEST):
            style = self._styles.get(("table-cell", name))
            if style is None:
                return None
            if style.number_format:
                return self._formats.get(style.number_format)
            name = style.parent
        return None

    def _code(self, found: _NumberFormat | None) -> str:
        if found is None:
            return "General"
        # The section for positive figures stands in a style of its own when there are several sections.
        first = self._formats.get(found.first_section, found)
        return "[h]:mm:ss" if first.elapsed else "".join(first.parts) or "General"

    def _in_style(self, style: _Style, name: str, attributes: Attributes) -> None:
        if name == f"{STYLE}text-properties":
            said = [attributes[key] for key in _STRIKES if key in attributes]
            if said:
                style.struck = any(each != "none" for each in said)
        elif name == f"{STYLE}table-properties":
            style.hidden = attributes.get(f"{TABLE}display") == "false"
        elif name == f"{STYLE}table-row-properties":
            height = attributes.get(f"{STYLE}row-height", "1")
            style.hidden = height.rstrip("abcdefghijklmnopqrstuvwxyz").strip("0.") == ""

    def _in_format(self, found: _NumberFormat, name: str, attributes: Attributes) -> None:
        if name == f"{NUMBER}number":
            found.parts.append(_digits(attributes, percentage=found.percentage))
        elif name == f"{NUMBER}scientific-number":
            found.parts.append("0.00E+00")
        elif name == f"{NUMBER}boolean":
            found.parts.append(TRUTH)
        elif name == f"{NUMBER}text":
            self._literal = True
        elif name == f"{STYLE}map" and not found.first_section:
            found.first_section = attributes.get(f"{STYLE}apply-style-name", "")


def _digits(attributes: Attributes, *, percentage: bool) -> str:
    """``0000`` for four digits at least, ``0.0`` with one decimal, ``0.0#`` with one or two."""
    places = attributes.get(f"{NUMBER}decimal-places")
    named = (attributes.get(f"{space}min-decimal-places") for space in (NUMBER, LIBREOFFICE))
    least = next((each for each in named if each), places)
    whole = min(int(attributes.get(f"{NUMBER}min-integer-digits", "1") or 1), _MOST_DIGITS)
    grouped = attributes.get(f"{NUMBER}grouping") == "true"
    if places is None and whole <= 1 and not grouped:
        return "0" if percentage else "General"
    decimals, sure = min(int(places or 0), _MOST_DIGITS), min(int(least or 0), _MOST_DIGITS)
    if f"{NUMBER}decimal-replacement" in attributes:
        sure = 0
    code = "#,##0" if grouped else "0" * whole or "#"
    return f"{code}.{'0' * sure}{'#' * (decimals - sure)}" if decimals else code
