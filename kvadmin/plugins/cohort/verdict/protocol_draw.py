"""What a protocol keeps of the draw it was decided by, and what is no longer so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kvadmin.api import screen_language, tr
from kvadmin.api.records import Cohort

from ..drawing.declaration import draw_data, plain_part
from .draw_case import source_of
from .ground_words import verdict_word
from .records import DrawVerdict

_FACTS = {
    "source": "the source of the draw",
    "named": "what the call names as its draw",
    "value": "the value that was drawn",
    "secret": "the secret",
    "substitute": "whether the substitute was used",
    "draws": "the draws that were entered",
    "freeze": "the freeze",
}


def protocol_draw(cohort: Cohort, verdict: DrawVerdict) -> dict[str, Any]:
    """A protocol's ``draw``: the source, what was drawn, the freeze, and what that is worth, as plain data."""
    judged = verdict.plain()
    return {
        **_facts(cohort),
        "verdict": judged["verdict"],
        "grounds": judged["grounds"],
        "reasons": judged["reasons"],
        "after_freeze": judged["after_freeze"],
        "letter": judged["letter"],
    }


def _facts(cohort: Cohort) -> dict[str, Any]:
    last = cohort.draws[-1] if cohort.draws else None
    freeze = cohort.freezes[-1] if cohort.freezes else None
    return {
        "source": source_of(cohort),
        "named": draw_data(cohort.draw),
        "value": last.value if last else "",
        "secret": last.secret if last else "",
        "substitute": bool(last and last.substitute),
        "draws": [plain_part(each) for each in cohort.draws],
        "freeze": {"number": freeze.number, "on": freeze.on.isoformat(), "fingerprint": freeze.fingerprint}
        if freeze
        else None,
    }


def draw_differences(recorded: Mapping[str, Any] | None, cohort: Cohort, verdict: DrawVerdict) -> Iterator[str]:
    """What a protocol says of its draw and the call does not, or no longer; a sentence each."""
    if recorded is None:
        return
    facts = _facts(cohort)
    for key, words in _FACTS.items():
        if recorded.get(key) != facts[key]:
            yield tr("{what}: the protocol says {said}, the call {now}", what=tr(words), said=_shown(recorded.get(key)),
                     now=_shown(facts[key]))  # fmt: skip
    if recorded.get("verdict") != verdict.verdict:
        yield tr(
            "the protocol says that the draw is {said}, by the history it is {now}",
            said=verdict_word(recorded.get("verdict"), screen_language()),
            now=verdict.word(screen_language()),
        )


def _shown(value: Any) -> str:
    if value in (None, "", []):
        return tr("none")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, list):
        return "; ".join(_shown(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {each}" for name, each in value.items() if each not in (None, "", False))
    return str(value)
