from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from example_register import example_rows

from kvadmin.errors import InvalidData
from kvadmin.register.succession import MunicipalityChange, Succession, parse_succession
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
            MunicipalityChange("0001", "A", date(2000, 1, 1), "0002", "B"),
            MunicipalityChange("0002", "B", date(2001, 1, 1), "0001", "A"),
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


def raw_lines() -> list[dict[str, str]]:
    """The shipped table as it stands, read without kvadmin."""
    text = (config_folder() / "municipality-successors.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def existing(day: str) -> set[str]:
    """Who exists after the changes to ``day``, beginning with the 430 of 2008: those that end make room for others."""
    now = {each["number"] for each in example_rows()}
    for end in sorted({row["last_day"] for row in raw_lines() if "2008-01-01" <= row["last_day"] < day}):
        rows = [row for row in raw_lines() if row["last_day"] == end]
        ended = {row["number"] for row in rows}
        assert ended <= now, end
        now = (now - ended) | {row["successor"] for row in rows}
    return now


@pytest.mark.parametrize(
    ("year", "count"),
    [(2008, 430), (2012, 429), (2013, 428), (2017, 426), (2018, 422), (2019, 422), (2020, 356), (2024, 357)],
)
def test_the_changes_give_as_many_municipalities_as_were_published(year: int, count: int) -> None:
    assert len(existing(f"{year}-01-01")) == count  # the number of Norwegian municipalities each January (SSB)


def test_whoever_ended_is_followed_to_all_heirs(shipped: Succession) -> None:
    """Against a walk from day to day, which never goes back in time."""
    now = existing("2024-01-01")
    for number in {row["number"] for row in raw_lines()} - now:
        heirs = {number}
        for row in sorted(raw_lines(), key=lambda each: each["last_day"]):
            if row["number"] in heirs:
                heirs.add(row["successor"])
        assert set(shipped.on(number, now.__contains__)) >= heirs & now, number
        assert heirs & now, number


def test_a_damaged_table_is_named() -> None:
    with pytest.raises(InvalidData, match="columns"):
        parse_succession("number,name\n")
    with pytest.raises(InvalidData) as raised:
        parse_succession("# x\nnumber,name,last_day,successor,successor_name\n0101,A,never,0102,B\n", "table.csv")
    assert raised.value.where == "table.csv:3"
    with pytest.raises(InvalidData, match="four digits"):
        parse_succession("number,name,last_day,successor,successor_name\n101,A,2000-01-01,0102,B\n")
