from __future__ import annotations

from pathlib import Path

import pytest
from registers import register, shared_entries

from kvadmin.errors import InvalidData
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


@pytest.mark.parametrize("file", ["kommuner-2008.csv", "kommuner-2025.csv"])
def test_no_municipality_is_taken_for_another_body(shared: Path, file: str) -> None:
    bodies = register().bodies
    for entry in shared_entries(shared, file, "navn"):
        assert bodies.kind_of_number(entry.number) is None, entry.number
        for name in (f"{entry.name} kommune", entry.name):
            assert entry.name == "Oslo" or bodies.kind_of_name(name) is None, name


def test_a_damaged_list_is_named() -> None:
    with pytest.raises(InvalidData) as raised:
        parse_bodies("kind,where,text\ncounty,somewhere,x\n", "bodies.csv")
    assert raised.value.where == "bodies.csv:2"
