from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from kvadmin.errors import InvalidData
from kvadmin.register.succession import Change, Succession, parse_succession
from kvadmin.resources import config_folder


@pytest.fixture(scope="module")
def shipped() -> Succession:
    return parse_succession((config_folder() / "municipality-successors.csv").read_text(encoding="utf-8"))


def test_successors_are_followed_to_what_exists(shipped: Succession) -> None:
    in_2008 = {"1505", "0716", "1160", "1804", "0701"}.__contains__
    assert shipped.on("1556", in_2008) == ("1505",)
    assert shipped.on("0718", in_2008) == ("0716",)
    assert shipped.on("1214", in_2008) == ("1160",)
    assert shipped.on("0717", in_2008) == ("0701",)
    assert shipped.numbers_named("Skjerstad") == ("1842",)


def test_a_divided_municipality_has_several_successors(shipped: Succession) -> None:
    in_2024 = {"1806", "1875", "5055", "5056", "5059"}.__contains__
    assert shipped.on("1850", in_2024) == ("1806", "1875")
    assert shipped.on("1613", in_2024) == ("5055", "5056", "5059")


def test_a_municipality_to_come_is_followed_backwards(shipped: Succession) -> None:
    assert shipped.on("5001", {"1601", "1662"}.__contains__) == ("1601", "1662")


def test_circles_and_unknown_numbers_end(shipped: Succession) -> None:
    circle = Succession(
        [
            Change("0001", "A", date(2000, 1, 1), "0002", "B"),
            Change("0002", "B", date(2001, 1, 1), "0001", "A"),
        ]
    )
    assert circle.on("0001", lambda _: False) == ()
    assert shipped.on("9999", lambda _: True) == ()
    assert not shipped.knows("9999")


def test_every_number_since_1994_leads_to_those_of_2024(shipped: Succession, shared: Path) -> None:
    ends: dict[str, set[str]] = defaultdict(set)
    with (shared / "data" / "kommune-endringer.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    current = {row["kommunenummer"] for row in rows if not row["gyldig_til"]}
    for row in rows:
        if row["gyldig_til"] and len(row["kommunenummer"]) == 4:
            ends[row["kommunenummer"]].add(row["etterfolger_2024"])
    for number, expected in ends.items():
        if number not in current:
            assert expected <= set(shipped.on(number, current.__contains__)), number


def test_a_damaged_table_is_named() -> None:
    with pytest.raises(InvalidData, match="columns"):
        parse_succession("number,name\n")
    with pytest.raises(InvalidData) as raised:
        parse_succession("# x\nnumber,name,last_day,successor,successor_name\n0101,A,never,0102,B\n", "table.csv")
    assert raised.value.where == "table.csv:3"
    with pytest.raises(InvalidData, match="four digits"):
        parse_succession("number,name,last_day,successor,successor_name\n101,A,2000-01-01,0102,B\n")
