"""Texts as people type them: one line, without what a file or a terminal would take for something else."""

from __future__ import annotations

import re
from typing import Any

from kvadmin.translation import tr
from kvadmin.wording.folding import squash

#: Characters of the longest line.
_LONGEST = 500


#: What no document can print, and what makes a person see another text than stands there (U+202E).
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2061-\u206f\ufff9-\ufffb\ufffe\uffff]")


def one_line(raw: Any) -> str:
    """One line of text; blanks around it and runs of blanks in it go.

    Raises:
        ValueError: It has control characters, or is longer than a line can be.
    """
    text = squash(str(raw))
    if _CONTROL.search(text):
        raise ValueError(tr("{raw} has control characters", raw=shown(raw)))
    if len(text) > _LONGEST:
        raise ValueError(tr("{raw} is too long ({number:,} characters)", raw=shown(raw), number=len(text)))
    return text


def shown(raw: Any) -> str:
    """What was written, in quotation marks and short enough for a message."""
    text = str(raw)
    return repr(text if len(text) <= 40 else f"{text[:37]}...")
