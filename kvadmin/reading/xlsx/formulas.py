"""Formulas that many cells share: written once, and moved to each of the others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kvadmin.reading.cells import column_letters, column_number

#: What stays as it is (texts, names of sheets, names, functions, structured references), or a reference that moves.
_PARTS = re.compile(
    r"""(?P<kept>"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\])"""
    r"""|(?<![\w.$])(?P<letters>\$?[A-Za-z]{1,3})(?P<line>\$?\d{1,7})(?![\w.(!])"""
)


@dataclass(frozen=True, slots=True)
class SharedFormula:
    """A formula with the cell it was written for; ``line`` and ``column`` from 1."""

    text: str
    line: int
    column: int

    def moved(self, line: int, column: int) -> str:
        """The formula as it reads in another cell: relative references move along, ``$`` ones stay."""
        down, right = line - self.line, column - self.column

        def move(found: re.Match[str]) -> str:
            if found["kept"] is not None:
                return found[0]
            letters, number = found["letters"], found["line"]
            if not letters.startswith("$"):
                at = column_number(letters.upper()) + right
                if at < 1:
                    return "#REF!"
                letters = column_letters(at - 1)
            if not number.startswith("$"):
                if int(number) + down < 1:
                    return "#REF!"
                number = str(int(number) + down)
            return letters + number

        return _PARTS.sub(move, self.text)
