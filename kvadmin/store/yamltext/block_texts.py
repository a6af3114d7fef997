"""Texts of several lines behind ``|`` and ``>``: where they end, and what may stand below them.

What a block text says depends on what follows: without a ``-`` it takes the last line break, with a ``+`` every blank
line below, and a comment that is indented as far as the text would become a part of it.
"""

from __future__ import annotations

import re

from kvadmin.store.yamltext.events import MAPPING, SCALAR, Node, compose, scalars

_HEADER = re.compile(r"[|>][-+0-9]*")


def is_block_text(node: Node) -> bool:
    """Whether a value is written behind ``|`` or ``>``."""
    return node.kind is SCALAR and node.style in {"|", ">"}


def header_end(text: str, node: Node) -> int:
    """Behind the sign of a block text and what belongs to it."""
    found = _HEADER.match(text, node.start)
    assert found is not None
    return found.end()


def block_text_before(root: Node, index: int) -> Node | None:
    """The block text that ends at an index, the beginning of a line."""
    return next((node for node in scalars(root) if is_block_text(node) and node.end == index), None)


def closed(text: str) -> str:
    """The text with a ``-`` at the block text that it ends in without a line break, so that a line may follow."""
    node = compose(text)
    while node.kind is not SCALAR and node.style == "block":
        node = node.content[-1][1] if node.kind is MAPPING else node.content[-1]
    if text.endswith("\n") or not is_block_text(node):
        return text
    end = header_end(text, node)
    header = text[node.start : end]
    return text if "-" in header else f"{text[: node.start]}{header.replace('+', '')}-{text[end:]}"


def below(text: str, node: Node, rest: str, column: int) -> str:
    """What follows a block text when the lines between the two are gone.

    Args:
        text: The whole text.
        node: The block text.
        rest: What follows, from the beginning of a line.
        column: Where comments stand that are indented so far that the text would take them for its own.
    """
    lines = rest.splitlines(keepends=True)
    if "+" in text[node.start : header_end(text, node)]:
        while lines and not lines[0].strip():
            del lines[0]
    for index, line in enumerate(lines):
        bare = line.lstrip(" ")
        if bare.strip() and not bare.startswith("#"):
            break
        if bare.startswith("#") and len(line) - len(bare) > column:
            lines[index] = " " * column + bare
    return "".join(lines)
