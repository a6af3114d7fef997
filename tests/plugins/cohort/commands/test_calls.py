"""``cohort new`` and ``cohort set``: the call and its data."""

from __future__ import annotations

import pytest


def test_ids_are_kept_as_typed(new):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    for name in ("Pulje 3", "pulje-Ø", "P.3"):
        programme("cohort", "new", name, "--name", "x")
        assert programme.json("cohort", "show", name)["id"] == name
    assert "already a cohort" in programme.refused("cohort", "new", "P.3", "--name", "x", code=5)


def test_show_has_the_whole_call(new):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    programme(
        "cohort", "new", "P4", "--name", "Pulje 4", "--deadline", "2008-11-20", "--supplement-deadline", "2008-12-01",
        "--start", "2009-01-05", "--capacity", 20, "--lottery-seed", "s", "--criterion", "kvalitet=2,5",
        "--criterion", "forankring=1", "--quota", "region:Nord-Norge=2..", "--quota", "landsdel:Vestlandet=..3",
    )  # fmt: skip
    programme("cohort", "set", "P4", "requirements", "Politisk vedtak", "Trepartssamarbeid")
    programme("cohort", "set", "P4", "copy-recipients", "KS", "HOD")
    programme("cohort", "set", "P4", "case_number", "08/123")
    shown = programme.json("cohort", "show", "P4")
    assert shown["deadline"] == "2008-11-20"
    assert shown["criteria"] == [{"name": "kvalitet", "weight": "2.5"}, {"name": "forankring", "weight": "1"}]
    assert shown["quotas"] == [
        {"field": "region", "value": "Nord-Norge", "min": 2, "max": None},
        {"field": "region", "value": "Vestlandet", "min": None, "max": 3},
    ]
    assert (shown["requirements"], shown["copy_recipients"], shown["case_number"], shown["members"]) == (
        ["Politisk vedtak", "Trepartssamarbeid"], ["KS", "HOD"], "08/123", [],
    )  # fmt: skip
    programme("cohort", "set", "P4", "quotas", "")
    assert programme.json("cohort", "show", "P4")["quotas"] == []


@pytest.fixture
def call(new):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    programme("cohort", "new", "P4", "--name", "Pulje 4", "--capacity", 20, "--deadline", "20.11.2008")
    return programme


@pytest.mark.parametrize("field", ["case_number", "case-number", "Case-Number"])
def test_a_field_may_be_spelled_in_any_way(call, field):
    call("cohort", "set", "P4", field, "08/123")
    assert call.json("cohort", "show", "P4")["case_number"] == "08/123"


@pytest.mark.parametrize("day", ["2009-03-15", "15.03.2009"])
def test_days_are_typed_the_norwegian_way_or_the_international_one(call, day):
    assert call.json("cohort", "show", "P4")["deadline"] == "2008-11-20"
    for field in ("deadline", "supplement-deadline", "start", "confirm-by"):
        call("cohort", "set", "P4", field, day)
    shown = call.json("cohort", "show", "P4")
    assert {shown[name] for name in ("deadline", "supplement_deadline", "start")} == {"2009-03-15"}
    call("cohort", "set", "P4", "deadline", "")
    assert call.json("cohort", "show", "P4")["deadline"] is None


def test_the_cohort_may_be_given_as_an_option(call):
    call("cohort", "set", "capacity", "12", "--cohort", "P4")
    call("cohort", "set", "--cohort", "P4", "requirements", "Politisk vedtak", "Trepartssamarbeid; tidsplan")
    shown = call.json("cohort", "show", "P4")
    assert (shown["capacity"], shown["requirements"]) == (12, ["Politisk vedtak", "Trepartssamarbeid; tidsplan"])
    assert "COHORT FIELD VALUE" in call.refused("cohort", "set", "P4", "capacity", code=2)


def test_weights_may_be_negative(call):
    call("cohort", "set", "P4", "criteria", "kvalitet=2,5", "avstand=-0.5")
    assert [each["weight"] for each in call.json("cohort", "show", "P4")["criteria"]] == ["2.5", "-0.5"]


def test_what_a_cohort_must_have_can_be_changed_and_not_emptied(call):
    for field in ("name", "kind"):
        assert f"needs a {field}" in call.refused("cohort", "set", "P4", field, "", code=2)


def test_memberships_are_changed_in_another_way(call):
    assert "kvadmin cohort import" in call.refused("cohort", "set", "P4", "memberships", "0301", code=2)


def test_a_field_that_a_plugin_has_added_is_set_like_any_other(call, added_fields):
    added_fields(("cohorts", "own_places", "int"), ("municipalities", "own_group", "text"))
    call("cohort", "set", "P4", "own-places", "-3")
    call("cohort", "set", "P4", "quotas", "own_group:kyst=1..")
    text = (call.folder / "cohorts" / "P4.yaml").read_text(encoding="utf-8")
    assert "own_places: -3" in text
    assert "own_group" in text
    assert "not a whole number" in call.refused("cohort", "set", "P4", "own_places", "many", code=2)
    call("cohort", "set", "P4", "own_places", "")
    assert "own_places" not in (call.folder / "cohorts" / "P4.yaml").read_text(encoding="utf-8")
