"""A visit belongs to a municipality: shown, selected, written to, checked."""

from __future__ import annotations

import pytest

VISIT = "2008-10-01-besok"


@pytest.fixture
def visited(kit):
    ran = kit.run(
        "gathering", "new", VISIT, "--name", "Besøk i Øyer", "--kind", "visit", "--from", "2008-10-01", "-m", "Øyer"
    )
    assert ran.code == 0, ran.err
    for number, name in (("0521", "Kari Ås"), ("0520", "Ole Vik")):
        added = kit.run("contact", "add", number, name, "--role", "project-leader", "--email", f"x{number}@x.no")
        assert added.code == 0, added.err
    return kit


def test_it_is_shown_and_listed(visited):
    assert visited.json("gathering", "show", VISIT)["municipality"] == "0521"
    assert "0521 Øyer" in visited.run("gathering", "show", VISIT).out
    [one] = visited.json("gathering", "list", "--municipality", "Øyer")["gatherings"]
    assert (one["id"], one["municipality"]) == (VISIT, "0521")
    assert [each["id"] for each in visited.json("gathering", "list", "--kind", "visit")["gatherings"]] == [VISIT]
    assert visited.json("gathering", "list", "--municipality", "0301")["gatherings"] == []
    assert visited.run("gathering", "list", "--kind", "besøk").code == 2


def test_the_municipality_lists_its_visits(visited):
    [one] = visited.json("municipality", "show", "0521")["visits"]
    assert (one["id"], one["from"], one["cancelled"]) == (VISIT, "2008-10-01", False)
    assert "Besøk i Øyer" in visited.run("municipality", "show", "0521").out
    assert visited.json("municipality", "show", "0301")["visits"] == []


def test_a_visit_of_several_days_is_listed_with_its_last_day(visited):
    assert visited.run("gathering", "set", VISIT, "to", "2008-10-02").code == 0
    [one] = visited.json("municipality", "show", "0521")["visits"]
    assert (one["from"], one["to"]) == ("2008-10-01", "2008-10-02")


def test_letters_and_invitations_go_to_that_municipality(visited):
    invited = visited.json("gathering", "invite", VISIT)["invited"]
    assert [(each["municipality"], each["name"]) for each in invited] == [("0521", "Kari Ås")]
    assert visited.json("gathering", "show", VISIT)["invitations"][0]["to"] == "visit"
    both = visited.json("gathering", "invite", VISIT, "--to", f"visit:{VISIT} or municipality:0520")["invited"]
    assert {each["municipality"] for each in both} == {"0520", "0521"}
    ran = visited.run("gathering", "invite", "oppstart")
    assert (ran.code, "no selection never means everyone" in ran.err) == (2, True)
    assert visited.run("gathering", "invite", "oppstart", "--to", "visit").code == 2


def test_a_visit_to_nobody_is_said_and_found(visited):
    ran = visited.run("gathering", "new", "b", "--name", "Besøk", "--kind", "visit", "--from", "2008-10-02")
    assert (ran.code, "belongs to a municipality" in ran.err) == (0, True)

    def found():
        return [each for each in visited.json("check")["findings"] if each["path"].startswith("gatherings/")]

    assert [(each["path"], each["code"], each["line"] > 0) for each in found()] == [
        ("gatherings/b.yaml", "visit-municipality", True)
    ]
    assert visited.run("gathering", "set", "b", "municipality", "0520").code == 0
    assert found() == []
    file = visited.folder / "gatherings" / "b.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("0520", "9999"), encoding="utf-8")
    ran = visited.run("check")
    assert (ran.code, "gathering-municipality" in ran.out) == (3, True)


def test_a_municipality_that_nobody_knows_is_refused(kit):
    ran = kit.run("gathering", "new", "b", "--name", "B", "--kind", "visit", "--from", "2008-10-02", "-m", "9999")
    assert ran.code in (2, 4)
    assert not (kit.folder / "gatherings" / "b.yaml").exists()
