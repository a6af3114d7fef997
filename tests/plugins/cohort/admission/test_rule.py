from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kvadmin.errors import InvalidData, Refused
from kvadmin.plugins.cohort.admission import (
    OUTCOMES,
    Applicant,
    ApplicationStanding,
    Call,
    QuotaRule,
    Ruling,
    ScoreCriterion,
    admit,
    protocol_bytes,
    standing_of,
)

THREE = ("region:Nord=1..", "form:y=1..", "region:Øst=..2")


def run(call, applicants):
    return admit(call, applicants, software="kvadmin test")


def by_number(admission):
    return {d.number: d for d in admission.decisions}


def test_without_quotas_the_best_ranked_are_admitted(ten, call):
    admission = run(call(5), ten)
    assert admission.admitted == ("0101", "0301", "0402", "0501", "1504")
    assert admission.waitlist == ("0602", "1818", "2011", "1526", "1421")
    assert [d.waitlist_position for d in admission.decisions] == [None] * 5 + [1, 2, 3, 4, 5]
    assert by_number(admission)["1504"].reason == "admitted-lottery"
    assert by_number(admission)["0101"].reason == "admitted-score"


def test_with_quotas_filling_places_goes_before_rank(ten, call):
    admission = run(call(5, *THREE), ten)
    assert admission.admitted == ("0101", "0301", "0402", "1818", "1526")
    found = by_number(admission)
    assert {n: found[n].reason for n in ("0501", "1504", "0602", "2011", "1421")} == {
        "0501": "waitlisted-quota",
        "1504": "waitlisted-quota",
        "0602": "waitlisted-quota",
        "2011": "waitlisted-quota",
        "1421": "waitlisted-capacity",
    }
    assert found["0501"].quota == "region:Øst=..2"
    assert found["1504"].quota == "form:y=1.., region:Nord=1.."
    assert found["2011"].quota == "form:y=1.."
    assert found["1421"].quota is None
    assert (found["1818"].reason, found["1818"].quota) == ("admitted-quota", "region:Nord=1..")
    assert (found["1526"].reason, found["1526"].quota) == ("admitted-quota", "form:y=1..")


def test_a_quota_that_cannot_be_met_is_named_with_its_count(ten, call):
    with pytest.raises(Refused) as caught:
        run(call(5, "region:Nord=3..", "form:y=1..", "region:Øst=..2"), ten)
    assert "region:Nord needs at least 3, 2 applicants" in caught.value.message
    assert caught.value.where == "region:Nord=3.."
    assert caught.value.exit_code == 1


def test_minimums_that_sum_above_the_capacity_are_named_together(ten, call):
    with pytest.raises(Refused) as caught:
        run(call(3, "region:Nord=1..", "form:y=2..", "region:Øst=1..", "region:Sør=..1"), ten)
    assert caught.value.where == "form:y=2.., region:Nord=1.., region:Øst=1.."
    assert "3 places" in caught.value.message


def test_a_contradiction_across_fields_is_found(ten, call):
    # Both of form y live in Vest: neither quota is wrong alone, and the places would do.
    with pytest.raises(Refused) as caught:
        run(call(8, "form:y=2..", "region:Vest=..1", "region:Nord=1..", "region:Sør=1.."), ten)
    assert caught.value.where == "form:y=2.., region:Vest=..1"


def test_the_lottery_is_the_reason_when_somebody_with_the_same_score_waits(ten, call):
    admission = run(call(2), ten)
    assert admission.admitted == ("0101", "0301")
    assert by_number(admission)["0301"].reason == "admitted-lottery"
    assert by_number(admission)["0101"].reason == "admitted-score"


def test_a_maximum_may_leave_places_empty(call):
    rows = [("0301", "Øst"), ("0402", "Øst"), ("0501", "Øst"), ("1818", "Nord")]
    applicants = [Applicant(n, attributes={"region": r}) for n, r in rows]
    admission = run(call(4, "region:Øst=..2"), applicants)
    assert len(admission.admitted) == admission.places == 3
    assert "1818" in admission.admitted
    (waiting,) = admission.waitlist
    assert by_number(admission)[waiting].reason == "waitlisted-quota"
    assert by_number(admission)[waiting].quota == "region:Øst=..2"


def test_everyone_is_admitted_when_places_suffice(ten, call):
    admission = run(call(10, "region:Nord=1.."), ten)
    assert admission.counts() == {"admitted-all": 10}


@pytest.mark.parametrize("capacity", [0, -1, True, None, "5"])
def test_a_capacity_below_one_is_bad_input(ten, capacity):
    with pytest.raises(InvalidData, match="capacity"):
        run(Call("P3", capacity), ten)


def test_no_applicants_is_an_admission_of_nobody(call):
    admission = run(call(5, "region:Nord=..2"), [])
    assert admission.decisions == ()
    assert admission.places == 0


def test_no_applicants_cannot_meet_a_minimum(call):
    with pytest.raises(Refused, match="region:Nord needs at least 1, 0 applicants"):
        run(call(5, "region:Nord=1.."), [])


def test_a_maximum_of_zero_shuts_a_value_out(ten, call):
    admission = run(call(9, "region:Øst=..0", "region:Sør=..0"), ten)
    assert set(admission.admitted) == {"1504", "1818", "2011", "1526", "1421"}
    assert {d.reason for d in admission.decisions if d.outcome == "waitlisted"} == {"waitlisted-quota"}
    assert by_number(admission)["0301"].quota == "region:Øst=..0"
    nobody = run(call(9, *(f"region:{r}=..0" for r in ("Øst", "Sør", "Vest", "Nord"))), ten)
    assert nobody.admitted == ()
    assert nobody.counts() == {"waitlisted-quota": 10}


def test_a_quota_on_what_nobody_has(ten, call):
    admission = run(call(5, "region:Nrod=..2", "planet:Mars=..0"), ten)
    assert admission.admitted == run(call(5), ten).admitted
    assert len(admission.notes) == 2
    assert "region:Nrod" in admission.notes[1]
    with pytest.raises(Refused, match="planet:Mars needs at least 1, 0 applicants"):
        run(call(5, "planet:Mars=1.."), ten)


def test_overlapping_quotas_on_one_value(ten, call):
    assert len(run(call(5, "region:Øst=..2", "region:Øst=1.."), ten).admitted) == 5
    with pytest.raises(Refused) as caught:
        run(call(5, "region:Øst=..1", "region:Øst=2.."), ten)
    assert caught.value.where == "region:Øst=..1, region:Øst=2.."


def test_letters_typed_as_two_code_points_are_the_same(ten, call):
    typed = replace(ten[0], attributes={"region": "So\u0308r ", "form": "b"})
    admission = run(call(1, "region:S\u00f6r=1.."), (*ten[1:], typed))
    assert admission.admitted == ("0101",)


@pytest.mark.parametrize(
    ("change", "reason", "detail"),
    [
        ({"standing": ApplicationStanding.WITHDRAWN, "unresolved": True}, "withdrawn", None),
        ({"standing": ApplicationStanding.INELIGIBLE, "ineligible_reason": "merged"}, "rejected-ineligible", "merged"),
        ({"unresolved": True, "complete": False}, "undecided-identity", None),
        ({"ruling": Ruling.UNJUDGED, "complete": False}, "undecided-late", None),
        (
            {"complete": False, "missing": ("timetable", "body"), "score": None},
            "rejected-incomplete",
            "timetable, body",
        ),
        ({"complete": False, "ruling": Ruling.LATE}, "rejected-incomplete", None),
        ({"ruling": Ruling.LATE, "member_of": "P1"}, "rejected-late", None),
        ({"member_of": "P1"}, "rejected-already-member", "P1"),
        ({"score": None}, "undecided-unscored", None),
    ],
)
def test_who_does_not_compete(ten, call, change, reason, detail):
    admission = run(call(2), (replace(ten[0], **change), *ten[1:]))
    found = by_number(admission)["0101"]
    assert (found.reason, found.detail, found.outcome) == (reason, detail, OUTCOMES[reason])
    assert found.rank is None
    assert found.waitlist_position is None
    assert admission.decisions[-1] == found
    assert admission.admitted == ("0301", "0402")


def test_member_of_the_same_cohort_and_accepted_late_compete(ten, call):
    changed = replace(ten[0], member_of="P3", ruling=Ruling.ACCEPTED, late_reason="postal strike")
    assert run(call(1), (changed, *ten[1:])).admitted == ("0101",)
    with pytest.raises(InvalidData, match="without a reason"):
        run(call(1), (replace(changed, late_reason=" "), *ten[1:]))


def test_superseded_applications_are_not_listed_and_change_nothing(ten, call):
    older = replace(ten[0], standing=ApplicationStanding.SUPERSEDED, score=Decimal(1))
    assert protocol_bytes(run(call(5), (*ten, older))) == protocol_bytes(run(call(5), ten))


def test_two_live_applications_of_one_municipality_are_bad_input(ten, call):
    with pytest.raises(InvalidData, match="0101 has two applications"):
        run(call(5), (*ten, ten[0]))


def test_undecided_applications_are_counted_in_a_refusal(ten, call):
    open_ones = tuple(replace(a, unresolved=a.attributes["region"] == "Nord") for a in ten)
    with pytest.raises(Refused) as caught:
        run(call(5, "region:Nord=1.."), open_ones)
    assert "2 applications are undecided" in caught.value.hint


def test_all_score_zero_when_nobody_is_scored_and_the_lottery_decides(ten, call):
    admission = run(call(5), tuple(replace(a, score=None) for a in ten))
    assert {d.score for d in admission.decisions} == {Decimal("0.00")}
    tickets = [d.ticket for d in admission.decisions]
    assert tickets == sorted(tickets)
    assert admission.counts() == {"admitted-lottery": 5, "waitlisted-capacity": 5}


def test_with_criteria_everyone_needs_points(ten, call):
    criteria = (ScoreCriterion("need", Decimal(2)), ScoreCriterion("plan", Decimal("0.5")))
    bare = tuple(replace(a, score=None) for a in ten)
    assert run(call(5, criteria=criteria), bare).counts() == {"undecided-unscored": 10}
    scored = replace(bare[0], points={"need": Decimal(1), "plan": Decimal("0.25")})
    admission = run(call(5, criteria=criteria), (scored, *bare[1:]))
    assert admission.admitted == ("0101",)
    assert str(admission.decisions[0].score) == "2.12"
    assert admission.decisions[0].reason == "admitted-all"


@pytest.mark.parametrize(
    "quota",
    [
        QuotaRule("region", "Nord"),
        QuotaRule("region", "Nord", 3, 1),
        QuotaRule("region", "Nord", -1),
        QuotaRule("", "Nord", 1),
        QuotaRule("region", " ", 1),
        QuotaRule("a:b", "c", 1),
    ],
)
def test_a_quota_that_makes_no_sense_is_bad_input(ten, quota):
    with pytest.raises(InvalidData, match="the quota"):
        run(Call("P3", 5, quotas=(quota,)), ten)


def test_criteria_that_make_no_sense_are_bad_input(ten):
    with pytest.raises(InvalidData, match="same name"):
        run(Call("P3", 5, criteria=(ScoreCriterion("a", Decimal(1)), ScoreCriterion("a", Decimal(2)))), ten)
    with pytest.raises(InvalidData, match="weight of a"):
        run(Call("P3", 5, criteria=(ScoreCriterion("a", Decimal("NaN")),)), ten)


def test_what_states_mean_to_the_rule():
    assert standing_of("admitted") is standing_of("received") is standing_of("open") is ApplicationStanding.OPEN
    assert standing_of("withdrawn") is ApplicationStanding.WITHDRAWN
    assert standing_of("superseded") is ApplicationStanding.SUPERSEDED
    assert standing_of("ineligible") is ApplicationStanding.INELIGIBLE
