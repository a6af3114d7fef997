"""The participating municipalities: all of them by county, and a page each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kvadmin.api.wording import sort_key
from kvadmin_website.figures.agreed_figures import AgreedFigures
from kvadmin_website.figures.result_figure import ResultFigure, result_figure
from kvadmin_website.look.dot_map import DotMap
from kvadmin_website.pages.edition import Edition, SitePage
from kvadmin_website.pages.example_cards import card_of
from kvadmin_website.pages.network_pages import network_key, network_place
from kvadmin_website.pages.site_facts import Participant

_INDEX = "municipalities/index"


def municipality_place(number: str) -> str:
    """The page of a municipality."""
    return f"municipalities/{number}"


def municipality_pages(edition: Edition, figures: AgreedFigures, dots: DotMap) -> Iterator[SitePage]:
    """The list, and a page each."""
    facts, words = edition.facts, edition.words
    if not facts.participants:
        return
    lead = words.of("municipalities_lead", number=len(facts.participants))
    yield SitePage(
        _INDEX, "municipalities.html", words["municipalities_title"], "municipalities", summary=lead,
        context=lambda: {"counties": _by_county(edition), "cohorts": _by_cohort(edition), "lead": lead},
    )  # fmt: skip
    for each in facts.participants.values():
        names = " ".join((*each.town.names, *each.town.aliases, each.town.county, each.number))
        groups = ", ".join(cohort.title(edition.form) for cohort, _ in each.memberships)
        yield SitePage(
            municipality_place(each.number),
            "municipality.html",
            each.town.name,
            "municipalities",
            (_INDEX,),
            ", ".join(filter(None, (each.town.county, groups))),
            f"{names} {' '.join(local.name for local in each.networks)}",
            _context(each, edition, figures, dots),
        )


def _by_county(edition: Edition) -> list[tuple[str, list[Participant]]]:
    found: dict[str, list[Participant]] = {}
    for each in edition.facts.participants.values():
        found.setdefault(each.town.county or edition.words["other_county"], []).append(each)
    return sorted(found.items(), key=lambda each: sort_key(each[0]))


def _by_cohort(edition: Edition) -> list[tuple[str, int, str]]:
    """Group, how many take part in it, and the page of its networks."""
    facts = edition.facts
    counted = [
        (cohort, sum(any(one.id == cohort.id for one, _ in each.memberships) for each in facts.participants.values()))
        for cohort in facts.cohorts
    ]
    with_networks = {each.cohort.id for each in facts.networks}
    return [
        (cohort.title(edition.form), number, network_place(cohort.id) if cohort.id in with_networks else "")
        for cohort, number in counted
    ]


def _context(participant: Participant, edition: Edition, figures: AgreedFigures, dots: DotMap) -> Any:
    def context() -> Mapping[str, Any]:
        words = edition.words
        groups = [
            (cohort.title(edition.form),
             words.of("completed", day=edition.day(each.to)) if each.reason == "completed" and each.to
             else words.of("since", day=edition.day(each.start)))
            for cohort, each in participant.memberships
        ]  # fmt: skip
        networks = [
            (each.name, network_place(each.cohort.id), network_key(each.cohort, each.network.id))
            for each in participant.networks
        ]
        return {
            "town": participant.town,
            "groups": groups,
            "networks": networks,
            "themes": participant.themes,
            "results": list(_results(participant, edition, figures)),
            "examples": [card_of(each, edition) for each in participant.examples],
            "dot": dots.place(participant.number),
            "dots": dots,
        }

    return context


def _results(participant: Participant, edition: Edition, figures: AgreedFigures) -> Iterator[ResultFigure]:
    for at, indicator in enumerate(participant.agreed, 1):
        series = figures.series(indicator, participant.number)
        if series is not None:
            town, joined = participant.town.name, participant.joined
            yield result_figure(series, town, joined, edition.words, edition.form, f"r{at}")
