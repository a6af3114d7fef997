"""A goal in words, as one says it: ``Sykefravær: fra 9,6 % ned til 8,4 % innen utgangen av 2009``."""

from __future__ import annotations

from datetime import date

from kvadmin.api.records import Goal, Indicator
from kvadmin.api.wording import Language, day

from ..indicators.definition import indicator_label
from .report_words import report_word
from .result_figures import with_unit

_FORMS: dict[str, tuple[str, str]] = {
    "reach_from": ("fra {start} til {to}", "frå {start} til {to}"),
    "reach_decrease": ("ned til {to}", "ned til {to}"),
    "reach_increase": ("opp til {to}", "opp til {to}"),
    "keep_decrease": ("ikke over {to}", "ikkje over {to}"),
    "keep_increase": ("ikke under {to}", "ikkje under {to}"),
    "by_year": ("{goal} innen utgangen av {year}", "{goal} innan utgangen av {year}"),
    "by_day": ("{goal} innen {day}", "{goal} innan {day}"),
    "keep_year": ("{goal} ut {year}", "{goal} ut {year}"),
    "keep_day": ("{goal} til {day}", "{goal} til {day}"),
}


def goal_words(goal: Goal, indicator: Indicator | None, language: Language) -> str:
    """What the goal says, without its indicator: ``fra 9,6 % til 8,4 % innen utgangen av 2009``."""
    to = with_unit(goal.to, indicator, language)
    if goal.kind == "keep":
        said = _form(f"keep_{goal.direction}", language, to=to)
    elif goal.start is not None:
        said = _form("reach_from", language, start=with_unit(goal.start, indicator, language), to=to)
    else:
        said = _form(f"reach_{goal.direction}", language, to=to)
    if goal.by is None:
        return said
    way = "keep" if goal.kind == "keep" else "by"
    if goal.by == date(goal.by.year, 12, 31):
        return _form(f"{way}_year", language, goal=said, year=goal.by.year)
    return _form(f"{way}_day", language, goal=said, day=day(goal.by, language))


def named_goal(goal: Goal, indicator: Indicator | None, language: Language) -> str:
    """The same with its indicator in front."""
    label = indicator_label(indicator, language) if indicator is not None else goal.indicator
    return f"{label}: {goal_words(goal, indicator, language)}"


def state_sentence(goal: Goal, state: str, language: Language) -> str:
    """How the goal stands, as a sentence."""
    keeps = goal.kind == "keep" and state in ("on-track", "off-track")
    return report_word(f"{'keeps' if keeps else 'says'}_{state}", language)


def _form(key: str, language: Language, **figures: object) -> str:
    return _FORMS[key][language == "nn"].format(**figures)
