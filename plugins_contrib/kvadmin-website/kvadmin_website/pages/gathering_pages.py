"""Gatherings: those to come and those that were, each with its programme and what was shown there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from kvadmin.api.records import AgendaItem, Gathering
from kvadmin.api.wording import day, day_range
from kvadmin_website.pages.edition import Edition, SitePage

_INDEX = "gatherings/index"


class MeetingCard(NamedTuple):
    """A gathering in a list."""

    place: str
    title: str
    kind: str
    start: date
    days: str
    where: str
    cancelled: bool


class AgendaRow(NamedTuple):
    """One item of a programme; ``who`` is an organisation, or a speaker that agreed to be named."""

    time: str
    title: str
    who: str
    room: str
    track: str


def meeting_card(gathering: Gathering, edition: Edition) -> MeetingCard:
    """A gathering as a card."""
    kinds = Gathering.KINDS.get(gathering.kind, ("", ""))
    return MeetingCard(
        f"gatherings/{gathering.id}",
        gathering.title(edition.form),
        kinds[edition.form == "nn"],
        gathering.start,
        day_range(gathering.start, gathering.to, edition.form),
        gathering.place,
        gathering.cancelled,
    )


def gathering_pages(edition: Edition) -> Iterator[SitePage]:
    """The list, and a page each."""
    facts, words = edition.facts, edition.words
    if not facts.gatherings:
        return

    def listed() -> Mapping[str, Any]:
        cards = [(each.end, meeting_card(each, edition)) for each in facts.gatherings]
        return {
            "ahead": [card for end, card in cards if end >= facts.today],
            "earlier": [card for end, card in reversed(cards) if end < facts.today],
        }

    yield SitePage(
        _INDEX, "gatherings.html", words["gatherings"], "gatherings", summary=words["gatherings_lead"], context=listed
    )
    for each in facts.gatherings:
        card = meeting_card(each, edition)
        yield SitePage(
            card.place,
            "gathering.html",
            card.title,
            "gatherings",
            (_INDEX,),
            f"{card.kind[:1].upper()}{card.kind[1:]}, {card.days}" + (f", {card.where}" if card.where else ""),
            " ".join(item.title for item in each.agenda),
            _context(each, card, edition),
        )


def _context(gathering: Gathering, card: MeetingCard, edition: Edition) -> Any:
    def context() -> Mapping[str, Any]:
        facts = edition.facts
        group = next((each for each in facts.cohorts if each.id == gathering.cohort), None)
        deadline = gathering.registration_deadline
        return {
            "meeting": card,
            "group": group.title(edition.form) if group else "",
            "deadline": deadline if deadline and deadline >= facts.today and not gathering.cancelled else None,
            "agenda": _agenda(gathering, edition),
            "tracks": any(each.track for each in gathering.agenda),
            "agenda_form": facts.programme.language if facts.programme.language != edition.form else "",
            "text": edition.text("gathering", gathering.id, card.place, level=3),
        }

    return context


def _agenda(gathering: Gathering, edition: Edition) -> list[tuple[str, list[AgendaRow]]]:
    """The items day by day, with the day in words."""

    def when(item: AgendaItem) -> date:
        return item.day or gathering.start

    items = sorted(gathering.agenda, key=lambda each: (when(each), each.start, each.track))
    return [
        (day(on, edition.form, weekday=True), [_row(each, edition) for each in found])
        for on, found in groupby(items, key=when)
    ]


def _row(item: AgendaItem, edition: Edition) -> AgendaRow:
    speaker = item.speaker if edition.facts.may_name(item.speaker) else ""
    who = ", ".join(each for each in (speaker, item.organisation) if each)
    span = "–".join(each.replace(":", ".") for each in (item.start, item.end) if each)
    return AgendaRow(span, item.title, who, item.room, item.track)
