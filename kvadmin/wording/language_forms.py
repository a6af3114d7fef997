"""Dates, numbers, lists and plurals as a reader of bokmål, nynorsk or English expects them.

Everything is a pure function of its arguments; no locale of the machine is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from kvadmin.translation import tr

#: bokmål, nynorsk, English.
Language = Literal["nb", "nn", "en"]

NBSP = "\u00a0"

_MONTHS_NO = "januar februar mars april mai juni juli august september oktober november desember".split()
_MONTHS: dict[str, list[str]] = {
    "nb": _MONTHS_NO,
    "nn": _MONTHS_NO,
    "en": "January February March April May June July August September October November December".split(),
}
_WEEKDAYS: dict[str, list[str]] = {
    "nb": "mandag tirsdag onsdag torsdag fredag lørdag søndag".split(),
    "nn": "måndag tysdag onsdag torsdag fredag laurdag søndag".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_AND = {"nb": "og", "nn": "og", "en": "and"}
_OR = {"nb": "eller", "nn": "eller", "en": "or"}

#: One and many of the words that documents count, by the English word of the vocabulary.
NOUNS: dict[str, dict[str, tuple[str, str]]] = {
    "participant": {
        "nb": ("deltaker", "deltakere"),
        "nn": ("deltakar", "deltakarar"),
        "en": ("participant", "participants"),
    },
    "registered": {"nb": ("påmeldt", "påmeldte"), "nn": ("påmeld", "påmelde"), "en": ("registered", "registered")},
    "municipality": {
        "nb": ("kommune", "kommuner"),
        "nn": ("kommune", "kommunar"),
        "en": ("municipality", "municipalities"),
    },
    "organisation": {
        "nb": ("virksomhet", "virksomheter"),
        "nn": ("verksemd", "verksemder"),
        "en": ("organisation", "organisations"),
    },
    "network": {"nb": ("nettverk", "nettverk"), "nn": ("nettverk", "nettverk"), "en": ("network", "networks")},
    "advisor": {"nb": ("veileder", "veiledere"), "nn": ("rettleiar", "rettleiarar"), "en": ("advisor", "advisors")},
    "cohort": {"nb": ("pulje", "puljer"), "nn": ("pulje", "puljer"), "en": ("cohort", "cohorts")},
    "group": {"nb": ("gruppe", "grupper"), "nn": ("gruppe", "grupper"), "en": ("group", "groups")},
    "table": {"nb": ("bord", "bord"), "nn": ("bord", "bord"), "en": ("table", "tables")},
    "gathering": {"nb": ("samling", "samlinger"), "nn": ("samling", "samlingar"), "en": ("gathering", "gatherings")},
    "application": {
        "nb": ("søknad", "søknader"),
        "nn": ("søknad", "søknader"),
        "en": ("application", "applications"),
    },
    "applicant": {"nb": ("søker", "søkere"), "nn": ("søkjar", "søkjarar"), "en": ("applicant", "applicants")},
    "place": {"nb": ("plass", "plasser"), "nn": ("plass", "plassar"), "en": ("place", "places")},
    "person": {"nb": ("person", "personer"), "nn": ("person", "personar"), "en": ("person", "persons")},
    "meal": {"nb": ("måltid", "måltider"), "nn": ("måltid", "måltid"), "en": ("meal", "meals")},
    "day": {"nb": ("dag", "dager"), "nn": ("dag", "dagar"), "en": ("day", "days")},
    "week": {"nb": ("uke", "uker"), "nn": ("veke", "veker"), "en": ("week", "weeks")},
    "attachment": {"nb": ("vedlegg", "vedlegg"), "nn": ("vedlegg", "vedlegg"), "en": ("attachment", "attachments")},
    "letter": {"nb": ("brev", "brev"), "nn": ("brev", "brev"), "en": ("letter", "letters")},
    "project_plan": {
        "nb": ("prosjektplan", "prosjektplaner"),
        "nn": ("prosjektplan", "prosjektplanar"),
        "en": ("project plan", "project plans"),
    },
    "indicator": {
        "nb": ("indikator", "indikatorer"),
        "nn": ("indikator", "indikatorar"),
        "en": ("indicator", "indicators"),
    },
    "measurement": {
        "nb": ("måling", "målinger"),
        "nn": ("måling", "målingar"),
        "en": ("measurement", "measurements"),
    },
}


def day(when: date, language: Language, *, weekday: bool = False) -> str:
    """``20. mai 2008``, with ``weekday`` ``tirsdag 20. mai 2008``; in English ``20 May 2008``."""
    text = f"{_day_month(when, language)} {when.year}"
    return f"{weekday_name(when, language)} {text}" if weekday else text


def short_day(when: date, language: Language) -> str:
    """``07.06.2008``; in English ``2008-06-07``, which no reader takes for another day."""
    return when.isoformat() if language == "en" else f"{when.day:02}.{when.month:02}.{when.year}"


def weekday_name(when: date, language: Language) -> str:
    """``tirsdag``, in nynorsk ``tysdag``."""
    return _WEEKDAYS[language][when.weekday()]


def day_range(start: date, end: date | None, language: Language) -> str:
    """``27.–28. august 2008``, ``30. august–2. september 2008``, or the one day when both are the same."""
    if end is None or end == start:
        return day(start, language)
    if start.year != end.year:
        return f"{day(start, language)}–{day(end, language)}"
    if start.month != end.month:
        return f"{_day_month(start, language)}–{day(end, language)}"
    dot = "" if language == "en" else "."
    return f"{start.day}{dot}–{day(end, language)}"


def clock(start: time, end: time | None = None, language: Language = "nb") -> str:
    """``10.00`` or ``10.00–11.30``; with a colon in English."""
    mark = ":" if language == "en" else "."
    return "–".join(f"{at.hour:02}{mark}{at.minute:02}" for at in (start, end) if at is not None)


def number(value: float | Decimal, language: Language, decimals: int | None = None) -> str:
    """A figure with decimal comma and non-breaking blanks between thousands: ``1 380``, ``−2,66``.

    Args:
        value: Finite; a float is written with the digits that Python prints for it.
        language: English has a decimal point and commas instead.
        decimals: Digits after the comma, rounded half to even; all that there are when not given.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(tr("{value} is no figure", value=value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    whole, _, fraction = f"{abs(exact):,f}".partition(".")
    sign = "−" if exact < 0 else ""
    if language == "en":
        return sign + whole + (f".{fraction}" if fraction else "")
    return sign + whole.replace(",", NBSP) + (f",{fraction}" if fraction else "")


def percent(value: float | Decimal, language: Language, decimals: int | None = None) -> str:
    """``9,8 %`` with a non-breaking blank, ``9.8%`` in English; ``value`` is in per cent already."""
    return number(value, language, decimals) + ("%" if language == "en" else f"{NBSP}%")


def join_words(parts: Iterable[str], language: Language, *, either: bool = False) -> str:
    """``a, b og c``; with ``either`` ``a, b eller c``; nothing gives an empty text."""
    names = list(parts)
    if len(names) <= 1:
        return "".join(names)
    word = (_OR if either else _AND)[language]
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def count(amount: int, noun: str | tuple[str, str], language: Language) -> str:
    """``1 deltaker``, ``40 deltakere``, in nynorsk ``40 deltakarar``.

    Args:
        amount: How many; only 1 takes the singular.
        noun: A word of :data:`NOUNS`, or the pair (one, many) in the language itself.
        language: The language of the document.
    """
    one, many = NOUNS[noun][language] if isinstance(noun, str) else noun
    return f"{number(amount, language)} {one if amount == 1 else many}"


def _day_month(when: date, language: Language) -> str:
    dot = "" if language == "en" else "."
    return f"{when.day}{dot} {_MONTHS[language][when.month - 1]}"
