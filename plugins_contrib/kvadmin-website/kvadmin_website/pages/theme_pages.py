"""The themes of the programme: what the secretariat writes on each, examples, and who works with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kvadmin_website.pages.edition import Edition, SitePage
from kvadmin_website.pages.example_cards import card_of, shortened
from kvadmin_website.reading.page_file import PageName
from kvadmin_website.records import THEMES

_INDEX = "themes/index"


class ThemeCard(NamedTuple):
    """A theme in a list."""

    key: str
    place: str
    title: str
    lead: str
    examples: int


def theme_place(theme: str) -> str:
    """The page of a theme."""
    return f"themes/{theme}"


def shown_themes(edition: Edition) -> list[str]:
    """Those that there is a text, an example or a municipality of."""
    facts = edition.facts
    used = {each.theme for each in facts.examples}
    used |= {theme for each in facts.participants.values() for theme in each.themes}
    return [each for each in THEMES if each in used or PageName("page", f"theme-{each}") in facts.pages.pages]


def theme_cards(edition: Edition) -> list[ThemeCard]:
    """The themes as cards."""
    counted = [each.theme for each in edition.facts.examples]
    return [
        ThemeCard(each, theme_place(each), edition.words[each], edition.words[f"{each}_lead"], counted.count(each))
        for each in shown_themes(edition)
    ]


def theme_pages(edition: Edition) -> Iterator[SitePage]:
    """The list, and a page each."""
    words, themes = edition.words, shown_themes(edition)
    if not themes:
        return
    yield SitePage(
        _INDEX, "themes.html", words["themes"], "themes", summary=words["themes_lead"],
        context=lambda: {"themes": theme_cards(edition)},
    )  # fmt: skip
    for theme in themes:
        forms = edition.facts.pages.pages.get(PageName("page", f"theme-{theme}"))
        page = edition.pick(forms)[0] if forms else None
        summary = shortened(page.lead) if page and page.lead else words[f"{theme}_lead"]
        yield SitePage(
            theme_place(theme), "theme.html", words[theme], "themes", (_INDEX,), summary, page.words if page else "",
            _context(theme, edition),
        )  # fmt: skip


def _context(theme: str, edition: Edition) -> Any:
    def context() -> Mapping[str, Any]:
        facts = edition.facts
        return {
            "theme": theme,
            "text": edition.text("page", f"theme-{theme}", theme_place(theme)),
            "examples": [card_of(each, edition) for each in facts.examples if each.theme == theme],
            "towns": [each for each in facts.participants.values() if theme in each.themes],
        }

    return context
