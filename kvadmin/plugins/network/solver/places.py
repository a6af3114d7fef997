"""Places to be split into networks: their names, coordinates and fields, in one canonical order."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from kvadmin.api import InvalidData, UnknownName, tr
from kvadmin.api.hooks import Place
from kvadmin.api.wording import near_names

#: Fields that every place has, beside those of its own ``fields``.
OWN_FIELDS = ("id", "name", "county", "population")


class PlaceSet(Sequence[Place]):
    """Places sorted by id, so that the order of rows in a file can never matter.

    Raises:
        InvalidData: an id twice, or coordinates that are none.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(sorted(places, key=lambda p: p.id))
        self.ids = tuple(p.id for p in self.places)
        self._index = {p.id: i for i, p in enumerate(self.places)}
        if len(self._index) != len(self.places):
            twice = sorted({a for a, b in zip(self.ids, self.ids[1:], strict=False) if a == b})
            raise InvalidData(tr("the same place is there more than once"), details=twice)
        bad = [p.label() for p in self.places if not (abs(p.lat) <= 90 and abs(p.lon) <= 180)]
        if bad:
            raise InvalidData(
                tr("coordinates outside the globe, or none at all"),
                details=bad,
                hint=tr("lat, lon in degrees"),
                code="no-coordinates",
            )

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places)

    def __getitem__(self, index: Any) -> Any:
        return self.places[index]

    def index(self, place_id: str, start: int = 0, stop: int | None = None) -> int:  # noqa: ARG002 - of Sequence
        """Position of a place.

        Raises:
            UnknownName: no place has that id.
        """
        try:
            return self._index[place_id]
        except KeyError:
            raise UnknownName(
                tr("{place_id} is not among the {number} places to split", place_id=place_id, number=len(self)),
                near=near_names(place_id, {place.id: place.name for place in self.places}),
                code="unknown-place",
            ) from None

    def indexes(self, ids: Iterable[str]) -> np.ndarray:
        """Positions of several places, shape (len(ids),)."""
        return np.array([self.index(i) for i in ids], dtype=np.int64)

    @cached_property
    def lat(self) -> np.ndarray:
        """Latitudes in degrees, shape (n,)."""
        return np.array([p.lat for p in self.places], dtype=float)

    @cached_property
    def lon(self) -> np.ndarray:
        """Longitudes in degrees, shape (n,)."""
        return np.array([p.lon for p in self.places], dtype=float)

    def known_fields(self) -> list[str]:
        """Names that rules may speak of."""
        return sorted({*OWN_FIELDS, *(name for p in self.places for name in p.fields)})

    def texts(self, name: str) -> list[str]:
        """A field of every place as text; a place without it has the empty text.

        Raises:
            UnknownName: no place has that field.
        """
        if name == "population":
            return ["" if p.population is None else f"{p.population:g}" for p in self.places]
        if name in OWN_FIELDS:
            return [str(getattr(p, name)) for p in self.places]
        if len(self) and not any(name in p.fields for p in self.places):
            raise UnknownName(
                tr("no field {name!r}", name=name),
                hint=tr("known fields: {known_fields}", known_fields=", ".join(self.known_fields())),
                near=near_names(name, self.known_fields()),
                code="unknown-field",
            )
        return [str(p.fields.get(name, "")) for p in self.places]

    def numbers(self, name: str) -> np.ndarray:
        """A field of every place as numbers, shape (n,).

        Raises:
            UnknownName: no place has that field.
            InvalidData: a place has no number there; all such places are named.
        """
        if name == "population":
            values = [math.nan if p.population is None else p.population for p in self.places]
        else:
            values = [_number(text) for text in self.texts(name)]
        out = np.array(values, dtype=float)
        bad = [self.places[i].label() for i in np.flatnonzero(~np.isfinite(out))]
        if bad:
            raise InvalidData(
                tr("{name} is not a number for {number} place(s)", name=name, number=len(bad)),
                details=bad[:20],
                code="bad-value",
            )
        return out


def _number(text: str) -> float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return math.nan


def places_from_rows(rows: Iterable[Mapping[Any, Any]], *, where: str | None = None) -> PlaceSet:
    """Make places of table rows with ``id,name,county,lat,lon,population`` and any further columns.

    Args:
        rows: One mapping per row, all values text as a csv reader gives them.
        where: Name of the file, for messages.

    Raises:
        InvalidData: columns missing, an empty id, coordinates or population that are no number:
            all faults at once, with the line in the file.
    """
    found: list[Place] = []
    faults: list[str] = []
    for line, row in enumerate(rows, start=2):
        if line == 2:
            missing = [c for c in ("id", "lat", "lon") if c not in row]
            if missing:
                raise InvalidData(
                    tr("column(s) missing: {missing}", missing=", ".join(missing)), where=where, code="wrong-columns"
                )
        place = _place(row, line, faults)
        if place is not None:
            found.append(place)
    if faults:
        raise InvalidData(
            tr("{number} fault(s) in the places", number=len(faults)),
            where=where,
            details=faults[:50],
            code="bad-places",
        )
    return PlaceSet(found)


def _place(row: Mapping[Any, Any], line: int, faults: list[str]) -> Place | None:
    text = {k: (v or "").strip() for k, v in row.items() if isinstance(k, str) and not isinstance(v, list)}
    label = tr("line {line}: {place}", line=line, place=f"{text.get('id', '')} {text.get('name', '')}").rstrip()
    lat, lon = _number(text["lat"]), _number(text["lon"])
    population = _number(text.get("population", "")) if text.get("population") else None
    before = len(faults)
    if not text["id"]:
        faults.append(tr("{row}: no id", row=label))
    if not text["lat"] or not text["lon"]:
        faults.append(tr("{row}: no coordinates", row=label))
    elif not (abs(lat) <= 90 and abs(lon) <= 180):
        faults.append(
            tr("{row}: lat {lat}, lon {lon} is no place on the globe", row=label, lat=text["lat"], lon=text["lon"])
        )
    if population is not None and not (math.isfinite(population) and population >= 0):
        faults.append(tr("{row}: population {population!r} is not a number", row=label, population=text["population"]))
    if len(faults) > before:
        return None
    own = {"id", "name", "county", "lat", "lon", "population"}
    more = {k: v for k, v in text.items() if k not in own}
    return Place(text["id"], text.get("name", ""), lat, lon, text.get("county", ""), population, more)
