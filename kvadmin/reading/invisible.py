"""Characters that nobody sees and that come along from elsewhere: left out, counted, and said.

Ctrl-Z and NUL at the ends of a text (DOS, databases), marks of direction (telephone numbers copied from a contact
card), zero-width blanks and joiners, soft hyphens and byte order marks (web pages); vertical tabs and the other line
breaks of Access, Excel and Word are line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from kvadmin.translation import tr

#: What may need a change at all; ``\r`` is a line break and no remark.
_SUSPECT = re.compile(
    "[\x00\x0b\x0c\r\x1a\x1e\x1f\x85\u00ad\u061c\u200b-\u200f\u2028\u2029\u202a-\u202d\u2060\u2066-\u2069\ufeff]"
)
_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
#: U+001F is Word's soft hyphen. The override to the left (U+202E) is not here: with it a person sees another text.
_DROPPED = re.compile("[\x1f\u00ad\u061c\u200b-\u200f\u202a-\u202d\u2060\u2066-\u2069\ufeff]")
_AT_ENDS = re.compile(r"^[\x00\x1a]+|[\x00\x1a]+(?=\s*$)")


@dataclass(slots=True)
class LeftOut:
    """How many invisible characters were left out or read as line breaks, and where the first stood."""

    number: int = 0
    first: int = 0
    where: str = ""

    def remarks(self) -> tuple[str, ...]:
        """The sentence about them; nothing when there were none."""
        if not self.number:
            return ()
        return (
            tr(
                "invisible characters left out or read as line breaks: {number:,}, the first (U+{first:04X}) "
                "in {where}",
                number=self.number,
                first=self.first,
                where=self.where,
            ),
        )


_COUNTED: ContextVar[LeftOut | None] = ContextVar("left_out", default=None)


@contextmanager
def counted() -> Iterator[LeftOut]:
    """Count what :func:`without_invisible` leaves out while a file is read; the readers need not carry it along."""
    left_out = LeftOut()
    token = _COUNTED.set(left_out)
    try:
        yield left_out
    finally:
        _COUNTED.reset(token)


def may_have_invisible(text: str) -> bool:
    """Whether :func:`without_invisible` has to look closer."""
    return _SUSPECT.search(text) is not None


def without_invisible(text: str, where: str) -> str:
    """The text without invisible characters, and with one kind of line break.

    Args:
        text: A cell's text.
        where: The cell, for the remark.
    """
    if not _SUSPECT.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = [match[0] for pattern in (_AT_ENDS, _BREAKS, _DROPPED) for match in pattern.finditer(text)]
    found += ["\x1e"] * text.count("\x1e")
    if not found:
        return text
    left_out = _COUNTED.get()
    if left_out is not None:
        if not left_out.number:
            left_out.first, left_out.where = ord(found[0][0]), where
        left_out.number += sum(map(len, found))
    text = _DROPPED.sub("", _BREAKS.sub("\n", _AT_ENDS.sub("", text)))
    return text.replace("\x1e", "-")  # Word's hyphen that does not break
