"""Reading YAML text as a tree of nodes with their places, every scalar as text.

libyaml's events are driven directly (through ``ruamel.yaml.clib``): many times
faster than a round-trip load, and each node knows where it starts and ends, which is
what :mod:`kvadmin.store.yamltext.text_edits` cuts at. Without the C part, ruamel's own parser
gives the same events. What a record file never needs is refused with its place:
anchors, aliases, tags, duplicate keys, several documents, git conflict markers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from kvadmin.store.yamltext import parser
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.model.finding import Finding

SCALAR, MAPPING, SEQUENCE = "scalar", "mapping", "sequence"

# Texts, not compiled: `re` compiles and keeps them when the first text is looked at that may hold what they find.
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
_ODD_INDENT = "(?m)^ *[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_CONFLICT = r"(?m)^(?:<<<<<<<|>>>>>>>)(?: .*)?\r?$"
#: What stands for no value when it is written without quotes.
NULLS = frozenset(("", "~", "null"))


class Node:
    """A value in a YAML text: where it stands and what it holds.

    Args:
        kind: ``scalar``, ``mapping`` or ``sequence``.
        start: Index of its first character in the text.
        end: Index behind its last character (for a block collection: unreliable, see ``surgery``).
        content: Text or None; list of ``(key node, value node)``; list of nodes.
        style: Of a scalar its quote or block sign (``''`` plain); of a collection ``flow`` or ``block``.
    """

    __slots__ = ("content", "end", "kind", "start", "style")

    def __init__(self, kind: str, start: int, end: int, content: Any, style: str) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.content = content
        self.style = style

    def plain(self) -> Any:
        """The value alone: text or None, dict, list."""
        if self.kind is SCALAR:
            return self.content
        if self.kind is MAPPING:
            return {key.content: value.plain() for key, value in self.content}
        return [item.plain() for item in self.content]

    def child(self, step: str | int) -> Node | None:
        """The value behind a key or a list index, or None."""
        if self.kind is MAPPING:
            return next((value for key, value in self.content if key.content == step), None)
        if self.kind is SEQUENCE and isinstance(step, int) and 0 <= step < len(self.content):
            found: Node = self.content[step]
            return found
        return None

    def at(self, path: tuple[str | int, ...]) -> Node:
        """The node at a path, or the deepest one on the way there."""
        node = self
        for step in path:
            below = node.child(step)
            if below is None:
                break
            node = below
        return node


#: Something in a text that is refused: index into the text, code, sentence, hint.
Problem = tuple[int, str, str, str | None]


class YamlError(ValueError):
    """A text that cannot be read, with everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0][2])
        self.problems = problems


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of an index into the text."""
    return text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1


def findings(path: str, text: str, problems: list[Problem]) -> list[Finding]:
    """Problems as findings with file, line and column."""
    from kvadmin.model.finding import Finding

    return [Finding(path, *position(text, place), code, said, hint) for place, code, said, hint in problems]


def decode(data: bytes) -> str:
    """Bytes of a file as text; :class:`YamlError` at the first byte that is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        message = tr("the byte 0x{byte:02x} is not UTF-8", byte=data[error.start])
        problem = (len(before), "yaml-encoding", message, tr("save the file as UTF-8"))
        raise YamlError([problem]) from None


def may_be_odd(text: str) -> bool:
    """Whether a text holds a character, or a line an indentation, that may be refused; most texts are known at once."""
    lines = text.replace("\r\n", "") if "\r" in text else text
    if lines.replace("\n", "").isprintable():  # no control character, no mark of Unicode, no blank but the ordinary one
        return False
    return re.search(_FORBIDDEN, text) is not None or re.search(_ODD_INDENT, text) is not None


def compose(text: str) -> Node:
    """Read a text as one tree of nodes; :class:`YamlError` with all that is wrong with it."""
    odd = may_be_odd(text)
    problems = list(_refused_characters(text)) if odd else []
    if problems:
        raise YamlError(problems)
    reader = _Reader(text, *parser.events(text))
    root = reader.document()
    if root is None and parser.fast() is not None:
        # libyaml is stricter than YAML in places (`[12:30]`); what the other parser reads is no fault
        second = _Reader(text, *parser.pure_events(text))
        root = second.document()
        reader = reader if root is None else second
    if root is not None and root.kind is not MAPPING and not reader.problems:
        hint = tr("a record is a mapping: lines of the form `name: value`")
        what = tr("the file is empty")
        if root.kind is SEQUENCE:
            what = tr("the file holds a sequence instead of a mapping")
        elif root.content is not None:
            what = tr("the file holds a scalar instead of a mapping")
        reader.problems.append((root.start, "yaml-no-mapping", what, hint))
    if root is None:
        reader.problems = list(_conflict_markers(text)) or list(_odd_indents(text, None)) or reader.problems
    elif odd:
        reader.problems += _odd_indents(text, root)
    if reader.problems or root is None:
        raise YamlError(sorted(reader.problems, key=lambda problem: problem[:3]))
    return root


def _refused_characters(text: str) -> Iterator[Problem]:
    """Characters that no text file should hold."""
    for found in re.finditer(_FORBIDDEN, text):
        index, sign = found.start(), found.group()
        if sign == "\ufeff" and index == 0:
            yield (0, "yaml-bom", tr("the file starts with a byte order mark"), tr("save it as UTF-8 without BOM"))
        else:
            hint = tr('delete it, or write it as an escape in double quotes ("\\u....")')
            yield (
                index,
                "yaml-character",
                tr("the control character U+{sign:04X} is not allowed", sign=ord(sign)),
                hint,
            )


def _conflict_markers(text: str) -> Iterator[Problem]:
    """The markers of a merge, where they are why a text cannot be read; one that can be read is only not written."""
    for found in re.finditer(_CONFLICT, text) if "<<<<<<<" in text or ">>>>>>>" in text else ():
        hint = "keep one of the two versions and delete the marker lines"
        yield (found.start(), "git-conflict", "the file holds a git conflict marker", hint)


def _odd_indents(text: str, root: Node | None) -> Iterator[Problem]:
    """Lines that begin with something that looks like blanks and is none, but for those inside a text."""
    texts = [] if root is None else [(one.start, one.end) for one in scalars(root) if one.style]
    for found in re.finditer(_ODD_INDENT, text):
        index = found.end() - 1
        if any(start < index < end for start, end in texts):
            continue
        if found.group().endswith("\t"):
            yield (index, "yaml-tab", "a tab is used as indentation", "indent with spaces")
        else:
            hint = "indent with ordinary blanks; editors and web pages put the other kind there"
            yield (index, "yaml-indent", "a no-break space is used as indentation", hint)


def scalars(node: Node) -> Iterator[Node]:
    """The single values in a node, names among them."""
    if node.kind is SCALAR:
        yield node
        return
    for child in node.content:
        for one in child if node.kind is MAPPING else (child,):
            yield from scalars(one)


class _Reader:
    """Turns parser events into nodes and notes what is refused on the way."""

    def __init__(self, text: str, event: Callable[[], Any], error: type[Exception]) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.event = event
        self.error = error
        #: The scalar read last: a quote that closes too late is found by it.
        self.last = Node(SCALAR, 0, 0, None, "")

    def document(self) -> Node | None:
        """The root of the only document, or None when it cannot be read to the end."""
        try:
            self.event()  # start of the stream
            start = self.event()
            if type(start).__name__ == "StreamEndEvent":
                return Node(SCALAR, 0, 0, None, "")
            root = self._node(self.event())
            self.event()  # end of the document
            more = self.event()
            if type(more).__name__ != "StreamEndEvent":
                hint = tr("one file holds one record: delete the line `---` and what follows")
                self._note(more, "yaml-several-documents", tr("a second document starts here"), hint)
        except self.error as error:
            from kvadmin.store.yamltext.grammar import likely  # only a text that cannot be read pays for it

            last = (self.last.start, self.last.end, self.last.style)
            self.problems.append(likely(error, self.text, last))
            return None
        except RecursionError:
            self.problems.append((0, "yaml-syntax", "the file is nested too deeply", None))
            return None
        return root

    def _node(self, event: Any) -> Node:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            text, style = event.value, event.style or ""
            if event.anchor or event.ctag:
                self._refuse_decoration(event)
            value = None if style == "" and text in NULLS else text
            self.last = Node(SCALAR, event.start_mark.index, event.end_mark.index, value, style)
            return self.last
        if kind == "AliasEvent":
            text = tr("the alias *{name} is not allowed", name=event.anchor)
            self._note(event, "yaml-alias", text, tr("write the value out"))
            return Node(SCALAR, event.start_mark.index, event.end_mark.index, None, "")
        if event.anchor or event.ctag:
            self._refuse_decoration(event)
        start, style = event.start_mark.index, "flow" if event.flow_style else "block"
        return self._mapping(start, style) if kind == "MappingStartEvent" else self._sequence(start, style)

    def _sequence(self, start: int, style: str) -> Node:
        items = []
        event = self.event()
        while type(event).__name__ != "SequenceEndEvent":
            items.append(self._node(event))
            event = self.event()
        return Node(SEQUENCE, start, event.end_mark.index, items, style)

    def _mapping(self, start: int, style: str) -> Node:
        pairs = []
        seen = set()
        event = self.event()
        while type(event).__name__ != "MappingEndEvent":
            key = self._node(event)
            pairs.append((key, self._node(self.event())))
            if key.kind is not SCALAR:
                mapping = key.kind is MAPPING
                text = tr("a mapping cannot be a name") if mapping else tr("a sequence cannot be a name")
                self._note(event, "yaml-key", text, tr("put braces in quotes if they are text"))
            else:
                if key.content is None:
                    key.content = self.text[key.start : key.end]
                if key.content in seen:
                    text = tr("the name {name!r} stands here twice", name=key.content)
                    self._note(event, "yaml-duplicate-key", text, tr("keep one of them"))
                seen.add(key.content)
            event = self.event()
        return Node(MAPPING, start, event.end_mark.index, pairs, style)

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor:
            text = tr("the anchor &{name} is not allowed", name=event.anchor)
            self._note(event, "yaml-anchor", text, tr("write the value out"))
        if event.ctag:
            hint = tr("put the text in quotes if it starts with `!`")
            self._note(event, "yaml-tag", tr("a tag (!...) is not allowed"), hint)

    def _note(self, event: Any, code: str, text: str, hint: str) -> None:
        self.problems.append((event.start_mark.index, code, text, hint))
