"""A goal in words, as one says it: ``Sykefravær: fra 9,6 % ned til 8,4 % innen utgangen av 2009``."""

from __future__ import annotations

from datetime import date

from kvadmin.api.records import Goal, Indicator
from kvadmin.api.wording import Language, day

from ..indicators.definition import indicator_label
from ..indicators.written_figures import with_unit

_FORMS: dict[str, dict[Language, str]] = {
    "reach_from": {"nb": "fra {start} til {to}", "nn": "frå {start} til {to}", "en": "from {start} to {to}"},
    "reach_decrease": {"nb": "ned til {to}", "nn": "ned til {to}", "en": "down to {to}"},
    "reach_increase": {"nb": "opp til {to}", "nn": "opp til {to}", "en": "up to {to}"},
    "keep_decrease": {"nb": "ikke over {to}", "nn": "ikkje over {to}", "en": "not above {to}"},
    "keep_increase": {"nb": "ikke under {to}", "nn": "ikkje under {to}", "en": "not below {to}"},
    "by_year": {
        "nb": "{goal} innen utgangen av {year}",
        "nn": "{goal} innan utgangen av {year}",
        "en": "{goal} by the end of {year}",
    },
    "by_day": {"nb": "{goal} innen {day}", "nn": "{goal} innan {day}", "en": "{goal} by {day}"},
    "keep_year": {"nb": "{goal} ut {year}", "nn": "{goal} ut {year}", "en": "{goal} until the end of {year}"},
    "keep_day": {"nb": "{goal} til {day}", "nn": "{goal} til {day}", "en": "{goal} until {day}"},
}


def written_goal(goal: Goal, indicator: Indicator | None, language: Language) -> str:
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
    return f"{label}: {written_goal(goal, indicator, language)}"


def _form(key: str, language: Language, **figures: object) -> str:
    return _FORMS[key][language].format(**figures)
