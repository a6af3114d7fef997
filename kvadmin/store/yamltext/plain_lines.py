"""Plain values of a text that is written as kvadmin writes its records: names, dashes, one value on a line.

The events of a parser cost more than its parsing: an object for each, with two marks. Most lines of most records need
none. This reads them as they stand and tells how many events a parser must find in the same text, so that libyaml,
counting without making objects, has the last word. Anything but the simplest forms is left to the events.
"""

from __future__ import annotations

import re
from typing import Any

from kvadmin.store.yamltext.events import NULLS

#: Names that are no identifiers: words, with blanks and a few signs that mean nothing in YAML between them.
_NAME = re.compile(r"\w[\w./()-]*(?: [\w./()-]+)*")
#: A value that begins with one of these may be something else than a plain text.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_EMPTY: dict[str, type] = {"[]": list, "{}": dict}
#: The start and the end of the stream, of the document and of its mapping.
_FRAME = 6
_DEEPEST = 40


class _UnusualError(Exception):
    """A form that is not read here."""


def values_in_lines(text: str) -> tuple[dict[str, Any], int] | None:
    """The values and the number of events that they stand for, or None when some line is of no simple form.

    Args:
        text: Text of which :func:`~kvadmin.store.yamltext.events.may_be_odd` says that nothing in it is.
    """
    try:
        return _Lines(text.replace("\r\n", "\n") if "\r" in text else text).read()
    except _UnusualError:
        return None


class _Lines:
    """The lines of a text, read from the first to the last."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.next = 0

    def read(self) -> tuple[dict[str, Any], int]:
        root: dict[str, Any] = {}
        events = _FRAME
        here: Any = root  # the collection that a line belongs to, and the column where its names or dashes stand
        column = 0
        above: list[tuple[Any, int]] = []
        waiting: str | None = None  # a name whose value has not come yet
        last = len(self.lines)
        while self.next < last:
            line = self.lines[self.next]
            self.next += 1
            rest = line.lstrip(" ")
            if not rest or rest[0] == "#":
                continue
            at = len(line) - len(rest)
            is_item = rest[0] == "-" and rest[1:2] == " "
            if waiting is not None:
                if at > column or (is_item and at == column):
                    below: Any = [] if is_item else {}
                    here[waiting] = below
                    events += 2
                    above.append((here, column))
                    if len(above) > _DEEPEST:
                        raise _UnusualError
                    here, column = below, at
                else:
                    here[waiting] = None
                    events += 1
                waiting = None
            while at < column or (at == column and not is_item and type(here) is list):
                if not above:
                    raise _UnusualError
                here, column = above.pop()
            if at != column or is_item is not (type(here) is list):
                raise _UnusualError
            if is_item:
                rest = rest[2:].lstrip(" ")
                if not rest or rest[0] in "-#":
                    raise _UnusualError
                name, colon, said = rest.partition(": ")
                if rest[0] in "'\"" or not (colon or rest[-1] == ":"):
                    here.append(self._value(rest, column))
                    events += 1
                    continue
                above.append((here, column))
                below = {}
                here.append(below)
                events += 2
                here, column = below, len(line) - len(rest)
            else:
                name, colon, said = rest.partition(": ")
            if not colon:
                name = name.rstrip(" ")
                if name[-1] != ":":
                    raise _UnusualError
                name = name[:-1]
            if not name.isidentifier():
                name = _named(name)
            if name in here:
                raise _UnusualError
            events += 1
            said = said.lstrip(" ")
            if not said or said[0] == "#":
                waiting = name
            elif said in _EMPTY:
                here[name] = _EMPTY[said]()
                events += 2
            else:
                here[name] = self._value(said, column)
                events += 1
        if waiting is not None:
            here[waiting] = None
            events += 1
        if not root:
            raise _UnusualError
        return root, events

    def _value(self, said: str, column: int) -> str | None:
        """A value that begins behind a name or a dash of a collection at that column."""
        first = said[0]
        if first not in _INDICATORS:
            if " #" in said:
                said = said[: said.index(" #")]
            if said[-1] == " ":
                said = said.rstrip(" ")
            if ": " in said or said[-1] == ":":
                raise _UnusualError
            return None if said in NULLS else said
        if first == "'":
            inner = said[1:-1]
            if said[-1] != "'" or len(said) == 1:
                raise _UnusualError
            if "'" in inner:
                pieces = inner.split("''")
                if any("'" in piece for piece in pieces):
                    raise _UnusualError
                inner = "'".join(pieces)
            return inner
        if first == '"' and said[-1] == '"' and len(said) > 1 and '"' not in said[1:-1] and "\\" not in said:
            return said[1:-1]
        if said in {"|", "|-"}:
            return self._literal(column, "\n" if said == "|" else "")
        raise _UnusualError

    def _literal(self, column: int, end: str) -> str:
        """The lines of a literal text below a name or a dash at a column."""
        lines, start = self.lines, self.next
        if start >= len(lines):
            raise _UnusualError
        indent = len(lines[start]) - len(lines[start].lstrip(" "))
        margin = lines[start][:indent]
        if indent <= column or indent == len(lines[start]):  # begins with a blank line
            raise _UnusualError
        stop = start + 1
        while stop < len(lines) and (lines[stop].startswith(margin) or not lines[stop].strip(" ")):
            stop += 1
        if stop == len(lines) and lines[-1]:  # the text ends with its last letter, without a line break
            raise _UnusualError
        self.next = stop
        return "\n".join([line[indent:] for line in lines[start:stop]]).rstrip("\n") + end


def _named(name: str) -> str:
    """A name that is no identifier: words, or anything between quotes but quotes."""
    if _NAME.fullmatch(name):
        return name
    quote = name[:1]
    if quote and quote in "'\"" and len(name) > 1 and name[-1] == quote:
        inner = name[1:-1]
        if quote not in inner and "\\" not in inner:
            return inner
    raise _UnusualError
