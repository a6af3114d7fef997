"""The headings of a page by level and line, and where one is left out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kvadmin.api import tr

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


class PageHeading(NamedTuple):
    """One heading: its level from 1, and its line from 1."""

    level: int
    line: int


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})


def headings_of(text: str) -> list[PageHeading]:
    """The headings of a Markdown text, in order."""
    return [
        PageHeading(int(each.tag[1]), (each.map or [0])[0] + 1)
        for each in _parser().parse(text)
        if each.type == "heading_open"
    ]


def out_of_order(headings: list[PageHeading], *, titled: bool) -> Iterator[tuple[int, str]]:
    """Line and sentence of each heading that does not follow from the one above it.

    Args:
        headings: Of one page.
        titled: Whether the page begins with its title; a text without one stands below a title that is elsewhere.
    """
    above = 1
    for at, each in enumerate(headings):
        if each.level == 1 and (at or not titled):
            yield each.line, tr("a second title: headings inside a page begin with ##")
        elif each.level > above + 1:
            yield (
                each.line,
                tr("a heading of level {level} follows one of level {above}", level=each.level, above=above),
            )
        above = each.level
