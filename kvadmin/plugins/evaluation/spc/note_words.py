"""Labels, icons and notes in words: English for programs, bokmål and nynorsk for documents; the screen has its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kvadmin.api import tr
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

#: A note by its code; ``a`` to ``d`` are its figures.
NOTES: dict[str, dict[str, str]] = {
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
        "en": "Short group from {period}: {a:g} points, fewer than {b:g}; the limits are trial limits",
        "nb": "Kort del fra {period}: {a} punkter, færre enn {b}; grensene er foreløpige",
        "nn": "Kort del frå {period}: {a} punkt, færre enn {b}; grensene er førebelse",
    },
    "no-limits": {
        "en": "No limits from {period}: there are no two neighbouring values",
        "nb": "Ingen grenser fra {period}: det finnes ikke to verdier etter hverandre",
        "nn": "Ingen grenser frå {period}: det finst ikkje to verdiar etter kvarandre",
    },
    "constant": {
        "en": "No variation from {period}: every value is {a:g}, and the limits are the value itself",
        "nb": "Ingen variasjon fra {period}: alle verdier er {a}",
        "nn": "Ingen variasjon frå {period}: alle verdiar er {a}",
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
        "en": "The frozen baseline from {period} has {a:g} points, fewer than 12; the limits are trial limits",
        "nb": "Det frosne grunnlaget fra {period} har {a} punkter, færre enn 12; grensene er foreløpige",
        "nn": "Det frosne grunnlaget frå {period} har {a} punkt, færre enn 12; grensene er førebelse",
    },
    "excluded": {
        "en": "Left out, with a reason: {list}; these count neither for the limits nor as signals",
        "nb": "Ikke medregnet, med grunn: {list}; teller verken for grensene eller som signal",
        "nn": "Ikkje medrekna, med grunn: {list}; tel verken for grensene eller som signal",
    },
    "known-both": {
        "en": "From {period} mean {a:g} and sigma {b:g} are known in advance",
        "nb": "Fra {period} er middelverdien {a} og sigma {b} kjent på forhånd",
        "nn": "Frå {period} er middelverdien {a} og sigma {b} kjende på førehand",
    },
    "known-mean": {
        "en": "From {period} the mean {a:g} is known in advance",
        "nb": "Fra {period} er middelverdien {a} kjent på forhånd",
        "nn": "Frå {period} er middelverdien {a} kjend på førehand",
    },
    "known-sigma": {
        "en": "From {period} sigma {a:g} is known in advance",
        "nb": "Fra {period} er sigma {a} kjent på forhånd",
        "nn": "Frå {period} er sigma {a} kjend på førehand",
    },
    "sigma-unused": {
        "en": "From {period} the known sigma {a:g} is not used: a {b} chart has none of its own",
        "nb": "Fra {period} er den kjente sigma {a} ikke brukt: et {b}-diagram har ingen egen",
        "nn": "Frå {period} er den kjende sigma {a} ikkje brukt: eit {b}-diagram har ingen eigen",
    },
    "known-not-ptd": {
        "en": "NHSRplotthedots knows no mean or sigma in advance: from {period} the limits are not the package's",
        "nb": "NHSRplotthedots har ingen kjent middelverdi eller sigma: fra {period} er grensene ikke pakkens",
        "nn": "NHSRplotthedots har ingen kjend middelverdi eller sigma: frå {period} er grensene ikkje dei til pakken",
    },
    "sigma-not-qic": {
        "en": "qicharts2 knows a mean in advance (cl) but no sigma: from {period} the limits are not the package's",
        "nb": "qicharts2 har kjent middelverdi (cl), ikke kjent sigma: fra {period} er grensene ikke pakkens",
        "nn": "qicharts2 har kjend middelverdi (cl), ikkje kjend sigma: frå {period} er grensene ikkje dei til pakken",
    },
    "limits-cut": {
        "en": "Limits are cut at {list}; signals and icons are those of the whole limits",
        "nb": "Grensene er kuttet ved {list}; signaler og ikoner gjelder de hele grensene",
        "nn": "Grensene er kutta ved {list}; signal og ikon gjeld dei heile grensene",
    },
    "limits-not-cut": {
        "en": "Limits are not cut at 0: there are values below 0",
        "nb": "Grensene er ikke kuttet ved 0: det finnes verdier under 0",
        "nn": "Grensene er ikkje kutta ved 0: det finst verdiar under 0",
    },
    "freeze-outside": {
        "en": "A freeze lies outside the series and is passed over",
        "nb": "En frysing ligger utenfor serien og er ikke brukt",
        "nn": "Ei frysing ligg utanfor serien og er ikkje brukt",
    },
    "runs-signal": {
        "en": "Unusual runs from {period}: longest run {a:g} of at most {b:g}, crossings {c:g} of at least {d:g}",
        "nb": "Uvanlige serier fra {period}: lengste serie {a} av høyst {b}, kryssinger {c} av minst {d}",
        "nn": "Uvanlege seriar frå {period}: lengste serie {a} av høgst {b}, kryssingar {c} av minst {d}",
    },
    "runs-at-gaps": {
        "en": "From {period} qicharts2 would close the gaps: longest run {a:g}, crossings {b:g} of at least {c:g}",
        "nb": "Fra {period} ville qicharts2 ha lukket hullene: lengste serie {a}, kryssinger {b} av minst {c}",
        "nn": "Frå {period} ville qicharts2 ha lukka hola: lengste serie {a}, kryssingar {b} av minst {c}",
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
    return NOTES[note.code][language].format(**_named(figures), period=period, list=_listing(figures))


def shown_note(note: Note) -> str:
    """The same in the language of the screen."""
    return tr(NOTES[note.code]["en"], **_named(note.figures), period=note.period or "", list=_listing(note.figures))


def _named(figures: Sequence[Any]) -> dict[str, Any]:
    """The figures by their names in the sentences."""
    return dict(zip("abcd", figures, strict=False))


def _listing(figures: Sequence[Any]) -> str:
    """At most six names, and how many more."""
    names, most = [str(each) for each in figures], 6
    return ", ".join(names) if len(names) <= most else ", ".join(names[:most]) + f" … (+{len(names) - most})"


def _figure(value: float, language: Language) -> Any:
    """A figure as a document writes it; English sentences shape it themselves."""
    return number(value, language) if language != "en" else value
