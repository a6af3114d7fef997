"""Comments that name a person: for what is kept on somebody, and its erasing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import PersonalData
from kvadmin.api.wording import fold, spoken_name

from .feedback_records import GatheringFeedback

#: What stands in a comment where a name was.
_ERASED = "…"


def comments_on(snapshot: Snapshot, email: str, name: str) -> Iterator[PersonalData]:
    """Every comment with the person's address, or all parts of the name within it.

    Args:
        snapshot: The data.
        email: The person's address, or empty.
        name: The person's name, or empty.
    """
    for held in snapshot.all(GatheringFeedback):
        texts = sorted({text for each in held.answers for text in each.values() if _names(text, email, name)})
        if texts:
            yield _found(held, texts, email, name)


def _found(held: GatheringFeedback, texts: list[str], email: str, name: str) -> PersonalData:
    def erase(transaction: Any) -> None:
        answers = [
            {question: _without(text, email, name) if text in texts else text for question, text in each.items()}
            for each in held.answers
        ]
        answers.sort(key=lambda each: sorted(each.items()))
        transaction.update(msgspec.structs.replace(held, answers=answers))

    fields = {f"comment {at}": text for at, text in enumerate(texts, start=1)}
    return PersonalData(tr("feedback on {id}", id=held.gathering), fields, erase)


def _names(text: str, email: str, name: str) -> bool:
    if email and email.casefold() in text.casefold():
        return True
    parts = fold(spoken_name(name)).split() if name else []
    words = fold(text).split()
    return bool(parts) and all(part in words for part in parts)


def _without(text: str, email: str, name: str) -> str:
    """The comment without the address and the parts of the name."""
    if email:
        text = re.sub(re.escape(email), _ERASED, text, flags=re.IGNORECASE)
    parts = set(fold(spoken_name(name)).split()) if name else set()
    return re.sub(r"[^\W_]+", lambda found: _ERASED if fold(found[0]) in parts else found[0], text)
