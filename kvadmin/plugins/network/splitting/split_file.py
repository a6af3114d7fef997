"""A split as ``network split --format json`` prints it: what it was made of goes in, and can be read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kvadmin.api import InvalidData, Session, tr
from kvadmin.api.hooks import Place
from kvadmin.api.records import Network, Networks, SplitDistances, SplitSettings

from ..solver.places import PlaceSet
from ..solver.request import SplitRequest
from ..solver.rules import words_of
from .place_file import read_text
from .solver_run import with_locks
from .split_options import objective_of, rules_of, size_range
from .travel_costs import travel_of

#: Of settings: what a split ended with stands in the file already.
_RESULTS = ("made", "objective", "objective_km", "bound", "bound_scope")
#: Figures in the file are rounded to four decimals.
_ROUNDED = 1e-3


@dataclass(frozen=True)
class SplitInFile:
    """A split that a file holds: its request, with rules and locks as they were, and the members of each network."""

    cohort: str | None
    request: SplitRequest
    networks: tuple[tuple[str, ...], ...]
    objective: float

    def agrees(self, objective: float) -> bool:
        """Whether the file says so of what the split costs."""
        return abs(self.objective - objective) <= _ROUNDED


def made_of(request: SplitRequest, settings: SplitSettings, record: Networks | None = None) -> dict[str, Any]:
    """What a split was made of: options as typed, locked members, rules of plugins by name, and the places.

    Fields of places are those that rules speak of.
    """
    names = [name for name in settings.__struct_fields__ if name not in _RESULTS]
    fields = sorted({rule.field for rule in request.rules if hasattr(rule, "bind") and hasattr(rule, "field")})
    return {
        "settings": {
            **{name: _plain(getattr(settings, name)) for name in names},
            "locked_members": [] if record is None else sorted(record.locked_members),
            "rules_of_plugins": [words_of(rule) for rule in request.rules if not hasattr(rule, "bind")],
        },
        "places": [_place_data(place, fields) for place in request.places],
    }


def _plain(value: Any) -> Any:
    """A setting as JSON has it; of what the distances were, every field."""
    if isinstance(value, SplitDistances):
        return {name: getattr(value, name) for name in value.__struct_fields__}
    return msgspec.to_builtins(value)


def _place_data(place: Place, fields: list[str]) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "county": place.county,
        "lat": place.lat,
        "lon": place.lon,
        "population": place.population,
        "fields": {name: str(place.fields[name]) for name in fields if name in place.fields},
    }


def read_split_file(run: Session, path: Path, distances: Path | None = None) -> SplitInFile:
    """The split that a file holds.

    Args:
        run: The session.
        path: What ``network split --format json`` printed.
        distances: The table of distances, when it is no more where it was.

    Raises:
        UsageError: The file cannot be read.
        InvalidData: It is no split, or one that says not what it was made of.
    """
    try:
        data = json.loads(read_text(path))
        settings = _settings(data["settings"], distances)
        places = PlaceSet(_place(each) for each in data["places"])
        record = _record(data)
        objective = float(data["objective"])
        foreign = [str(each) for each in data["settings"]["rules_of_plugins"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, msgspec.ValidationError) as error:
        raise InvalidData(
            tr("the file is no split, or does not say what it was made of"),
            where=str(path),
            hint=tr("`kvadmin network split … --format json -o FILE`"),
            code="not-a-split",
        ) from error
    low, high = size_range(settings.size)
    rules = (*rules_of(settings, places), *map(ForeignRule, foreign))
    request = SplitRequest(
        places, low, high, settings.networks, rules, travel_of(run, None, places, settings),
        objective=objective_of(settings.minimised), target=settings.target,
    )  # fmt: skip
    members = tuple(tuple(each.members) for each in record.networks)
    return SplitInFile(record.cohort or None, with_locks(request, record), members, objective)


@dataclass(frozen=True)
class ForeignRule:
    """A plugin's rule that a file names: what it says is not known."""

    name: str


def _settings(data: Mapping[str, Any], distances: Path | None) -> SplitSettings:
    own = {name: value for name, value in data.items() if name in SplitSettings.__struct_fields__}
    settings = msgspec.convert(own, SplitSettings)
    return settings if distances is None else msgspec.structs.replace(settings, distances=str(distances))


def _place(data: Mapping[str, Any]) -> Place:
    population = data["population"]
    return Place(
        str(data["id"]),
        str(data["name"]),
        float(data["lat"]),
        float(data["lon"]),
        str(data["county"]),
        None if population is None else float(population),
        {str(name): str(value) for name, value in data["fields"].items()},
    )


def _record(data: Mapping[str, Any]) -> Networks:
    """The networks of the file with their locks."""
    networks = [
        Network(id=str(each["id"]), members=[str(member) for member in each["members"]], locked=bool(each["locked"]))
        for each in data["networks"]
    ]
    locked = [str(member) for member in data["settings"]["locked_members"]]
    return Networks(cohort=str(data["cohort"] or ""), networks=networks, locked_members=locked)
