"""Chances before the draw: by hand, and what they never depend on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from kvadmin.api import Refused
from kvadmin.plugins.cohort import admission as rule
from kvadmin.plugins.cohort.admission import Applicant, ApplicationStanding, KeptMember, odds, sampled_odds


def values(found):
    return {number: each.value for number, each in found.items()}


@pytest.fixture
def equals(ten):
    return tuple(replace(each, score=Decimal(0)) for each in ten)


def test_without_quotas_only_the_tie_at_the_last_place_is_open(call, ten):
    found = rule.chances(call(3), ten)
    third = Fraction(2, 3)
    assert values(found) == {
        "0101": 1, "0301": third, "0402": third, "0501": third, "0602": 0, "1504": 0, "1818": 0, "2011": 0, "1526": 0,
        "1421": 0,
    }  # fmt: skip
    assert all(each.exact and each.limits == (float(each.value),) * 2 for each in found.values())
    assert next(iter(found)) == "0101"


def test_a_minimum_shares_its_places_among_those_it_is_for(call, equals):
    # One of the two of the north has a place for certain, and the nine others and the second share what is left.
    found = values(rule.chances(call(1, "region:Nord=1.."), equals))
    assert found == {each.number: Fraction(each.attributes["region"] == "Nord", 2) for each in equals}


def test_a_maximum_of_none_shuts_out_and_the_others_gain(call, equals):
    found = values(rule.chances(call(4, "region:Øst=..0"), equals))
    assert found == {
        each.number: Fraction(0) if each.attributes["region"] == "Øst" else Fraction(4, 7) for each in equals
    }


def test_two_of_whom_one_must_have_what_the_other_has(call):
    # By hand: two of N, one of S, two places, at most one of N. S is certain, N one half each.
    three = [Applicant(str(n), attributes={"r": r}) for n, r in (("0001", "N"), ("0002", "N"), ("0003", "S"))]
    assert values(rule.chances(call(2, "r:N=..1"), three)) == {
        "0001": Fraction(1, 2), "0002": Fraction(1, 2), "0003": 1,
    }  # fmt: skip


def test_the_seed_is_never_looked_at_and_neither_is_the_order(call, ten):
    wanted = call(4, "region:Nord=1..", "form:n=..2")
    expected = rule.chances(wanted, ten)
    assert rule.chances(replace(wanted, lottery_seed="another"), ten[::-1]) == expected


def test_who_does_not_compete_has_no_chance_to_tell(call, ten):
    withdrawn = replace(ten[0], standing=ApplicationStanding.WITHDRAWN)
    late = replace(ten[1], ruling=rule.Ruling.LATE)
    open_question = replace(ten[2], unresolved=True)
    found = rule.chances(call(3), (withdrawn, late, open_question, *ten[3:]))
    assert not {"0101", "0301", "0402"} & set(found)
    assert sum(each.value for each in found.values()) == 3


def test_members_keep_their_places_and_only_the_others_are_drawn(call, ten):
    members = (KeptMember("0101"), KeptMember("0999", attributes={"region": "Nord"}))
    found = rule.chances(call(4, "region:Nord=..1"), ten, members)
    assert sum(each.value for each in found.values()) == 2
    assert "0101" not in found
    assert (found["1818"].value, found["2011"].value) == (0, 0)
    assert values(rule.chances(call(2), ten, members)) == dict.fromkeys(found, 0)


def test_quotas_that_cannot_be_met_are_refused_as_the_rule_refuses_them(call, ten):
    with pytest.raises(Refused, match="region:Nord needs at least 3, 2 applicants"):
        rule.chances(call(5, "region:Nord=3.."), ten)


@pytest.fixture
def drawn(monkeypatch):
    """Chances by draws, though the exact way would be short enough."""

    def chances(*arguments, draws=odds.DRAWS):
        with monkeypatch.context() as patch:
            patch.setattr(odds, "MOST_STATES", 0)
            patch.setattr(odds, "DRAWS", draws)
            return rule.chances(*arguments)

    return chances


def test_draws_are_the_rules_own_lotteries(call, ten, drawn):
    wanted = call(5, "region:Nord=1..", "form:n=1..3", "region:Øst=..2")
    found = drawn(wanted, ten, draws=40)
    times = dict.fromkeys((each.number for each in ten), 0)
    for n in range(1, 41):
        for number in rule.admit(replace(wanted, lottery_seed=f"odds-{n}"), ten, software="one").admitted:
            times[number] += 1
    # Those of one tie that count in the same quotas share what they got together.
    for equals in (("0301", "0402", "0501"), ("0602",), ("1504",), ("1818",), ("2011",)):
        assert {found[number].value for number in equals} == {
            Fraction(sum(times[number] for number in equals), 40 * len(equals))
        }
    assert sum(found[n].value for n in found) == 5


def test_draws_share_among_equals_and_say_their_limits(call, equals, drawn):
    wanted = call(5, "region:Nord=1..", "region:Øst=..2", "form:y=1..")
    exact, found = rule.chances(wanted, equals), drawn(wanted, equals, draws=2000)
    assert sum(each.value for each in found.values()) == 5
    for number, each in found.items():
        low, high = each.limits
        assert (each.draws, each.exact) == (2000, False)
        assert 0 <= low <= float(each.value) <= high <= 1
        assert low <= exact[number].value <= high
        assert high - low < 0.05
    assert found == drawn(wanted, equals, draws=2000)


def test_where_draws_take_too_many_questions_fewer_are_made_and_said(call, equals, drawn, monkeypatch):
    monkeypatch.setattr(sampled_odds, "MOST_SOLVED", -1)
    monkeypatch.setattr(sampled_odds, "LEAST_DRAWS", 300)
    found = drawn(call(5, "region:Nord=1..", "region:Øst=..2"), equals)
    assert {each.draws for each in found.values()} == {300}
    assert sum(each.value for each in found.values()) == 5


def test_limits_are_those_of_wilson():
    # 8 of 10: a textbook example of the interval, 0.490 to 0.943.
    low, high = rule.Chance(Fraction(8, 10), 10).limits
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert rule.Chance(Fraction(0), 10_000).limits[0] == 0
    assert 0.00038 < rule.Chance(Fraction(0), 10_000).limits[1] < 0.00039


def test_who_asks_is_told_of_every_draw(call, equals, monkeypatch):
    monkeypatch.setattr(odds, "MOST_STATES", 0)
    monkeypatch.setattr(odds, "DRAWS", 30)
    told = []
    odds.chances_in(odds.Lotteries(call(5, "region:Nord=1.."), equals), told.append)
    assert told == list(range(1, 31))
