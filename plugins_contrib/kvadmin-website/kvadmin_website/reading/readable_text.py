"""Text without what nobody sees and no page or feed may hold: control characters, signs that turn lines round."""

from __future__ import annotations

import re
from unicodedata import normalize

#: Control characters but for tab and line ends, signs that embed or override the direction of writing, and what XML 1.0
#: does not have.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def readable(text: str) -> str:
    """The text, composed (NFC), without them; a control character that parts two words leaves a space."""
    return UNREADABLE.sub(lambda found: " " if found[0] in "\x0b\x0c\x85" else "", normalize("NFC", text))
