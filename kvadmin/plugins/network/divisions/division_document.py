"""The network division as a document (nettverksinndeling), in bokmål or nynorsk."""

from __future__ import annotations

from kvadmin.api.documents import (
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    PrintColumn,
    TableBlock,
    Text,
    Together,
    muted,
    strong,
)
from kvadmin.api.records import Network
from kvadmin.api.wording import Language, count, municipality_key, number

from .division import Division

_WORDS: dict[str, dict[str, str]] = {
    "nb": {
        "title": "Nettverksinndeling", "municipality": "Kommune", "county": "Fylke", "people": "Innbyggere",
        "advisor": "Veileder", "host": "Vertskommune", "map": "Kart over nettverkene", "trip": "Lengste reise",
        "alt": "Kart som viser kommunene i {networks}, farget og nummerert etter nettverk. Nettverkene står under.",
        "lead": "{municipalities} i {networks}", "hosting": "vertskommune",
    },
    "nn": {
        "title": "Nettverksinndeling", "municipality": "Kommune", "county": "Fylke", "people": "Innbyggjarar",
        "advisor": "Rettleiar", "host": "Vertskommune", "map": "Kart over nettverka", "trip": "Lengste reise",
        "alt": "Kart som viser kommunane i {networks}, farga og nummererte etter nettverk. Nettverka står under.",
        "lead": "{municipalities} i {networks}", "hosting": "vertskommune",
    },
    "en": {
        "title": "Network division", "municipality": "Municipality", "county": "County", "people": "Inhabitants",
        "advisor": "Advisor", "host": "Host", "map": "Map of the networks", "trip": "Longest trip",
        "alt": "Map of the municipalities in {networks}, numbered by network. The networks are listed below.",
        "lead": "{municipalities} in {networks}", "hosting": "host",
    },
}  # fmt: skip


def division_document(
    division: Division, language: Language, *, cohort: str, programme: str, picture: bytes | None
) -> Document:
    """The document: the map first, then one table per network.

    Args:
        division: What to print.
        language: Of all its texts.
        cohort: Name of the cohort, below the title.
        programme: Name of the programme, above it.
        picture: The map as SVG, or None to leave it out.
    """
    words = _WORDS[language]
    networks = count(len(division.networks), "network", language)
    blocks: list[Block] = []
    if picture is not None:
        drawn = Picture(picture, "svg", words["alt"].format(networks=networks))
        blocks.append(Together((Heading(words["map"]), drawn)))
    blocks += [_network(division, each, language) for each in division.networks]
    lead = words["lead"].format(municipalities=count(len(division.places), "municipality", language), networks=networks)
    return Document(
        words["title"], language, programme=programme, subtitle=cohort, lead=lead, blocks=tuple(blocks), footer=cohort
    )


def _network(division: Division, network: Network, language: Language) -> Together:
    words = _WORDS[language]
    card = division.card(network)
    facts = [f"{words['trip']} {number(round(card.longest), language)} {division.score.unit}"]
    if network.advisor:
        facts.insert(0, f"{words['advisor']}: {network.advisor}")
    columns = (
        PrintColumn(words["municipality"], 3),
        PrintColumn(words["county"], 2),
        PrintColumn(words["people"], 1.2, "right"),
    )
    heading = Heading(f"{network.id} {network.name}".strip())
    return Together(
        (heading, Paragraph(" · ".join(facts), "lead"), TableBlock(columns, _rows(division, network, language)))
    )


def _rows(division: Division, network: Network, language: Language) -> tuple[tuple[Text, ...], ...]:
    rows: list[tuple[Text, ...]] = []
    for member in sorted(network.members, key=lambda each: municipality_key(division.label(each), each)):
        place = division.places[division.places.index(member)]
        name: Text = (strong(division.label(member)),)
        if member == network.host:
            name = (*name, muted(f"  {_WORDS[language]['hosting']}"))
        people = "" if place.population is None else number(round(place.population), language)
        rows.append((name, place.county, people))
    return tuple(rows)
