"""Plain values of a text that is written as kvadmin writes its records: names, dashes, one value on a line.

The events of a parser cost more than its parsing: an object for each, with two marks. Most lines of most records need
none. This reads them as they stand and tells how many events a parser must find in the same text, so that libyaml,
counting without making objects, has the last word. Anything but the simplest forms is left to the events.
"""

from __future__ import annotations

import re
from typing import Any

from kvadmin.store.yamltext.events import NULLS

#: Names that are no identifiers: words, with blanks and a few signs that mean nothing in YAML between them. `re`
#: compiles and keeps it when the first of them is read.
_NAME = r"\w[\w./()-]*(?: [\w./()-]+)*"
#: A value that begins with one of these may be something else than a plain text.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_QUOTES = frozenset("'\"")
_EMPTY: dict[str, type] = {"[]": list, "{}": dict}
#: What stands for no value is shorter.
_SHORT = 5
#: The start and the end of the stream, of the document and of its mapping.
_FRAME = 6
_DEEPEST = 40
#: A longer name needs a question mark in YAML.
_LONGEST_NAME = 500

#: How a line begins: column of its dash or name, column of its name, name.
_Head = tuple[int, int, str]
#: What stands before `: `, or a line that ends with a colon, as looked at before: records have the same names.
_HEADS: dict[str, _Head] = {}
_OPEN_HEADS: dict[str, _Head] = {}
_MOST_HEADS = 5000


class _UnusualError(Exception):
    """A form that is not read here."""


def values_in_lines(text: str) -> tuple[dict[str, Any], int] | None:
    """The values and the number of events that they stand for, or None when some line is of no simple form.

    Args:
        text: Text of which :func:`~kvadmin.store.yamltext.events.may_be_odd` says that nothing in it is.
    """
    if "\t" in text:
        return None
    try:
        return _read((text.replace("\r\n", "\n") if "\r" in text else text).split("\n"))
    except _UnusualError:
        return None


def _read(lines: list[str]) -> tuple[dict[str, Any], int]:  # noqa: C901, PLR0912, PLR0915 (one loop: calls cost most)
    root: dict[str, Any] = {}
    events = _FRAME
    here: Any = root  # the collection that a line belongs to
    column = 0  # where its names or dashes stand
    in_list = False  # whether it is one
    above: list[tuple[Any, int, bool]] = []
    below: Any  # a collection inside of it
    waiting: str | None = None  # a name whose value has not come yet
    resume = 0  # the first line that has not been read as part of a text
    for number, line in enumerate(lines):
        if number < resume:
            continue
        start, colon, said = line.partition(": ")
        if colon:
            head = _HEADS.get(start) or _looked_at(start, _HEADS)
        elif line[-1:] == ":":
            head = _OPEN_HEADS.get(line) or _looked_at(line, _OPEN_HEADS)
        else:
            head = None
        if head is not None:
            at, inner, name = head
            is_item = inner != at
        else:  # nothing, a comment, or an item that is a single value
            rest = line.lstrip(" ")
            if not rest or rest[0] == "#":
                continue
            if rest[:2] != "- ":
                raise _UnusualError
            at, is_item = len(line) - len(rest), True
        if waiting is not None:
            if at > column or (is_item and at == column):
                above.append((here, column, in_list))
                if len(above) > _DEEPEST:
                    raise _UnusualError
                here[waiting] = below = [] if is_item else {}
                here, column, in_list = below, at, is_item
                events += 2
            else:
                here[waiting] = None
                events += 1
            waiting = None
        while at < column or (in_list and at == column and not is_item):
            if not above:
                raise _UnusualError
            here, column, in_list = above.pop()
        if at != column or is_item is not in_list:
            raise _UnusualError
        if head is None:
            value, resume = _value(rest[2:].lstrip(" "), lines, number, column)
            here.append(value)
            events += 1
            continue
        if is_item:
            above.append((here, column, True))
            below = {}
            here.append(below)
            here, column, in_list = below, inner, False
            events += 2
        elif name in here:
            raise _UnusualError
        if said and said[0] not in _INDICATORS and "#" not in said and ":" not in said and said[-1] != " ":
            here[name] = None if len(said) < _SHORT and said in NULLS else said
            events += 2
            continue
        said = said.lstrip(" ")
        if not said or said[0] == "#":
            waiting = name
            events += 1
        elif said in _EMPTY:
            here[name] = _EMPTY[said]()
            events += 3
        else:
            here[name], resume = _value(said, lines, number, column)
            events += 2
    if waiting is not None:
        here[waiting] = None
        events += 1
    if not root:
        raise _UnusualError
    return root, events


def _looked_at(start: str, known: dict[str, _Head]) -> _Head | None:
    """How a line begins that has a name in it, and None when it only looks so; kept for the next such line."""
    rest = start.lstrip(" ")
    if not rest or rest[0] == "#":
        return None
    at = inner = len(start) - len(rest)
    if rest[:2] == "- ":
        rest = rest[2:].lstrip(" ")
        inner = len(start) - len(rest)
    name = (rest[:-1] if known is _OPEN_HEADS else rest).rstrip(" ")
    if inner != at and name[:1] in _QUOTES and name[-1] != name[0]:
        return None  # an item between quotes, and the colon is in it
    if not name.isidentifier() or len(name) > _LONGEST_NAME:
        name = _named(name)
    if len(known) >= _MOST_HEADS:
        known.clear()
    known[start] = found = at, inner, name
    return found


def _value(said: str, lines: list[str], number: int, column: int) -> tuple[str | None, int]:
    """A value that begins behind a name or a dash at that column, and the line where what follows it begins."""
    first = said[:1]
    if not first:
        raise _UnusualError
    if first == "'":
        inner = said[1:-1]
        if said[-1] != "'" or len(said) == 1:
            raise _UnusualError
        if "'" in inner:
            pieces = inner.split("''")
            if any("'" in piece for piece in pieces):
                raise _UnusualError
            inner = "'".join(pieces)
        return inner, 0
    if first not in _INDICATORS:
        said = said.partition(" #")[0].rstrip(" ")
        if ": " in said or said[-1] == ":":
            raise _UnusualError
        return None if said in NULLS else said, 0
    if first == '"' and said[-1] == '"' and len(said) > 1 and '"' not in said[1:-1] and "\\" not in said:
        return said[1:-1], 0
    if said in {"|", "|-"}:
        return _literal(lines, number + 1, column, "\n" if said == "|" else "")
    raise _UnusualError


def _literal(lines: list[str], start: int, column: int, end: str) -> tuple[str, int]:
    """The lines of a literal text below a name or a dash at a column, and the first line behind it."""
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
    return "\n".join([line[indent:] for line in lines[start:stop]]).rstrip("\n") + end, stop


def _named(name: str) -> str:
    """A name that is no identifier: words, or anything between quotes but quotes."""
    if len(name) > _LONGEST_NAME:
        raise _UnusualError
    if re.fullmatch(_NAME, name):
        return name
    quote = name[:1]
    if quote in _QUOTES and len(name) > 1 and name[-1] == quote:
        inner = name[1:-1]
        if quote not in inner and "\\" not in inner:
            return inner
    raise _UnusualError
