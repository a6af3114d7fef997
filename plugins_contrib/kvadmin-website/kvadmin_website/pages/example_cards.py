"""Examples of the knowledge bank as cards: their words in the form of the page, or in the one that they have."""

from __future__ import annotations

from typing import NamedTuple

from kvadmin_website.pages.edition import Edition
from kvadmin_website.records import Example

_LEAD = 180


class ExampleCard(NamedTuple):
    """One example in a list.

    Args:
        id: Its id.
        title: Its title.
        lead: The beginning of its text.
        town: Name of the municipality.
        number: Its number; empty when it has no page.
        theme: Key of the theme.
        steps: Numbers of the steps.
        form: The form of title or text where it is not the page's.
        title_form: The form of the title alone, likewise.
    """

    id: str
    title: str
    lead: str
    town: str
    number: str
    theme: str
    steps: tuple[int, ...]
    form: str
    title_form: str


def card_of(example: Example, edition: Edition) -> ExampleCard:
    """The card of an example."""
    title, title_form = edition.pick(example.title) if example.title else (example.id, "")
    texts = edition.facts.pages.examples[example.id][1]
    page, text_form = edition.pick(texts) if texts else (None, "")
    participant = edition.facts.participants.get(example.municipality)
    return ExampleCard(
        example.id,
        str(title),
        shortened(page.lead) if page else "",
        edition.facts.name_of(example.municipality),
        example.municipality if participant else "",
        example.theme,
        tuple(sorted({each for each in example.steps if each in range(1, 6)})),
        title_form or text_form,
        title_form,
    )


def shortened(text: str, most: int = _LEAD) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
