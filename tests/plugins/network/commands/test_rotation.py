"""network rotation: who hosts next, with the history and what the others travel; nothing is written."""

from __future__ import annotations

from datetime import date

import pytest
from brute_force import pair_km

from kvadmin.api.records import Gathering
from kvadmin.testing import Kit


def meeting(kit: Kit, name: str = "mote", day: date = date(2008, 9, 1), **more: object) -> str:
    kit.add(Gathering(id=name, start=day, **({"kind": "network", "cohort": "P1", "name": name} | more)))
    return name


def test_the_travel_of_the_others_is_that_of_brute_force(split_kit: Kit):
    found = split_kit.json("network", "rotation", "P1")
    register = split_kit.json("municipality", "list")["municipalities"]
    at = {each["number"]: (each["lat"], each["lon"]) for each in register}
    before = split_kit.files()
    for network in found["networks"]:
        hosts = [each["host"] for each in network["turns"]]
        sums = []
        for turn in network["turns"]:
            trips = [pair_km([[turn["host"], each]], at) for each in hosts if each != turn["host"]]
            assert turn["travel"] == pytest.approx(sum(trips), abs=1e-3)
            assert turn["longest"] == pytest.approx(max(trips), abs=1e-3)
            assert (turn["times"], turn["last"]) == (0, None)
            sums.append(sum(trips))
        assert sums == sorted(sums)
    assert split_kit.files() == before


def test_rounds_and_history_are_shown(split_kit: Kit):
    split_kit.run("network", "host", "P1", "--held", "1004", "--on", "2008-05-01")
    found = split_kit.json("network", "rotation", "P1", "1", "--rounds", "2")["networks"][0]["turns"]
    hosts = [each["host"] for each in found]
    assert hosts[4] == "1004"
    assert hosts[:5] == hosts[5:]
    assert (found[4]["times"], found[4]["last"], found[9]["times"]) == (1, "2008-05-01", 2)
    shown = split_kit.run("network", "rotation", "P1", "1", "--rounds", "2").out
    assert "2008-05-01" in shown
    assert "never" in shown


def test_who_has_the_turn_begins(split_kit: Kit):
    split_kit.run("network", "host", "P1", "--set", "1005")
    assert split_kit.json("network", "rotation", "P1", "1")["networks"][0]["turns"][0]["host"] == "1005"


def test_for_a_gathering_it_is_as_things_stand_on_the_day_before(split_kit: Kit):
    kit = split_kit
    order = [each["host"] for each in kit.json("network", "rotation", "P1", "1")["networks"][0]["turns"]]
    meeting(kit, "first", date(2008, 8, 1), municipality=order[0])  # to come, and held by September
    autumn = meeting(kit)
    found = kit.json("network", "rotation", "P1", "1", "--gathering", autumn)
    assert found["gathering"] == autumn
    assert [each["host"] for each in found["networks"][0]["turns"]] == [*order[1:], order[0]]
    kit.run("cohort", "withdraw", "P1", order[1], "--reason", "withdrawn", "--on", "2008-08-15", "--yes")
    found = kit.json("network", "rotation", "P1", "1", "--gathering", autumn)["networks"][0]["turns"]
    assert {each["host"] for each in found} == set(order) - {order[1]}
    assert found[-1]["host"] == order[0]


def test_a_gathering_that_belongs_to_a_member_has_its_host(split_kit: Kit):
    found = split_kit.json("network", "rotation", "P1", "--gathering", meeting(split_kit, municipality="2004"))
    assert [each["id"] for each in found["networks"]] == ["2"]
    assert found["networks"][0]["turns"][0]["host"] == "2004"


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["P1", "9"], 4, "no network"),
        (["P1", "1", "2"], 2, "too many words"),
        ([], 2, "too few words"),
        (["P9"], 4, "P9"),
        (["P1", "--rounds", "0"], 2, "--rounds"),
        (["P1", "--rounds", "99999999"], 2, "further than anybody plans"),
        (["P1", "--gathering", "none"], 4, "none"),
        (["P1", "--gathering", "start"], 2, "is no meeting of a network"),
        (["P1", "--gathering", "others"], 2, "is a gathering of P7"),
    ],
)
def test_what_makes_no_sense_is_refused(split_kit: Kit, command, code, words):
    meeting(split_kit, "start", kind="startup")
    meeting(split_kit, "others", cohort="P7")
    ran = split_kit.run("network", "rotation", *command)
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert words in ran.err
