"""What was changed, in words: of the call, of an application, or of what it is judged by."""

from __future__ import annotations

from collections.abc import Mapping

from kvadmin.api import KvadminError

from ..admission.quotas import parse_quota
from ..admission.reasons import quota_phrase

_PLACE = {"nb": 0, "nn": 1, "en": 2}

#: What may have changed -> its words (nb, nn, en); ``subject`` is the municipality's number or a file.
ABOUT: Mapping[str, tuple[str, str, str]] = {
    "capacity": ("antall plasser", "talet på plassar", "the number of places"),
    "quotas": ("kvotene", "kvotane", "the quotas"),
    "criteria": ("kriteriene", "kriteria", "the criteria"),
    "deadline": ("søknadsfristen", "søknadsfristen", "the deadline"),
    "start": ("oppstarten", "oppstarten", "the start"),
    "cohort": ("puljen", "pulja", "the cohort"),
    "applicant-new": ("{subject}: en søknad som ikke var med", "{subject}: ein søknad som ikkje var med",
                      "{subject}: an application that was not there"),
    "applicant-gone": ("{subject}: søknaden er borte", "{subject}: søknaden er borte",
                       "{subject}: the application is gone"),
    "withdrawn": ("{subject}: søknaden ble trukket", "{subject}: søknaden vart trekt",
                  "{subject}: the application was withdrawn"),
    "state": ("{subject}: søknadens tilstand", "{subject}: tilstanden til søknaden",
              "{subject}: the state of the application"),
    "ineligible": ("{subject}: om søkeren oppfyller vilkårene", "{subject}: om søkjaren oppfyller vilkåra",
                   "{subject}: whether the applicant is eligible"),
    "on_time": ("{subject}: om søknaden kom i tide", "{subject}: om søknaden kom i tide",
                "{subject}: whether the application was in time"),
    "unresolved": ("{subject}: spørsmålet om hvem som har søkt", "{subject}: spørsmålet om kven som har søkt",
                   "{subject}: the question of who has applied"),
    "contents": ("{subject}: innholdet i søknaden", "{subject}: innhaldet i søknaden",
                 "{subject}: the contents of the application"),
    "score": ("{subject}: poengsummen", "{subject}: poengsummen", "{subject}: the score"),
    "points": ("{subject}: poengene", "{subject}: poenga", "{subject}: the points"),
    "member_of": ("{subject}: medlemskap i en annen pulje", "{subject}: medlemskap i ei anna pulje",
                  "{subject}: membership of another cohort"),
    "attribute": ("{subject}: det kvotene teller etter", "{subject}: det kvotane tel etter",
                  "{subject}: what the quotas count by"),
    "register": ("{subject}: kommuneregisteret", "{subject}: kommuneregisteret", "{subject}: the register"),
    "source": ("kilden til loddtrekningen", "kjelda til loddtrekkinga", "the source of the draw"),
    "unknown": ("{subject}: endret, men historikken vet ikke hva", "{subject}: endra, men historikken veit ikkje kva",
                "{subject}: changed, but the history does not know what"),
}  # fmt: skip
_FROM_TO = ("{what}: {old} → {new}", "{what}: {old} → {new}", "{what}: {old} → {new}")
_NONE = ("ingen", "ingen", "none")


def change_phrase(about: str, subject: str, old: str, new: str, language: str) -> str:
    """What was changed, from what to what; no sentence: ``0604: the score: 3.00 → 7.50``."""
    place = _PLACE[language]
    what = ABOUT[about][place].format(subject=subject)
    if not old and not new:
        return what
    if about == "quotas" and language != "en":  # a letter's reader does not write quotas as a command does
        old, new = _quotas_in_words(old, language), _quotas_in_words(new, language)
    return _FROM_TO[place].format(what=what, old=old or _NONE[place], new=new or _NONE[place])


def _quotas_in_words(text: str, language: str) -> str:
    """All quotas of a call as people say them; the text itself where it is a part of one."""
    try:
        return ", ".join(quota_phrase(parse_quota(each), language) for each in text.split(", "))
    except KvadminError:
        return text
