"""Labels, icons and notes in words: English for the terminal and JSON, bokmål and nynorsk for documents."""

from __future__ import annotations

from collections.abc import Sequence

from kvadmin.api.wording import Language, number

from .types import Note

LABELS: dict[str, dict[str, str]] = {
    "Above UCL": {"nb": "Over øvre grense", "nn": "Over øvre grense"},
    "Below LCL": {"nb": "Under nedre grense", "nn": "Under nedre grense"},
    "7 Point Trend (Increasing)": {"nb": "Sju punkter stigende", "nn": "Sju punkt stigande"},
    "7 Point Trend (Decreasing)": {"nb": "Sju punkter fallende", "nn": "Sju punkt fallande"},
    "2 in 3 Above CL": {"nb": "To av tre nær øvre grense", "nn": "To av tre nær øvre grense"},
    "2 in 3 Below CL": {"nb": "To av tre nær nedre grense", "nn": "To av tre nær nedre grense"},
    "7 Points Above CL": {"nb": "Sju punkter over midtlinjen", "nn": "Sju punkt over midtlinja"},
    "7 Points Below CL": {"nb": "Sju punkter under midtlinjen", "nn": "Sju punkt under midtlinja"},
}

VARIATIONS: dict[str, dict[str, str]] = {
    "common_cause": {
        "en": "Common cause variation",
        "nb": "Bare tilfeldig variasjon",
        "nn": "Berre tilfeldig variasjon",
    },
    "improvement": {"en": "Improvement", "nb": "Forbedring", "nn": "Forbetring"},
    "concern": {"en": "Concern", "nb": "Forverring", "nn": "Forverring"},
    "neutral_high": {"en": "Change upwards", "nb": "Endring oppover", "nn": "Endring oppover"},
    "neutral_low": {"en": "Change downwards", "nb": "Endring nedover", "nn": "Endring nedover"},
}

ASSURANCES: dict[str, dict[str, str]] = {
    "consistent_pass": {"en": "Passes the target", "nb": "Når målet", "nn": "Når målet"},
    "consistent_fail": {"en": "Fails the target", "nb": "Når ikke målet", "nn": "Når ikkje målet"},
    "inconsistent": {
        "en": "May pass or fail the target",
        "nb": "Når målet av og til",
        "nn": "Når målet av og til",
    },
}

_NOTES: dict[str, dict[str, str]] = {
    "no-data": {
        "en": "No values from {period} on",
        "nb": "Ingen verdier fra {period}",
        "nn": "Ingen verdiar frå {period}",
    },
    "gaps": {
        "en": "Missing: {list}; moving ranges beside gaps are missing, and no rule reaches over a gap",
        "nb": "Mangler: {list}; ingen regel går over et hull",
        "nn": "Manglar: {list}; ingen regel går over eit hol",
    },
    "not-reported": {
        "en": "Not reported yet: {list}; the variation is that of the last value",
        "nb": "Ikke rapportert ennå: {list}",
        "nn": "Ikkje rapportert enno: {list}",
    },
    "short": {
        "en": "Short group from {period}: {0} points, fewer than {1}; the limits are trial limits",
        "nb": "Kort del fra {period}: {0} punkter, færre enn {1}; grensene er foreløpige",
        "nn": "Kort del frå {period}: {0} punkt, færre enn {1}; grensene er førebelse",
    },
    "no-limits": {
        "en": "No limits from {period}: there are no two neighbouring values",
        "nb": "Ingen grenser fra {period}: det finnes ikke to verdier etter hverandre",
        "nn": "Ingen grenser frå {period}: det finst ikkje to verdiar etter kvarandre",
    },
    "constant": {
        "en": "No variation from {period}: every value is {0}, and the limits are the value itself",
        "nb": "Ingen variasjon fra {period}: alle verdier er {0}",
        "nn": "Ingen variasjon frå {period}: alle verdiar er {0}",
    },
    "constant-baseline": {
        "en": "No variation in the baseline from {period}: the limits are its centre line",
        "nb": "Ingen variasjon i grunnlaget fra {period}: grensene faller sammen med midtlinjen",
        "nn": "Ingen variasjon i grunnlaget frå {period}: grensene fell saman med midtlinja",
    },
    "freeze-empty": {
        "en": "The freeze at {period} has no values before it and is passed over",
        "nb": "Frysingen ved {period} har ingen verdier foran seg og er ikke brukt",
        "nn": "Frysinga ved {period} har ingen verdiar framfor seg og er ikkje brukt",
    },
    "freeze-short": {
        "en": "The frozen baseline from {period} has {0} points, fewer than 12; the limits are trial limits",
        "nb": "Det frosne grunnlaget fra {period} har {0} punkter, færre enn 12; grensene er foreløpige",
        "nn": "Det frosne grunnlaget frå {period} har {0} punkt, færre enn 12; grensene er førebelse",
    },
    "freeze-outside": {
        "en": "A freeze lies outside the series and is passed over",
        "nb": "En frysing ligger utenfor serien og er ikke brukt",
        "nn": "Ei frysing ligg utanfor serien og er ikkje brukt",
    },
    "runs-signal": {
        "en": "Unusual runs from {period}: longest run {0} of at most {1}, crossings {2} of at least {3}",
        "nb": "Uvanlige serier fra {period}: lengste serie {0} av høyst {1}, kryssinger {2} av minst {3}",
        "nn": "Uvanlege seriar frå {period}: lengste serie {0} av høgst {1}, kryssingar {2} av minst {3}",
    },
    "runs-at-gaps": {
        "en": "From {period} qicharts2 would close the gaps: longest run {0}, crossings {1} of at least {2}",
        "nb": "Fra {period} ville qicharts2 ha lukket hullene: lengste serie {0}, kryssinger {1} av minst {2}",
        "nn": "Frå {period} ville qicharts2 ha lukka hola: lengste serie {0}, kryssingar {1} av minst {2}",
    },
}


def label_text(label: str, language: Language) -> str:
    """A point's label in ``language``; the English text is the contract's own."""
    return LABELS[label].get(language, label)


def note_text(note: Note, language: Language = "en", *, names: dict[str, str] | None = None) -> str:
    """One sentence without a full stop.

    Args:
        note: The note.
        language: ``en`` | ``nb`` | ``nn``.
        names: How periods are written in the document, by their name in data; missing ones stand as they are.
    """
    known = names or {}
    figures = [known.get(f, f) if isinstance(f, str) else _figure(f, language) for f in note.figures]
    period = known.get(note.period, note.period) if note.period else ""
    return _NOTES[note.code][language].format(*figures, period=period, list=_listing(figures))


def _listing(names: Sequence[str]) -> str:
    """At most six names, and how many more."""
    most = 6
    return ", ".join(names) if len(names) <= most else ", ".join(names[:most]) + f" … (+{len(names) - most})"


def _figure(value: float, language: Language) -> str:
    return number(value, language) if language != "en" else f"{value:g}"
