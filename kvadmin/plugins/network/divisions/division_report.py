"""A division in every format, in one way everywhere: the words of the contract for JSON, networks and score card."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import Any, cast

from kvadmin.api import screen_language, tr
from kvadmin.api.records import Network
from kvadmin.api.reports import Column, Report, Table, json_of, table_of
from kvadmin.api.wording import Language, municipality_key, number

from ..solver.objectives.objective import FIGURES, Figures
from .division import Division, figure, shown_figure


def division_report(division: Division, *, language: str | None = None, tables: bool = True) -> Report:
    """The division with its score card, for every format.

    Args:
        division: What to show.
        language: Of the tables, when they are a document: nb, nn or en; the screen's when None.
        tables: Without them it is for JSON only.
    """
    shown = (network_table(division, language), card_table(division, language)) if tables else ()
    advised = any(each.advisor for each in division.networks)
    return Report(division_data(division), shown, personal=advised, language=cast("Language", language or "en"))


def division_data(division: Division) -> dict[str, Any]:
    """The division in the words of the contract, with a score card beside them."""
    score = division.score
    return {
        "schema": 1,
        "cohort": division.cohort,
        "objective": figure(score.objective),
        "objective_km": figure(score.objective_km),
        "bound": None if division.bound is None else figure(division.bound),
        "bound_scope": division.bound_scope,
        "terms": {name: figure(value) for name, value in sorted(score.terms.items())},
        "networks": json_of([each for each in network_columns(division) if each.json], division.networks),
        "unit": score.unit,
        "minimised": score.minimised.text(),
        "figures": figures_data(score.figures),
        "card": card_data(division),
        **division.more,
    }


def figures_data(figures: Figures) -> dict[str, float]:
    """What can be minimised, each by itself, in the unit of the distances."""
    return {name: figure(getattr(figures, name)) for name in FIGURES}


def card_data(division: Division) -> dict[str, Any]:
    """The score card of the whole: trips, sizes, proof and broken rules."""
    score = division.score
    longest = max(score.networks, key=lambda each: (each.longest, each.members), default=None)
    gap = division.bound and max(0.0, score.objective / division.bound - 1)
    return {
        "members": len(division.places),
        "networks": len(division.networks),
        "sizes": list(score.sizes),
        "travel": figure(score.travel),
        "longest": figure(longest.longest) if longest else None,
        "longest_pair": list(longest.longest_pair) if longest and longest.longest_pair else None,
        "gap": None if gap is None else round(gap, 6),
        "broken": list(score.broken),
    }


def network_columns(division: Division, language: str | None = None) -> tuple[Column, ...]:
    """What is said of a network: members in Norwegian order in tables, by number in JSON."""
    words, card = _headings(language), division.card
    meets = not division.score.minimised.is_pairwise

    def names(members: list[str]) -> str:
        ordered = sorted(members, key=lambda each: municipality_key(division.label(each), each))
        return ", ".join(map(division.label, ordered))

    def name(network: Network) -> str:
        mark = words.get("locked") if network.locked else None
        return mark.format(name=network.name) if mark else network.name

    return (
        Column("id", words["id"]),
        Column("name"),
        Column("shown_name", words["name"], get=name, json=False),
        Column("size", words["size"], "int", get=lambda each: len(each.members), rank=2, json=False),
        Column("members", words["members"], get=lambda each: sorted(each.members), show=names),
        Column("sum_km", words["sum_km"], "decimal", get=lambda each: figure(card(each).sum_km), show=shown_figure,
               rank=1),
        Column("longest_km", words["longest"].format(unit=division.score.unit), "decimal",
               get=lambda each: card(each).longest, show=shown_figure,
               rank=1, json=False),
        Column("advisor", words["advisor"], get=lambda each: each.advisor or None, rank=2),
        Column("host", words["host"], get=lambda each: each.host or None,
               show=lambda host: division.label(host) if host else None, rank=3),
        Column("locked"),
        Column("longest", get=lambda each: figure(card(each).longest)),
        Column("longest_pair", get=lambda each: list(card(each).longest_pair or ()) or None),
        Column("meeting_place", words["meeting_place"] if meets else "", get=lambda each: card(each).meeting_place,
               show=division.label, rank=2),
        Column("meeting", words["meeting"].format(unit=division.score.unit) if meets else "", "decimal",
               get=lambda each: figure(card(each).meeting), show=shown_figure, rank=2),
        Column("longest_trip", words["trip"].format(unit=division.score.unit) if meets else "", "decimal",
               get=lambda each: figure(card(each).longest_trip), show=shown_figure, rank=1),
        Column("terms", get=lambda each: {key: figure(value) for key, value in sorted(card(each).terms.items())}),
    )  # fmt: skip


def network_table(division: Division, language: str | None = None) -> Table:
    """One row per network."""
    columns = [each for each in network_columns(division, language) if each.title]
    return table_of(_headings(language)["title"], columns, division.networks)


def card_table(division: Division, language: str | None = None) -> Table:
    """The score card: what was minimised, its parts, and the proof."""
    words, score = _headings(language), division.score
    longest = max(score.networks, key=lambda each: (each.longest, each.members), default=None)
    pair = " – ".join(map(division.label, longest.longest_pair)) if longest and longest.longest_pair else ""
    sizes = f"{score.sizes[0]}–{score.sizes[-1]}" if score.sizes else ""
    rows: list[tuple[Any, ...]] = [
        (f"{words['objective']} ({score.unit})", shown_figure(score.objective, 2), _minimised(division)),
        (words["objective_km"], shown_figure(score.objective_km, 2), ""),
        *((f"{name} ({score.unit})", shown_figure(value, 2), "") for name, value in sorted(score.terms.items())),
        *_meeting_rows(division, words),
        (f"{words['bound']} ({score.unit})", shown_figure(division.bound, 2), _proof(division, language)),
        (f"{words['longest_trip']} ({score.unit})", shown_figure(longest.longest) if longest else None, pair),
        (words["sizes"], len(division.networks), f"{len(division.places)}: {sizes}"),
        (words["broken"], len(score.broken), "; ".join(score.broken)),
    ]
    columns = (
        Column("figure", words["figure"], get=itemgetter(0)),
        Column("value", words["value"], "decimal", get=itemgetter(1)),
        Column("about", words["about"], get=itemgetter(2)),
    )
    return table_of(words["card"], columns, rows)


def _minimised(division: Division) -> str:
    """What was minimised as ``--objective`` takes it; nothing for what is meant when nothing is said."""
    minimised = division.score.minimised
    return "" if minimised.is_pairwise else minimised.text()


def _meeting_rows(division: Division, words: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """What was minimised, and the ways to the meeting places, where these count."""
    score = division.score
    if score.minimised.is_pairwise:
        return []
    furthest = max(score.networks, key=lambda each: (each.longest_trip, each.members))
    place = words["to"].format(place=division.label(furthest.meeting_place))
    return [
        (f"{words['pairwise']} ({score.unit})", shown_figure(score.figures.pairwise, 2), ""),
        (f"{words['meetings']} ({score.unit})", shown_figure(score.figures.meeting, 2), ""),
        (f"{words['longest_meeting']} ({score.unit})", shown_figure(score.figures.longest, 2), place),
    ]


def _proof(division: Division, language: str | None) -> str:
    words = _headings(language)
    if division.bound is None or division.bound_scope is None:
        return words["no_bound"]
    gap = max(0.0, division.score.objective / division.bound - 1) if division.bound > 0 else 0.0
    spoken = cast("Language", language or screen_language())
    return words[f"scope_{division.bound_scope}"].format(gap=number(100 * gap, spoken, 2))


def _headings(language: str | None) -> Mapping[str, str]:
    """The words of a document's language; without one those of the screen."""
    if language is not None:
        return _HEADINGS[language]
    return {key: tr(words) for key, words in _HEADINGS["en"].items()}


_HEADINGS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Networks", "id": "No.", "name": "Name", "size": "Members", "members": "Municipalities",
        "sum_km": "Sum km", "longest": "Longest {unit}", "advisor": "Advisor", "host": "Host",
        "card": "Score card", "figure": "Figure", "value": "Value", "about": "About",
        "locked": "{name} (locked)", "objective": "Minimised", "objective_km": "Kilometres between all pairs",
        "bound": "No split is below",
        "longest_trip": "Longest trip within a network", "sizes": "Networks (members: sizes)",
        "broken": "Rules broken", "no_bound": "no bound was worked out",
        "meeting_place": "Meeting place", "meeting": "Ways there {unit}", "trip": "Longest way {unit}",
        "pairwise": "Between all pairs", "meetings": "Ways to the meeting places",
        "longest_meeting": "Longest way to a meeting place", "to": "to {place}",
        "scope_all": "over all splits: at most {gap} % from the best there is",
        "scope_candidates": "best within the candidates looked at: at most {gap} % from their best",
    },
    "nb": {
        "title": "Nettverk", "id": "Nr.", "name": "Navn", "size": "Antall", "members": "Kommuner",
        "sum_km": "Sum km", "longest": "Lengste {unit}", "advisor": "Veileder", "host": "Vertskommune",
        "card": "Nøkkeltall", "figure": "Tall", "value": "Verdi", "about": "Merknad",
        "objective": "Det som er gjort minst mulig", "objective_km": "Kilometer mellom alle par",
        "bound": "Ingen inndeling er under", "longest_trip": "Lengste reise i et nettverk",
        "sizes": "Nettverk (kommuner: størrelser)", "broken": "Brutte regler", "no_bound": "ingen grense er regnet ut",
        "meeting_place": "Møtested", "meeting": "Reiser dit {unit}", "trip": "Lengste dit {unit}",
        "pairwise": "Mellom alle par", "meetings": "Reiser til møtestedene",
        "longest_meeting": "Lengste reise til et møtested", "to": "til {place}",
        "scope_all": "over alle inndelinger: høyst {gap} % fra den beste som finnes",
        "scope_candidates": "best blant kandidatene: høyst {gap} % fra den beste av dem",
    },
    "nn": {
        "title": "Nettverk", "id": "Nr.", "name": "Namn", "size": "Tal", "members": "Kommunar",
        "sum_km": "Sum km", "longest": "Lengste {unit}", "advisor": "Rettleiar", "host": "Vertskommune",
        "card": "Nøkkeltal", "figure": "Tal", "value": "Verdi", "about": "Merknad",
        "objective": "Det som er gjort minst mogleg", "objective_km": "Kilometer mellom alle par",
        "bound": "Inga inndeling er under", "longest_trip": "Lengste reise i eit nettverk",
        "sizes": "Nettverk (kommunar: storleikar)", "broken": "Brotne reglar", "no_bound": "inga grense er rekna ut",
        "meeting_place": "Møtestad", "meeting": "Reiser dit {unit}", "trip": "Lengste dit {unit}",
        "pairwise": "Mellom alle par", "meetings": "Reiser til møtestadene",
        "longest_meeting": "Lengste reise til ein møtestad", "to": "til {place}",
        "scope_all": "over alle inndelingar: høgst {gap} % frå den beste som finst",
        "scope_candidates": "best blant kandidatane: høgst {gap} % frå den beste av dei",
    },
}  # fmt: skip
