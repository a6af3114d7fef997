"""What was frozen beside what was decided from: every difference that decides, but for the draw itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_CALL = ("cohort", "capacity", "criteria", "quotas")
_PARTS = ("state", "ineligible", "on_time", "unresolved", "score", "member_of")


@dataclass(frozen=True, slots=True)
class ContentDifference:
    """One difference: ``about`` is a word of :data:`~.change_phrases.ABOUT`, ``subject`` a municipality or empty."""

    about: str
    subject: str = ""
    old: str = ""
    new: str = ""


def content_differences(
    frozen: Mapping[str, Any], decided: Mapping[str, Any], *, may_withdraw: bool = False
) -> Iterator[ContentDifference]:
    """The differences between two canonical contents, without their seeds and members.

    Args:
        frozen: What the list was closed with.
        decided: What was, or would be, decided from.
        may_withdraw: What comes after an admission is no difference: a withdrawal, and an application that is too late.
    """
    for key in _CALL:
        before, now = frozen["call"].get(key), decided["call"].get(key)
        if before != now:
            yield ContentDifference(key, "", _shown(before), _shown(now))
    old = {row["number"]: row for row in frozen["applicants"]}
    new = {row["number"]: row for row in decided["applicants"]}
    for number in sorted({*old, *new}):
        if number not in new:
            yield ContentDifference("applicant-gone", number)
        elif number not in old:
            if not (may_withdraw and (new[number].get("on_time") == "late" or new[number].get("state") == "withdrawn")):
                yield ContentDifference("applicant-new", number)
        elif not (may_withdraw and new[number].get("state") == "withdrawn"):
            yield from _of_applicant(number, old[number], new[number])


def _of_applicant(number: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[ContentDifference]:
    for key in _PARTS:
        if old.get(key) != new.get(key):
            yield ContentDifference(key, number, _shown(old.get(key)), _shown(new.get(key)))
    before, now = old.get("attributes") or {}, new.get("attributes") or {}
    for field in sorted(before.keys() & now.keys()):  # another set of fields follows from other quotas
        if before[field] != now[field]:
            yield ContentDifference("attribute", number, _shown(before[field]), _shown(now[field]))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(f"{each['name']}={each['weight']}" if isinstance(each, dict) else str(each) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
