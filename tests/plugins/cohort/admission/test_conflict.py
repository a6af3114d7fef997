from __future__ import annotations

import pytest

from kvadmin.errors import Refused
from kvadmin.plugins.cohort.admission import Applicant, Call, QuotaRule, admit
from kvadmin.plugins.cohort.admission.conflict import SearchBudget, smallest_conflict
from kvadmin.plugins.cohort.admission.feasibility import FeasibilityModel, FeasibilityQuestion


def counties(places, count, size=2, minimum=1):
    applicants = [
        Applicant(f"{c:02}{i:02}", attributes={"county": f"{c:02}"}) for c in range(count) for i in range(size)
    ]
    return Call(
        "P", places, "s", quotas=tuple(QuotaRule("county", f"{c:02}", minimum) for c in range(count))
    ), applicants


@pytest.mark.parametrize(("places", "named"), [(18, 19), (15, 16), (1, 2)])
def test_a_minimum_for_every_county_and_too_few_places(places, named):
    call, applicants = counties(places, 19)
    with pytest.raises(Refused) as caught:
        admit(call, applicants, software="x")
    assert len(caught.value.where.split(", ")) == named


def test_a_small_conflict_is_found_beside_a_large_one():
    call, applicants = counties(11, 12)
    late = (QuotaRule("form", "n", 3), QuotaRule("county", "11", None, 0), QuotaRule("form", "b", None, 0))
    applicants = [
        Applicant(a.number, attributes={**a.attributes, "form": "n" if a.number < "0002" else "b"}) for a in applicants
    ]
    with pytest.raises(Refused) as caught:
        admit(Call("P", 11, "s", quotas=(*call.quotas, *late)), applicants, software="x")
    # Two applicants of form n: one quota is enough to explain it, whatever else is wrong.
    assert caught.value.where == "form:n=3.."


def test_every_applicant_held_back_learns_the_same_from_equal_quotas():
    # 12 of 12 places bound by minimums: whoever is held back is told of all of them that still wait.
    call, applicants = counties(12, 12)
    admission = admit(call, applicants, software="x")
    assert len(admission.admitted) == 12
    assert {a[:2] for a in admission.admitted} == {f"{c:02}" for c in range(12)}
    held = [d for d in admission.decisions if d.reason == "waitlisted-quota"]
    assert all(d.quotas for d in held)


def people(*letters):
    return [Applicant(f"{i:04}", attributes=dict.fromkeys(have, "1")) for i, have in enumerate(letters, 1)]


def test_the_smallest_conflict_is_named_though_an_irreducible_larger_one_comes_first():
    # a, b and c need four people for three places; no two of them do. Whoever is y is z as well.
    applicants = people("a", "b", "c", "c", "cyz", "cyz")
    quotas = (
        QuotaRule("a", "1", 1),
        QuotaRule("b", "1", 1),
        QuotaRule("c", "1", 2),
        QuotaRule("y", "1", 2),
        QuotaRule("z", "1", None, 0),
    )
    with pytest.raises(Refused) as caught:
        admit(Call("P", 3, "s", quotas=quotas), applicants, software="x")
    assert caught.value.where == "y:1=2.., z:1=..0"


def test_without_effort_left_the_conflict_is_irreducible_still():
    places = FeasibilityModel(
        (QuotaRule("a", "1", 1), QuotaRule("b", "1", 1), QuotaRule("c", "1", 2), QuotaRule("d", "1", None, 9)),
        masks=(0b0001, 0b0010, 0b0100, 0b1000),
        sizes=(2, 2, 2, 2),
    )
    question = FeasibilityQuestion(taken=(0, 0, 0, 0), least=0, most=3, quotas=0b1111)
    assert smallest_conflict(places, question, SearchBudget(0)) == (0, 1, 2)
    effort = SearchBudget(100)
    assert smallest_conflict(places, question, effort) == (0, 1, 2)
    assert effort.left == 97
