"""The network division: which municipalities meet, who advises them, and the map where there is one."""

from __future__ import annotations

from collections.abc import Mapping

from kvadmin.api.documents import Block, Document, Heading, Paragraph, Picture, PrintColumn, TableBlock, Together
from kvadmin.api.records import Gathering, Municipality, Network, Programme
from kvadmin.api.wording import Language, count, municipality_key, number, sort_key

from ..cohort_networks import CohortNetworks
from .wording import footer_line, occasion_line, word


def network_division(
    gathering: Gathering,
    networks: CohortNetworks,
    municipalities: Mapping[str, Municipality],
    programme: Programme,
    language: Language,
    drawing: bytes | None = None,
) -> Document:
    """The division as a document.

    Args:
        gathering: For the occasion.
        networks: The networks of its cohort.
        municipalities: The register by number.
        programme: For its name.
        language: nb or nn.
        drawing: The map as SVG.
    """
    ordered = sorted(networks.networks.values(), key=lambda each: sort_key(each.id))
    members = sum(len(each.members) for each in ordered)
    size = f"{count(members, 'municipality', language)} i {count(len(ordered), 'network', language)}."
    blocks: list[Block] = []
    if drawing is not None and ordered:
        blocks.append(Picture(drawing, "svg", f"{word('map', language)} {gathering.title(language)}. {size}"))
    blocks += [_network(each, municipalities, language) for each in ordered]
    return Document(
        title=word("division", language),
        language=language,
        programme=programme.name,
        subtitle=occasion_line(gathering, language),
        lead=size if ordered else "",
        blocks=tuple(blocks) or (Paragraph(word("no_networks", language)),),
        footer=footer_line(gathering, language, programme.sender.email if programme.sender else ""),
    )


def _network(network: Network, municipalities: Mapping[str, Municipality], language: Language) -> Together:
    label = f"{word('network', language)} {network.id}" if network.id[:1].isdigit() else network.id
    title = f"{label} – {network.name}" if network.name and network.name != label else label
    parts = [f"{word('advisor', language)}: {network.advisor}"] if network.advisor else []
    if network.host:
        host = municipalities.get(network.host)
        parts.append(f"{word('host', language)}: {host.name if host else network.host}")
    parts.append(count(len(network.members), "municipality", language))
    columns = (
        PrintColumn(word("municipality", language), 3),
        PrintColumn(word("county", language), 3),
        PrintColumn(word("population", language), 1.5, "right"),
    )
    table = TableBlock(columns, _rows(network, municipalities, language), summary=title)
    return Together((Heading(title), Paragraph(" · ".join(parts), "lead"), table))


def _rows(
    network: Network, municipalities: Mapping[str, Municipality], language: Language
) -> tuple[tuple[str, ...], ...]:
    known = [municipalities.get(each) or Municipality(number=each, name=each) for each in network.members]
    known.sort(key=lambda each: municipality_key(each.name, each.number, each.sort_as))
    people = [number(each.population, language) if each.population is not None else "" for each in known]
    return tuple((each.name, each.county, size) for each, size in zip(known, people, strict=True))
