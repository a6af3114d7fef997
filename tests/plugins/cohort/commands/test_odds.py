"""``cohort odds``: before and after the draw, what if, and what it says."""

from __future__ import annotations

import json

import pytest
from support import folder_bytes

from ..conftest import VALUE


def chances(shown, key="chance"):
    return {each["municipality"]: round(each[key], 6) for each in shown["applicants"]}


def test_the_chances_before_the_draw(ten):
    before = folder_bytes(ten.folder)
    shown = ten.json("cohort", "odds", "P3")
    assert list(shown)[:11] == [
        "schema", "cohort", "protocol", "capacity", "quotas", "places", "exact", "draws", "confidence", "what_if", "others",
    ]  # fmt: skip
    assert (shown["places"], shown["exact"], shown["draws"], shown["what_if"], shown["others"]) == (
        5,
        True,
        None,
        None,
        [],
    )
    # Four are above the tie of 0602 and 1504 for the last place.
    assert chances(shown) == {
        "0101": 1, "0301": 1, "0402": 1, "0501": 1, "0602": 0.5, "1504": 0.5, "1818": 0, "2011": 0, "1526": 0, "1421": 0,
    }  # fmt: skip
    assert shown["applicants"][4] == {
        "municipality": "0602", "name": "Drammen", "score": "7.00", "counts_in": [], "chance": 0.5, "low": 0.5, "high": 0.5,
    }  # fmt: skip
    assert folder_bytes(ten.folder) == before


def test_another_capacity_and_another_quota(ten):
    ten("cohort", "set", "P3", "quotas", "region:Nord=1..", "region:Øst=..2")
    shown = ten.json(
        "cohort", "odds", "P3", "--capacity", "6", "--quota", "landsdel:Nord=2..", "--quota", "målform:nynorsk=1.."
    )
    assert shown["capacity"] == 5
    assert shown["quotas"] == ["region:Nord=1..", "region:Øst=..2"]
    assert shown["what_if"] == {
        "capacity": 6,
        "quotas": ["language_form:nynorsk=1..", "region:Nord=2..", "region:Øst=..2"],
        "places": 6,
        "exact": True,
        "draws": None,
    }
    assert sum(chances(shown).values()) == pytest.approx(5)
    assert sum(chances(shown, "what_if_chance").values()) == pytest.approx(6)
    assert (chances(shown)["2011"], chances(shown, "what_if_chance")["2011"]) == (0, 1)
    oslo = next(each for each in shown["applicants"] if each["municipality"] == "0301")
    assert oslo["counts_in"] == ["region:Øst=..2"]
    assert ten.json("cohort", "show", "P3")["capacity"] == 5


def test_a_quota_from_nought_up_is_none(ten):
    ten("cohort", "set", "P3", "quotas", "region:Nord=2..")
    shown = ten.json("cohort", "odds", "P3", "--quota", "region:Nord=0..")
    assert chances(shown)["2011"] == 1
    assert chances(shown, "what_if_chance")["2011"] == 0


def test_the_draw_and_the_admission_change_nothing(ten):
    ten("cohort", "set", "P3", "quotas", "region:Nord=1..")
    before = ten.json("cohort", "odds", "P3")
    ten("cohort", "set", "P3", "lottery_seed", "another")
    assert ten.json("cohort", "odds", "P3") == before
    ten("cohort", "admit", "P3")
    after = ten.json("cohort", "odds", "P3")
    assert after["protocol"] == "protocols/P3-1.json"
    assert {**after, "protocol": None} == before
    # Nor does what comes after it: the chances are those of the admission.
    ten("cohort", "withdraw", "P3", "0101", "--reason", "withdrawn", "--on", "2008-06-12")
    ten("cohort", "promote", "P3")
    ten("cohort", "set", "P3", "capacity", "9")
    assert ten.json("cohort", "odds", "P3") == after


def test_between_the_draw_and_the_admission_nothing_of_the_draw_is_told(frozen):
    before = frozen("cohort", "odds", "P3").out
    frozen("cohort", "draw", "P3", "--value", VALUE)
    assert frozen("cohort", "odds", "P3").out == before


def test_after_the_admission_a_quota_may_count_by_what_the_call_did_not(ten):
    ten("cohort", "admit", "P3")
    shown = ten.json("cohort", "odds", "P3", "--quota", "language_form:nynorsk=2..")
    assert chances(shown)["1421"] == 0
    assert chances(shown, "what_if_chance")["1421"] == 1


def test_who_does_not_compete_is_listed_with_the_reason(ten):
    ten("application", "withdraw", "P3", "0101", "--why", "by letter")
    shown = ten.json("cohort", "odds", "P3")
    assert shown["others"] == [{"municipality": "0101", "name": "Halden", "reason": "withdrawn"}]
    assert "0101" not in chances(shown)
    said = ten("cohort", "odds", "P3").out
    assert "Who does not compete" in said
    assert "0101  Halden" in said


def test_the_table_says_how_it_is_known(ten):
    said = ten("cohort", "odds", "P3", "--capacity", "6").out
    assert "Worked out exactly, over all orders within equal scores." in said
    assert "From today's applications; no draw is used." in said
    assert "5 of 5 places for 10 that compete; no quotas" in said
    assert "What if: 6 of 6 places" in said
    assert "50.0%" in said
    assert "100%" in said


def test_where_it_is_drawn_the_table_has_limits(ten, monkeypatch):
    from kvadmin.plugins.cohort.admission import odds

    monkeypatch.setattr(odds, "MOST_STATES", 0)
    monkeypatch.setattr(odds, "DRAWS", 500)
    shown = ten.json("cohort", "odds", "P3")
    assert (shown["exact"], shown["draws"], shown["confidence"]) == (False, 500, "0.95")
    tied = next(each for each in shown["applicants"] if each["municipality"] == "0602")
    assert tied["low"] < 0.5 < tied["high"]
    said = ten("cohort", "odds", "P3").out
    assert "500 lotteries were drawn by the rule, with the seeds odds-1 to odds-500" in said
    assert "Wilson" in said
    # Nobody is called certain by draws alone.
    assert ">99.9%" in said
    assert "100%" not in said


def test_before_anybody_applied_nobody_competes(new):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    programme("cohort", "new", "P3", "--name", "Pulje 3", "--capacity", 5)
    assert "Nobody competes for the places of P3." in programme("cohort", "odds", "P3").out
    assert programme.json("cohort", "odds", "P3")["applicants"] == []


def test_imported_members_keep_their_places(ten, tmp_path):
    file = tmp_path / "members.csv"
    file.write_text("cohort,municipality,from,to,reason\nP3,0101,2008-05-01,,\n", encoding="utf-8")
    ten("cohort", "import", file)
    shown = ten.json("cohort", "odds", "P3")
    assert shown["places"] == 4
    assert "0101" not in chances(shown)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--capacity", "0"), 2, "a capacity of 0 is no number of places"),
        (("--quota", "region:Nord"), 2, "'region:Nord' is not a quota"),
        (("--quota", "hair:red=1.."), 2, "municipalities have no attribute 'hair'"),
        (("--quota", "region:Nord=4.."), 1, "region:Nord needs at least 4, 2 applicants"),
    ],
)
def test_what_cannot_be_is_refused(ten, options, code, said):
    assert said in ten.refused("cohort", "odds", "P3", *options, code=code)


def test_a_cohort_without_capacity_is_refused(ten):
    ten("cohort", "set", "P3", "capacity", "")
    assert "P3 has no capacity" in ten.refused("cohort", "odds", "P3", code=3)


def test_the_json_is_deterministic(ten):
    first = ten("cohort", "odds", "P3", "--format", "json").out
    assert first == ten("cohort", "odds", "P3", "--format", "json").out
    assert json.loads(first)["schema"] == 1
