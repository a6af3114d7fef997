"""network host: the turn goes round, and what has been held is noted."""

from __future__ import annotations

import pytest

from kvadmin.testing import Kit


def networks(kit: Kit) -> dict[str, list[str]]:
    return {each["id"]: each["members"] for each in kit.json("network", "list", "P1")["networks"]}


def test_hosts_take_turns(split_kit: Kit):
    seen = []
    for _ in range(6):
        data = split_kit.json("network", "host", "P1", "--network", "1", "--next")
        seen.append(data["networks"][0]["host"])
    assert sorted(seen[:5]) == networks(split_kit)["1"]
    assert seen[5] == seen[0]
    assert split_kit.json("network", "host", "P1", "--set", "2003")["networks"][0]["host"] == "2003"
    assert split_kit.json("network", "show", "P1")["networks"][1]["host"] == "2003"


def test_the_turn_follows_the_rotation(split_kit: Kit):
    planned = split_kit.json("network", "rotation", "P1", "1")["networks"][0]["turns"]
    seen = [split_kit.json("network", "host", "P1", "--next")["networks"][0]["host"] for _ in range(5)]
    assert seen == [each["host"] for each in planned]


def test_who_has_left_the_cohort_hosts_no_more(split_kit: Kit):
    order = split_kit.json("network", "host", "P1", "--network", "1")["networks"][0]["order"]
    split_kit.run("cohort", "withdraw", "P1", order[0], "--reason", "withdrawn", "--yes")
    assert split_kit.json("network", "host", "P1", "--next")["networks"][0]["host"] == order[1]


def test_who_has_the_turn_and_has_held_hosts_nobody_twice(split_kit: Kit):
    """Entered with ``--held``, the turn goes on as with ``--next``; the same meeting is not noted twice."""
    first, *others = split_kit.json("network", "host", "P1", "--network", "1", "--next")["networks"][0]["order"]
    split_kit.json("network", "host", "P1", "--set", first)
    ran = split_kit.run("network", "host", "P1", "--held", first, "--on", "2008-06-01")
    assert "had the turn; now" in ran.err
    planned = split_kit.json("network", "rotation", "P1", "1")["networks"][0]
    assert planned["host"] != first
    assert planned["turns"][-1]["host"] == first
    before = split_kit.files()
    again = split_kit.run("network", "host", "P1", "--held", first, "--on", "2008-06-01")
    assert f"{first} on 2008-06-01 is noted already" in again.err
    assert split_kit.files() == before
    split_kit.json("network", "host", "P1", "--held", others[0], "--on", "2008-06-02")  # had no turn
    assert split_kit.json("network", "host", "P1")["networks"][0]["host"] == planned["host"]


def test_a_dry_run_writes_nothing_and_what_is_written_can_be_undone(split_kit: Kit):
    before = split_kit.files()["networks/P1.yaml"]
    for command in (["--next"], ["--held", "1001", "--on", "2008-05-02"], ["--set", "1001"]):
        dry = split_kit.run("network", "host", "P1", *command, "--dry-run")
        assert dry.code == 0
        assert split_kit.files()["networks/P1.yaml"] == before
        assert split_kit.run("network", "host", "P1", *command).code == 0
        assert split_kit.files()["networks/P1.yaml"] != before
        assert split_kit.run("undo").code == 0
        assert split_kit.files()["networks/P1.yaml"] == before


def test_hosts_without_coordinates_come_in_norwegian_order(split_kit: Kit):
    file = next(path for path in split_kit.folder.rglob("*.yaml") if "Agderby A" in path.read_text("utf-8"))
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(each for each in lines if "lat:" not in each), "utf-8")
    ran = split_kit.run("network", "host", "P1", "--next")
    assert ran.code == 0
    assert ran.err.count("how far the others travel is not known and does not count") == 1
    assert [each["host"] for each in split_kit.json("network", "host", "P1")["networks"]] == ["1001", "2001", "3001"]


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["--next", "--set", "1001"], 2, "only one of them"),
        (["--set", "1001", "--held", "1001"], 2, "only one of them"),
        (["--on", "2008-05-01"], 2, "a day without a meeting"),
        (["--set", "1001", "--on", "2008-05-01"], 2, "a day without a meeting"),
        (["--held", "1001", "--on", "2008-06-11"], 2, "is not yet"),
        (["--held", "1001", "--on", "soon"], 2, "--on"),
        (["--held", "Nowhere"], 4, "Nowhere"),
        (["--held", "2001", "--network", "1"], 4, "2001 is in network 2, not in 1"),
        (["--network", "9"], 4, "no network"),
    ],
)
def test_what_makes_no_sense_is_refused(split_kit: Kit, command, code, words):
    before = split_kit.files()
    ran = split_kit.run("network", "host", "P1", *command)
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert words in ran.err
    assert split_kit.files() == before
