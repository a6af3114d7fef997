"""What is kept: the distances of both ways between the municipalities that a server was asked about."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from kvadmin.api.records import Part, Record

#: In a row: a pair that nobody has asked about, and one that the server has no road for.
NOT_ASKED, NO_ROAD = "-", "x"


class RoutedPlace(Part, kw_only=True):
    """A municipality, and the coordinates in degrees that the server was asked about."""

    number: str
    lat: float
    lon: float


class RoadTimes(Record, kw_only=True):
    """Road distances between places.

    Args:
        unit: ``min`` or ``km``.
        source: ``osrm`` or ``valhalla``, whichever answered last.
        both_ways: What counts where the way back is another: ``mean``, ``longest``, ``shortest``; or empty.
        asked: The day of the last answer.
        places: In the order of the rows and of what stands in them, by number.
        rows: From each place to every place, with blanks between: a figure, ``-`` (not asked) or ``x`` (no road).
    """

    collection: ClassVar[str] = "roadtimes"

    unit: str = "min"
    source: str = ""
    both_ways: str = ""
    asked: date | None = None
    places: list[RoutedPlace] = []
    rows: list[str] = []
