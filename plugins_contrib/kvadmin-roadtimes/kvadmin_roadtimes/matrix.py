"""The table that is kept: answers merged into it, what of it counts for a split, and what of it is out of date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from kvadmin.api import Finding, InvalidData, Refused, Snapshot, UnknownName, tr
from kvadmin.api.hooks import Place
from kvadmin.api.records import Cohort, Municipality
from kvadmin_roadtimes.answers import Answer, Waypoint
from kvadmin_roadtimes.matching import far, positions
from kvadmin_roadtimes.records import NO_ROAD, NOT_ASKED, RoadTimes, RoutedPlace

#: Decimals that are kept: hundredths of a minute, metres.
_DECIMALS = {"min": 2, "km": 3}
#: A municipality whose coordinates have changed by more has moved, and its distances are of another place.
MOVED_KM = 1.0
#: Ways that differ by less than this share are equal.
_EQUAL = 1e-6
_BOTH: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "mean": lambda there, back: (there + back) / 2,
    "longest": np.maximum,
    "shortest": np.minimum,
}
BOTH_WAYS = tuple(_BOTH)


@dataclass(frozen=True)
class Matrix:
    """Distances from each place to each other in ``unit``; NaN: not asked, inf: there is no road."""

    unit: str
    places: tuple[RoutedPlace, ...]
    values: np.ndarray

    def index(self) -> dict[str, int]:
        """Position by number."""
        return {place.number: at for at, place in enumerate(self.places)}

    def uneven(self) -> np.ndarray:
        """The pairs (a < b) whose ways there and back differ, shape (pairs, 2)."""
        there, back = self.values, self.values.T
        both = np.isfinite(there) & np.isfinite(back)
        with np.errstate(invalid="ignore"):
            differ = np.abs(there - back) > _EQUAL * (1 + np.abs(there))
        return np.argwhere(np.triu(both & differ, 1))

    def count(self) -> dict[str, int]:
        """Of the pairs: known both ways, without a road one way at least, and not asked about both ways."""
        upper = np.triu_indices(len(self.places), 1)
        there, back = self.values[upper], self.values.T[upper]
        blocked = np.isinf(there) | np.isinf(back)
        known = np.isfinite(there) & np.isfinite(back)
        return {
            "known": int(known.sum()),
            "no_road": int(blocked.sum()),
            "not_asked": int((~known & ~blocked).sum()),
        }


def matrix_of(record: RoadTimes) -> Matrix:
    """The table of a record.

    Raises:
        InvalidData: Its rows do not fit its places.
    """
    count = len(record.places)
    words = {NOT_ASKED: np.nan, NO_ROAD: np.inf}
    try:
        rows = [[words[cell] if cell in words else float(cell) for cell in row.split()] for row in record.rows]
        values = np.array(rows, dtype=float).reshape(count, count)
    except ValueError as error:
        raise InvalidData(
            tr("the rows of the road distances do not fit the places"), where="roadtimes.yaml", code="bad-record"
        ) from error
    return Matrix(record.unit, tuple(record.places), values)


def record_of(matrix: Matrix, source: str, both_ways: str, asked: date) -> RoadTimes:
    """The record of a table; places by number."""
    order = sorted(range(len(matrix.places)), key=lambda at: matrix.places[at].number)
    values = matrix.values[np.ix_(order, order)]
    places = [matrix.places[at] for at in order]
    rows = [" ".join(_word(value, matrix.unit) for value in row) for row in values]
    return RoadTimes(unit=matrix.unit, source=source, both_ways=both_ways, asked=asked, places=places, rows=rows)


def _word(value: float, unit: str) -> str:
    if np.isnan(value):
        return NOT_ASKED
    return NO_ROAD if np.isinf(value) else repr(round(float(value), _DECIMALS[unit])).removesuffix(".0")


def merged(
    kept: Matrix | None,
    answers: Sequence[Answer],
    places: Sequence[RoutedPlace],
    names: dict[str, str],
    unit: str,
    order: Sequence[int] | None,
) -> Matrix:
    """Answers put together, and into what is kept: where both know a pair, the answers do.

    Args:
        kept: What is kept so far.
        answers: What the server said.
        places: Those that may be meant.
        names: Of the places by number.
        unit: Of the answers.
        order: Positions in ``places`` of the rows and columns of answers that do not say it themselves.

    Raises:
        InvalidData: It is not certain which places an answer is about, or two answers contradict each other.
        Refused: What is kept is in another unit.
    """
    if kept is not None and kept.unit != unit:
        raise Refused(
            tr("what is kept is in {kept}, and this is in {unit}", kept=kept.unit, unit=unit),
            hint=tr("`kvadmin roadtimes remove` first"),
            code="not-comparable",
        )
    fresh = np.full((len(places), len(places)), np.nan)
    for answer in answers:
        rows = _ends(answer, answer.sources, 0, places, names, order)
        columns = _ends(answer, answer.targets, 1, places, names, order)
        values = np.array([[np.inf if value is None else value for value in row] for row in answer.values])
        values[np.array(rows)[:, None] == np.array(columns)[None, :]] = 0.0
        before = fresh[np.ix_(rows, columns)]
        with np.errstate(invalid="ignore"):
            other = ~np.isnan(before) & (before != values) & ~(np.abs(before - values) <= 0.01 * values)
        if other.any():
            i, j = np.argwhere(other)[0]
            pair = f"{names[places[rows[i]].number]} - {names[places[columns[j]].number]}"
            raise InvalidData(
                tr("two of the files say otherwise of {pair}", pair=pair), where=answer.file, code="bad-places"
            )
        fresh[np.ix_(rows, columns)] = values
    asked = [at for at in range(len(places)) if not np.isnan(fresh[at]).all() or not np.isnan(fresh[:, at]).all()]
    new = Matrix(unit, tuple(places[at] for at in asked), fresh[np.ix_(asked, asked)])
    return new if kept is None else _onto(_without_moved(kept, new), new)


def _ends(
    answer: Answer,
    points: Sequence[Waypoint] | None,
    axis: int,
    places: Sequence[RoutedPlace],
    names: dict[str, str],
    order: Sequence[int] | None,
) -> list[int]:
    """Positions of the rows or columns of an answer."""
    count = len(answer.values) if axis == 0 else len(answer.values[0])
    if order is not None:
        if len(order) != count:
            raise InvalidData(
                tr("--order names {number} places, and the table has {count}", number=len(order), count=count),
                where=answer.file,
                code="bad-places",
            )
        return list(order)
    if points is None:
        raise InvalidData(
            tr("the answer does not say which places it is about"),
            where=answer.file,
            hint=tr("--order FILE: the numbers in the order of the request, one a line"),
            code="bad-places",
        )
    return positions(points, places, names, answer.file, exact=answer.exact)


def _without_moved(kept: Matrix, new: Matrix) -> Matrix:
    """What is kept, without what is known of places that have moved since."""
    there = new.index()
    values = kept.values.copy()
    for at, place in enumerate(kept.places):
        if place.number in there and moved_km(place, new.places[there[place.number]]) > MOVED_KM:
            values[at, :] = values[:, at] = np.nan
    return replace(kept, values=values)


def _onto(kept: Matrix, new: Matrix) -> Matrix:
    there = new.index()
    places = [*new.places, *(place for place in kept.places if place.number not in there)]
    index = {place.number: at for at, place in enumerate(places)}
    values = np.full((len(places), len(places)), np.nan)
    for part in (kept, new):
        at = [index[place.number] for place in part.places]
        block = values[np.ix_(at, at)]
        values[np.ix_(at, at)] = np.where(np.isnan(part.values), block, part.values)
    return Matrix(new.unit, tuple(places), values)


def counted(matrix: Matrix, both_ways: str) -> np.ndarray:
    """One figure for both ways, NaN where either is not known, shape (places, places)."""
    there = np.where(np.isinf(matrix.values), np.nan, matrix.values)
    return _BOTH[both_ways or "mean"](there, there.T)


def moved_km(one: RoutedPlace, other: RoutedPlace | Place) -> float:
    """Great-circle kilometres between two coordinates."""
    return float(far(np.array([other.lat]), np.array([other.lon]), one)[0])


def offered(snapshot: Snapshot, places: Sequence[Place]) -> tuple[np.ndarray, str] | None:
    """The distances between places, with one for both ways; NaN where there is none, or a place has moved since."""
    record = snapshot.find(RoadTimes)
    if record is None or not record.places:
        return None
    matrix = matrix_of(record)
    index = matrix.index()
    at = np.array([index.get(str(place.id), -1) for place in places])
    if (at >= 0).sum() < 2:
        return None
    moved = [a < 0 or moved_km(matrix.places[a], place) > MOVED_KM for a, place in zip(at, places, strict=True)]
    values = counted(matrix, record.both_ways)[np.ix_(at, at)]
    values[np.array(moved), :] = np.nan
    values[:, np.array(moved)] = np.nan
    np.fill_diagonal(values, 0.0)
    return values, record.unit


@dataclass(frozen=True)
class OutOfDate:
    """What no longer fits: members without distances by cohort, and places that have moved or are in no register."""

    missing: Mapping[str, tuple[str, ...]]
    moved: tuple[str, ...]
    gone: tuple[str, ...]


def out_of_date(snapshot: Snapshot, record: RoadTimes, today: date | None = None) -> OutOfDate:
    """What of the distances no longer fits the register and the cohorts; those in which two at least are known.

    Args:
        snapshot: The data.
        record: What is kept.
        today: Who holds a place on that day; every member ever without it.
    """
    inside = {place.number for place in record.places}
    try:
        cohorts = list(snapshot.all(Cohort))
    except UnknownName:  # the plugin that keeps them is switched off
        cohorts = []
    missing = {}
    for cohort in cohorts:
        members = cohort.holders_on(today) if today else [each.municipality for each in cohort.memberships]
        lost = tuple(sorted(set(members) - inside))
        if lost and len(inside & set(members)) >= 2:
            missing[cohort.id] = lost
    moved, gone = [], []
    for place in record.places:
        found = snapshot.find(Municipality, place.number)
        if found is None or found.lat is None or found.lon is None:
            gone.append(place.number)
        elif moved_km(place, RoutedPlace(number=place.number, lat=found.lat, lon=found.lon)) > MOVED_KM:
            moved.append(place.number)
    return OutOfDate(missing, tuple(moved), tuple(gone))


def findings(snapshot: Snapshot) -> list[Finding]:
    """Warnings about what is out of date, and an error where the table itself is wrong."""
    record = snapshot.find(RoadTimes)
    if record is None:
        return []
    where = "roadtimes.yaml", 0, 0
    try:
        matrix_of(record)
    except InvalidData as error:
        return [Finding(*where, "roadtimes-rows", error.message)]
    stale = out_of_date(snapshot, record)
    ask = tr("kvadmin roadtimes request COHORT")
    out = [
        Finding(
            *where,
            "roadtimes-missing",
            tr(
                "{cohort}: {number} members have no road distances: {who}",
                cohort=cohort,
                number=len(who),
                who=", ".join(who),
            ),
            ask,
            "warning",
        )
        for cohort, who in stale.missing.items()
    ]
    if stale.moved:
        text = tr("the coordinates have changed since the roads were asked about: {who}", who=", ".join(stale.moved))
        out.append(Finding(*where, "roadtimes-moved", text, ask, "warning"))
    return out
