from __future__ import annotations

from dataclasses import replace

import pytest

from kvadmin.errors import InvalidData, Refused
from kvadmin.plugins.cohort.admission import (
    ApplicationStanding,
    KeptMember,
    admission_json,
    admit,
    kept_members,
    promote,
    protocol_bytes,
    read_protocol,
    verify,
)

THREE = ("region:Nord=1..", "form:y=1..", "region:Øst=..2")


def withdraw(applicants, *numbers):
    return tuple(replace(a, standing=ApplicationStanding.WITHDRAWN) if a.number in numbers else a for a in applicants)


@pytest.fixture
def admitted(ten, call):
    admission = admit(call(5, *THREE), ten, software="x")
    return admission, read_protocol(protocol_bytes(admission))


def test_a_withdrawal_lets_the_next_in_whom_the_quotas_allow(ten, call, admitted):
    first, document = admitted
    now = withdraw(ten, "0101")
    active = [n for n in first.admitted if n != "0101"]
    second = promote(call(5, *THREE), now, kept_members(active, document), software="x")
    assert second.promoted == ("1504",)
    before = {d.number: d for d in first.decisions}
    for d in second.decisions:
        if d.number not in ("0101", "1504"):
            assert (d.outcome, d.ticket, d.score) == (
                before[d.number].outcome,
                before[d.number].ticket,
                before[d.number].score,
            )
        if d.outcome == "admitted" and d.number != "1504":
            assert (d.reason, d.quotas) == (before[d.number].reason, before[d.number].quotas)
    assert {d.number: d.reason for d in second.decisions}["1504"] == "admitted-quota"
    assert admission_json(second, dry_run=False)["promoted"] == ["1504"]


def test_an_ended_membership_frees_its_place_at_once(ten, call, admitted):
    first, document = admitted
    # The member list still has 0101; its application says that it has withdrawn.
    second = promote(call(5, *THREE), withdraw(ten, "0101"), kept_members(first.admitted, document), software="x")
    assert second.promoted == ("1504",)
    assert second.places == 5


def test_without_a_free_place_nobody_is_promoted(ten, call, admitted):
    first, document = admitted
    second = promote(call(5, *THREE), ten, kept_members(first.admitted, document), software="x")
    assert second.promoted == ()
    assert second.admitted == first.admitted
    assert {d.reason for d in second.decisions if d.outcome == "waitlisted"} == {"waitlisted-capacity"}
    smaller = promote(call(3), ten, kept_members(first.admitted, document), software="x")
    assert smaller.promoted == ()
    assert smaller.places == 5


def test_a_promotion_that_would_break_a_quota_is_refused(ten, call, admitted):
    first, document = admitted
    now = withdraw(ten, "1526", "1421")
    active = [n for n in first.admitted if n != "1526"]
    with pytest.raises(Refused, match="form:y needs at least 1, 0 applicants") as caught:
        promote(call(5, *THREE), now, kept_members(active, document), software="x")
    assert "4 of them held already" in caught.value.message


def test_members_without_an_application_hold_places_and_count_in_quotas(ten, call):
    stranger = KeptMember("1902", attributes={"region": "Nord", "form": "b"})
    admission = promote(call(2, "region:Nord=1.."), ten, [stranger], software="x")
    assert admission.promoted == ("0101",)
    assert admission.places == 2
    assert "1902" not in {d.number for d in admission.decisions}


def test_a_member_with_an_application_counts_by_it_whatever_the_list_says(ten, call):
    member = KeptMember("1818", attributes={"region": "Vest"})
    admission = promote(call(2, "region:Nord=..1"), ten, [member], software="x")
    assert admission.admitted == ("0101", "1818")


def test_a_member_keeps_its_place_though_it_would_not_compete_today(ten, call):
    now = tuple(replace(a, complete=a.number != "1818") for a in ten)
    admission = promote(call(2), now, [KeptMember("1818", "admitted-score")], software="x")
    assert set(admission.admitted) == {"0101", "1818"}


def test_members_that_cannot_be(ten, call):
    with pytest.raises(InvalidData, match="two places"):
        promote(call(2), ten, [KeptMember("1818"), KeptMember("1818")], software="x")
    with pytest.raises(InvalidData, match="admits nobody"):
        promote(call(2), ten, [KeptMember("1818", "waitlisted-quota")], software="x")


def test_a_promotion_is_verified_with_the_members_it_had(ten, call, admitted):
    first, document = admitted
    now = withdraw(ten, "0101")
    second = promote(call(5, *THREE), now, kept_members(first.admitted, document), software="x")
    again = read_protocol(protocol_bytes(second))
    assert again["kind"] == "promotion"
    assert verify(again, call(5, *THREE), now, software="x").identical
    found = verify(again, call(5, *THREE), withdraw(now, "0301"), software="x").differences
    assert "0301: was among the members with a place, is no longer" in found
    third = kept_members(second.admitted, again)
    assert [m.reason for m in third if m.number == "1526"] == ["admitted-quota"]


def test_holding_without_a_protocol_knows_no_reasons():
    assert kept_members(["1818", "0101"], None) == (KeptMember("0101"), KeptMember("1818"))
