"""``evaluation goals`` on a small programme: every goal, and who has met theirs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from plugins.evaluation.office import csv_file, members, office, quarters

from kvadmin.api.records import Cohort, Goal, Indicator, MemberGoals, Membership, Network, Networks
from kvadmin.plugins.evaluation.indicators.indicators_file import Indicators

BEFORE = [9.5, 9.7, 9.6, 9.5, 9.7, 9.6, 9.5, 9.7]
BETTER = [8.2, 8.4, 8.3, 8.2, 8.4, 8.3, 8.2, 8.4]
TODAY = "2011-02-01"
START = date(2009, 1, 1)


def wanted(to="8.4", *, indicator="syk", by=date(2011, 12, 31), kind="reach", start="9.6"):
    first = None if kind == "keep" else Decimal(start)
    return Goal(indicator=indicator, kind=kind, start=first, to=Decimal(to), direction="decrease", by=by)


@pytest.fixture
def kit(tmp_path):
    """Oslo has met its goal, Halden has not moved, Bø in Telemark has no figures, Bø in Nordland no goal; Re has left."""
    kit = office(tmp_path / "programme", today=TODAY)
    kit.add(Indicators(indicators=[Indicator(id="syk", nb="Sykefravær", unit="%", direction="decrease")]))
    there = [Membership(municipality=number, start=START) for number in ("0101", "0301", "0821", "1867")]
    gone = Membership(municipality="0716", start=START, to=date(2010, 6, 30), reason="withdrawn")
    kit.add(Cohort(id="P1", name="P1", memberships=[*there, gone]))
    kit.add(MemberGoals(cohort="P1", municipality="0301", goals=[wanted()]))
    kit.add(MemberGoals(cohort="P1", municipality="0101", goals=[wanted()]))
    kit.add(MemberGoals(cohort="P1", municipality="0821", goals=[wanted()]))
    kit.add(MemberGoals(cohort="P1", municipality="0716", goals=[wanted()]))
    values = {"0301": BEFORE + BETTER, "0101": BEFORE + BEFORE, "0716": BEFORE}
    lines = [f"syk,{n},{p},{v}" for n, each in values.items() for p, v in zip(quarters(16), each, strict=False)]
    ran = kit.run("evaluation", "import", csv_file(tmp_path, "indicator,municipality,period,value", *lines))
    assert ran.code == 0, ran.err
    return kit


def states(data):
    return {each["municipality"]: each["state"] for each in data["goals"]}


def test_every_goal_has_its_state_and_why(kit):
    data = kit.json("evaluation", "goals")
    assert states(data) == {"0301": "met", "0101": "off-track", "0821": "no-figures", "0716": "no-figures"}
    oslo = next(each for each in data["goals"] if each["municipality"] == "0301")
    assert (oslo["from"], oslo["to"], oslo["by"], oslo["mean"]) == ("9.6", "8.4", "2011-12-31", 8.3)
    assert (oslo["first"], oslo["last"], oslo["figures"]) == ("2009-Q1", "2010-Q4", 8)
    assert [reason["code"] for reason in oslo["reasons"]] == ["shift-better", "reached"]
    assert oslo["reasons"][0] == {"code": "shift-better", "period": "2009-Q1", "before": 9.6, "mean": 8.3}
    re = next(each for each in data["goals"] if each["municipality"] == "0716")
    assert re["left"] == "2010-06-30"


def test_each_municipality_is_counted_once_and_who_has_no_goal_is_not_hidden(kit):
    cohort, programme = kit.json("evaluation", "goals")["groups"]
    assert (cohort["by"], cohort["group"], programme["by"]) == ("cohort", "P1", "programme")
    for group in (cohort, programme):
        assert (group["municipalities"], group["met"], group["off_track"], group["no_figures"]) == (4, 1, 1, 1)
        assert (group["no_goal"], group["left"]) == (1, 1)
        assert group["goals"] == {"met": 1, "on_track": 0, "off_track": 1, "too_early": 0, "no_figures": 1}
    text = kit.run("evaluation", "goals", "--by", "cohort").out
    assert "1 of 4 met" in text
    assert "No goal confirmed" in text


def test_a_municipality_stands_where_its_goal_stands_that_most_asks_for_attention(kit):
    kit.add(MemberGoals(cohort="P2", municipality="0301", goals=[wanted("7.0", by=date(2010, 12, 31))]))
    members(kit, "0301", "0101", cohort="P2")
    *_, programme = kit.json("evaluation", "goals")["groups"]
    assert (programme["municipalities"], programme["met"], programme["off_track"]) == (4, 0, 2)
    assert programme["goals"]["met"] == 1
    by_number = {
        (each["cohort"], each["group"]): each
        for each in kit.json("evaluation", "goals", "--by", "municipality")["groups"]
    }
    assert (by_number["P1", "0301"]["met"], by_number["P2", "0301"]["off_track"]) == (1, 1)
    assert by_number["P2", "0101"]["no_goal"] == 1


def test_networks_hold_everybody_also_who_is_in_none(kit):
    kit.add(
        Networks(cohort="P1", networks=[Network(id="1", members=["0301", "0101"]), Network(id="2", members=["0821"])])
    )
    *groups, programme = kit.json("evaluation", "goals", "--by", "network")["groups"]
    assert [(each["group"], each["municipalities"], each["met"], each["no_goal"]) for each in groups] == [
        ("1", 2, 1, 0),
        ("2", 1, 0, 0),
        ("", 1, 0, 1),
    ]
    assert sum(each["municipalities"] for each in groups) == programme["municipalities"]


def test_an_earlier_day_knows_less(kit):
    data = kit.json("evaluation", "goals", "--as-of", "2009-08-01")
    assert states(data)["0301"] == "too-early"
    assert data["as_of"] == "2009-08-01"
    assert next(each for each in data["goals"] if each["municipality"] == "0716")["left"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as-of", "2011-02-02"), "has not come yet"),
        (("--by", "region"), "there is no level 'region'"),
        (("--cohort", "P9"), "P9"),
        (("--indicator", "sy"), "there is no indicator 'sy'"),
        (("--by", "programme", "--cohort", "P1"), "the programme is of all cohorts"),
        (("--cohort", "P1", "propose"), "before 'propose' --cohort stands for nothing"),
        (("--cohort", "P2", "set", "P1", "0301", "syk", "--to", "8"), "before 'set' --cohort stands for nothing"),
    ],
)
def test_what_is_not_there_is_refused(kit, words, said):
    before = kit.files()
    ran = kit.run("evaluation", "goals", *words)
    assert ran.code != 0
    assert said in ran.err
    assert kit.files() == before


def test_only_one_indicator_or_cohort(kit):
    assert kit.json("evaluation", "goals", "--indicator", "syk", "--cohort", "P1")["groups"][0]["municipalities"] == 4
    members(kit, "0301", cohort="P2")
    data = kit.json("evaluation", "goals", "--cohort", "P2")
    assert (data["goals"], len(data["groups"])) == ([], 1)


def test_it_says_that_no_goal_is_confirmed(tmp_path):
    kit = office(tmp_path / "programme")
    assert "No goal is confirmed." in kit.run("evaluation", "goals").out


def test_signs_stand_beside_the_words(kit):
    text = kit.run("evaluation", "goals").out
    assert "✓ met" in text
    assert "✗ off track" in text
    assert "from 9.6 to 8.4 by 2011-12-31" in text
    assert "shift the right way in 2009-Q1, from 9.6 to 8.3" in text
