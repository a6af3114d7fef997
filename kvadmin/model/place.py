"""A place on the map, as plugins that split or measure see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """One municipality (or any place): ``lat`` and ``lon`` in degrees, further fields as text.

    Added in version 0.2.
    """

    id: str
    name: str
    lat: float
    lon: float
    county: str = ""
    population: float | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    def label(self) -> str:
        """Number and name, as a message shows them."""
        return f"{self.id} {self.name}".strip()
