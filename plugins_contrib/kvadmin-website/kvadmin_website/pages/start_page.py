"""The start page: what the programme is, its figures, the newest news, gatherings to come, and the themes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kvadmin_website.pages.edition import Edition, SitePage
from kvadmin_website.pages.gathering_pages import meeting_card
from kvadmin_website.pages.news_pages import news_cards
from kvadmin_website.pages.theme_pages import theme_cards

_NEWS, _MEETINGS = 3, 3


def start_pages(edition: Edition) -> Iterator[SitePage]:
    """The start page of a form."""
    facts = edition.facts
    name = facts.programme.name

    def context() -> Mapping[str, Any]:
        ahead = [each for each in facts.gatherings if each.end >= facts.today and not each.cancelled]
        figures = [
            (len(facts.participants), "n_municipalities", "municipalities/index"),
            (len(facts.cohorts), "n_cohorts", "municipalities/index"),
            (len(facts.networks), "n_networks", "networks/index"),
            (len(facts.examples), "n_examples", "bank/index"),
        ]
        return {
            "text": edition.text("page", "index", "index"),
            "news": news_cards(edition)[:_NEWS],
            "meetings": [meeting_card(each, edition) for each in ahead[:_MEETINGS]],
            "themes": theme_cards(edition),
            "figures": [each for each in figures if each[0]],
        }

    yield SitePage("index", "start.html", name, summary=edition.words["welcome"], context=context)
