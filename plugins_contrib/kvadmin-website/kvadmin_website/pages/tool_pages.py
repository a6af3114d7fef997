"""Tools and methods: the five steps, each with its examples; and the knowledge bank with a page for every example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from kvadmin_website.pages.edition import Edition, SitePage
from kvadmin_website.pages.example_cards import card_of
from kvadmin_website.reading.page_file import PageName
from kvadmin_website.records import THEMES, Example

_TOOLS, _BANK, _SEND = "tools/index", "bank/index", "bank/send"
STEPS = (1, 2, 3, 4, 5)


def tool_pages(edition: Edition) -> Iterator[SitePage]:
    """The five steps."""
    words, facts = edition.words, edition.facts

    def context() -> Mapping[str, Any]:
        found = {step: [card_of(each, edition) for each in facts.examples if step in each.steps] for step in STEPS}
        return {"text": edition.text("page", "tools", _TOOLS, level=3), "steps": found}

    forms = facts.pages.pages.get(PageName("page", "tools"), {})
    page = edition.pick(forms)[0] if forms else None
    told = " ".join(words[f"step_{step}{end}"] for step in STEPS for end in ("", "_lead"))
    said = f"{told} {page.words}" if page else told
    yield SitePage(_TOOLS, "tools.html", words["tools"], "tools", (), words["steps_lead"], said, context)


def bank_pages(edition: Edition) -> Iterator[SitePage]:
    """The bank, how to send something in, and the examples."""
    words, facts = edition.words, edition.facts

    def listed() -> Mapping[str, Any]:
        cards = [card_of(each, edition) for each in facts.examples]
        return {"groups": [(each, found) for each in THEMES if (found := [one for one in cards if one.theme == each])]}

    yield SitePage(_BANK, "bank.html", words["bank"], "bank", (_TOOLS,), words["bank_lead"], context=listed)
    yield SitePage(
        _SEND, "send.html", words["send_title"], "bank", (_TOOLS, _BANK), words["send_lead"],
        " ".join(words.lists["send_points"]), lambda: _sending(edition),
    )  # fmt: skip
    for each in facts.examples:
        card = card_of(each, edition)
        texts = facts.pages.examples[each.id][1]
        said = edition.pick(texts)[0].words if texts else ""
        yield SitePage(
            f"bank/{each.id}", "example.html", card.title, "bank", (_TOOLS, _BANK), card.lead,
            f"{card.town} {said}", _context(each, edition), title_form=card.title_form,
        )  # fmt: skip


def _sending(edition: Edition) -> Mapping[str, Any]:
    sender = edition.facts.programme.sender
    email = sender.email if sender else ""
    return {
        "text": edition.text("page", "send-in", _SEND),
        "email": email,
        "mailto": f"mailto:{email}?subject={quote(edition.words['send_subject'])}" if email else "",
    }


def _context(example: Example, edition: Edition) -> Any:
    def context() -> Mapping[str, Any]:
        texts = edition.facts.pages.examples[example.id][1]
        page, other = edition.pick(texts) if texts else (None, "")
        others = [each for each in edition.facts.examples if each.theme == example.theme and each.id != example.id]
        since: date | None = getattr(example, "published", None) or example.consent
        return {
            "card": card_of(example, edition),
            "text": edition.shown(page, f"bank/{example.id}", other) if page else None,
            "sent_by": example.sender,
            "since": since,
            "others_like": [card_of(each, edition) for each in others[:3]],
        }

    return context
