"""``kvadmin roadtimes``: request, import, show, remove."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import isnan
from pathlib import Path
from typing import Annotated, Any

import typer

from kvadmin.api import InvalidData, Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import (
    CohortArgument,
    CohortInsteadOption,
    cohort_and_words,
    cohort_of,
    find_municipality,
    parse_day,
    parse_whole,
)
from kvadmin.api.imports import read_content
from kvadmin.api.records import Cohort, Municipality
from kvadmin.api.reports import Column, Report, json_of, listing, table_of
from kvadmin_roadtimes.answers import Answer, read_answer
from kvadmin_roadtimes.matrix import BOTH_WAYS, Matrix, counted, matrix_of, merged, out_of_date, record_of
from kvadmin_roadtimes.records import RoadTimes, RoutedPlace
from kvadmin_roadtimes.requests import LIMITS, SERVERS, requests_for

_PROFILES = {"osrm": "driving", "valhalla": "auto"}
_MEASURES = {"minutes": "min", "km": "km"}
_NAMED = 20


def request(
    ctx: typer.Context,
    word: CohortArgument = None,
    kind: Annotated[str, typer.Option("--for", metavar="SERVER", help="osrm or valhalla.")] = "osrm",
    server: Annotated[str | None, typer.Option(metavar="URL", help="Where it listens (else on this machine).")] = None,
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="OSRM's profile or Valhalla's costing (else that of cars).")
    ] = None,
    limit: Annotated[
        str | None, typer.Option(metavar="N", help="Places in one request (OSRM), rows and columns each (Valhalla).")
    ] = None,
    measure: Annotated[str, typer.Option(metavar="MEASURE", help="minutes or km.")] = "minutes",
    cohort: CohortInsteadOption = None,
) -> None:
    """Print what to ask a routing server of one's own for the members of a cohort; nothing is sent.

    Example: kvadmin roadtimes request P1 --for osrm
    """
    run = session(ctx)
    kind = _one_of(kind, tuple(SERVERS), "--for")
    places, _ = _places(run, cohort_of(word, cohort))
    most = LIMITS[kind] if limit is None else parse_whole(limit, least=2, where="--limit")
    asked = "duration" if _one_of(measure, tuple(_MEASURES), "--measure") == "minutes" else "distance"
    found = requests_for(kind, places, server or SERVERS[kind], profile or _PROFILES[kind], most, asked)
    columns = (
        Column("file", "Save the answer as"),
        Column("sources", "From", "int"),
        Column("targets", "To", "int"),
        Column("url", "Address"),
        Column("body", "POST", get=lambda each: each.body or None),
    )
    note = tr("Then: kvadmin roadtimes import COHORT FILE ...")
    run.show(listing("requests", columns, found, title=tr("What to ask"), notes=[note], server=kind))


def import_answers(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="COHORT FILE...", help="The cohort, and the saved answers.")],
    measure: Annotated[str, typer.Option(metavar="MEASURE", help="minutes or km.")] = "minutes",
    both_ways: Annotated[
        str | None, typer.Option("--both-ways", metavar="HOW", help="mean, longest or shortest, where the ways differ.")
    ] = None,
    order: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Numbers or names in the order of the request, one a line.")
    ] = None,
    day: Annotated[str | None, typer.Option(metavar="DATE", help="When the server was asked (else today).")] = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Take in saved answers of OSRM or Valhalla: all of one table together, or added to what is kept.

    Example: kvadmin roadtimes import P1 roadtimes-osrm-1-1.json --both-ways mean
    """
    run = session(ctx)
    group, *files = cohort_and_words(words, cohort, "FILE...")
    unit = _MEASURES[_one_of(measure, tuple(_MEASURES), "--measure")]
    how = "" if both_ways is None else _one_of(both_ways, BOTH_WAYS, "--both-ways")
    asked = run.today if day is None else parse_day(day, where="--day")
    places, names = _places(run, group)
    listed = None if order is None else _order(run, order, places)
    answers = [read_answer(Path(file), unit) for file in files]
    before = run.data.find(RoadTimes)
    matrix = merged(matrix_of(before) if before else None, answers, places, names, unit, listed)
    record = record_of(matrix, answers[-1].source, how or (before.both_ways if before else ""), asked)
    _refuse_uneven(matrix, record.both_ways, {each.number: each.name for each in run.data.all(Municipality)})
    _say_of(run, answers)
    transaction = run.transaction()
    if before is None:
        transaction.create(record)
    else:
        transaction.update(record)
    run.commit(transaction)
    run.show(_report(run, record, None))


def show(
    ctx: typer.Context,
    pairs: Annotated[bool, typer.Option("--pairs", help="Every pair, as --distances reads it.")] = False,
    older_than: Annotated[str, typer.Option("--older-than", metavar="DAYS", help="What counts as old.")] = "365",
) -> None:
    """Show what is kept: how many pairs, of when, and which members it does not know.

    Example: kvadmin roadtimes show
    """
    run = session(ctx)
    record = _kept(run)
    if pairs:
        run.show(_pairs(record))
    else:
        run.show(_report(run, record, parse_whole(older_than, least=0, where="--older-than")))


def remove(ctx: typer.Context) -> None:
    """Remove the road distances: great circles count again, for splits made from now on.

    Example: kvadmin roadtimes remove
    """
    run = session(ctx)
    record = _kept(run)
    transaction = run.transaction()
    transaction.delete(RoadTimes, "")
    run.commit(transaction, confirm=tr("Remove the road distances of {number} places?", number=len(record.places)))
    run.show(Report({"schema": 1, "removed": len(record.places)}, ()))  # for programs: a person has been told


def _one_of(text: str, known: Sequence[str], where: str) -> str:
    if text.strip().casefold() in known:
        return text.strip().casefold()
    raise UsageError(
        tr("{text!r} is none of {known}", text=text, known=", ".join(known)), where=where, code="unknown-word"
    )


def _kept(run: Session) -> RoadTimes:
    found = run.data.find(RoadTimes)
    if found is None:
        raise UnknownName(
            tr("no road distances are kept"), hint=tr("`kvadmin roadtimes request COHORT`"), code="unknown-record"
        )
    return found


def _places(run: Session, cohort: str) -> tuple[list[RoutedPlace], dict[str, str]]:
    """Who holds a place in the cohort, by number, and what they are called.

    Raises:
        InvalidData: Somebody has no coordinates; all such are named.
    """
    numbers = sorted(run.data.get(Cohort, cohort).holders_on(run.today))
    found = [run.data.get(Municipality, number) for number in numbers]
    nowhere = [f"{each.number} {each.name}" for each in found if each.lat is None or each.lon is None]
    if nowhere or not found:
        raise InvalidData(
            tr("{number} member(s) of {cohort} have no coordinates", number=len(nowhere), cohort=cohort)
            if found
            else tr("{cohort} has no members", cohort=cohort),
            details=nowhere,
            hint=tr("kvadmin municipality set NUMBER lat DEGREES, and lon"),
            code="no-coordinates",
        )
    places = [
        RoutedPlace(number=each.number, lat=each.lat, lon=each.lon)
        for each in found
        if each.lat is not None and each.lon is not None
    ]
    return places, {each.number: each.name for each in found}


def _order(run: Session, file: Path, places: Sequence[RoutedPlace]) -> list[int]:
    """Positions of the places in the order of a request."""
    index = {place.number: at for at, place in enumerate(places)}
    lines = read_content(file).decode("utf-8-sig", "replace").splitlines()
    numbers = [find_municipality(run.data, line.strip(), run.today).number for line in lines if line.strip()]
    strangers = [number for number in numbers if number not in index]
    if strangers or len(set(numbers)) != len(numbers):
        raise InvalidData(
            tr("no members of the cohort: {who}", who=", ".join(strangers))
            if strangers
            else tr("somebody is named twice"),
            where=str(file),
            code="bad-places",
        )
    return [index[number] for number in numbers]


def _refuse_uneven(matrix: Matrix, how: str, names: dict[str, str]) -> None:
    """The way there and the way back must be one figure: a person says which.

    Raises:
        InvalidData: They differ, and nobody has said.
    """
    uneven = matrix.uneven()
    if how or not len(uneven):
        return
    apart = [abs(float(matrix.values[a, b] - matrix.values[b, a])) for a, b in uneven]
    order = sorted(range(len(uneven)), key=lambda at: (-round(apart[at], 6), at))
    told = []
    for at in order[:_NAMED]:
        a, b = (int(each) for each in uneven[at])
        ends = f"{names[matrix.places[a].number]} - {names[matrix.places[b].number]}"
        told.append(f"{ends}: {matrix.values[a, b]:.1f}, {matrix.values[b, a]:.1f} {matrix.unit}")
    if len(uneven) > _NAMED:
        told.append(tr("and {number} more", number=len(uneven) - _NAMED))
    raise InvalidData(
        tr("the way there and the way back differ for {count} pair(s) of places", count=len(uneven)),
        details=told,
        hint=tr("--both-ways mean, longest or shortest"),
        code="bad-places",
    )


def _say_of(run: Session, answers: Sequence[Answer]) -> None:
    for answer in answers:
        lost = sum(value is None for row in answer.values for value in row) - answer.estimated
        if answer.estimated:
            run.warn(tr("{file}: {number} figures are estimates from the air line, and are left out",
                        file=answer.file, number=answer.estimated))  # fmt: skip
        if lost:
            run.warn(tr("{file}: there is no road for {number} ways", file=answer.file, number=lost))
        for text in answer.warnings:
            run.warn(f"{answer.file}: {text}")


def _report(run: Session, record: RoadTimes, days: int | None) -> Report:
    """The facts of what is kept, and what is out of date."""
    matrix = matrix_of(record)
    stale = out_of_date(run.data, record, run.today)
    old = days is not None and record.asked is not None and run.today - record.asked > timedelta(days=days)
    data: dict[str, Any] = {
        "schema": 1,
        "unit": record.unit,
        "source": record.source,
        "asked": record.asked.isoformat() if record.asked else None,
        "both_ways": record.both_ways or None,
        "places": len(record.places),
        "pairs": matrix.count(),
        "uneven": len(matrix.uneven()),
        "old": old,
        "missing": {cohort: list(who) for cohort, who in stale.missing.items()},
        "moved": list(stale.moved),
        "gone": list(stale.gone),
    }
    pairs = data["pairs"]
    facts = [
        (tr("Unit"), record.unit),
        (tr("Asked"), f"{record.source}, {data['asked'] or '?'}{' ' + tr('(old)') if old else ''}"),
        (tr("Places"), str(len(record.places))),
        (tr("Pairs known"), str(pairs["known"])),
        (tr("Pairs without a road"), str(pairs["no_road"])),
        (tr("Pairs not asked about"), str(pairs["not_asked"])),
        (tr("Ways that differ"), f"{data['uneven']} {record.both_ways}".strip()),
        *(
            (tr("Members it does not know, {cohort}", cohort=cohort), ", ".join(who))
            for cohort, who in stale.missing.items()
        ),
        *([(tr("Have moved since"), ", ".join(stale.moved))] if stale.moved else []),
        *([(tr("In no register, or without coordinates"), ", ".join(stale.gone))] if stale.gone else []),
    ]
    columns = (
        Column("figure", "Road distances", get=lambda each: each[0]),
        Column("value", "Value", get=lambda each: each[1]),
    )
    return Report(data, (table_of("", columns, facts),))


def _pairs(record: RoadTimes) -> Report:
    """Each pair that is known both ways, as it counts, in the words that ``network split --distances`` reads."""
    matrix = matrix_of(record)
    values = counted(matrix, record.both_ways)
    name = "minutes" if record.unit == "min" else "km"
    known = [
        (one.number, other.number, round(float(values[i, j]), 4))
        for i, one in enumerate(matrix.places)
        for j, other in enumerate(matrix.places)
        if i < j and not isnan(values[i, j])
    ]
    columns = (
        Column("from", "from", get=lambda each: each[0]),
        Column("to", "to", get=lambda each: each[1]),
        Column(name, name, "decimal", get=lambda each: each[2]),
    )
    data = {"schema": 1, "unit": record.unit, "pairs": json_of(columns, known)}
    return Report(data, (table_of("", columns, known),))
