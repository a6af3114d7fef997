"""``network advisor …``: who advises which network, with capacity, travel and languages; the load is shown."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from kvadmin.api import InvalidData, Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import CohortArgument, CohortInsteadOption, cohort_and_words, cohort_of, find_municipality
from kvadmin.api.records import Advisor, Municipality, Network, Networks
from kvadmin.api.reports import Column, Report, json_of, table_of
from kvadmin.api.wording import near_names

from ..divisions.division import figure, id_key, shown_figure
from ..divisions.stored_networks import StoredDivision, network_named, record_of, save, stored_division
from ..solver.advisors import Assignment, AvailableAdvisor, assign_advisors
from ..splitting.split_options import checked_number
from .arguments import CohortAndNameArgument

_FORMS = ("bokmal", "nynorsk")


def set_advisor(
    ctx: typer.Context,
    words: CohortAndNameArgument,
    home: Annotated[str, typer.Option("--home", metavar="NUMBER|LAT,LON", help="Where the trips begin.")],
    capacity: Annotated[int, typer.Option("--capacity", metavar="N", help="Networks at most.")] = 1,
    language: Annotated[
        list[str] | None, typer.Option("--language", metavar="L", help="bokmal, nynorsk …; repeatable, none means any.")
    ] = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Add an advisor, or change one.

    Example: kvadmin network advisor set P1 "Kari Rettleiar" --home 0301 --capacity 3
    """
    run = session(ctx)
    cohort_id, name = cohort_and_words(words, cohort, "NAME")
    record = record_of(run, cohort_id)
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
                tr("{text!r} is no place", text=text),
                where="--home",
                hint=tr("a municipality, or LAT,LON"),
                code="bad-value",
            ) from None
        if not (abs(place[0]) <= 90 and abs(place[1]) <= 180):
            raise UsageError(
                tr("{text!r} is no place on the globe", text=text),
                where="--home",
                hint=tr("LAT,LON in degrees"),
                code="bad-value",
            )
        return "", *place
    found = find_municipality(run.data, text, run.today)
    if found.lat is None or found.lon is None:
        raise InvalidData(
            tr("{number} {name} has no coordinates", number=found.number, name=found.name),
            where="--home",
            hint=tr("give LAT,LON"),
            code="no-coordinates",
        )
    return found.number, None, None


def remove_advisor(ctx: typer.Context, words: CohortAndNameArgument, cohort: CohortInsteadOption = None) -> None:
    """Remove an advisor; the networks he or she had are without one.

    Example: kvadmin network advisor remove P1 "Nils Rådgiver (eksempel)"
    """
    run = session(ctx)
    cohort_id, name = cohort_and_words(words, cohort, "NAME")
    record = record_of(run, cohort_id)
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
            near=near_names(name, [each.name for each in record.advisors]),
            code="unknown-advisor",
        )
    return found


def assign(
    ctx: typer.Context,
    word: CohortArgument = None,
    keep: Annotated[bool, typer.Option("--keep", help="Only networks without an advisor get one.")] = False,
    max_load: Annotated[
        str | None, typer.Option(metavar="N", help="At most N networks each, whatever the capacity.")
    ] = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Give every network the advisor with the least travel in all, within capacities and languages.

    Example: kvadmin network advisor assign P1 --dry-run
    """
    run = session(ctx)
    stand = stored_division(run, record_of(run, cohort_of(word, cohort)))
    record = stand.record
    if not record.advisors:
        raise UnknownName(
            tr("{cohort} has no advisors", cohort=record.cohort),
            hint=tr('kvadmin network advisor set {cohort} "NAME" --home NUMBER', cohort=record.cohort),
            code="unknown-advisor",
        )
    fixed = {at: each.advisor for at, each in enumerate(record.networks) if each.advisor and (keep or each.locked)}
    most = None if max_load is None else int(checked_number(max_load, "--max-load", least=1))
    available = [_available(run, each, most) for each in record.advisors]
    languages = [_language(run, each) for each in record.networks]
    found = assign_advisors(stand.request, stand.members, available, languages=languages, fixed=fixed)
    for network, name in zip(record.networks, found.advisor_of, strict=True):
        network.advisor = name
    save(run, record)
    run.show(_report(stand, found))


def _available(run: Session, advisor: Advisor, most: int | None) -> AvailableAdvisor:
    capacity = advisor.capacity if most is None else min(advisor.capacity, most)
    lat, lon = advisor.lat, advisor.lon
    if advisor.municipality:
        home = run.data.get(Municipality, advisor.municipality)
        lat, lon = home.lat, home.lon
    if lat is None or lon is None:
        raise InvalidData(
            tr("the advisor {name} has no home place", name=advisor.name),
            hint=tr("kvadmin network advisor set … --home"),
            code="no-coordinates",
        )
    return AvailableAdvisor(advisor.name, lat, lon, capacity, frozenset(advisor.languages))


def _language(run: Session, network: Network) -> str | None:
    """The form that more than half of the members have decided on; None when there is none."""
    found = (run.data.find(Municipality, member) for member in network.members)
    forms = Counter(each.language_form for each in found if each is not None)
    return next((form for form in _FORMS if forms[form] * 2 > len(network.members)), None)


def give(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="COHORT NETWORK NAME",
            help='The cohort (or --cohort), id or name of the network, and the advisor, or "" for none.',
        ),
    ],
    cohort: CohortInsteadOption = None,
) -> None:
    """Give one network an advisor by hand.

    Example: kvadmin network advisor give P1 1 "Turid Rettleiar (eksempel)"
    """
    run = session(ctx)
    cohort_id, network, name = cohort_and_words(words, cohort, "NETWORK", "NAME")
    record = record_of(run, cohort_id)
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


def list_advisors(ctx: typer.Context, word: CohortArgument = None, cohort: CohortInsteadOption = None) -> None:
    """List the advisors of a cohort with their load.

    Example: kvadmin network advisor list P1
    """
    run = session(ctx)
    run.show(_report(stored_division(run, record_of(run, cohort_of(word, cohort)), reading=True), None))


def _in_words(languages: list[str]) -> str:
    return ", ".join(map(tr, languages))


def _report(stand: StoredDivision, found: Assignment | None) -> Report:
    """Advisors with their load, and the networks with their advisor (and travel, when just worked out)."""
    record = stand.record
    load = Counter(each.advisor for each in record.networks if each.advisor)
    km = dict(zip((each.id for each in record.networks), found.travel_km, strict=True)) if found else {}
    people = (
        Column("name", "Name"),
        Column("capacity", "Capacity", "int"),
        Column("load", "Load", "int", get=lambda each: load[each.name]),
        Column("home", "Home", get=lambda each: each.municipality or f"{each.lat},{each.lon}", rank=1),
        Column("languages", "Languages", get=lambda each: list(each.languages), show=_in_words, rank=1),
    )
    networks = (
        Column("id", "No."),
        Column("name", "Name"),
        Column("advisor", "Advisor", get=lambda each: each.advisor or None),
        Column(
            "km",
            "Mean km",
            "decimal",
            get=lambda each: figure(km[each.id]) if each.id in km else None,
            show=shown_figure,
        ),
    )
    ordered = sorted(record.networks, key=lambda each: id_key(each.id))
    data = {
        "schema": 1,
        "cohort": record.cohort,
        "advisors": json_of(people, record.advisors),
        "networks": json_of(networks, ordered),
    }
    tables = table_of("Advisors", people, record.advisors), table_of("Networks", networks, ordered)
    return Report(data, tables, personal=True)
