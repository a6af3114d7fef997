"""A division as GeoJSON (RFC 7946): a point per municipality with its network, for any map program."""

from __future__ import annotations

from typing import Any

from .division import Division


def division_geojson(division: Division) -> dict[str, Any]:
    """A FeatureCollection of points in longitude and latitude (WGS84), in the order of the networks."""
    features = []
    for network in division.networks:
        for member in sorted(network.members):
            place = division.places[division.places.index(member)]
            features.append({
                "type": "Feature",
                "id": member,
                "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
                "properties": {
                    "municipality": member,
                    "name": place.name,
                    "county": place.county,
                    "population": None if place.population is None else round(place.population),
                    "network": network.id,
                    "network_name": network.name,
                    "advisor": network.advisor or None,
                    "host": member == network.host,
                },
            })  # fmt: skip
    return {"type": "FeatureCollection", "cohort": division.cohort, "features": features}
