"""``sent-example:yes``, ``:no``, ``:published`` and ``:THEME`` in selections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import UsageError, tr
from kvadmin.api.hooks import Predicate, Subject
from kvadmin.api.wording import near_names
from kvadmin_website.reading.site_pages import is_published
from kvadmin_website.records import THEMES, Example

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

_WORDS = ("yes", "no", "published", *THEMES)


def predicates(snapshot: Snapshot) -> list[Predicate]:
    """The word; what stands behind its colon says which examples count."""
    kept: dict[str, frozenset[str]] = {}

    def check(word: str) -> None:
        if word not in _WORDS:
            raise UsageError(
                tr("{text!r} is none of the words that may stand here", text=word) if word else tr("which examples?"),
                where="selection",
                hint=tr("one of {words}", words=", ".join(f"sent-example:{each}" for each in _WORDS)),
                near=near_names(word, _WORDS),
                code="unknown-word" if word else "missing-value",
            )

    def test(subject: Subject, word: str) -> bool:
        if word not in kept:
            kept[word] = frozenset(
                each.municipality
                for each in snapshot.all(Example)
                if word in ("yes", "no", each.theme) or (word == "published" and is_published(each))
            )
        return (subject.municipality.number in kept[word]) != (word == "no")

    return [Predicate("sent-example", "It has sent in an example.", test, check)]
