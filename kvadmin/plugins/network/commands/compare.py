"""``network compare A B``: who is elsewhere, and what each division costs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import InvalidData, Session, Snapshot, UnknownName, UsageError, session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.records import Cohort, Networks
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..divisions.division import figure, shown_figure
from ..divisions.stored_networks import record_of, settings_for, stored_division, with_free_number
from ..solver.alternatives import Comparison, compare
from ..solver.places import PlaceSet
from ..solver.request import SplitRequest
from ..splitting.cohort_places import municipalities_as_places
from ..splitting.place_file import read_places, read_text
from ..splitting.solver_run import split_request

_Networks = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class _Side:
    """One of two divisions: its places, number and members of each network, and, if stored, record and request."""

    label: str
    places: PlaceSet
    networks: _Networks
    data: Snapshot | None = None
    record: Networks | None = None
    request: SplitRequest | None = None

    @property
    def members(self) -> list[list[str]]:
        """Members of each network that has some."""
        return [members for _, members in self.networks if members]


def compare_splits(
    ctx: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help="A cohort, or a JSON file of network split.")],
    second: Annotated[
        str, typer.Argument(metavar="B", help="Another cohort or JSON file; or a day: A as it was at its end.")
    ],
    places: Annotated[Path | None, typer.Option(metavar="FILE", help="csv of the places of the files.")] = None,
) -> None:
    """Compare two divisions, or one with itself on another day: who is elsewhere, and what each costs.

    Who is in one of them only is named; each is priced by its own members, under the rules of the first.

    Example: kvadmin network compare P1 P1
    """
    run = session(ctx)
    one = _side(run, first, places)
    day = _day(second)
    two = _side(run, second, places) if day is None else _side_on(run, one, day)
    base, other = _requests(run, one, two)
    found = compare(base, one.members, two.members, other)
    run.show(_report(found, one, two))


def _day(text: str) -> date | None:
    """The day that a word is, or None."""
    try:
        return parse_day(text)
    except UsageError:
        return None


def _requests(run: Session, one: _Side, two: _Side) -> tuple[SplitRequest, SplitRequest]:
    """The places of either side under the same rules: those of the first that was stored."""
    ruling = next((side for side in (one, two) if side.request is not None), None)
    if ruling is None or ruling.request is None or ruling.record is None:
        return (SplitRequest(one.places, 1, len(one.places)), SplitRequest(two.places, 1, len(two.places)))
    out = []
    for side in (one, two):
        if side.places.ids == ruling.places.ids:
            out.append(ruling.request)
            continue
        settings = with_free_number(settings_for(run, ruling.record, side.places, None))
        data = side.data or ruling.data
        out.append(split_request(run, data, side.places, settings, reading=True))
    return out[0], out[1]


def _side(run: Session, named: str, places: Path | None) -> _Side:
    """The division that a word names: that of a cohort, or of a file."""
    file = Path(named)
    if named.endswith(".json") or (file.is_file() and places is not None):
        return _side_in_file(run, file, places)
    try:
        return _stored(run, named, record_of(run, named), run.data)
    except UnknownName as error:
        hint = error.hint or tr("a cohort, a .json file, or a day")
        raise UnknownName(error.message, where=named, hint=hint, near=error.near, code=error.code) from error


def _side_on(run: Session, now: _Side, day: date) -> _Side:
    """The networks of the same cohort at the end of a day.

    Raises:
        UsageError: The other division is none of a cohort.
        UnknownName: The cohort had no networks then.
    """
    if now.record is None:
        raise UsageError(
            tr("only the networks of a cohort have another day"),
            where=now.label,
            hint=tr("`kvadmin network compare COHORT DATE`"),
            code="not-comparable",
        )
    data = run.store.known_on(day)
    record = data.find(Networks, now.record.cohort)
    if record is None or not record.networks:
        raise UnknownName(
            tr("{cohort} had no networks on {day}", cohort=now.record.cohort, day=day),
            hint=tr("`kvadmin log` says when they were made"),
            code="unknown-network",
        )
    return _stored(run, f"{now.record.cohort} {day.isoformat()}", record, data)


def _stored(run: Session, label: str, record: Networks, data: Snapshot) -> _Side:
    stand = stored_division(run, record, reading=True, data=data)
    networks = [(each.id, list(each.members)) for each in record.networks]
    return _Side(label, stand.places, networks, data, record, stand.request)


def _side_in_file(run: Session, file: Path, places: Path | None) -> _Side:
    cohort, networks = read_split(file)
    if places is not None:
        return _Side(str(file), read_places(places), networks)
    numbers = sorted({member for _, members in networks for member in members})
    known = cohort if cohort is not None and run.data.find(Cohort, cohort) is not None else None
    try:
        return _Side(str(file), municipalities_as_places(run.data, numbers, known or cohort or ""), networks, run.data)
    except UnknownName as error:
        if known is not None:
            raise
        raise UsageError(
            tr("the places of the file are not those of the register"),
            where=str(file),
            hint=tr("--places FILE"),
            code="not-comparable",
        ) from error


def read_split(path: Path) -> tuple[str | None, _Networks]:
    """Cohort, and number and members of each network, of the JSON that ``network split`` prints.

    Raises:
        UsageError: The file cannot be read.
        InvalidData: It is not such JSON.
    """
    try:
        data = json.loads(read_text(path))
        networks = [
            (str(each.get("id") or number), [str(m) for m in each["members"]]) for number, each in _numbered(data)
        ]
        cohort = data.get("cohort")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidData(
            tr("the file is no division"),
            where=str(path),
            hint=tr("kvadmin network split … --format json -o FILE"),
            code="not-comparable",
        ) from error
    return (str(cohort) if cohort is not None else None), networks


def _numbered(data: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return list(enumerate(data["networks"], start=1))


def _report(found: Comparison, one: _Side, two: _Side) -> Report:
    where_first = {member: number for number, members in one.networks for member in members}
    where_second = {member: number for number, members in two.networks for member in members}
    elsewhere = _place_columns(
        {**_names(one.places), **_names(two.places)},
        Column("from", "Network", get=where_first.get),
        Column("to", "Now in", get=where_second.get),
    )
    moved, joined, left = found.change.moved, found.change.joined, found.change.left
    both = len(one.places) - len(left)
    members = 1 - len(moved) / both if both else 0.0
    data = {
        "schema": 1,
        "first": _side_data(one.label, found.first),
        "second": _side_data(two.label, found.second),
        "unit": found.first.unit,
        "difference": figure(found.second.objective - found.first.objective),
        "pairs_changed": round(found.pairs_changed, 6),
        "stability": {"members": round(members, 6), "pairs": round(found.pairs_kept, 6)},
        "moved": json_of(elsewhere, moved),
        "joined": json_of(elsewhere, joined),
        "left": json_of(elsewhere, left),
    }
    notes = [
        tr(
            "{moved} of {members} are elsewhere; {pairs_changed:.1f} % of the pairs differ.",
            moved=len(moved),
            members=both,
            pairs_changed=100 * found.pairs_changed,
        ),
        tr(
            "{members:.1f} % of them stay in their network, and {pairs:.1f} % of the pairs of the first stay together.",
            members=100 * members,
            pairs=100 * found.pairs_kept,
        ),
    ]
    if joined or left:
        notes.append(
            tr("{left} are only in the first, {joined} only in the second.", left=len(left), joined=len(joined))
        )
    renumbered = [
        f"{one.networks[old][0]} → {number}"
        for (number, _), old in zip(two.networks, found.change.old_of, strict=True)
        if old is not None and one.networks[old][0] != number
    ]
    if renumbered:  # else a line says that who went from 5 to 5 is elsewhere
        notes.append(tr("The same network under another number: {pairs}.", pairs=", ".join(renumbered)))
    figures = table_of("Two divisions", _figure_columns(one.label, two.label), _figures(found), notes)
    more = [
        table_of(title, elsewhere, who)
        for title, who in (("Only in the first", left), ("Only in the second", joined))
        if who
    ]
    return Report(data, (figures, table_of("Elsewhere", elsewhere, moved), *more))


def _names(places: PlaceSet) -> dict[str, str]:
    return {place.id: place.name for place in places}


def _place_columns(names: Mapping[str, str], *more: Column) -> tuple[Column, ...]:
    """Of the ids of places."""
    return (Column("municipality", "No.", get=str), Column("name", "Municipality", get=names.get), *more)


def _figures(found: Comparison) -> list[tuple[str, float, float]]:
    """Name and value in either division: what is minimised, kilometres and the terms."""
    one, two = found.first, found.second
    return [
        (tr("minimised ({unit})", unit=one.unit), one.objective, two.objective),
        (tr("kilometres"), one.objective_km, two.objective_km),
        *((f"{name} ({one.unit})", one.terms.get(name, 0.0), two.terms.get(name, 0.0)) for name in sorted(one.terms)),
    ]


def _figure_columns(first: str, second: str) -> tuple[Column, ...]:
    show = partial(shown_figure, places=2)
    return (
        Column("figure", "Figure", get=itemgetter(0)),
        Column("first", first, "decimal", get=itemgetter(1), show=show),
        Column("second", second, "decimal", get=itemgetter(2), show=show),
        Column("difference", "Difference", "decimal", get=lambda each: each[2] - each[1], show=show),
    )


def _side_data(label: str, card: Any) -> dict[str, Any]:
    return {
        "split": label,
        "objective": figure(card.objective),
        "objective_km": figure(card.objective_km),
        "terms": {name: figure(value) for name, value in sorted(card.terms.items())},
        "networks": len(card.networks),
        "broken": list(card.broken),
    }
