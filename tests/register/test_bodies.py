from __future__ import annotations

from pathlib import Path

import pytest
from example_register import example_entries
from registers import register, shared_entries

from kvadmin.errors import InvalidData
from kvadmin.model.municipality import Municipality
from kvadmin.register.bodies import parse_bodies


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hordaland fylkeskommune", "county"),
        ("Finnmark", "county"),
        ("Fylkesmannen i Oslo og Akershus", "county-governor"),
        ("Statsforvalteren i Nordland", "county-governor"),
        ("Longyearbyen lokalstyre", "svalbard"),
        ("Svalbard", "svalbard"),
        ("Jan Mayen", "jan-mayen"),
        ("Kommunal- og regionaldepartementet", "ministry"),
        ("Helsedirektoratet", "state-body"),
        ("NAV Rogaland", "state-body"),
        ("Universitetet i Tromsø", "education"),
        ("Indre Østfold Renovasjon IKS", "inter-municipal"),
        ("Regionrådet for Hallingdal", "inter-municipal"),
        ("Oslo kirkelige fellesråd", "church"),
        ("Bydel Sagene", "borough"),
        ("Vågå Kompetanse AS", "company"),
        ("KS", "organisation"),
        ("Norsk Sykepleierforbund", "organisation"),
    ],
)
def test_bodies_are_known(name: str, kind: str) -> None:
    assert register().bodies.kind_of_name(name) == kind


@pytest.mark.parametrize(
    ("number", "kind"), [("1200", "county"), ("2111", "svalbard"), ("2211", "jan-mayen"), ("0301", None)]
)
def test_numbers_are_known(number: str, kind: str | None) -> None:
    assert register().bodies.kind_of_number(number) == kind


def taken_for_bodies(entries: list[Municipality]) -> list[str]:
    bodies = register().bodies
    return [
        f"{entry.number} {entry.name}"
        for entry in entries
        if bodies.kind_of_number(entry.number) is not None
        or bodies.kind_of_name(f"{entry.name} kommune") is not None
        or (bodies.kind_of_name(entry.name) is not None and entry.name != "Oslo")
    ]


@pytest.mark.parametrize("name", ["plain", "full"])
def test_no_municipality_is_taken_for_another_body(name: str) -> None:
    assert taken_for_bodies(example_entries(name)) == []


def test_no_municipality_of_the_shared_registers_is_taken_for_another_body(shared: Path) -> None:
    entries = [each for year in (2008, 2025) for each in shared_entries(shared, f"kommuner-{year}.csv", "navn")]
    assert taken_for_bodies(entries) == []


def test_a_damaged_list_is_named() -> None:
    with pytest.raises(InvalidData) as raised:
        parse_bodies("kind,where,text\ncounty,somewhere,x\n", "bodies.csv")
    assert raised.value.where == "bodies.csv:2"
