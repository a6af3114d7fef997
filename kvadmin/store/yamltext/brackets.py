"""Cuts between the brackets of a list or mapping on one line or on several.

A comment belongs to the item on whose line it stands, the one before it: it goes when that item goes, and a new item
is put behind it, not between the two. A comment on a line of its own stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Where an item starts and ends.
Extent = tuple[int, int]
_GAP = re.compile(r"[ \t]*(?:#[^\n]*)?\r?\n?")


def insert(text: str, items: Sequence[Extent], index: int, new: str, eol: str) -> str:
    """Put ``new`` (items as they stand between brackets) before the item at ``index`` or behind the last one."""
    if index < len(items):
        at = items[index][0]
        return f"{text[:at]}{new}, {text[at:]}"
    start, end = items[-1]
    comma = _comma_after(text, end)
    stop = _line_end(text, end)
    said = _comment_in(text, end if comma is None else comma + 1, stop)
    if said is None:
        return f"{text[:end]}, {new}{text[end:]}"
    head = text[:end] + ("" if comma is not None else ",") + text[end:stop]
    return f"{head}{eol}{' ' * _column(text, items, start)}{new}{',' if comma is not None else ''}{text[stop:]}"


def remove(text: str, items: Sequence[Extent], index: int) -> str:
    """Take one of the items out, with the comma and the comment that belong to it."""
    start, end = items[index]
    comma = _comma_after(text, end)
    last = index == len(items) - 1
    stop = comma + 1 if comma is not None else end
    said = _comment_in(text, end, _line_end(text, end))
    if said is not None:  # `a # why` and the comma, if any, on the next line
        text = text[:end] + text[said:]
        return remove(text, _shifted(items, end, said - end), index)
    if "\n" not in text[end:stop]:
        said = _comment_in(text, stop, _line_end(text, stop))
        text = text if said is None else text[:stop] + text[said:]
    if last and index and comma is None:
        before = _comma_before(text, items[index - 1][1], start)
        if not text[before + 1 : start].strip(" \t\r\n"):
            return text[:before] + text[stop:]
    return _closed(text, start, stop)  # the comma of a line with a comment stays: YAML allows one at the end


def _closed(text: str, start: int, stop: int) -> str:
    """The text without a range, and without the blanks or the empty line that it would leave."""
    line = text.rfind("\n", 0, start) + 1
    end = _line_end(text, stop)
    first, alone = not text[line:start].strip(" "), not text[stop:end].strip(" \t\r")
    if first and alone and end < len(text):
        return text[:line] + text[end + _break(text, end) :]
    after = stop + len(text[stop:end]) - len(text[stop:end].lstrip(" "))
    if alone or text[after : after + 1] in "]}":
        return text[:start].rstrip(" ") + text[stop:] if not first else text[:start] + text[after:]
    return text[:start] + text[after:]


def _comma_after(text: str, end: int) -> int | None:
    """The comma behind an item, past blanks, line breaks and comments."""
    at = end
    while at < len(text) and (found := _GAP.match(text, at)) and found.end() > at:
        at = found.end()
    return at if text[at : at + 1] == "," else None


def _comma_before(text: str, end: int, start: int) -> int:
    """The comma between the end of one item and the start of the next."""
    at = _comma_after(text, end)
    if at is None or at >= start:
        raise LookupError(start)
    return at


def _comment_in(text: str, at: int, stop: int) -> int | None:
    """Where the comment ends that is all there is between an index and the end of its line."""
    return stop if text[at:stop].lstrip(" \t").startswith("#") else None


def _shifted(items: Sequence[Extent], at: int, by: int) -> list[Extent]:
    return [(start - by if start > at else start, end - by if end > at else end) for start, end in items]


def _column(text: str, items: Sequence[Extent], start: int) -> int:
    """The column for a line of its own: that of the last item that begins one, else the last item's."""
    for begin, _ in reversed(items):
        line = text.rfind("\n", 0, begin) + 1
        if not text[line:begin].strip(" "):
            return begin - line
    return start - text.rfind("\n", 0, start) - 1


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if end > index and text[end - 1] == "\r" else end


def _break(text: str, end: int) -> int:
    return 2 if text.startswith("\r\n", end) else 1
