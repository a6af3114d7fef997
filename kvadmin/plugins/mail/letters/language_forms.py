"""Which language form a letter is written in: the reader's own, never two in one letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kvadmin.api import InvalidData, tr
from kvadmin.api.wording import near_names

#: What the register says, and its short form here. A neutral municipality takes the programme's default.
_SHORT = {"bokmal": "nb", "bokmål": "nb", "nb": "nb", "nynorsk": "nn", "nn": "nn", "en": "en", "english": "en"}
_NEUTRAL = {"neutral", "nøytral", "", None}


def form_of(language_form: str | None, default: str) -> str:
    """``nb``, ``nn`` or ``en`` for a municipality's `language_form`; neutral gives the programme's `default`."""
    wanted = default if language_form in _NEUTRAL else language_form
    if wanted not in _SHORT:
        raise InvalidData(
            tr("{wanted!r} is no language form", wanted=wanted),
            hint=tr("bokmal, nynorsk or neutral"),
            near=near_names(wanted or "", ("bokmal", "nynorsk", "neutral")),
            code="unknown-word",
        )
    return _SHORT[wanted]


def joint_form(language_forms: Iterable[str | None], default: str) -> str:
    """The form of one letter to several: what the most of them have decided; a tie takes the default."""
    decided = Counter(form_of(form, default) for form in language_forms if form not in _NEUTRAL)
    best = max(decided.values(), default=0)
    leaders = sorted(form for form, n in decided.items() if n == best)
    return leaders[0] if len(leaders) == 1 else form_of(default, default)


def form_shares(forms: Iterable[str]) -> dict[str, int]:
    """How many letters were written in each form, bokmål and nynorsk always named."""
    counted = Counter(forms)
    return {form: counted[form] for form in ("nb", "nn", *sorted(set(counted) - {"nb", "nn"}))}
