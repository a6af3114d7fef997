"""Who met at an earlier gathering: which plans count, of whom, and what is said of it."""

from __future__ import annotations

from itertools import combinations

import pytest
from plugins.gathering.conftest import PLACES, G, write

SECOND = "samling"


@pytest.fixture
def two(kit, tmp_path):
    """Twelve people at two gatherings, the first of which has its tables."""
    made = kit.run("gathering", "new", SECOND, "--name", "Samling", "--from", "2008-10-01", "--cohort", "P3")
    assert made.code == 0, made.err
    come(kit, tmp_path, G, people())
    kit.json("gathering", "groups", G, "--size", "3", "--rounds", "2")
    come(kit, tmp_path, SECOND, people())
    return kit


def people(count=12, address="p{at}@x.no"):
    numbers = list(PLACES)
    return [f"Person{at:02} Etternavn{at:02};{numbers[at % 7]};{address.format(at=at)}" for at in range(count)]


def come(kit, tmp_path, gathering, rows):
    file = write(tmp_path, "\n".join(["navn;kommune;e-post", *rows]), f"{gathering}.csv")
    ran = kit.run("gathering", "import", str(file), "--gathering", gathering)
    assert ran.code == 0, ran.err


def names(kit, gathering):
    return {each["id"]: each["name"] for each in kit.json("gathering", "checkin", gathering)["participants"]}


def pairs(kit, gathering, plan):
    called = names(kit, gathering)
    return {
        frozenset(called[one] for one in pair)
        for tables in plan
        for table in tables
        for pair in combinations(table, 2)
        if set(pair) <= set(called)
    }


def plan_of(kit, gathering):
    import yaml

    return yaml.safe_load((kit.folder / "gatherings" / f"{gathering}.yaml").read_text(encoding="utf-8"))["groups"]


def test_who_met_does_not_meet_again(two):
    before = pairs(two, G, plan_of(two, G))
    found = two.json("gathering", "groups", SECOND, "--size", "3", "--rounds", "2")
    again = pairs(two, SECOND, found["rounds"]) & before
    assert found["earlier"] == {
        "gatherings": [{"gathering": G, "rounds": 2, "people": 12}],
        "pairs": len(before), "repeats": 0, "again": [], "uncertain": [],
    }  # fmt: skip
    assert not again
    assert found["faults"] == found["fewest_possible"] == 4, "six of one network at four tables, twice"
    assert found["repeats"] == 0
    fresh = two.json("gathering", "groups", SECOND, "--size", "3", "--rounds", "2", "--fresh")
    assert fresh["earlier"]["gatherings"] == []
    assert pairs(two, SECOND, fresh["rounds"]) & before, "without it some meet again"
    ran = two.run("gathering", "groups", SECOND, "--size", "3", "--rounds", "2")
    assert f"Met before: 12 of the 12 who come sat at tables of {G} (2 round(s))." in ran.err
    assert "pairs who met at an earlier gathering and meet again: 0" in ran.out
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_who_meets_again_is_counted_and_named(two):
    found = two.json("gathering", "groups", SECOND, "--size", "6", "--rounds", "3")
    before = pairs(two, G, plan_of(two, G))
    called = names(two, SECOND)
    again = {frozenset(called[one] for one in pair) for pair in found["earlier"]["again"]}
    assert again == pairs(two, SECOND, found["rounds"]) & before
    assert found["earlier"]["repeats"] == len(again) > 0
    assert found["faults"] >= found["fewest_possible"] > 0
    out = two.run("gathering", "groups", SECOND, "--size", "6", "--rounds", "3").out
    assert f"{found['faults']} of the meetings are one of these; no plan with so many tables has fewer than" in out
    assert str(found["fewest_possible"]) in out


@pytest.mark.parametrize("why", ["later", "cancelled", "no plan"])
def test_a_gathering_that_does_not_count(two, why):
    if why == "later":
        assert two.run("gathering", "set", G, "to", "2008-10-03").code == 0
        assert two.run("gathering", "set", G, "from", "2008-10-02").code == 0
    elif why == "cancelled":
        assert two.run("gathering", "cancel", G, "--yes").code == 0
    else:
        assert two.run("undo", "--yes").code == 0  # the registrations of the second
    found = two.json("gathering", "groups", SECOND, "--size", "3") if why != "no plan" else None
    if found is not None:
        assert found["earlier"]["gatherings"] == []
        named = two.json("gathering", "groups", SECOND, "--size", "3", "--earlier", G)
        assert [each["gathering"] for each in named["earlier"]["gatherings"]] == [G], "what is named counts"
    else:
        ran = two.run("gathering", "groups", G, "--size", "3", "--earlier", SECOND)
        assert ran.code == 1
        assert "has no seating plan" in ran.err


def test_what_cannot_be_asked_for(two):
    files = two.files()
    assert two.run("gathering", "groups", SECOND, "--size", "3", "--earlier", SECOND).code == 2
    assert two.run("gathering", "groups", SECOND, "--size", "3", "--earlier", G, "--fresh").code == 2
    assert two.run("gathering", "groups", SECOND, "--size", "3", "--earlier", "nowhere").code == 4
    assert two.files() == files


def test_who_cancelled_sat_nowhere(two):
    assert two.run("gathering", "cancel", G, "Person03 Etternavn03").code == 0
    found = two.json("gathering", "groups", SECOND, "--size", "3")["earlier"]
    assert found["gatherings"][0]["people"] == 11
    assert found["uncertain"] == []


def test_who_was_forgotten_is_in_no_plan_and_the_others_are(two):
    assert two.run("contact", "forget", "p5@x.no", "--yes", "--why", "ba om det").code == 0
    ran = two.run("gathering", "groups", SECOND, "--size", "3..4", "--rounds", "2")
    assert "Met before: 11 of the 11 who come" in ran.err
    assert "Person05" not in ran.out + ran.err
    found = two.json("gathering", "groups", SECOND, "--size", "3..4", "--rounds", "2")
    assert found["earlier"]["uncertain"] == []
    assert found["earlier"]["pairs"] == len(pairs(two, G, plan_of(two, G)))


def test_who_may_be_somebody_else_is_said_and_not_counted(kit, tmp_path):
    assert kit.run("gathering", "new", SECOND, "--name", "Samling", "--from", "2008-10-01", "--cohort", "P3").code == 0
    come(kit, tmp_path, G, people(9))
    kit.json("gathering", "groups", G, "--size", "3", "--rounds", "2")
    rows = [*people(7), "Person07 Etternavn07;0301;ny@x.no", "Helt Annen;0521;p8@x.no"]
    come(kit, tmp_path, SECOND, rows)
    ran = kit.run("gathering", "groups", SECOND, "--size", "3")
    said = " ".join(ran.err.split())
    assert "Met before: 7 of the 9 who come" in said
    assert "Not certain to be who sat at tables of oppstart" in said
    assert "Person07 Etternavn07 (Oslo)" in said
    assert "Helt Annen (Øyer)" in said
    found = kit.json("gathering", "groups", SECOND, "--size", "3")
    called = names(kit, SECOND)
    doubtful = {called[each["person"]] for each in found["earlier"]["uncertain"]}
    assert doubtful == {"Etternavn07, Person07", "Annen, Helt"}
    assert all(each["gathering"] == G for each in found["earlier"]["uncertain"])


def test_a_newcomer_is_not_put_beside_who_was_met_before(two, tmp_path):
    two.json("gathering", "groups", SECOND, "--size", "3..5", "--fresh")
    assert two.run("gathering", "cancel", SECOND, "Person00 Etternavn00").code == 0
    two.json("gathering", "groups", SECOND, "--size", "3..5", "--fresh")
    assert two.run("gathering", "register", SECOND, "Person00 Etternavn00", "-m", "0301", "--again").code == 0
    before = plan_of(two, SECOND)
    found = two.json("gathering", "groups", SECOND, "--keep")
    assert found["earlier"]["gatherings"] == [{"gathering": G, "rounds": 2, "people": 12}]
    met = pairs(two, G, plan_of(two, G))
    called = names(two, SECOND)
    new = next(one for one, name in called.items() if name.endswith("Person00"))

    def beside(table):
        return sum(frozenset((called[new], called[one])) in met for one in table if one != new)

    chosen = next(table for table in found["rounds"][0] if new in table)
    free = [table for table in before[0] if len(table) < 5]
    assert beside(chosen) == min(map(beside, free))


def test_dry_run_writes_nothing_and_undo_takes_it_back(two):
    files = {name: text for name, text in two.files().items() if not name.startswith((".kvadmin", "history"))}
    assert two.run("gathering", "groups", SECOND, "--size", "3", "--dry-run").code == 0
    assert {name: text for name, text in two.files().items() if not name.startswith((".kvadmin", "history"))} == files
    two.json("gathering", "groups", SECOND, "--size", "3")
    assert two.run("undo", "--yes").code == 0
    assert {name: text for name, text in two.files().items() if not name.startswith((".kvadmin", "history"))} == files
