"""Plain values of a YAML text in one loop over libyaml's events: no nodes, no places.

This is how a record is read; :func:`kvadmin.store.yamltext.events.compose` is how it is edited, and what says where a
text is wrong. What the loop gives, the nodes would give. Of anything that is refused, or only unusual, it says nothing:
then the nodes decide.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from kvadmin.store.yamltext import parser
from kvadmin.store.yamltext.events import NULLS, may_be_odd
from kvadmin.store.yamltext.plain_lines import values_in_lines

#: Levels below which the nodes decide: nobody writes so deep a record, and they know how deep is too deep.
_DEEPEST = 40


class _Kinds(NamedTuple):
    """The classes of libyaml's events, and the error of its parser."""

    parser: Callable[[str | bytes], Any]
    error: type[Exception]
    scalar: Any
    mapping: Any
    mapping_end: Any
    sequence: Any
    sequence_end: Any
    document: Any
    stream_end: Any
    #: Whether the parser can count events without making objects of them.
    counts: bool


class _UnsureError(Exception):
    """The nodes have to decide."""


def plain_values(text: str, data: bytes | None = None) -> dict[str, Any] | None:
    """What ``compose(text).plain()`` gives; None where that has something to say, or might have.

    Args:
        text: The text.
        data: The same as UTF-8 bytes, for whoever has them: that is what libyaml reads.
    """
    kinds = _kinds()
    if kinds is None or may_be_odd(text):
        return None
    source = text if data is None else data  # without a byte order mark, which would be odd
    try:
        simple = values_in_lines(text) if kinds.counts else None
        if simple is not None and kinds.parser(source).raw_parse() == simple[1]:
            return simple[0]
        event = kinds.parser(source).get_event
        event()  # start of the stream
        if type(event()) is not kinds.document or type(start := event()) is not kinds.mapping:
            return None
        decorated = "&" in text or "!" in text  # without these signs there is no anchor and no tag
        if decorated and (start.anchor or start.ctag):
            return None
        root = _mapping(event, kinds, decorated, _DEEPEST)
        event()  # end of the document
        return root if type(event()) is kinds.stream_end else None
    except (_UnsureError, RecursionError, kinds.error):
        return None


def _mapping(event: Callable[[], Any], kinds: _Kinds, decorated: bool, deeper: int) -> dict[str, Any]:
    """The names and values up to the end of a mapping."""
    _, _, scalar, mapping, end, sequence, *_ = kinds
    found: dict[str, Any] = {}
    while type(key := event()) is scalar:
        name = key.value
        if name in found or (decorated and (key.anchor or key.ctag)):
            raise _UnsureError
        value = event()
        kind = type(value)
        if decorated and (value.anchor or getattr(value, "ctag", None)):
            raise _UnsureError
        if kind is scalar:
            said = value.value
            found[name] = None if said in NULLS and not value.style else said
        elif kind is sequence and deeper:
            found[name] = _sequence(event, kinds, decorated, deeper - 1)
        elif kind is mapping and deeper:
            found[name] = _mapping(event, kinds, decorated, deeper - 1)
        else:
            raise _UnsureError
    if type(key) is not end:
        raise _UnsureError
    return found


def _sequence(event: Callable[[], Any], kinds: _Kinds, decorated: bool, deeper: int) -> list[Any]:
    """The items up to the end of a sequence."""
    _, _, scalar, mapping, _, sequence, end, *_ = kinds
    found: list[Any] = []
    while (kind := type(item := event())) is not end:
        if decorated and (item.anchor or getattr(item, "ctag", None)):
            raise _UnsureError
        if kind is scalar:
            said = item.value
            found.append(None if said in NULLS and not item.style else said)
        elif kind is mapping and deeper:
            found.append(_mapping(event, kinds, decorated, deeper - 1))
        elif kind is sequence and deeper:
            found.append(_sequence(event, kinds, decorated, deeper - 1))
        else:
            raise _UnsureError
    return found


@cache
def _kinds() -> _Kinds | None:
    """What the loop compares with, or None when the C part is not installed."""
    module = parser.fast()
    if module is None:
        return None
    return _Kinds(
        module.CParser,
        module.YAMLError,
        module.ScalarEvent,
        module.MappingStartEvent,
        module.MappingEndEvent,
        module.SequenceStartEvent,
        module.SequenceEndEvent,
        module.DocumentStartEvent,
        module.StreamEndEvent,
        hasattr(module.CParser, "raw_parse"),
    )
