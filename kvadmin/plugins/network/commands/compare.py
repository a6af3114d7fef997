"""``network compare A B``: who is elsewhere, and what each division costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import InvalidData, Session, UnknownName, UsageError, session, tr
from kvadmin.api.records import Cohort
from kvadmin.api.reports import Column, Report, Table

from ..divisions.division import figure
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
    asked = request or SplitRequest(known, 1, len(known))
    if {m for _, members in one for m in members} != {m for _, members in two for m in members}:
        alone = sorted({m for _, members in one for m in members} ^ {m for _, members in two for m in members})
        raise InvalidData(
            tr("the two divisions are not of the same municipalities"),
            details=[tr("only in one: {alone}", alone=", ".join(alone))],
        )
    found = compare(asked, [members for _, members in one], [members for _, members in two])
    run.show(_report(known, found, (first, one), (second, two)))


def _division(run: Session, named: str, places: Path | None) -> tuple[PlaceSet, SplitRequest | None, _Networks]:
    """The places, the request they answer (for stored ones), and number and members of each network."""
    file = Path(named)
    if named.endswith(".json") or (file.is_file() and places is not None):
        return _of_file(run, file, places)
    try:
        stand = stored_division(run, record_of(run, named))
    except UnknownName as error:
        raise UnknownName(error.message, where=named, hint=error.hint or tr("a cohort, or a .json file")) from error
    return stand.places, stand.request, [(each.id, list(each.members)) for each in stand.record.networks]


def _of_file(run: Session, file: Path, places: Path | None) -> tuple[PlaceSet, SplitRequest | None, _Networks]:
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
            tr("the places of the file are not those of the register"), where=str(file), hint=tr("--places FILE")
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
            tr("the file is no division"), where=str(path), hint=tr("kvadmin network split … --format json -o FILE")
        ) from error
    return (str(cohort) if cohort is not None else None), networks


def _numbered(data: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return list(enumerate(data["networks"], start=1))


def _report(places: PlaceSet, found: Comparison, first: tuple[str, _Networks], second: tuple[str, _Networks]) -> Report:
    where_one = {member: number for number, members in first[1] for member in members}
    where_two = {member: number for number, members in second[1] for member in members}
    moved = [
        {
            "municipality": member,
            "name": places[places.index(member)].name,
            "from": where_one[member],
            "to": where_two[member],
        }
        for member in found.change.moved
    ]
    data = {
        "schema": 1,
        "first": _side(first[0], found.first),
        "second": _side(second[0], found.second),
        "difference": figure(found.second.objective - found.first.objective),
        "pairs_changed": round(found.pairs_changed, 6),
        "moved": moved,
    }
    figures = [
        ("minimised", found.first.objective, found.second.objective),
        ("kilometres", found.first.objective_km, found.second.objective_km),
        *(
            (name, found.first.terms.get(name, 0.0), found.second.terms.get(name, 0.0))
            for name in sorted(found.first.terms)
        ),
    ]
    rows = tuple((name, round(a, 2), round(b, 2), f"{b - a:+.2f}") for name, a, b in figures)
    columns = (
        Column("figure", "Figure"), Column("first", first[0], "decimal"), Column("second", second[0], "decimal"),
        Column("difference", "Difference", "decimal"),
    )  # fmt: skip
    note = tr(
        "{number} of {number2} are elsewhere; {pairs_changed:.1f} % of the pairs differ.",
        number=len(moved),
        number2=len(places),
        pairs_changed=100 * found.pairs_changed,
    )
    who = tuple((each["municipality"], each["name"], each["from"], each["to"]) for each in moved)
    titles = (
        Column("number", "No."),
        Column("name", "Municipality"),
        Column("from", "Network"),
        Column("to", "Now in"),
    )
    return Report(data, (Table(tr("Two divisions"), columns, rows, (note,)), Table(tr("Elsewhere"), titles, who)))


def _side(label: str, card: Any) -> dict[str, Any]:
    return {
        "split": label,
        "objective": figure(card.objective),
        "objective_km": figure(card.objective_km),
        "terms": {name: figure(value) for name, value in sorted(card.terms.items())},
        "networks": len(card.networks),
        "broken": list(card.broken),
    }
