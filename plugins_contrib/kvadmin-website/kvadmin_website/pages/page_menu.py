"""The menu, the way down to a page, and the pages of its part of the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kvadmin_website.pages.edition import SitePage
from kvadmin_website.pages.page_words import Words

#: Key of a part -> its first page, in the order of the menu.
SECTIONS = {
    "about": "about/index",
    "municipalities": "municipalities/index",
    "networks": "networks/index",
    "gatherings": "gatherings/index",
    "themes": "themes/index",
    "tools": "tools/index",
    "bank": "bank/index",
    "research": "research",
    "links": "links",
    "news": "news/index",
}
#: Parts whose pages lead to each other in the margin.
_WITH_SIBLINGS = ("about", "themes")


class MenuItem(NamedTuple):
    """A link; ``state`` is ``page`` where it leads to the page itself, ``true`` to the part it stands in, or empty."""

    place: str
    title: str
    state: str


class PageMenu:
    """What leads to other pages.

    Args:
        pages: All pages of a form, in order.
        words: Its words.
    """

    def __init__(self, pages: Sequence[SitePage], words: Words) -> None:
        self._pages: Mapping[str, SitePage] = {each.name: each for each in pages}
        self._words = words
        own = {key: [each.name for each in pages if each.section == key] for key in SECTIONS}
        #: Key -> first page, of the parts that have any.
        self.parts = {
            key: place if place in names else names[0] for key, place in SECTIONS.items() if (names := own[key])
        }
        self._siblings = {key: own[key] for key in _WITH_SIBLINGS}

    def items(self, page: SitePage) -> list[MenuItem]:
        """The menu on a page."""
        return [
            MenuItem(place, self._words[key], "page" if place == page.name else "true" if key == page.section else "")
            for key, place in self.parts.items()
        ]

    def crumbs(self, page: SitePage) -> list[MenuItem]:
        """The pages above it, from the start page on; none above the start page."""
        if page.name == "index":
            return []
        above = [MenuItem("index", self._words["start"], "")]
        return above + [MenuItem(each, self._pages[each].title, "") for each in page.parents if each in self._pages]

    def siblings(self, page: SitePage) -> list[MenuItem]:
        """The other pages of its part, where there are a few; else none."""
        names = self._siblings.get(page.section, [])
        if len(names) < 2:
            return []
        return [MenuItem(each, self._pages[each].title, "page" if each == page.name else "") for each in names]
