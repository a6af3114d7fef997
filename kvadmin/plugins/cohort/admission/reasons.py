"""The reason codes of a decision, the outcome each belongs to, and their words in bokmål, nynorsk and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from kvadmin.api import InvalidData, tr
from kvadmin.api.records import Application

from .records import Decision, IneligibilityGround, QuotaRule

#: The outcome that each reason code belongs to; the order is that of a count in a report.
OUTCOMES: Mapping[str, str] = Application.DECISIONS

#: All reason codes of the rule itself; a plugin's rule adds its own.
CODES = tuple(OUTCOMES)

#: The languages that reasons are written in: bokmål, nynorsk, English.
LANGUAGES = ("nb", "nn", "en")

# In brackets: what a decision adds to its code, and only if it does.
_TEXTS: Mapping[str, tuple[str, str, str]] = {
    "admitted-all": (
        "Tatt opp: alle søkere som oppfyller vilkårene, har fått plass.",
        "Teken opp: alle søkjarar som oppfyller vilkåra, har fått plass.",
        "Admitted: every eligible applicant has been given a place.",
    ),
    "admitted-quota": (
        "Tatt opp på kvote[: {quota}].",
        "Teken opp på kvote[: {quota}].",
        "Admitted by quota[: {quota}].",
    ),
    "admitted-lottery": (
        "Tatt opp etter loddtrekning mellom søkere med lik poengsum[ ({score})].",
        "Teken opp etter loddtrekking mellom søkjarar med lik poengsum[ ({score})].",
        "Admitted by lottery among applicants with the same score[ ({score})].",
    ),
    "admitted-score": (
        "Tatt opp på grunnlag av poengsummen[ ({score})].",
        "Teken opp på grunnlag av poengsummen[ ({score})].",
        "Admitted on the score[ ({score})].",
    ),
    "waitlisted-quota": (
        "På venteliste[ som nummer {position}]: ledige plasser er bundet av kvote[: {quota}].",
        "På venteliste[ som nummer {position}]: ledige plassar er bundne av kvote[: {quota}].",
        "On the waiting list[ as number {position}]: the places left are bound by quota[: {quota}].",
    ),
    "waitlisted-capacity": (
        "På venteliste[ som nummer {position}]: alle plassene er gitt til søkere som er rangert foran.",
        "På venteliste[ som nummer {position}]: alle plassane er gjevne til søkjarar som er rangerte framfor.",
        "On the waiting list[ as number {position}]: all places have gone to applicants ranked before.",
    ),
    "rejected-ineligible": (
        "Avslått: søkeren oppfyller ikke vilkårene[: {detail}].",
        "Avslått: søkjaren oppfyller ikkje vilkåra[: {detail}].",
        "Rejected: the applicant is not eligible[: {detail}].",
    ),
    "rejected-incomplete": (
        "Avslått: søknaden er ikke fullstendig[; det mangler: {detail}].",
        "Avslått: søknaden er ikkje fullstendig[; det manglar: {detail}].",
        "Rejected: the application is incomplete[; missing: {detail}].",
    ),
    "rejected-late": (
        "Avslått: søknaden kom inn etter fristen.",
        "Avslått: søknaden kom inn etter fristen.",
        "Rejected: the application was received after the deadline.",
    ),
    "rejected-already-member": (
        "Avslått: kommunen deltar allerede i en pulje[ ({detail})].",
        "Avslått: kommunen deltek allereie i ei pulje[ ({detail})].",
        "Rejected: the municipality is a member of a cohort already[ ({detail})].",
    ),
    "undecided-late": (
        "Ikke avgjort: det må vurderes om søknaden kom inn i tide.",
        "Ikkje avgjort: det må vurderast om søknaden kom inn i tide.",
        "Undecided: somebody must judge whether the application was received in time.",
    ),
    "undecided-identity": (
        "Ikke avgjort: det må bekreftes hvilken kommune som har søkt.",
        "Ikkje avgjort: det må stadfestast kva kommune som har søkt.",
        "Undecided: somebody must confirm which municipality has applied.",
    ),
    "undecided-unscored": (
        "Ikke avgjort: søknaden har ikke fått poeng.",
        "Ikkje avgjort: søknaden har ikkje fått poeng.",
        "Undecided: the application has not been scored.",
    ),
    "withdrawn": ("Søknaden er trukket.", "Søknaden er trekt.", "The application has been withdrawn."),
}

_FIELDS: Mapping[str, tuple[str, str, str]] = {
    "county": ("fylke", "fylke", "county"),
    "region": ("landsdel", "landsdel", "region"),
    "size_class": ("størrelsesklasse", "storleiksklasse", "size class"),
    "language_form": ("målform", "målform", "language form"),
}
_FORMS: Mapping[str, tuple[str, str, str]] = {
    "bokmal": ("bokmål", "bokmål", "Bokmål"),
    "nynorsk": ("nynorsk", "nynorsk", "Nynorsk"),
    "neutral": ("nøytral", "nøytral", "neutral"),
}
_SIZES: Mapping[str, tuple[str, str, str]] = {
    "small": ("liten", "liten", "small"),
    "medium": ("mellomstor", "mellomstor", "medium"),
    "large": ("stor", "stor", "large"),
}
_OPTION = re.compile(r"\[(?P<before>[^\[\]{]*)\{(?P<name>[a-z]+)\}(?P<after>[^\[\]]*)\]")
#: A reason that a plugin's rule gave, in its own words.
_REJECTED = ("Avslått: {words}", "Avslått: {words}", "Rejected: {words}")
_LEAST, _MOST, _AND = ("minst", "minst", "at least"), ("høyst", "høgst", "at most"), ("og", "og", "and")


def reason_text(code: str, language: str, **parts: object) -> str:
    """The reason in words: a whole sentence.

    Args:
        code: A reason code.
        language: ``nb``, ``nn`` or ``en``.
        parts: ``quota``, ``score``, ``position``, ``detail``: what is missing or ``None`` leaves its words out.

    Raises:
        InvalidData: A code or a language that does not exist.
    """
    if code not in _TEXTS:
        raise InvalidData(
            tr("'{code}' is no reason code", code=code), hint=tr("one of {codes}", codes=", ".join(CODES))
        )
    return _OPTION.sub(partial(_said, parts=parts), _TEXTS[code][_index(language)])


def outcome_of(code: str) -> str:
    """The outcome that a reason code belongs to; whatever is none of the rule's own is a plugin's, and rejects."""
    return OUTCOMES.get(code, "rejected")


def decision_text(decision: Decision, language: str) -> str:
    """The decision's reason in words, with its quota, score, position and detail.

    A plugin's reason has the words that the protocol keeps of it; whether the plugin is still there matters nothing.
    """
    if decision.reason not in _TEXTS:
        return _REJECTED[_index(language)].format(words=ground_words(decision, language))
    return reason_text(
        decision.reason,
        language,
        quota=join_words([quota_phrase(quota, language) for quota in decision.quotas], language),
        score=decimal_text(f"{decision.score:f}", language) if decision.score is not None else None,
        position=decision.waitlist_position,
        detail=decision.detail,
    )


def ground_words(decision: Decision, language: str) -> str:
    """What all plugins say against an applicant, a sentence each; the code and the detail where nothing is kept."""
    said = [_sentence(_words_of(each, _index(language))) for each in decision.grounds]
    known = " ".join(dict.fromkeys(said))
    return known or _sentence(f"{decision.reason}: {decision.detail}" if decision.detail else decision.reason)


def _words_of(ground: IneligibilityGround, place: int) -> str:
    """A ground in a language, else in the nearest one that there is, else its code."""
    nb, nn, en = ground.nb, ground.nn, ground.text
    return next(filter(None, ((nb, nn, en), (nn, nb, en), (en, nb, nn))[place]), ground.code)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def quota_phrase(quota: QuotaRule, language: str) -> str:
    """The quota in words: ``minst 1 og høyst 3 med landsdel Nord``."""
    i = _index(language)
    bounds = [f"{_LEAST[i]} {quota.minimum}"] if quota.minimum or quota.maximum is None else []
    if quota.maximum is not None:
        bounds.append(f"{_MOST[i]} {quota.maximum}")
    name = _FIELDS[quota.field][i] if quota.field in _FIELDS else quota.field
    values = {"language_form": _FORMS, "size_class": _SIZES}.get(quota.field, {})
    value = values[quota.value][i] if quota.value in values else quota.value
    return f"{f' {_AND[i]} '.join(bounds)} {('med', 'med', 'with')[i]} {name} {value}"


def join_words(words: Sequence[str], language: str) -> str:
    """``a, b og c``."""
    *most, last = words or [""]
    return f"{', '.join(most)} {_AND[_index(language)]} {last}" if most else last


def decimal_text(text: str, language: str) -> str:
    """A decimal number as the language writes it: a comma in Norwegian."""
    return text if language == "en" else text.replace(".", ",")


def _index(language: str) -> int:
    if language not in LANGUAGES:
        raise InvalidData(
            tr("'{language}' is no language of the documents", language=language),
            hint=tr("one of {languages}", languages=", ".join(LANGUAGES)),
            code="unknown-word",
        )
    return LANGUAGES.index(language)


def _said(option: re.Match[str], parts: Mapping[str, object]) -> str:
    value = parts.get(option["name"])
    return "" if value in (None, "") else f"{option['before']}{value}{option['after']}"
