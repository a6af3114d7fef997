"""The words that stand in charts, in bokmål, nynorsk and English."""

from __future__ import annotations

from kvadmin.api import InvalidData
from kvadmin.api.wording import Language

from ..periods import parse_period

CHART_WORDS: dict[str, dict[str, str]] = {
    "mean": {"nb": "Middelverdi", "nn": "Middelverdi", "en": "Mean"},
    "median": {"nb": "Median", "nn": "Median", "en": "Median"},
    "upper": {"nb": "Øvre grense", "nn": "Øvre grense", "en": "Upper limit"},
    "lower": {"nb": "Nedre grense", "nn": "Nedre grense", "en": "Lower limit"},
    "target": {"nb": "Mål", "nn": "Mål", "en": "Target"},
    "own_target": {"nb": "Eget mål", "nn": "Eige mål", "en": "Own goal"},
    "common": {"nb": "Tilfeldig variasjon", "nn": "Tilfeldig variasjon", "en": "Common cause"},
    "improvement": {"nb": "Signal: forbedring", "nn": "Signal: forbetring", "en": "Signal: improvement"},
    "concern": {"nb": "Signal: forverring", "nn": "Signal: forverring", "en": "Signal: concern"},
    "neutral": {"nb": "Signal: endring", "nn": "Signal: endring", "en": "Signal: change"},
    "missing": {"nb": "Mangler", "nn": "Manglar", "en": "Missing"},
    "freeze": {"nb": "Grunnlag til og med", "nn": "Grunnlag til og med", "en": "Baseline up to"},
    "rebase": {"nb": "Nytt grunnlag fra", "nn": "Nytt grunnlag frå", "en": "New baseline from"},
    "known": {"nb": "Kjent nivå fra", "nn": "Kjent nivå frå", "en": "Known level from"},
    "exclude": {"nb": "Ikke medregnet", "nn": "Ikkje medrekna", "en": "Left out"},
    "excluded": {"nb": "Ikke medregnet", "nn": "Ikkje medrekna", "en": "Left out"},
    "outside": {"nb": "Utenfor tallene", "nn": "Utanfor tala", "en": "Outside the figures"},
    "second": {"nb": "Mål II", "nn": "Mål II", "en": "Target II"},
    "answers": {"nb": "Svar", "nn": "Svar", "en": "Answers"},
    "rate": {"nb": "svarprosent", "nn": "svarprosent", "en": "response rate"},
    "top_box": {"nb": "i toppboksen", "nn": "i toppboksen", "en": "in the top box"},
    "top_share": {
        "nb": "Andel som svarte {top}",
        "nn": "Del som svarte {top}",
        "en": "Share who answered {top}",
    },
    "mean_answer": {"nb": "Gjennomsnitt", "nn": "Gjennomsnitt", "en": "Mean"},
    "hidden": {"nb": "skjult (for få svar)", "nn": "skjult (for få svar)", "en": "hidden (too few answers)"},
    "hidden_some": {"nb": "noe er skjult", "nn": "noko er skjult", "en": "something is hidden"},
    "survey_intervals": {
        "nb": "Strekene er 95 % intervaller: Wilson for andelen, t-fordelingen for gjennomsnittet.",
        "nn": "Strekane er 95 % intervall: Wilson for delen, t-fordelinga for gjennomsnittet.",
        "en": "The bars are intervals of 95 %: Wilson's of the share, Student's t of the mean.",
    },
    "survey_whole": {
        "nb": "De inviterte er alle det gjelder: intervallene er korrigert for at mange av dem svarte.",
        "nn": "Dei inviterte er alle det gjeld: intervalla er korrigerte for at mange av dei svarte.",
        "en": "Those invited are everybody: the intervals are corrected for how many of them answered.",
    },
    "survey_least": {
        "nb": "Tall under {least}, og det som ville røpe dem, er skjult.",
        "nn": "Tal under {least}, og det som ville røpe dei, er skjult.",
        "en": "Counts below {least}, and what would give them away, are hidden.",
    },
    "survey_total": {"nb": "Alle som vises", "nn": "Alle som er viste", "en": "All that are shown"},
    "network": {"nb": "Nettverk", "nn": "Nettverk", "en": "Network"},
    "group_median": {"nb": "Median i nettverket", "nn": "Median i nettverket", "en": "Median of the network"},
    "without": {"nb": "Uten tall: {names}", "nn": "Utan tal: {names}", "en": "Without figures: {names}"},
    "no_target": {"nb": "Ikke noe mål", "nn": "Ikkje noko mål", "en": "No target"},
    "not_judged": {
        "nb": "Ikke vurdert mot målet",
        "nn": "Ikkje vurdert mot målet",
        "en": "Not judged against the target",
    },
    "no_value": {"nb": "Ingen verdier", "nn": "Ingen verdiar", "en": "No values"},
    "values": {
        "nb": "{count} verdier fra {first} til {last}",
        "nn": "{count} verdiar frå {first} til {last}",
        "en": "{count} values from {first} to {last}",
    },
    "last": {"nb": "Siste verdi {value}", "nn": "Siste verdi {value}", "en": "Last value {value}"},
    "signals": {"nb": "Signaler", "nn": "Signal", "en": "Signals"},
    "municipality": {"nb": "Kommune", "nn": "Kommune", "en": "Municipality"},
    "key": {"nb": "Tegnforklaring", "nn": "Teiknforklaring", "en": "Key"},
    "page": {"nb": "Side {page} av {pages}", "nn": "Side {page} av {pages}", "en": "Page {page} of {pages}"},
    "table": {
        "nb": "Variasjon og måloppnåelse for {rows} kommuner",
        "nn": "Variasjon og måloppnåing for {rows} kommunar",
        "en": "Variation and assurance for {rows} municipalities",
    },
}


def chart_word(key: str, language: Language, **figures: object) -> str:
    """One of :data:`WORDS`, with its figures filled in."""
    return CHART_WORDS[key][language].format(**figures)


def period_text(name: str, language: Language, *, short: bool = False) -> str:
    """A period as a reader writes it; a name that is no period stands as it is."""
    try:
        return parse_period(name).text(language, short=short)
    except InvalidData:
        return name


def axis_labels(names: tuple[str, ...], language: Language, room: int) -> list[tuple[int, str]]:
    """Which of ``names`` get a label under the axis when there is room for ``room``, and what it says.

    Whole years are preferred to scattered quarters: once fewer than one label a year fits, the year alone is
    written under its first period.
    """
    try:
        known = [parse_period(name) for name in names]
    except InvalidData:
        known = []
    if not known or len({period.kind for period in known}) != 1:
        step = max(1, -(-len(names) // max(1, room)))
        return [(i, names[i]) for i in range(0, len(names), step)]
    steps = {"year": (1, 2, 5, 10, 20, 50), "quarter": (1, 2, 4, 8, 20, 40), "month": (1, 2, 3, 6, 12, 24, 60, 120)}
    kind = known[0].kind
    step = next((s for s in steps[kind] if len(known) / s <= room), steps[kind][-1])
    yearly = step >= {"year": 1, "quarter": 4, "month": 12}[kind]
    return [
        (i, str(p.year) if yearly else p.text(language, short=True))
        for i, p in enumerate(known)
        if p.ordinal % step == 0
    ]
