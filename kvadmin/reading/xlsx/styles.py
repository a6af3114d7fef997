"""Styles of cells, as far as they carry meaning: the number format, and whether the text is struck through."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element

from kvadmin.reading.xlsx.package import Package, is_true, local

#: The formats that have a number instead of a code in the file (ECMA-376 part 1, 18.8.30), those of currencies and
#: accounts as Excel has them.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_)',
    6: '"$"#,##0_)',
    7: '"$"#,##0.00_)',
    8: '"$"#,##0.00_)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_)",
    38: "#,##0_)",
    39: "#,##0.00_)",
    40: "#,##0.00_)",
    41: "_(* #,##0_)",
    42: '_("$"* #,##0_)',
    43: "_(* #,##0.00_)",
    44: '_("$"* #,##0.00_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE = re.compile(r"[dmhys]", re.IGNORECASE)
#: Names that programs write in place of a code.
_GENERAL = ("general", "standard", "generell", "")


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What a cell's style says.

    Attributes:
        number_format: The code, ``0.0%``; ``General`` when there is none.
        struck: The text is struck through.
        shows: What a number in the cell is.
    """

    number_format: str = "General"
    struck: bool = False
    shows: Literal["number", "date", "duration"] = "number"


def read_styles(package: Package, part: str) -> list[CellStyle]:
    """The styles in the order that cells count them; none when the workbook has no such part.

    Only direct children are read: the formats of conditional formatting have the same names further in.
    """
    if part not in package:
        return []
    children = {local(each.tag): each for each in package.root(part)}
    codes = dict(_BUILT_IN)
    for each in children.get("numFmts", ()):
        codes[_index(each.get("numFmtId"))] = each.get("formatCode", "")
    struck = [strikes(font) for font in children.get("fonts", ()) if local(font.tag) == "font"]
    styles = []
    for each in children.get("cellXfs", ()):
        code, font = codes.get(_index(each.get("numFmtId")), ""), _index(each.get("fontId"))
        styles.append(cell_style(code, struck=struck[font] if font < len(struck) else False))
    return styles


def cell_style(code: str, *, struck: bool = False) -> CellStyle:
    """The style of a number format's code."""
    if code.strip().lower() in _GENERAL:
        return CellStyle(struck=struck)
    first = code.partition(";")[0]
    if _DURATION.search(first):
        return CellStyle(code, struck, "duration")
    return CellStyle(code, struck, "date" if _DATE.search(_LITERAL.sub("", first)) else "number")


def strikes(font: Iterable[Element]) -> bool:
    """``<strike/>`` in a font or in the properties of a piece of text; without ``val`` it is meant."""
    return any(is_true(each.get("val", "1")) for each in font if local(each.tag) == "strike")


def _index(value: str | None) -> int:
    """A number of a style, a font, a format; 0, which is the default of each, when it is none."""
    return int(value) if value and value.isdecimal() else 0
