"""Measures: what is noted, what follows from days, what is refused, and that everything can be taken back."""

from __future__ import annotations

import msgspec
import pytest

from kvadmin.api.records import Registrations


def shown(kit, which="0415-1"):
    return kit.json("measure", "show", which)["measure"]


@pytest.fixture
def one(done):
    done(
        "measure", "add", "P1", "0415", "Ny vaktordning", "responsible", "Hjemmetjenesten", "indicators", "sykefravaer"
    )


def test_a_measure_is_noted_with_an_id_that_says_whose_it_is(kit, done):
    done("measure", "add", "P1", "Løten", "Ny vaktordning", "planned_end", "01.12.2008", undone=True)
    done("measure", "add", "0415", "Kompetanseplan", "--cohort", "P1")
    ids = [(each["id"], each["title"]) for each in kit.json("measure", "list")["measures"]]
    assert ids == [("0415-1", "Ny vaktordning"), ("0415-2", "Kompetanseplan")]
    assert shown(kit)["planned_end"] == "2008-12-01"
    assert shown(kit, "ny VAKTORDNING")["id"] == "0415-1"


def test_a_day_moves_the_status_and_a_status_alone_does_not_stand_without_its_day(kit, one, done, refused):
    assert "has a day on which it began" in refused("measure", "set", "0415-1", "status", "in-progress", code=3)
    ran = done("measure", "set", "0415-1", "start", "2008-03-01", undone=True)
    assert "The measure is now: in-progress" in ran.err
    assert "has a day on which it ended" in refused("measure", "set", "0415-1", "status", "fullført")
    done("measure", "set", "0415-1", "end", "2008-05-01")
    assert shown(kit)["status"] == "completed"
    done("measure", "set", "0415-1", "end", "")
    assert shown(kit)["status"] == "in-progress"
    done("measure", "set", "0415-1", "status", "stanset", "end", "2008-05-02")
    assert (shown(kit)["status"], shown(kit)["end"]) == ("stopped", "2008-05-02")


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        (["start", "2009-01-01"], "still to come"),
        (["start", "2008-03-01", "end", "2008-02-01"], "is before start"),
        (["planned_start", "2008-03-01", "planned_end", "2008-02-01"], "is before planned_start"),
        (["end", "2008-02-01"], "no day on which it ended"),
        (["strat", "2008-03-01"], "did you mean start"),
        (["start"], "has no value"),
        (["start", "2008-03-01", "start", "2008-03-02"], "named twice"),
        (["status", "ferdigg"], "did you mean completed"),
        (["indicators", "sykefravær, sjukefråver"], "did you mean sykefravaer"),
        (["title", ""], "needs a title"),
        (["title", "x" * 10_000], "too long"),
        (["title", "x" * 201], "too many"),
        (["responsible", "Kari Prøvestad"], "is a person"),
        (["responsible", "Prøvestad, Kari"], "is a person"),
        (["responsible", "kari@loten.example"], "e-mail address"),
        (["note", "x" * 40_000], "characters"),
        (["title", "a\x07b"], ""),
        (["note", "a\x00b"], ""),
        (["steps", "plan"], "kvadmin measure step"),
    ],
)
def test_what_cannot_be_is_refused(one, refused, pairs, says):
    assert says in refused("measure", "set", "0415-1", *pairs)


@pytest.mark.parametrize(
    ("words", "says", "code"),
    [
        (["P1", "9999", "X"], "9999", 4),
        (["P1", "Løtten", "X"], "Løten", 4),
        (["P1", "1601", "X"], "is no member of P1", 1),
        (["P9", "0415", "X"], "P9", 4),
        (["P1", "0415", "ny vaktordning"], "has a measure of that title already: 0415-1", 5),
        (["P1", "0415", "  "], "needs a title", 2),
        (["P1", "0415"], "TITLE", 2),
    ],
)
def test_a_measure_is_somebodys_and_has_a_title_of_its_own(one, refused, words, says, code):
    assert says in refused("measure", "add", *words, code=code)


def test_near_names_of_measures(one, refused):
    assert "did you mean 0415-1 (Ny vaktordning)" in refused("measure", "show", "Ny vaktordnin", code=4)


def test_a_formula_is_a_text(kit, done):
    done("measure", "add", "P1", "0415", "=HYPERLINK(1)", "responsible", "+47")
    assert shown(kit)["title"] == "=HYPERLINK(1)"
    out = kit.run("measure", "list", "--format", "csv", "--excel")
    assert "'=HYPERLINK" in (out.out if out.code == 0 else kit.run("measure", "list", "--format", "csv").out)


def test_steps_with_parties_in_any_language(kit, one, done):
    done(
        "measure",
        "step",
        "0415-1",
        "forberede",
        "--done",
        "2008-02-10",
        "--parties",
        "folkevalgte,ledelse",
        undone=True,
    )
    done("measure", "step", "0415-1", "førebu", "--parties", "politicians;administration;tillitsvalde", undone=True)
    done("measure", "step", "0415-1", "3", "--parties", "ansatte")
    steps = {each["step"]: each for each in shown(kit)["steps"]}
    assert list(steps) == ["prepare", "plan", "do", "evaluate", "follow-up"]
    assert steps["prepare"] == {
        "step": "prepare", "done": "2008-02-10", "parties": ["politicians", "administration", "employees"],
    }  # fmt: skip
    assert steps["do"] == {"step": "do", "done": None, "parties": ["employees"]}
    done("measure", "step", "0415-1", "do", "--clear", undone=True)
    assert {each["step"]: each["parties"] for each in shown(kit)["steps"]}["do"] == []
    done("measure", "step", "0415-1", "prepare", "--parties", "none")
    assert shown(kit)["steps"][0]["parties"] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["prepar", "--done", "2008-01-01"], "did you mean prepare"),
        (["plan", "--parties", "politikerne,ansate"], "did you mean employees"),
        (["plan"], "--done DATE"),
        (["plan", "--parties", " , "], "which parties"),
        (["plan", "--done", "2008-12-01"], "still to come"),
        (["plan", "--done", "2008-02-30"], "2008-02-30"),
        (["plan", "--clear", "--done", "2008-01-01"], "--clear takes no other option"),
    ],
)
def test_steps_that_cannot_be(one, refused, words, says):
    assert says in refused("measure", "step", "0415-1", *words)


def test_a_step_before_an_earlier_one_is_taken_and_said(one, done):
    done("measure", "step", "0415-1", "plan", "--done", "2008-02-10")
    assert (
        "plan is done before the step prepare"
        in done("measure", "step", "0415-1", "prepare", "--done", "2008-02-11").err
    )


def test_remove_asks_nothing_of_what_stands_in_a_diagram(one, done, refused):
    done("drivers", "new", "P1", "0415", "Mål")
    done("drivers", "add", "P1-0415", "primary", "Ledelse")
    done("drivers", "add", "P1-0415", "change", "--under", "p1", "--measure", "0415-1")
    assert 'kvadmin drivers set P1-0415 c1 measure ""' in refused("measure", "remove", "0415-1", "--yes", code=5)
    done("drivers", "remove", "P1-0415", "c1", "--yes")
    done("measure", "remove", "0415-1", "--yes", undone=True)


def test_a_dry_run_writes_nothing(kit, one):
    before = kit.files()
    assert kit.run("measure", "set", "0415-1", "focus", "Omsorg", "--dry-run").code == 0
    assert kit.run("measure", "add", "P1", "0301", "Y", "--dry-run").code == 0
    assert kit.run("measure", "step", "0415-1", "plan", "--done", "2008-01-01", "--dry-run").code == 0
    assert kit.files() == before


def test_parties_per_member_network_and_cohort(kit, one, done):
    done("measure", "add", "P1", "0301", "Kompetanseplan")
    done("measure", "step", "0415-1", "prepare", "--parties", "politicians,administration,employees")
    done("measure", "step", "0415-1", "plan", "--parties", "administration")
    done("measure", "step", "0301-1", "plan", "--done", "2008-02-01", "--parties", "administration")
    found = kit.json("measure", "parties", "--cohort", "P1")
    told = {
        (each["kind"], each["id"]): (each["steps"], each["politicians"], each["administration"], each["employees"],
                                     each["all_three"], each["missing"])
        for each in found["parties"]
    }  # fmt: skip
    assert told == {
        ("membership", "0415"): (2, 1, 2, 1, 1, []),
        ("membership", "0301"): (1, 0, 1, 0, 0, ["politicians", "employees"]),
        ("network", "1"): (2, 1, 2, 1, 1, []),
        ("network", "2"): (1, 0, 1, 0, 0, ["politicians", "employees"]),
        ("cohort", "P1"): (3, 1, 3, 1, 1, []),
    }
    assert found["without"] == 1


def test_only_says_what_needs_a_person(kit, done, refused):
    done("measure", "add", "P1", "0301", "Sen", "planned_end", "2008-06-01", "start", "2008-06-01")
    done("measure", "add", "P1", "0301", "I tide", "planned_end", "2008-06-10", "start", "2008-06-01")
    done("measure", "add", "P1", "0301", "Ikke begynt", "planned_start", "2008-06-01")
    done("measure", "add", "P1", "0301", "Stille", "start", "2008-03-11")
    done("measure", "add", "P1", "0301", "For stille", "start", "2008-03-10")
    done("cycle", "add", "0301-4", "Prøve", "end", "2008-03-12", "start", "2008-03-11")

    def only(word):
        return [each["title"] for each in kit.json("measure", "list", "--only", word)["measures"]]

    assert only("overdue") == ["Sen", "Ikke begynt"]
    assert only("idle") == ["For stille"], "92 days; the other had a cycle 90 days ago"
    assert only("unlearned") == ["Stille"]
    assert only("party-missing") == []
    assert "did you mean overdue" in refused("measure", "list", "--only", "overdu", code=2)


def test_who_is_registered_at_a_gathering_is_no_role(kit, refused):
    said = {"gathering": "g", "municipality": "0415", "people": [{"id": "ab12cd34", "name": "Liv Oppdiktet"}]}
    kit.add(msgspec.convert(said, Registrations))
    assert "is a person" in refused("measure", "add", "P1", "0415", "Ny vakt", "responsible", "Liv Oppdiktet", code=1)


def test_a_new_measure_that_cannot_be_is_not_named_in_a_hint(refused):
    said = refused("measure", "add", "P1", "0415", "Ny vakt", "status", "completed", code=3)
    assert "has a day on which it began" in said
    assert "0415-1" not in said
