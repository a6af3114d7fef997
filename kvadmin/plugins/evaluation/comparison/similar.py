"""Which municipalities are like one: by inhabitants, part of the country, and centrality where the register has it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kvadmin.api import InvalidData, tr
from kvadmin.api.records import Municipality

#: What another part of the country counts: as much as twice the inhabitants.
OTHER_REGION = 1.0
#: What the whole span of centrality counts: as much as four times the inhabitants.
WHOLE_CENTRALITY = 2.0


class SimilarMunicipality(NamedTuple):
    """How far a municipality is from the one that others are compared with.

    Attributes:
        municipality: Who it is.
        distance: The sum of the three below; 0 is the same.
        size: How often the inhabitants must be doubled or halved: ``|log2(a / b)|``.
        region: 0 in the same part of the country, else :data:`OTHER_REGION`; 0 where it is not known of both.
        centrality: The difference over the whole span, times :data:`WHOLE_CENTRALITY`; 0 where not known of both.
    """

    municipality: Municipality
    distance: float
    size: float
    region: float
    centrality: float


def similar_to(
    own: Municipality, others: Iterable[Municipality], centrality: Mapping[str, float], count: int
) -> list[SimilarMunicipality]:
    """The ``count`` municipalities most like ``own``, the nearest first, equals by number.

    Args:
        own: The one.
        others: Those that can be compared; who has no inhabitants in the register is passed over.
        centrality: By number, on any scale.
        count: How many are wanted.

    Raises:
        InvalidData: The register does not say how many inhabitants ``own`` has.
    """
    if not own.population:
        raise InvalidData(
            tr("the register does not say how many inhabitants {number} {name} has", number=own.number, name=own.name),
            hint=f"kvadmin municipality set {own.number} population N",
            code="missing-value",
        )
    known = centrality.values()
    span = max(known) - min(known) if known else 0.0
    found = [_likeness(own, each, centrality, span) for each in others if each.number != own.number and each.population]
    return sorted(found, key=lambda each: (round(each.distance, 9), each.municipality.number))[:count]


def _likeness(
    own: Municipality, other: Municipality, centrality: Mapping[str, float], span: float
) -> SimilarMunicipality:
    size = abs(math.log2((other.population or 1) / (own.population or 1)))
    region = OTHER_REGION if own.region and other.region and own.region != other.region else 0.0
    gap = 0.0
    if span and own.number in centrality and other.number in centrality:
        gap = abs(centrality[own.number] - centrality[other.number]) / span * WHOLE_CENTRALITY
    return SimilarMunicipality(other, size + region + gap, size, region, gap)
