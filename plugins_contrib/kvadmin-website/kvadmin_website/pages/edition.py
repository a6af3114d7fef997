"""The site in one language form: its words, its texts with what they fall back on, and where everything lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import quote

from markupsafe import Markup

from kvadmin.api.wording import day
from kvadmin_website.pages.page_words import Words, words_of
from kvadmin_website.pages.site_facts import SiteFacts
from kvadmin_website.reading.markdown_page import MarkdownPage
from kvadmin_website.reading.page_file import PageName
from kvadmin_website.reading.page_links import PageLink

if TYPE_CHECKING:
    from kvadmin.api.wording import Language

#: Page of the secretariat -> page of the site; every other one stands under what the programme is about.
_PLACES = {
    "index": "index",
    "about": "about/index",
    "tools": "tools/index",
    "send-in": "bank/send",
    "research": "research",
    "links": "links",
}
_THEME = "theme-"


@dataclass(frozen=True)
class SitePage:
    """One page of one form.

    Args:
        name: Its place below the form, without ending: ``municipalities/0604``.
        template: What it is made with.
        title: Its heading.
        section: Key of the menu that it belongs to; empty: none.
        parents: Names of the pages above it, the start page left out.
        summary: What it is about in a sentence, for search engines and the search.
        words: All that the search looks through.
        context: Makes what the template is given besides, when every page of the form is known.
        day: The day of a piece of news.
        title_form: The form of the heading, where that is not the page's.
    """

    name: str
    template: str
    title: str
    section: str = ""
    parents: tuple[str, ...] = ()
    summary: str = ""
    words: str = ""
    context: Callable[[], Mapping[str, Any]] = dict
    day: date | None = None
    title_form: str = ""

    @property
    def file(self) -> str:
        """Its file below the form."""
        return f"{self.name}.html"


class ShownText(NamedTuple):
    """A text as a page shows it.

    Args:
        title: Its title.
        html: The markup below the title.
        lead: The words of its first paragraph.
        words: All words.
        form: The form it is written in, where that is not the one of the page; else empty.
    """

    title: str
    html: Markup
    lead: str
    words: str
    form: str


def place_of(name: PageName) -> str:
    """Where a page of the secretariat stands in the site."""
    if name.kind == "news":
        return f"news/{name.name}"
    if name.kind == "gathering":
        return f"gatherings/{name.name}"
    if name.name.startswith(_THEME):
        return f"themes/{name.name.removeprefix(_THEME)}"
    return _PLACES.get(name.name, f"about/{name.name}")


class Edition:
    """One language form of the site.

    Args:
        form: nb or nn.
        facts: What there is to show.
        used: Files that pages link to are added to it.
    """

    def __init__(self, form: str, facts: SiteFacts, used: set[str]) -> None:
        self.form = cast("Language", form)
        self.facts = facts
        self.words: Words = words_of(form)
        self._used = used
        #: Names of the pages that there are; filled before any text is made into markup.
        self.places: set[str] = set()

    def day(self, when: date) -> str:
        """``20. mai 2008``."""
        return day(when, self.form)

    def pick(self, forms: Mapping[str, Any]) -> tuple[Any, str]:
        """The entry of this form, or of another one and its name."""
        if self.form in forms:
            return forms[self.form], ""
        other = min(forms)
        return forms[other], other

    def text(self, kind: str, name: str, at: str, *, level: int = 2) -> ShownText | None:
        """A text of the secretariat, for the page ``at``; None when it is not there in any form."""
        forms = self.facts.pages.pages.get(PageName(kind, name))
        if not forms:
            return None
        page, other = self.pick(forms)
        return self.shown(page, at, other, level=level)

    def shown(self, page: MarkdownPage, at: str, other: str = "", *, level: int = 2) -> ShownText:
        """A text for the page ``at``."""
        html = Markup(page.html(self.addresses(page, at), level=level))  # noqa: S704 - its maker escapes every value
        return ShownText(page.title, html, page.lead, page.words, other)

    def addresses(self, page: MarkdownPage, at: str) -> Callable[[PageLink], str | None]:
        """Where the links of a text lead, as from the page ``at``."""
        up = up_from(at)

        def address(link: PageLink) -> str | None:
            if link.kind in ("external", "mail"):
                return link.address
            if link.kind == "refused" or not self.facts.pages.leads_somewhere(link, page):
                return None
            if link.kind == "anchor":
                return f"#{link.fragment}"
            if link.kind == "file":
                self._used.add(link.target)
                return f"{up}../{quote(link.target.removeprefix('website/'))}"
            place = self._place(link)
            return f"{up}{quote(place)}.html" if place in self.places else None

        return address

    def _place(self, link: PageLink) -> str:
        if link.kind == "municipality":
            return f"municipalities/{link.target}"
        if link.kind == "example":
            return f"bank/{link.target}"
        return place_of(PageName(link.kind, link.target))


def up_from(name: str) -> str:
    """The way from a page to the top of its form."""
    return "../" * name.count("/")
