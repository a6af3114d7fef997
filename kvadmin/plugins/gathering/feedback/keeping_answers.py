"""Taking answers in: once, whoever sends the list again, and with nothing that tells whose they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from .feedback_records import FeedbackFile, GatheringFeedback

#: So many answers of a new list, and half of those that are there, said before: a later export of the same list.
_SAME_LIST = 3
#: A comment of so many characters that stands there already was hardly written by another.
_SAME_COMMENT = 25


def known_file(held: GatheringFeedback | None, sha256: str) -> FeedbackFile | None:
    """The file, if it was taken in before."""
    return next((each for each in held.files if each.sha256 == sha256), None) if held else None


def says_it_again(held: GatheringFeedback | None, answers: Sequence[dict[str, str]]) -> bool:
    """Whether new answers look like those that are there.

    They have all of them and more, or many of them, or a long comment word for word.
    """
    if held is None or not held.answers:
        return False
    before, now = Counter(map(_key, held.answers)), Counter(map(_key, answers))
    if before < now or (len(held.answers) >= _SAME_LIST and before == now):
        return True
    again = (before & now).total()
    if again >= _SAME_LIST and 2 * again >= len(held.answers):
        return True
    return bool(_comments(held.answers) & _comments(answers))


def with_answers(
    held: GatheringFeedback,
    answers: Sequence[dict[str, str]],
    files: Sequence[tuple[str, int]],
    today: date,
    *,
    anew: bool,
) -> GatheringFeedback:
    """The record with the new answers, in an order that says nothing.

    Args:
        held: The record before.
        answers: The new ones.
        files: SHA-256 and number of answers of each new file.
        today: When.
        anew: The new answers take the place of all that are there.
    """
    kept = [] if anew else held.answers
    made = [FeedbackFile(sha256=sha256, day=today, answers=number) for sha256, number in files]
    return msgspec.structs.replace(
        held,
        answers=sorted((dict(sorted(each.items())) for each in (*kept, *answers)), key=_key),
        files=sorted([*([] if anew else held.files), *made], key=lambda each: (each.day, each.sha256)),
    )


def _key(answers: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(answers.items()))


def _comments(answers: Sequence[dict[str, str]]) -> set[str]:
    return {text for each in answers for text in each.values() if len(text) >= _SAME_COMMENT}
