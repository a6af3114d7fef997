"""News: a page each, and all of them by year; what is dated after the reference date waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from kvadmin_website.pages.edition import Edition, SitePage, place_of
from kvadmin_website.pages.example_cards import shortened
from kvadmin_website.reading.page_file import PageName


class NewsCard(NamedTuple):
    """A piece of news in a list; ``form`` is the one it is written in where that is not the page's."""

    place: str
    title: str
    lead: str
    day: date
    form: str


def shown_news(edition: Edition) -> list[PageName]:
    """The news up to the reference date, newest first; of one day by name."""
    found = [each for each in edition.facts.pages.of_kind("news") if each.day and each.day <= edition.facts.today]
    return sorted(found, key=lambda each: (each.day or date.min, each.name), reverse=True)


def waiting_news(edition: Edition) -> list[PageName]:
    """The news of later days."""
    return [each for each in edition.facts.pages.of_kind("news") if each.day and each.day > edition.facts.today]


def news_cards(edition: Edition) -> list[NewsCard]:
    """All news as cards."""
    found = []
    for name in shown_news(edition):
        page, other = edition.pick(edition.facts.pages.pages[name])
        found.append(
            NewsCard(place_of(name), page.title or name.name, shortened(page.lead), name.day or date.min, other)
        )
    return found


def news_pages(edition: Edition) -> Iterator[SitePage]:
    """The list, and a page each."""
    names = shown_news(edition)
    if not names:
        return
    words = edition.words

    def by_year() -> Mapping[str, Any]:
        years: dict[int, list[NewsCard]] = {}
        for each in news_cards(edition):
            years.setdefault(each.day.year, []).append(each)
        return {"years": years}

    yield SitePage("news/index", "news.html", words["news"], "news", summary=words["all_news"], context=by_year)
    for at, name in enumerate(names):
        page, other = edition.pick(edition.facts.pages.pages[name])
        place = place_of(name)
        yield SitePage(
            place,
            "article.html",
            page.title or name.name,
            "news",
            ("news/index",),
            shortened(page.lead),
            page.words,
            _context(edition, place, name, names[at - 1 : at], names[at + 1 : at + 2]),
            name.day,
            other,
        )


def _context(edition: Edition, place: str, name: PageName, newer: list[PageName], older: list[PageName]) -> Any:
    def context() -> Mapping[str, Any]:
        neighbours = [
            (word, place_of(each), edition.pick(edition.facts.pages.pages[each])[0].title)
            for word, found in (("newer", newer), ("older", older))
            for each in found
        ]
        return {"text": edition.text("news", name.name, place), "neighbours": neighbours}

    return context
