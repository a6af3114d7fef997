"""``network compare A B``: who is elsewhere, and what each division costs."""

from __future__ import annotations

import json
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import InvalidData, Session, UnknownName, UsageError, session, tr
from kvadmin.api.records import Cohort
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..divisions.division import figure, shown_figure
from ..divisions.stored_networks import record_of, stored_division
from ..solver.alternatives import Comparison, compare
from ..solver.places import PlaceSet
from ..solver.request import SplitRequest
from ..splitting.cohort_places import municipalities_as_places
from ..splitting.place_file import read_places, read_text

_Networks = list[tuple[str, list[str]]]


def compare_splits(
    ctx: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help="A cohort, or a JSON file of network split.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another: a cohort, or a JSON file.")],
    places: Annotated[Path | None, typer.Option(metavar="FILE", help="csv of the places of the files.")] = None,
) -> None:
    """Compare two divisions of the same municipalities: who is elsewhere, and what each costs.

    Example: kvadmin network compare P1 P1
    """
    run = session(ctx)
    known, request, one = _division(run, first, places)
    _, other_request, two = _division(run, second, places)
    request = request or other_request
    common = request or SplitRequest(known, 1, len(known))
    if {m for _, members in one for m in members} != {m for _, members in two for m in members}:
        alone = sorted({m for _, members in one for m in members} ^ {m for _, members in two for m in members})
        raise InvalidData(
            tr("the two divisions are not of the same municipalities"),
            details=[tr("only in one: {alone}", alone=", ".join(alone))],
            code="not-comparable",
        )
    found = compare(common, [members for _, members in one], [members for _, members in two])
    run.show(_report(known, found, (first, one), (second, two)))


def _division(run: Session, named: str, places: Path | None) -> tuple[PlaceSet, SplitRequest | None, _Networks]:
    """The places, the request they answer (for stored ones), and number and members of each network."""
    file = Path(named)
    if named.endswith(".json") or (file.is_file() and places is not None):
        return _division_in_file(run, file, places)
    try:
        stand = stored_division(run, record_of(run, named), reading=True)
    except UnknownName as error:
        raise UnknownName(
            error.message, where=named, hint=error.hint or tr("a cohort, or a .json file"), code="no-such-file"
        ) from error
    return stand.places, stand.request, [(each.id, list(each.members)) for each in stand.record.networks]


def _division_in_file(run: Session, file: Path, places: Path | None) -> tuple[PlaceSet, SplitRequest | None, _Networks]:
    cohort, networks = read_split(file)
    if places is not None:
        return read_places(places), None, networks
    numbers = sorted({member for _, members in networks for member in members})
    if cohort is not None and run.data.find(Cohort, cohort) is not None:
        return municipalities_as_places(run.data, numbers, cohort), None, networks
    try:
        return municipalities_as_places(run.data, numbers, cohort or ""), None, networks
    except UnknownName as error:
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


def _report(places: PlaceSet, found: Comparison, first: tuple[str, _Networks], second: tuple[str, _Networks]) -> Report:
    where_first = {member: number for number, members in first[1] for member in members}
    where_second = {member: number for number, members in second[1] for member in members}
    elsewhere = (
        Column("municipality", "No.", get=str),
        Column("name", "Municipality", get=lambda member: places[places.index(member)].name),
        Column("from", "Network", get=where_first.get),
        Column("to", "Now in", get=where_second.get),
    )
    moved = found.change.moved
    data = {
        "schema": 1,
        "first": _side(first[0], found.first),
        "second": _side(second[0], found.second),
        "unit": found.first.unit,
        "difference": figure(found.second.objective - found.first.objective),
        "pairs_changed": round(found.pairs_changed, 6),
        "moved": json_of(elsewhere, moved),
    }
    note = tr(
        "{moved} of {members} are elsewhere; {pairs_changed:.1f} % of the pairs differ.",
        moved=len(moved),
        members=len(places),
        pairs_changed=100 * found.pairs_changed,
    )
    figures = table_of("Two divisions", _figure_columns(first[0], second[0]), _figures(found), (note,))
    return Report(data, (figures, table_of("Elsewhere", elsewhere, moved)))


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


def _side(label: str, card: Any) -> dict[str, Any]:
    return {
        "split": label,
        "objective": figure(card.objective),
        "objective_km": figure(card.objective_km),
        "terms": {name: figure(value) for name, value in sorted(card.terms.items())},
        "networks": len(card.networks),
        "broken": list(card.broken),
    }
