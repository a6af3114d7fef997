"""Goals, states and reasons in documents: bokmål and nynorsk, goals and states in English pictures as well.

The screen has :mod:`.state_words`.
"""

from __future__ import annotations

from decimal import Decimal

from kvadmin.api import InvalidData
from kvadmin.api.wording import Language, day, number

from ..periods import parse_period
from .goal_reasons import FIGURES, Reason
from .goal_state import MET, NO_FIGURES, OFF_TRACK, ON_TRACK, TOO_EARLY, GoalState
from .state_words import shown_figure

Wording = dict[str, dict[str, str]]

STATE_WORDS: Wording = {
    MET: {"nb": "nådd", "nn": "nådd", "en": "met"},
    ON_TRACK: {"nb": "i rute", "nn": "i rute", "en": "on track"},
    OFF_TRACK: {"nb": "ikke i rute", "nn": "ikkje i rute", "en": "off track"},
    TOO_EARLY: {"nb": "for tidlig å si", "nn": "for tidleg å seie", "en": "too early to say"},
    NO_FIGURES: {"nb": "ingen tall", "nn": "ingen tal", "en": "no figures"},
}
#: Where the process stands, in pictures.
_LEVEL: dict[str, str] = {
    "nb": "nivå {mean} fra {period}",
    "nn": "nivå {mean} frå {period}",
    "en": "level {mean} since {period}",
}
_REASONS: Wording = {
    "reached": {
        "nb": "nivået er {mean} fra og med {period}, og målet er nådd",
        "nn": "nivået er {mean} frå og med {period}, og målet er nådd",
    },
    "beyond": {
        "nb": "nivået er {mean} fra og med {period}, på feil side av målet",
        "nn": "nivået er {mean} frå og med {period}, på feil side av målet",
    },
    "kept": {
        "nb": "ikke noe skift forbi målet siden {period}",
        "nn": "ikkje noko skift forbi målet sidan {period}",
    },
    "missed": {
        "nb": "målet var ikke nådd da fristen var ute; nivået var {mean}",
        "nn": "målet var ikkje nådd då fristen var ute; nivået var {mean}",
    },
    "reached-late": {"nb": "målet ble nådd etter fristen", "nn": "målet vart nådd etter fristen"},
    "shift-better": {
        "nb": "skift til det bedre i {period}, fra {before} til {mean}",
        "nn": "skift til det betre i {period}, frå {before} til {mean}",
    },
    "shift-worse": {
        "nb": "skift til det verre i {period}, fra {before} til {mean}",
        "nn": "skift til det verre i {period}, frå {before} til {mean}",
    },
    "no-shift": {
        "nb": "ikke noe skift i {count} tall siden {period}",
        "nn": "ikkje noko skift i {count} tal sidan {period}",
    },
    "pace": {
        "nb": "de siste tallene er {recent}; {wanted} holder så langt",
        "nn": "dei siste tala er {recent}; {wanted} held så langt",
    },
    "behind": {
        "nb": "de siste tallene er {recent}; de skulle vært {wanted} så langt",
        "nn": "dei siste tala er {recent}; dei skulle vore {wanted} så langt",
    },
    "short-time": {
        "nb": "{days} av {of} dager er gått",
        "nn": "{days} av {of} dagar har gått",
    },
    "few-figures": {
        "nb": "{count} av de {needed} tallene som trengs, siden {period}",
        "nn": "{count} av dei {needed} tala som trengst, sidan {period}",
    },
    "run-open": {
        "nb": "{count} av {needed} på rad siden {period}; det kan bli et skift",
        "nn": "{count} av {needed} på rad sidan {period}; det kan bli eit skift",
    },
    "not-begun": {
        "nb": "ingen periode er over siden {period}",
        "nn": "ingen periode er over sidan {period}",
    },
    "no-date": {"nb": "målet har ingen frist", "nn": "målet har ingen frist"},
    "rebased": {"nb": "nytt grunnlag fra {period}", "nn": "nytt grunnlag frå {period}"},
    "base-from-goal": {
        "nb": "sammenlignet med {start}, som målet går ut fra",
        "nn": "samanlikna med {start}, som målet går ut frå",
    },
    "start-differs": {
        "nb": "målet går ut fra {start}, tallene fra {mean}",
        "nn": "målet går ut frå {start}, tala frå {mean}",
    },
    "gaps": {"nb": "{count} perioder mangler", "nn": "{count} periodar manglar"},
    "silent": {
        "nb": "det siste tallet er for {period}, {count} perioder siden",
        "nn": "det siste talet er for {period}, {count} periodar sidan",
    },
    "figures-ended": {"nb": "det siste tallet er for {period}", "nn": "det siste talet er for {period}"},
    "figures-after-date": {
        "nb": "det første tallet er for {period}, etter fristen",
        "nn": "det fyrste talet er for {period}, etter fristen",
    },
    "no-whole-period": {
        "nb": "ingen hel periode ligger mellom start og frist",
        "nn": "ingen heil periode ligg mellom start og frist",
    },
    "no-series": {"nb": "ingenting er rapportert", "nn": "ingenting er rapportert"},
}


def written_state(state: str, language: Language) -> str:
    """The state: «i rute»."""
    return STATE_WORDS[state][language]


def written_level(state: GoalState, language: Language) -> str:
    """The level of the process in force: «nivå 8,9 fra 2. kvartal 2007»; empty without figures."""
    if state.mean is None:
        return ""
    return _LEVEL[language].format(mean=written_figure(state.mean, language), period=_period(state.since, language))


def written_reason(reason: Reason, language: Language) -> str:
    """One reason: «skift til det bedre i 3. kvartal 2008, fra 9,6 til 8,9»."""
    figures = dict(zip(FIGURES[reason.code], reason.figures, strict=True))
    told = {name: written_figure(value, language) for name, value in figures.items()}
    return _REASONS[reason.code][language].format(period=_period(reason.period, language), **told)


def written_figure(value: float, language: Language) -> str:
    """A mean with four significant digits: «8,914»."""
    return number(Decimal(shown_figure(value)), language)


def _period(name: str, language: Language) -> str:
    """A period or a day, as a document writes it."""
    try:
        return parse_period(name).text(language) if name else ""
    except InvalidData:
        from datetime import date

        return day(date.fromisoformat(name), language)
