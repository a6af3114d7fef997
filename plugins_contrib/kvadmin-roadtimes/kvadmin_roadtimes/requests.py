"""What to ask a routing server: as few requests as its limits allow, each for some rows and columns of the table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kvadmin_roadtimes.records import RoutedPlace

#: Where the servers listen, and how much one request may be when nobody has changed it: OSRM takes 100 coordinates
#: (``osrm-routed --max-table-size``), Valhalla 2500 pairs (``service_limits.auto.max_matrix_location_pairs``), 50 x 50.
SERVERS = {"osrm": "http://localhost:5000", "valhalla": "http://localhost:8002"}
LIMITS = {"osrm": 100, "valhalla": 50}


@dataclass(frozen=True)
class Request:
    """One request: what to save the answer as, how many rows and columns it has, where it goes, and what is posted."""

    file: str
    sources: int
    targets: int
    url: str
    body: str = ""


def requests_for(
    kind: str, places: Sequence[RoutedPlace], server: str, profile: str, limit: int, measure: str = "duration"
) -> list[Request]:
    """The requests that together ask for every pair.

    Args:
        kind: ``osrm`` or ``valhalla``.
        places: Between which.
        server: Its address, up to what the service adds.
        profile: Of OSRM (``driving``), or costing of Valhalla (``auto``).
        limit: Coordinates in one request of OSRM; rows and columns, each, of Valhalla.
        measure: ``duration`` or ``distance``: some servers of OSRM have only the first. Valhalla answers with both.
    """
    every = list(range(len(places)))
    whole = len(every) <= limit
    width = limit if kind == "valhalla" or whole else limit // 2
    blocks = [every[start : start + width] for start in range(0, len(every), width)]
    make = partial(_osrm, measure) if kind == "osrm" else _valhalla
    return [
        make(
            f"roadtimes-{kind}-{i}-{j}.json",
            [places[at] for at in rows],
            [places[at] for at in columns],
            server,
            profile,
        )
        for i, rows in enumerate(blocks, start=1)
        for j, columns in enumerate(blocks, start=1)
    ]


def _osrm(
    measure: str, file: str, rows: list[RoutedPlace], columns: list[RoutedPlace], server: str, profile: str
) -> Request:
    points, ends = rows, ""
    if rows != columns:
        points = [*rows, *columns]
        numbers = [";".join(map(str, part)) for part in (range(len(rows)), range(len(rows), len(points)))]
        ends = f"&sources={numbers[0]}&destinations={numbers[1]}"
    at = ";".join(f"{lon},{lat}" for lat, lon in _degrees(points))
    url = f"{server.rstrip('/')}/table/v1/{profile}/{at}?annotations={measure}{ends}"
    return Request(file, len(rows), len(columns), url)


def _valhalla(file: str, rows: list[RoutedPlace], columns: list[RoutedPlace], server: str, profile: str) -> Request:
    ends = [[{"lat": float(lat), "lon": float(lon)} for lat, lon in _degrees(part)] for part in (rows, columns)]
    body = json.dumps({"sources": ends[0], "targets": ends[1], "costing": profile, "units": "kilometers"})
    return Request(file, len(rows), len(columns), f"{server.rstrip('/')}/sources_to_targets", body)


def _degrees(places: Sequence[RoutedPlace]) -> Iterator[tuple[str, str]]:
    """Latitude and longitude to the fifth decimal: a metre."""
    return ((f"{place.lat:.5f}", f"{place.lon:.5f}") for place in places)
