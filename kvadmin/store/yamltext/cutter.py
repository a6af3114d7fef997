"""Single cuts into a YAML text at the marks of its nodes.

The text outside a cut is kept sign by sign. Three rules decide what goes along:
a comment at the end of a line stays when only the line's value changes; comment lines
directly above a removed list item go with it; all other comment lines stay. Between
brackets :mod:`kvadmin.store.yamltext.brackets` cuts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kvadmin.model.changes import Path
from kvadmin.store.yamltext import brackets, emit
from kvadmin.store.yamltext.block_texts import below, block_text_before, header_end, is_block_text
from kvadmin.store.yamltext.events import MAPPING, SCALAR, SEQUENCE, Node, compose


class Cutter:
    """One text and its nodes; each operation returns the changed text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = compose(text)
        self.eol = "\r\n" if "\r\n" in text else "\n"
        self.offset = self._list_offset()

    def set(self, path: Path, value: Any, order: Sequence[str] = ()) -> str:
        """Give the value at ``path`` a new value, or add the name there."""
        parent = self._node(path[:-1])
        step = path[-1]
        old = parent.child(step)
        if old is not None:
            return self._replace(parent, step, old, value)
        if parent.kind is not MAPPING:
            raise LookupError(path)
        return self._add_pair(path[:-1], parent, str(step), value, order)

    def insert(self, path: Path, index: int, values: list[Any]) -> str:
        """Insert values into the list at ``path`` before ``index``."""
        parent = self._node(path[:-1])
        items = parent.child(path[-1])
        if items is None or items.kind is not SEQUENCE or not items.content:
            return self.set(path, values)
        if items.style == "flow":
            new = ", ".join(map(emit.in_flow, values))
            return brackets.insert(self.text, self._spans(items), index, new, self.eol)
        return self._insert_in_block(items, index, values)

    def remove(self, path: Path) -> str:
        """Remove the name or list item at ``path``."""
        parent = self._node(path[:-1])
        step = path[-1]
        spans = self._spans(parent)
        index = self._index(parent, step)
        if index is None:
            return self.text
        if parent.style == "flow":
            return brackets.remove(self.text, spans, index)
        if len(spans) > 1:
            return self._remove_from_block(parent, index)
        if not path[:-1]:
            return self._splice(parent.start, self._line_end(self._end(parent)), "{}")
        return self._remove_last(path, parent)

    # -- values ---------------------------------------------------------------------------

    def _replace(self, parent: Node, step: str | int, old: Node, value: Any) -> str:
        if parent.style == "flow":
            return self._splice(old.start, old.end, self._spaced(old.start, emit.in_flow(value)))
        if old.kind is SCALAR or old.style == "flow":
            return self._replace_inline(parent, step, old, value)
        return self._replace_block(parent, step, old, value)

    def _replace_inline(self, parent: Node, step: str | int, old: Node, value: Any) -> str:
        """A value that starts on the line of its name (or alone on a line of its own)."""
        start, end = old.start, self._end(old)
        inline, body = self._rendered(parent, step, value)
        if is_block_text(old):
            behind = header_end(self.text, old)
            rest, stop = self.text[behind : self._line_end(behind)], end
        else:
            stop = self._line_end(end)
            rest = self.text[end:stop]
        if not inline:
            start = self._without_spaces_before(start)
        elif isinstance(value, dict | list) and body:  # its lines hang on the dash, however far off the old value stood
            start = self._head_end(parent, step)
        return self._splice(start, stop, self._below(self._spaced(start, inline), rest, body))

    def _replace_block(self, parent: Node, step: str | int, old: Node, value: Any) -> str:
        """A block list or mapping gives way, with the comments inside it."""
        head = self._head_end(parent, step)
        inline, body = self._rendered(parent, step, value)
        on_head_line = self._line_start(old.start) <= head
        rest = "" if on_head_line else self.text[head : self._line_end(head)]
        stop = self._line_end(self._end(old))
        return self._splice(head, stop, self._below(f" {inline}" if inline else "", rest, body))

    def _rendered(self, parent: Node, step: str | int, value: Any) -> tuple[str, list[str]]:
        """The new value for a place below a block parent: what stands inline, the lines below."""
        indent = self._column(parent.start)
        if parent.kind is MAPPING:
            return emit.rendered(value, indent, self.offset)
        inline, body = emit.rendered(value, indent, 2)
        if inline:
            return inline, body
        head = self._head_end(parent, step)
        beside = self.text[head : self._line_end(head)].strip(" ")
        if not beside or beside.startswith("#"):
            return inline, body
        return body[0].lstrip(" "), body[1:]

    def _below(self, inline: str, rest: str, body: list[str]) -> str:
        """What stands on the line, its comment, and the lines below."""
        rest = rest if rest.strip(" \r") else ""
        return self.eol.join([inline + rest.rstrip("\r"), *body])

    def _spaced(self, start: int, inline: str) -> str:
        """A blank between a name's colon (or a dash) and its value, if there is none."""
        return f" {inline}" if start and inline and self.text[start - 1] in ":-," else inline

    # -- adding ---------------------------------------------------------------------------

    def _add_pair(self, path: Path, parent: Node, name: str, value: Any, order: Sequence[str]) -> str:
        if not parent.content and path:
            return self.set(path, {name: value})
        if parent.style == "flow":
            pair = emit.in_flow({name: value})[1:-1]
            if parent.content:
                return brackets.insert(self.text, self._spans(parent), len(parent.content), pair, self.eol)
            return self._splice(parent.start, parent.end, self.eol.join(emit.block({name: value})))
        column = self._column(parent.start)
        at = self._line_end(self._end(self._neighbour(parent, name, order)))
        lines = emit.pair_lines(name, value, column, self.offset)
        return self._splice(at, at, self.eol + self.eol.join(lines))

    def _neighbour(self, parent: Node, name: str, order: Sequence[str]) -> Node:
        """The value behind which a new name is put: that of the last name before it in the schema."""
        before = set(order[: order.index(name)]) if name in order else None
        values: list[Node] = [value for key, value in parent.content if before is None or key.content in before]
        first: Node = parent.content[0][1]
        return values[-1] if values else first

    def _insert_in_block(self, items: Node, index: int, values: list[Any]) -> str:
        column = self._column(items.start)
        lines = [line for value in values for line in emit.item_lines(value, column, self.offset)]
        if index > 0:
            at = self._line_end(self._end(items.content[min(index, len(items.content)) - 1]))
            return self._splice(at, at, self.eol + self.eol.join(lines))
        line = self._line_start(items.start)
        if not self.text[line : items.start].strip(" "):
            at = self._comments_above(line, column)
            return self._splice(at, at, self.eol.join(lines) + self.eol)
        new = self.eol.join(lines).lstrip(" ")
        return self._splice(items.start, items.start, new + self.eol + " " * column)

    # -- removing -------------------------------------------------------------------------

    def _remove_from_block(self, parent: Node, index: int) -> str:
        """Whole lines, or, for the first of a compact list (``- a: 1``), up to the second."""
        start = self._spans(parent)[index][0]
        line = self._line_start(start)
        stop = self._line_end(self._end(_values(parent)[index]))
        if not self.text[line:start].strip(" "):
            if parent.kind is SEQUENCE:
                line = self._comments_above(line, self._column(start))
            return self._without_lines(line, stop)
        following = self._spans(parent)[index + 1][0]
        between = self.text[stop:following].strip(" \r\n") or self.text.count("\n", stop, following) > 1
        return (
            self._splice(self._without_spaces_before(start), stop, "")
            if between
            else self._splice(start, following, "")
        )

    def _remove_last(self, path: Path, parent: Node) -> str:
        """The only item of a list or mapping goes: its place holds ``[]`` or ``{}`` now."""
        empty = "[]" if parent.kind is SEQUENCE else "{}"
        grand = self._node(path[:-2])
        head = self._head_end(grand, path[-2])
        start = self._spans(parent)[0][0]
        line = self._line_start(start)
        stop = self._line_end(self._end(_values(parent)[0]))
        if line <= head:
            return self._splice(head, stop, f" {empty}")
        if parent.kind is SEQUENCE:
            line = self._comments_above(line, self._column(start))
        shortened = self._without_lines(line, stop)
        return f"{shortened[:head]} {empty}{shortened[head:]}"

    def _without_lines(self, start: int, stop: int) -> str:
        """The text without the lines from ``start`` to the line end ``stop``."""
        above = block_text_before(self.root, start)
        if stop >= len(self.text):
            shortened = self.text[:start]
            keep = self.text.endswith("\n") or above is not None  # the line break belongs to the text above
            return shortened if keep else shortened.removesuffix(self.eol)
        stop = self.text.index("\n", stop) + 1
        if above is None:
            return self._splice(start, stop, "")
        column = len(self.text[start:]) - len(self.text[start:].lstrip(" "))
        return self.text[:start] + below(self.text, above, self.text[stop:], column)

    # -- places ---------------------------------------------------------------------------

    def _node(self, path: Path) -> Node:
        node: Node | None = self.root
        for step in path:
            node = node.child(step) if node else None
        if node is None:
            raise LookupError(path)
        return node

    def _index(self, parent: Node, step: str | int) -> int | None:
        if parent.kind is SEQUENCE:
            return step if isinstance(step, int) and step < len(parent.content) else None
        return next((index for index, (key, _) in enumerate(parent.content) if key.content == step), None)

    def _spans(self, parent: Node) -> list[tuple[int, int]]:
        """Where each pair or item starts (a block item at its dash) and ends."""
        if parent.kind is MAPPING:
            return [(key.start, value.end) for key, value in parent.content]
        if parent.style == "flow":
            return [(item.start, item.end) for item in parent.content]
        return [(self._dash(parent, index), item.end) for index, item in enumerate(parent.content)]

    def _dash(self, items: Node, index: int) -> int:
        """The dash of an item: on the column of the first one, on the item's line or above it."""
        if index == 0:
            return items.start
        column = self._column(items.start)
        line = self._line_start(items.content[index].start)
        while line > 0:
            if self.text[line : line + column + 1] == " " * column + "-":
                return line + column
            line = self._line_start(line - 1)
        raise LookupError(index)

    def _head_end(self, parent: Node, step: str | int) -> int:
        """Behind the colon or dash that a value hangs on."""
        index = self._index(parent, step)
        if index is None:
            raise LookupError(step)
        if parent.kind is SEQUENCE:
            return self._dash(parent, index) + 1
        return self.text.index(":", parent.content[index][0].end) + 1

    def _end(self, node: Node) -> int:
        """Behind the last sign of a value, without blank lines and comments after it."""
        while node.kind is not SCALAR and node.style == "block":
            node = _values(node)[-1]
        if not is_block_text(node):
            return node.end
        behind = header_end(self.text, node)
        if "+" in self.text[node.start : behind]:
            return node.end - len(self.eol) if self.text[: node.end].endswith(self.eol) else node.end
        last = node.start + len(self.text[node.start : node.end].rstrip(" \r\n"))
        return max(last, behind)

    def _comments_above(self, line: int, column: int) -> int:
        """The start of the comment lines directly above a line, on the same column."""
        while line > 0:
            above = self._line_start(line - 1)
            if not self.text.startswith(" " * column + "#", above):
                break
            line = above
        return line

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, max(index, 0)) + 1

    def _line_end(self, index: int) -> int:
        """The line break behind an index (before a carriage return), or the end of the text."""
        end = self.text.find("\n", index)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > index and self.text[end - 1] == "\r" else end

    def _column(self, index: int) -> int:
        return index - self._line_start(index)

    def _without_spaces_before(self, index: int) -> int:
        return len(self.text[:index].rstrip(" "))

    def _splice(self, start: int, stop: int, new: str) -> str:
        return self.text[:start] + new + self.text[stop:]

    def _list_offset(self) -> int:
        """How far this file indents the dashes of a list below its name."""
        for key, value in self.root.content:
            if value.kind is SEQUENCE and value.style == "block" and value.content:
                return min(self._column(value.start) - self._column(key.start), 4)
        return 2


def _values(node: Node) -> list[Node]:
    return [value for _, value in node.content] if node.kind is MAPPING else list(node.content)
