"""What is kept of letters, said in the language of the screen: why one was held, goes by post, or did not leave.

Plans, logs and settlements keep English, whatever was spoken when they were written: they are the same bytes for
everybody. A sentence that stands there is known again by its form, and what it says is put into that of the language.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import Any

from kvadmin.api import english, joined, tr

from .records import day_in

#: The sentences that are kept; ``tests/plugins/mail/test_told_again.py`` proves that the code still says each.
KEPT = (
    "has no e-mail address",
    "nothing is e-mailed to {addresses}",
    "is on the suppression list",
    "address suppressed: {address}: {why}",
    "{name} {day} is past",
    "{name} ended on {day}",
    "{number} is not in the register any more",
    "recipient withdrew: {name} has withdrawn its application",
    "recipient withdrew: {name} left {cohort} on {day}",
    "membership ended: {name} left {cohort} on {day}",
    "admission undone: there is no decision any more",
    "the decision is now {outcome}, not {wanted}",
    "gathering cancelled: {name}",
    "is not chosen by {to} any more",
    "the list was closed again: it has another fingerprint than this letter",
    "the letter cannot be written any more",
    "the letter would look different",
    "has been sent by another mailing by now",
    "text: {new} is new",
    "text: {old} is gone",
    "text: {old} is now {new}",
    "text: {count} further differences",
    "attachment {name}: {said}",
    "is changed",
    "goes with it now",
    "is gone",
    "{name}: {old} is now {new}",
    "language form",
    "from",
    "sent by",
    "address block",
    "copies",
    "subject",
    "planned again as {name}",
    "in {folder}, by {trace}",
    "not sent: {words}",
    "not sent: the server cannot take {addresses} (no SMTPUTF8)",
    "not sent: {size} bytes, the server takes {limit}",
    "the connection was lost",
    "no answer within {seconds:g} seconds",
    "no SMTP answer: {code} {words}",
    "the mbox file cannot take it: {error}",
)
#: Names in braces for which another sentence may stand, and those for which a word or several do.
_SENTENCES, _WORDS = frozenset({"name", "said", "why", "words"}), frozenset({"outcome", "wanted"})


def told_again(text: str) -> str:
    """The kept text as the screen says it; what is none of :data:`KEPT` stays as it stands.

    Args:
        text: English, as it is kept; may be several sentences parted by ``; ``.
    """
    parts = text.split("; ")
    told = [_told(part) for part in parts]
    if None in told and (whole := _told(text)) is not None:
        return whole  # with a mark in somebody's own words
    return joined("; ", [said or part for said, part in zip(told, parts, strict=True)])


def _told(text: str) -> str | None:
    """One sentence; None when it is not known, or known only in part."""
    for form, pattern in _forms():
        if found := pattern.fullmatch(text):
            said = tr(form, **{name: _value(name, each) for name, each in found.groupdict().items()})
            return said if english(said) == text else None
    return None


@cache
def _forms() -> list[tuple[str, re.Pattern[str]]]:
    """Each sentence as what a text is compared with; those that say most by themselves first."""
    found = []
    for form in KEPT:
        parts = list(Formatter().parse(form))
        pattern = "".join(re.escape(said) + (f"(?P<{name}>.+?)" if name else "") for said, name, _, _ in parts)
        found.append((sum(len(said) for said, _, _, _ in parts), form, re.compile(pattern, re.DOTALL)))
    return [(form, pattern) for _, form, pattern in sorted(found, key=lambda each: -each[0])]


def _value(name: str, text: str) -> Any:
    if name == "seconds":
        return float(text)
    if name == "day":
        return day_in(text)
    if name in _WORDS:
        return joined(tr(" or "), [tr(word) for word in text.split(" or ")])
    if name == "addresses":
        return joined(", ", [_address(part) for part in text.split(", ")])
    return told_again(text) if name in _SENTENCES else text


def _address(text: str) -> str:
    """``a@b.example: is on the suppression list``."""
    address, mark, why = text.partition(": ")
    return joined(mark, (address, told_again(why))) if mark else text
