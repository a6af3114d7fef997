"""Texts as people type them: one line, without what a file or a terminal would take for something else."""

from __future__ import annotations

from typing import Any

from kvadmin.translation import tr
from kvadmin.wording.folding import squash

#: Characters of the longest line.
_LONGEST = 500


def one_line(raw: Any) -> str:
    """One line of text; blanks around it and runs of blanks in it go.

    Raises:
        ValueError: It has control characters, or is longer than a line can be.
    """
    text = squash(str(raw))
    if any(ord(char) < ord(" ") or 0x7F <= ord(char) < 0xA0 for char in text):
        raise ValueError(tr("{raw} has control characters", raw=shown(raw)))
    if len(text) > _LONGEST:
        raise ValueError(tr("{raw} is too long ({number:,} characters)", raw=shown(raw), number=len(text)))
    return text


def shown(raw: Any) -> str:
    """What was written, in quotation marks and short enough for a message."""
    text = str(raw)
    return repr(text if len(text) <= 40 else f"{text[:37]}...")
