"""Cells whose formula failed: the words that stand in them, in the languages of office programs."""

from __future__ import annotations

import re

#: As shown -> as Excel stores it. Norwegian Excel writes its own words into csv.
_WORDS = {
    "#N/A": "#N/A",
    "#I/T": "#N/A",
    "#DIV/0!": "#DIV/0!",
    "#VALUE!": "#VALUE!",
    "#VERDI!": "#VALUE!",
    "#REF!": "#REF!",
    "#NAME?": "#NAME?",
    "#NAVN?": "#NAME?",
    "#NUM!": "#NUM!",
    "#NULL!": "#NULL!",
    "#GETTING_DATA": "#GETTING_DATA",
    "#SPILL!": "#SPILL!",
    "#CALC!": "#CALC!",
}
_NUMBERED = re.compile(r"(?:Err|Feil):\d{3}$")
#: What Excel saves as csv when a column is too narrow for its figure or date: the content is lost.
_TOO_NARROW = re.compile(r"#{4,}$")


def error_word(text: str) -> str:
    """``#N/A`` for a cell that shows ``#N/A`` or ``#I/T``; nothing for other text. LibreOffice's ``Err:502`` stays."""
    if not text.startswith(("#", "Err:", "Feil:")):
        return ""
    text = text.strip()
    return _WORDS.get(text.upper(), "") or (text if _NUMBERED.match(text) or _TOO_NARROW.match(text) else "")
