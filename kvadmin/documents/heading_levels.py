"""Headings without gaps in their levels: what a tagged file demands below its title."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from kvadmin.documents.blocks import Block, Document, Heading, Leaf, Together


def with_levels_from_one(document: Document) -> Document:
    """The document with its headings beginning at level 1 and never going down more than one step at a time.

    A letter may begin with ``##``, a plugin's document with a heading of level 2: PDF/UA allows neither.
    """
    headings = [leaf for leaf in document.leaves() if isinstance(leaf, Heading)]
    levels = sorted({heading.level for heading in headings})
    mended: list[Heading] = []
    for heading in headings:
        deepest = mended[-1].level + 1 if mended else 1
        mended.append(replace(heading, level=min(levels.index(heading.level) + 1, deepest)))
    if mended == headings:
        return document
    numbers = count()

    def leaf(one: Leaf) -> Leaf:
        return mended[next(numbers)] if isinstance(one, Heading) else one

    def block(one: Block) -> Block:
        return Together(tuple(map(leaf, one.blocks))) if isinstance(one, Together) else leaf(one)

    return replace(document, blocks=tuple(map(block, document.blocks)))
