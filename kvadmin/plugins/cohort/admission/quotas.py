"""Quotas: reading them, checking them, and what their bounds mean in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from kvadmin.api import InvalidData, UsageError, tr

from .records import QuotaRule

_BOUNDS = re.compile(r"([0-9]{0,9})\.\.([0-9]{0,9})")
_FORM = "write it as FIELD:VALUE=MIN..MAX, either end open, for example region:Nord-Norge=5.."


def parse_quota(text: str) -> QuotaRule:
    """The quota written as ``FIELD:VALUE=MIN..MAX``, either end open.

    The field ends at the first colon and the value at the last equals sign, so that a value may hold both.

    Raises:
        UsageError: Not of that form, no bound at all, or a minimum above the maximum.
    """
    field, colon, rest = text.partition(":")
    value, equals, bounds = rest.rpartition("=")
    match = _BOUNDS.fullmatch(bounds.strip())
    if not (colon and equals and match and field.strip() and value.strip()):
        raise UsageError(tr("'{text}' is not a quota", text=text), hint=tr(_FORM), code="bad-quota")
    low, high = (int(end) if end else None for end in match.groups())
    quota = QuotaRule(field.strip(), value.strip(), low, high)
    problem = quota_problem(quota)
    if problem:
        raise UsageError(tr("the quota {text} {problem}", text=text, problem=problem), hint=tr(_FORM), code="bad-quota")
    return quota


def quota_problem(quota: QuotaRule) -> str | None:
    """What is wrong with the quota by itself, as the end of a sentence; ``None`` when nothing is."""
    if not quota.field.strip() or not quota.value.strip():
        return tr("names no field or no value")
    if ":" in quota.field or "=" in quota.field:
        return tr("has a colon or an equals sign in its field")
    if quota.minimum is None and quota.maximum is None:
        return tr("has neither a minimum nor a maximum")
    if (quota.minimum or 0) < 0 or (quota.maximum or 0) < 0:
        return tr("has a negative bound")
    if quota.minimum is not None and quota.maximum is not None and quota.minimum > quota.maximum:
        return tr("has a minimum above its maximum")
    return None


def check_quotas(quotas: Sequence[QuotaRule]) -> tuple[QuotaRule, ...]:
    """The quotas in canonical order: by field, value and bounds, whatever order they were given in.

    Raises:
        InvalidData: A quota that is wrong by itself.
    """
    for quota in quotas:
        problem = quota_problem(quota)
        if problem:
            raise InvalidData(
                tr("the quota {text} {problem}", text=quota.text, problem=problem),
                where=quota.text,
                hint=tr(_FORM),
                code="bad-quota",
            )
    return tuple(
        sorted(set(quotas), key=lambda q: (q.field, q.value, q.minimum or 0, q.maximum is None, q.maximum or 0))
    )


def counts_in_quota(quota: QuotaRule, attributes: Mapping[str, str]) -> bool:
    """Whether someone with these attributes counts in the quota."""
    return comparable_text(attributes.get(quota.field, "")) == comparable_text(quota.value)


def comparable_text(text: str) -> str:
    """The text as quotas compare it: composed letters (an Ø is an Ø however it was typed), no blanks around."""
    return normalize("NFC", text).strip()


def signature(quotas: Sequence[QuotaRule], attributes: Mapping[str, str]) -> int:
    """The quotas someone counts in, as a bit mask: bit i for the i-th quota.

    Two applicants with the same signature are the same to every quota, which is what keeps the model tiny.
    """
    return sum(1 << i for i, quota in enumerate(quotas) if counts_in_quota(quota, attributes))


def demand_in_words(quota: QuotaRule, applicants: int) -> str:
    """The quota and who there is for it, in words: ``region:Nord needs at least 3, 2 applicants``."""
    parts = [tr("needs at least {least}", least=quota.minimum)] if quota.minimum else []
    if quota.maximum is not None:
        parts.append(tr("takes at most {most}", most=quota.maximum))
    there = tr("1 applicant") if applicants == 1 else tr("{number} applicants", number=applicants)
    return f"{quota.field}:{quota.value} {tr(' and ').join(parts) or tr('asks for none')}, {there}"
