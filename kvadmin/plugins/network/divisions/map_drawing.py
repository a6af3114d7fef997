"""The map of a division in the words of its language, as SVG or PNG."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

from kvadmin.api import Snapshot
from kvadmin.api.documents import svg_to_png
from kvadmin.api.records import Cohort, Network, Networks
from kvadmin.api.wording import Language, day

from ..map.outline import Outline, counties, read_outline
from ..map.picture import MapNetwork, MapPlace, MapWords, draw
from ..solver.places import PlaceSet
from ..splitting.cohort_places import municipalities_as_places
from .division import id_key

_WIDTH = re.compile(r'<svg[^>]*\swidth="([\d.]+)"')
_MM_PER_UNIT, _PPI = 25.4 / 96, 192
_WORDS = {
    "nb": ("Nettverk i {cohort}", "Nettverk", "Nettverk"),
    "nn": ("Nettverk i {cohort}", "Nettverk", "Nettverk"),
    "en": ("Networks of {cohort}", "Networks", "Network"),
}


def map_of(
    places: PlaceSet,
    networks: Sequence[Network],
    *,
    cohort: str,
    on: date | None = None,
    language: str = "nb",
    title: str = "",
    outline: Path | None = None,
) -> str:
    """The map as SVG.

    Args:
        places: Every member.
        networks: In the order of the list beside the map.
        cohort: The name that stands in the title; may be empty.
        on: The day that the title says the division stands like this.
        language: nb, nn or en.
        title: Another title, which stands as it is.
        outline: GeoJSON to draw below, instead of the Norwegian counties of 2007-2009.
    """
    with_name, without, network = _WORDS[language]
    made = with_name.format(cohort=cohort) if cohort else without
    if on is not None:
        made = f"{made}, {day(on, cast('Language', language))}"
    words = MapWords(title or made, network)
    areas: Outline = counties() if outline is None else read_outline(outline)
    dots = [MapPlace(place.id, place.name, place.lat, place.lon) for place in places]
    groups = [MapNetwork(each.id, each.name, tuple(sorted(each.members))) for each in networks]
    return draw(dots, groups, areas, words)


def as_png(svg: str, ppi: int = _PPI) -> bytes:
    """The map as pixels, in the documents' own letters.

    Raises:
        UsageError: The optional part ``pdf`` is not installed.
    """
    width = _WIDTH.search(svg)
    assert width is not None
    return svg_to_png(svg.encode(), float(width[1]) * _MM_PER_UNIT, ppi)


def map_of_cohort(snapshot: Snapshot, cohort: str, language: str) -> bytes | None:
    """The map of the stored networks of a cohort, or None when it has none.

    Raises:
        InvalidData: A member has no coordinates.
    """
    record = snapshot.find(Networks, cohort)
    shown = sorted((each for each in record.networks if each.members), key=lambda n: id_key(n.id)) if record else []
    if not shown:
        return None
    numbers = sorted({member for each in shown for member in each.members})
    group = snapshot.find(Cohort, cohort)
    places = municipalities_as_places(snapshot, numbers, cohort)
    name, made = group.name if group else cohort, record.settings.made if record and record.settings else None
    return map_of(places, shown, cohort=name, on=made, language=language).encode()
