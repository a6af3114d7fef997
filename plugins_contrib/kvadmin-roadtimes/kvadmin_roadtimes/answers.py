"""Answers of routing servers as they were saved: OSRM's table service, Valhalla's sources_to_targets.

OSRM (https://github.com/Project-OSRM/osrm-backend/blob/master/docs/http.md, "Table service"): ``durations`` in seconds
and ``distances`` in metres, rows of sources, ``null`` where there is no road. ``sources`` and ``destinations`` are
waypoints whose ``location`` is [lon, lat] of the *road* that the coordinate was moved to, sometimes with ``distance``,
the metres of that move. ``fallback_speed_cells`` lists what is estimated from the air line. ``code`` is ``Ok``, or it
is an error.

Valhalla (https://valhalla.github.io/valhalla/api/matrix/api-reference/): ``sources_to_targets`` is rows of objects with
``time`` in seconds, ``distance`` in ``units``, ``from_index`` and ``to_index``; with ``verbose=false`` an object with
``durations`` and ``distances`` in rows. ``sources`` and ``targets`` repeat the request's coordinates. Errors have
``error_code`` and ``error``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kvadmin.api import InvalidData, Refused, tr
from kvadmin.api.imports import read_content

#: Kilometres in Valhalla's units.
_UNITS = {"kilometers": 1.0, "kilometres": 1.0, "km": 1.0, "miles": 1.609344, "mi": 1.609344}
#: The greatest figure in seconds or metres: no road is that long, and beyond it sums lose their decimals.
_GREATEST = 1_000_000_000


@dataclass(frozen=True)
class Waypoint:
    """A coordinate in an answer. ``moved``: metres between what was asked and it, where the server says so."""

    lat: float
    lon: float
    moved: float | None = None


@dataclass(frozen=True)
class Answer:
    """One answer: figures row by row (None: no road), and the coordinates of rows and columns where it has them.

    ``exact``: the coordinates are those of the request, not those of the nearest road.
    """

    file: str
    source: str
    values: tuple[tuple[float | None, ...], ...]
    sources: tuple[Waypoint, ...] | None
    targets: tuple[Waypoint, ...] | None
    exact: bool
    estimated: int = 0
    warnings: tuple[str, ...] = ()


def read_answer(path: Path, unit: str) -> Answer:
    """The answer in a file.

    Args:
        path: What was saved.
        unit: ``min`` or ``km``: which of its figures are wanted.

    Raises:
        UsageError: There is no such file.
        InvalidData: It is cut off, is no such answer, or its figures and coordinates do not fit each other.
        Refused: The server refused the request; the answer says why.
    """
    try:
        data = json.loads(read_content(path))
    except (ValueError, RecursionError) as error:
        raise _wrong(
            path, tr("the file is no JSON, or is cut off: {error}", error=error), code="damaged-file"
        ) from error
    if not isinstance(data, dict):
        raise _wrong(path, tr("the file is no answer of OSRM or Valhalla"))
    if "error_code" in data or ("error" in data and "sources_to_targets" not in data):
        raise _refusal(path, "Valhalla", f"{data.get('error_code', '')} {data.get('error', '')}".strip())
    if "sources_to_targets" in data:
        return _valhalla(path, data, unit)
    if "code" in data and data["code"] != "Ok":
        raise _refusal(path, "OSRM", f"{data['code']} {data.get('message', '')}".strip())
    if "durations" in data or "distances" in data:
        return _osrm(path, data, unit)
    raise _wrong(path, tr("the file is no answer of OSRM's table service or of Valhalla's sources_to_targets"))


def _osrm(path: Path, data: Mapping[str, Any], unit: str) -> Answer:
    key, divisor = ("durations", 60.0) if unit == "min" else ("distances", 1000.0)
    rows = _rows(path, data.get(key), key, divisor, _other("distances" if unit == "min" else "durations", data))
    try:
        cells = {(int(a), int(b)) for a, b in data.get("fallback_speed_cells") or []}
    except (TypeError, ValueError) as error:
        raise _wrong(path, tr("{name} are not pairs of row and column", name="fallback_speed_cells")) from error
    values = tuple(
        tuple(None if (i, j) in cells else value for j, value in enumerate(row)) for i, row in enumerate(rows)
    )
    ends = [_osrm_waypoints(path, data.get(name), name) for name in ("sources", "destinations")]
    return _sized(path, Answer(path.name, "osrm", values, ends[0], ends[1], exact=False, estimated=len(cells)))


def _osrm_waypoints(path: Path, listed: Any, name: str) -> tuple[Waypoint, ...] | None:
    if listed is None:  # skip_waypoints=true
        return None
    try:
        return tuple(
            Waypoint(
                float(each["location"][1]),
                float(each["location"][0]),
                float(each["distance"]) if each.get("distance") is not None else None,
            )
            for each in listed
        )
    except (TypeError, KeyError, IndexError, ValueError, AttributeError, OverflowError) as error:
        raise _wrong(path, tr("{name} are not waypoints with a location", name=name)) from error


def _valhalla(path: Path, data: Mapping[str, Any], unit: str) -> Answer:
    table = data["sources_to_targets"]
    factor = 1.0
    if unit == "km":
        units = str(data.get("units", "kilometers")).casefold()
        if units not in _UNITS:
            raise _wrong(path, tr("the unit {units!r} is neither kilometers nor miles", units=units))
        factor = 1.0 / _UNITS[units]
    divisor = 60.0 if unit == "min" else factor
    if isinstance(table, dict):
        key, other = ("durations", "distances") if unit == "min" else ("distances", "durations")
        values = _rows(path, table.get(key), key, divisor, _other(other, table))
    else:
        values = _rows(
            path, _cells(path, table, "time" if unit == "min" else "distance"), "sources_to_targets", divisor, ""
        )
    ends = [_valhalla_places(path, data.get(name), name) for name in ("sources", "targets")]
    warnings = data["warnings"] if isinstance(data.get("warnings"), list) else []
    said = tuple(
        str(each.get("text", each.get("message", each)) if isinstance(each, dict) else each) for each in warnings
    )
    return _sized(path, Answer(path.name, "valhalla", values, ends[0], ends[1], exact=True, warnings=said))


def _cells(path: Path, table: Any, key: str) -> list[list[Any]]:
    """The figures of rows of objects, each where its indices say it stands."""
    try:
        for i, row in enumerate(table):
            for j, cell in enumerate(row):
                if (cell.get("from_index", i), cell.get("to_index", j)) != (i, j):
                    raise _wrong(
                        path,
                        tr("sources_to_targets[{row}][{column}] says that it is another pair", row=i, column=j),
                    )
        return [[cell[key] for cell in row] for row in table]
    except (TypeError, KeyError, AttributeError) as error:
        raise _wrong(path, tr("sources_to_targets is no table of {key}", key=key)) from error


def _valhalla_places(path: Path, listed: Any, name: str) -> tuple[Waypoint, ...] | None:
    if listed is None:  # verbose=false
        return None
    try:
        if len(listed) == 1 and isinstance(listed[0], list):  # as older versions nest them
            listed = listed[0]
        return tuple(Waypoint(float(each["lat"]), float(each["lon"])) for each in listed)
    except (TypeError, KeyError, ValueError, OverflowError) as error:
        raise _wrong(path, tr("{name} are not places with lat and lon", name=name)) from error


def _other(key: str, data: Mapping[str, Any]) -> str:
    return key if data.get(key) is not None else ""


def _rows(path: Path, table: Any, key: str, divisor: float, other: str) -> tuple[tuple[float | None, ...], ...]:
    """A table of figures in the wanted unit."""
    if table is None and other:
        measure = "km" if other == "distances" else "minutes"
        raise InvalidData(
            tr("the answer has no {key}, only {other}", key=key, other=other),
            where=str(path),
            hint=tr("--measure {measure}, or ask the server for {key} too", measure=measure, key=key),
            code="wrong-columns",
        )
    if not isinstance(table, Sequence) or isinstance(table, str) or not table:
        raise _wrong(path, tr("{key} is no table", key=key))
    out = []
    for i, row in enumerate(table):
        if not isinstance(row, list) or len(row) != len(table[0]):
            raise _wrong(path, tr("{key}[{row}] is not as long as the first row: the file is cut off", key=key, row=i))
        for j, value in enumerate(row):
            good = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _GREATEST  # nor NaN
            if value is not None and not good:
                raise _wrong(
                    path, tr("{key}[{row}][{column}]: {value!r} is no distance", key=key, row=i, column=j, value=value)
                )
        out.append(tuple(None if value is None else value / divisor for value in row))
    return tuple(out)


def _sized(path: Path, answer: Answer) -> Answer:
    """The answer, if it has as many rows and columns as places."""
    found = (len(answer.values), len(answer.values[0]))
    wanted = tuple(
        have if ends is None else len(ends) for have, ends in zip(found, (answer.sources, answer.targets), strict=True)
    )
    if found != wanted:
        raise _wrong(
            path,
            tr(
                "the table is {found}, and the answer names {wanted} places: it is cut off",
                found=_by(found),
                wanted=_by(wanted),
            ),
        )
    return answer


def _by(size: Sequence[int]) -> str:
    return " x ".join(map(str, size))


def _wrong(path: Path, message: str, code: str = "wrong-columns") -> InvalidData:
    return InvalidData(
        message,
        where=str(path),
        hint=tr("save the whole answer again; `kvadmin roadtimes request` says what to ask"),
        code=code,
    )


def _refusal(path: Path, server: str, why: str) -> Refused:
    hints = {
        "NoTable": tr("no road was found from some place: look at its coordinates"),
        "NoSegment": tr("a place lies too far from any road: look at its coordinates"),
        "TooBig": tr("ask for less at a time: kvadmin roadtimes request --limit N"),
        "NotImplemented": tr("that server has minutes only: leave out --measure km"),
        "150": tr("ask for less at a time: kvadmin roadtimes request --limit N"),
        "154": tr("raise service_limits.auto.max_matrix_distance of the server (400 km when it is not set)"),
    }
    return Refused(
        tr("{server} has refused the request: {why}", server=server, why=why),
        where=str(path),
        hint=hints.get(why.partition(" ")[0]),
        code="no-solution",
    )
