"""What has been held: notes of the cohort, notes without a day, and network gatherings at a member's."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api.records import Gathering, Hosting, Network, Networks
from kvadmin.plugins.network.hosting.history import carry_over
from kvadmin.testing import Kit


def gathering(kit: Kit, name: str, day: date, number: str = "1001", **more: object) -> None:
    fields = {"kind": "network", "cohort": "P1", "municipality": number, "name": name} | more
    kit.add(Gathering(id=name, start=day, **fields))


def hosted(kit: Kit, network: str = "1") -> list[tuple[str, str | None, str | None]]:
    found = kit.json("network", "host", "P1", "--network", network)["networks"][0]
    return [(each["municipality"], each["on"], each["gathering"]) for each in found["history"]]


def test_gatherings_at_a_member_count_once_they_are_over(split_kit: Kit):
    kit = split_kit  # today is 2008-06-10
    gathering(kit, "april", date(2008, 4, 1))
    gathering(kit, "two-days", date(2008, 6, 9), "1002", to=date(2008, 6, 10))
    gathering(kit, "to-come", date(2008, 6, 11), "1003")
    gathering(kit, "called-off", date(2008, 4, 2), "1003", cancelled=True)
    gathering(kit, "elsewhere", date(2008, 4, 3), "1003", cohort="P7")
    gathering(kit, "a-visit", date(2008, 4, 4), "1003", kind="visit")
    gathering(kit, "at-nobodys", date(2008, 4, 5), "")
    assert hosted(kit) == [("1001", "2008-04-01", "april"), ("1002", "2008-06-09", "two-days")]
    assert hosted(kit, "2") == []


def test_a_gathering_that_is_noted_counts_once(split_kit: Kit):
    kit = split_kit
    gathering(kit, "april", date(2008, 4, 1), to=date(2008, 4, 2))
    kit.run("network", "host", "P1", "--held", "1001", "--on", "2008-04-02")
    assert hosted(kit) == [("1001", "2008-04-02", None)]
    kit.run("network", "host", "P1", "--held", "1001", "--on", "2008-04-03")
    assert len(hosted(kit)) == 2


def test_next_notes_the_gathering_there_and_else_today(split_kit: Kit):
    kit = split_kit
    gathering(kit, "april", date(2008, 4, 1))
    kit.run("network", "host", "P1", "--set", "1001")
    kit.run("network", "host", "P1", "--network", "1", "--next")
    assert hosted(kit) == [("1001", "2008-04-01", "april")]
    then = kit.json("network", "host", "P1", "--network", "1")["networks"][0]["host"]
    kit.run("network", "host", "P1", "--network", "1", "--next", "--on", "2008-05-01")
    assert hosted(kit)[1:] == [(then, "2008-05-01", None)]
    then = kit.json("network", "host", "P1", "--network", "1")["networks"][0]["host"]
    kit.run("network", "host", "P1", "--network", "1", "--next")
    assert hosted(kit)[2:] == [(then, "2008-06-10", None)]


def test_turns_of_older_versions_have_no_day_and_come_before_all_that_have(split_kit: Kit):
    kit = split_kit
    file = kit.folder / "networks" / "P1.yaml"
    text = file.read_text("utf-8").replace("    name: Agder\n", "    name: Agder\n    hosted: ['1005', '1002']\n")
    file.write_text(text, "utf-8")
    kit.run("network", "host", "P1", "--held", "1005", "--on", "2008-02-01")
    assert hosted(kit) == [("1005", None, None), ("1002", None, None), ("1005", "2008-02-01", None)]
    found = kit.json("network", "host", "P1", "--network", "1")["networks"][0]
    assert found["hosted"] == ["1002", "1005"]
    assert found["order"][-2:] == ["1002", "1005"]
    assert "hosted: ['1005', '1002']" in file.read_text("utf-8")


def test_a_new_split_forgets_nobodys_turn(split_kit: Kit):
    kit = split_kit
    kit.run("network", "host", "P1", "--held", "1003", "--on", "2008-02-01")
    kit.json("network", "split", "P1", "--size", "7..8", "--yes")
    network = next(each for each in kit.json("network", "host", "P1")["networks"] if "1003" in each["hosted"])
    assert network["order"][-1] == "1003"


def test_turns_without_a_day_go_along_with_their_member():
    kept = Network(id="1", members=["a", "b"], hosted=["b"])
    gone = Network(id="2", members=["c", "d", "e"], hosted=["d", "x", "c"])
    before = Networks(cohort="P", networks=[kept, gone], hostings=[Hosting(municipality="a", on=date(2008, 1, 1))])
    new = [kept, Network(id="2", members=["c", "e"]), Network(id="3", members=["d"])]
    record = Networks(cohort="P", networks=new)
    carry_over(before, record)
    assert [each.hosted for each in record.networks] == [["b"], ["c"], ["d"]]
    assert record.hostings == before.hostings


@pytest.mark.parametrize("number", ["9999", "x"])
def test_a_host_that_is_not_in_the_register_is_found_by_check(split_kit: Kit, number):
    file = split_kit.folder / "networks" / "P1.yaml"
    file.write_text(file.read_text("utf-8") + f"hostings:\n  - municipality: '{number}'\n    on: 2008-01-01\n", "utf-8")
    ran = split_kit.run("check")
    assert "network-host" in ran.out
    assert ran.code == 3
