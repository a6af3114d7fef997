"""The grounds of a verdict as whole sentences, and the verdicts as words, in bokmål, nynorsk and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from kvadmin.api.wording import Language, day

from .change_phrases import change_phrase
from .grounds_said import SAID_GROUNDS
from .grounds_to_changed import CHANGED_GROUNDS
from .grounds_to_weak import WEAK_GROUNDS

_PLACE = {"nb": 0, "nn": 1, "en": 2}
_VERDICTS: Mapping[str, tuple[str, str, str]] = {
    "sound": ("holdbar", "haldbar", "sound"),
    "weak": ("svak", "svak", "weak"),
    "changed": ("endret", "endra", "changed"),
}
_STEPS: Mapping[str, tuple[str, str, str]] = {
    "naming": ("navngivingen av kilden", "namngjevinga av kjelda", "the naming of the source"),
    "freeze": ("lukkingen av listen", "lukkinga av lista", "the closing of the list"),
    "draw": ("innføringen av trekningen", "innføringa av trekkinga", "the entering of the draw"),
    "admission": ("opptaket", "opptaket", "the admission"),
}
_NO_REASON = ("ingen begrunnelse er gitt", "inga grunngiving er gjeven", "no reason was given")
_REASON = ("begrunnelse: {why}", "grunngiving: {why}", "reason: {why}")
_NOBODY = ("noen utenfor kvadmin", "nokon utanfor kvadmin", "somebody outside kvadmin")
_MUNICIPALITIES = (("kommune", "kommuner"), ("kommune", "kommunar"), ("municipality", "municipalities"))
_NOTHING = ("ingenting", "ingenting", "nothing")

#: Code -> sentence (nb, nn, en) of every ground, those that make a verdict ``changed`` first.
GROUNDS: Mapping[str, tuple[str, str, str]] = {**CHANGED_GROUNDS, **WEAK_GROUNDS, **SAID_GROUNDS}


def verdict_word(verdict: Any, language: str) -> str:
    """``holdbar``, ``svak`` or ``endret``; in nynorsk ``haldbar``, ``svak``, ``endra``; what is unknown as it is."""
    return _VERDICTS[verdict][_PLACE[language]] if verdict in _VERDICTS else str(verdict)


def ground_text(code: str, values: Mapping[str, str], language: str) -> str:
    """A ground as a sentence.

    Args:
        code: One of :data:`GROUNDS`.
        values: What the sentence names; a day as ``2008-06-07``, ``who`` and ``why`` may be empty.
        language: ``nb``, ``nn`` or ``en``.
    """
    place = _PLACE[language]
    shown = {name: _shown(value, language) for name, value in values.items()}
    why = values.get("why", "").strip().rstrip(".")
    shown["reason"] = _REASON[place].format(why=why) if why else _NO_REASON[place]
    shown["who"] = values.get("who") or _NOBODY[place]
    shown["old"], shown["new"] = (shown.get(name) or _NOTHING[place] for name in ("old", "new"))
    if "count" in values:
        one, many = _MUNICIPALITIES[place]
        shown["municipalities"] = f"{values['count']} {one if values['count'] == '1' else many}"
    for name in ("step", "earlier"):
        if name in values:
            shown[name] = _STEPS[values[name]][place]
    if "about" in values:
        subject, old, new = (values.get(name, "") for name in ("subject", "old", "new"))
        shown["what"] = change_phrase(values["about"], subject, old, new, language)
    text = GROUNDS[code][place].format_map(shown)
    return text[:1].upper() + text[1:]


def ground_texts(draw: Mapping[str, Any] | None, language: str) -> list[str]:
    """The grounds in a protocol's ``draw`` as sentences; its English ones when it keeps no codes."""
    kept = draw or {}
    return [
        ground_text(each["code"], each["values"], language) if each["code"] in GROUNDS else said
        for each, said in zip(kept.get("reasons", ()), kept.get("grounds", ()), strict=False)
    ] or list(kept.get("grounds", ()))


def later_change_texts(draw: Mapping[str, Any] | None, language: str) -> list[str]:
    """The changes after the freeze in a protocol's ``draw``: day, what, who and why, a line each."""
    place = _PLACE[language]
    lines = []
    for each in (draw or {}).get("after_freeze", ()):
        what = change_phrase(each["about"], each["subject"], each["old"], each["new"], language)
        why = _REASON[place].format(why=each["why"]) if each["why"] else _NO_REASON[place]
        lines.append(f"{_shown(each['on'], language)}, {each['who'] or _NOBODY[place]}: {what}; {why}")
    return lines


def _shown(value: str, language: str) -> str:
    """A day as the language writes it, on the screen as programs do; anything else as it is."""
    try:
        found = date.fromisoformat(value) if len(value) == len("2008-06-07") else None
    except ValueError:
        found = None
    return value if found is None or language == "en" else day(found, cast("Language", language))
