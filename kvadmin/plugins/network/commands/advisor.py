"""``network advisor …``: who advises which network, with capacity, travel and languages; the load is shown."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import typer

from kvadmin.api import InvalidData, Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Advisor, Municipality, Network, Networks
from kvadmin.api.reports import Column, Report, Table

from ..divisions.division import figure, id_key
from ..divisions.stored_networks import StoredDivision, network_named, record_of, save, stored_division
from ..solver.advisors import Assignment, AvailableAdvisor, assign_advisors
from ..splitting.split_options import checked_number
from .arguments import CohortId

_FORMS = ("bokmal", "nynorsk")
Name = Annotated[str, typer.Argument(metavar="NAME", help="The advisor's name.")]


def set_advisor(
    ctx: typer.Context,
    cohort: CohortId,
    name: Name,
    home: Annotated[str, typer.Option("--home", metavar="NUMBER|LAT,LON", help="Where the trips begin.")],
    capacity: Annotated[int, typer.Option("--capacity", metavar="N", help="Networks at most.")] = 1,
    language: Annotated[
        list[str] | None, typer.Option("--language", metavar="L", help="bokmal, nynorsk …; repeatable, none means any.")
    ] = None,
) -> None:
    """Add an advisor, or change one.

    Example: kvadmin network advisor set P1 "Kari Rettleiar" --home 0301 --capacity 3
    """
    run = session(ctx)
    record = record_of(run, cohort)
    name = " ".join(name.split())
    if not name or capacity < 0:
        raise UsageError(tr("an advisor has a name and a capacity from 0"), where="--capacity" if name else "NAME")
    municipality, lat, lon = _home(run, home)
    made = Advisor(
        name=name, capacity=capacity, municipality=municipality, lat=lat, lon=lon, languages=sorted(language or [])
    )
    others = [each for each in record.advisors if each.name != name]
    record.advisors = sorted([*others, made], key=lambda each: each.name)
    save(run, record)


def _home(run: Session, text: str) -> tuple[str, float | None, float | None]:
    lat, comma, lon = text.partition(",")
    if comma and any(letter.isdigit() for letter in lat):
        try:
            place = float(lat), float(lon)
        except ValueError:
            raise UsageError(
                tr("{text!r} is no place", text=text), where="--home", hint=tr("a municipality, or LAT,LON")
            ) from None
        if not (abs(place[0]) <= 90 and abs(place[1]) <= 180):
            raise UsageError(
                tr("{text!r} is no place on the globe", text=text), where="--home", hint=tr("LAT,LON in degrees")
            )
        return "", *place
    found = find_municipality(run.data, text, run.today)
    if found.lat is None or found.lon is None:
        raise InvalidData(
            tr("{number} {name} has no coordinates", number=found.number, name=found.name),
            where="--home",
            hint=tr("give LAT,LON"),
        )
    return found.number, None, None


def remove_advisor(ctx: typer.Context, cohort: CohortId, name: Name) -> None:
    """Remove an advisor; the networks he or she had are without one.

    Example: kvadmin network advisor remove P1 "Nils Rådgiver (eksempel)"
    """
    run = session(ctx)
    record = record_of(run, cohort)
    _advisor(record, name)
    record.advisors = [each for each in record.advisors if each.name != name]
    for network in record.networks:
        network.advisor = "" if network.advisor == name else network.advisor
    save(run, record)


def _advisor(record: Networks, name: str) -> Advisor:
    found = next((each for each in record.advisors if each.name == name), None)
    if found is None:
        known = ", ".join(each.name for each in record.advisors)
        raise UnknownName(
            tr("{cohort} has no advisor {name!r}", cohort=record.cohort, name=name),
            hint=tr("advisors: {known}", known=known or "none yet"),
        )
    return found


def assign(
    ctx: typer.Context,
    cohort: CohortId,
    keep: Annotated[bool, typer.Option("--keep", help="Only networks without an advisor get one.")] = False,
    max_load: Annotated[
        str | None, typer.Option(metavar="N", help="At most N networks each, whatever the capacity.")
    ] = None,
) -> None:
    """Give every network the advisor with the least travel in all, within capacities and languages.

    Example: kvadmin network advisor assign P1 --dry-run
    """
    run = session(ctx)
    stand = stored_division(run, record_of(run, cohort))
    record = stand.record
    if not record.advisors:
        raise UnknownName(
            tr("{cohort} has no advisors", cohort=cohort),
            hint=tr('kvadmin network advisor set {cohort} "NAME" --home NUMBER', cohort=cohort),
        )
    fixed = {at: each.advisor for at, each in enumerate(record.networks) if each.advisor and (keep or each.locked)}
    most = None if max_load is None else int(checked_number(max_load, "--max-load", least=1))
    people = [_person(run, each, most) for each in record.advisors]
    needs = [_language(run, each) for each in record.networks]
    found = assign_advisors(stand.request, stand.members, people, languages=needs, fixed=fixed)
    for network, name in zip(record.networks, found.advisor_of, strict=True):
        network.advisor = name
    save(run, record)
    run.show(_report(stand, found))


def _person(run: Session, advisor: Advisor, most: int | None) -> AvailableAdvisor:
    capacity = advisor.capacity if most is None else min(advisor.capacity, most)
    lat, lon = advisor.lat, advisor.lon
    if advisor.municipality:
        home = run.data.get(Municipality, advisor.municipality)
        lat, lon = home.lat, home.lon
    if lat is None or lon is None:
        raise InvalidData(
            tr("the advisor {name} has no home place", name=advisor.name),
            hint=tr("kvadmin network advisor set … --home"),
        )
    return AvailableAdvisor(advisor.name, lat, lon, capacity, frozenset(advisor.languages))


def _language(run: Session, network: Network) -> str | None:
    """The form that more than half of the members have decided on; None when there is none."""
    found = (run.data.find(Municipality, member) for member in network.members)
    forms = Counter(each.language_form for each in found if each is not None)
    return next((form for form in _FORMS if forms[form] * 2 > len(network.members)), None)


def give(
    ctx: typer.Context,
    cohort: CohortId,
    network: Annotated[str, typer.Argument(metavar="NETWORK", help="Its id or name.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help='The advisor, or "" for none.')],
) -> None:
    """Give one network an advisor by hand.

    Example: kvadmin network advisor give P1 1 "Turid Rettleiar (eksempel)"
    """
    run = session(ctx)
    record = record_of(run, cohort)
    found = network_named(record, network)
    found.advisor = _advisor(record, name).name if name else ""
    save(run, record)
    advisor = next((each for each in record.advisors if each.name == name), None)
    load = sum(each.advisor == name for each in record.networks)
    if advisor is not None and load > advisor.capacity:
        run.warn(
            tr(
                "{name} has {load} networks now, the capacity is {capacity}",
                name=name,
                load=load,
                capacity=advisor.capacity,
            )
        )


def list_advisors(ctx: typer.Context, cohort: CohortId) -> None:
    """List the advisors of a cohort with their load.

    Example: kvadmin network advisor list P1
    """
    run = session(ctx)
    run.show(_report(stored_division(run, record_of(run, cohort)), None))


def _report(stand: StoredDivision, found: Assignment | None) -> Report:
    """Advisors with their load, and the networks with their advisor (and travel, when just worked out)."""
    record = stand.record
    load = Counter(each.advisor for each in record.networks if each.advisor)
    km = dict(zip((each.id for each in record.networks), found.travel_km, strict=True)) if found else {}
    people: list[dict[str, Any]] = [
        {
            "name": each.name,
            "capacity": each.capacity,
            "load": load[each.name],
            "home": each.municipality or f"{each.lat},{each.lon}",
            "languages": list(each.languages),
        }
        for each in record.advisors
    ]
    ordered = sorted(record.networks, key=lambda each: id_key(each.id))
    networks: list[dict[str, Any]] = [
        {"id": n.id, "name": n.name, "advisor": n.advisor or None, "km": figure(km[n.id]) if n.id in km else None}
        for n in ordered
    ]
    data = {"schema": 1, "cohort": record.cohort, "advisors": people, "networks": networks}
    first = Table(
        tr("Advisors"),
        (
            Column("name", "Name"), Column("capacity", "Capacity", "int"), Column("load", "Load", "int"),
            Column("home", "Home"), Column("languages", "Languages"),
        ),
        tuple((p["name"], p["capacity"], p["load"], p["home"], ", ".join(p["languages"])) for p in people),
    )  # fmt: skip
    second = Table(
        tr("Networks"),
        (Column("id", "No."), Column("name", "Name"), Column("advisor", "Advisor"), Column("km", "Mean km", "decimal")),
        tuple(
            (n["id"], n["name"], n["advisor"] or "", None if n["km"] is None else round(n["km"], 1)) for n in networks
        ),
    )
    return Report(data, (first, second))
