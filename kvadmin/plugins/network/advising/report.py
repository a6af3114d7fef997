"""Advisors with their load, and the networks with their advisor, as tables and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kvadmin.api.records import Network, Networks
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..divisions.division import figure, id_key, shown_figure
from .languages import in_words
from .matters import load_in_words
from .people import AdvisorPerson, home_of

#: Mean kilometres by cohort and id of the network.
Travel = Mapping[tuple[str, str], float]


def advisor_report(
    people: Mapping[str, AdvisorPerson], records: Sequence[Networks], cohort: str | None, km: Travel | None = None
) -> Report:
    """The advisors of a cohort (None: of all) with capacity and load, and the networks.

    ``load`` counts the networks of the cohort that is shown, ``load_all`` and ``loads`` those of every cohort.

    Args:
        people: Everybody.
        records: The networks to show.
        cohort: Whose they are, when it is one.
        km: How far it is from the advisor's home to the members, when just worked out.
    """
    shown = [each for each in people.values() if cohort is None or cohort in each.records]
    travelled = km or {}
    elsewhere = cohort is None or any(each.load_outside(cohort) for each in shown)
    networks = [
        (record.cohort, network)
        for record in records
        for network in sorted(record.networks, key=lambda each: id_key(each.id))
    ]

    def load(person: AdvisorPerson) -> int:
        return person.load if cohort is None else person.load_in(cohort)

    def languages(person: AdvisorPerson) -> list[str]:
        record = person.records.get(cohort) if cohort else None
        return list((record or next(iter(person.records.values()))).languages)

    def home(person: AdvisorPerson) -> str:
        record = person.records.get(cohort) if cohort else None
        return home_of(record or next(iter(person.records.values())))

    def travel(each: tuple[str, Network]) -> float | None:
        far = travelled.get((each[0], each[1].id))
        return None if far is None else figure(far)

    persons = (
        Column("name", "Name"),
        Column("capacity", "Capacity", "int"),
        Column("load", "Load", "int", get=load),
        Column("load_all", get=lambda each: each.load),
        Column(
            "loads",
            "In all cohorts" if elsewhere else "",
            get=lambda each: dict(each.loads),
            show=load_in_words,
        ),
        Column("home", "Home", get=home, rank=1),
        Column("languages", "Languages", get=languages, show=in_words, rank=1),
    )
    places = (
        Column("cohort", "" if cohort else "Cohort", get=lambda each: each[0]),
        Column("id", "No.", get=lambda each: each[1].id),
        Column("name", "Name", get=lambda each: each[1].name),
        Column("advisor", "Advisor", get=lambda each: each[1].advisor or None),
        Column("km", "Mean km" if travelled or cohort else "", "decimal", get=travel, show=shown_figure),
    )
    data = {
        "schema": 1,
        "cohort": cohort,
        "advisors": json_of(persons, shown),
        "networks": json_of(places, networks),
    }
    tables = (
        table_of("Advisors", [each for each in persons if each.title], shown),
        table_of("Networks", [each for each in places if each.title], networks),
    )
    return Report(data, tables, personal=True)
