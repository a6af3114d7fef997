"""The walk against exhaustive search, for every small case that Hypothesis thinks of."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.errors import Refused
from kvadmin.plugins.cohort.admission import (
    Applicant,
    ApplicationStanding,
    Call,
    KeptMember,
    QuotaRule,
    admit,
    promote,
    protocol_bytes,
)

FIELDS = {"a": "xyz", "b": "pq", "c": "mn"}


@st.composite
def quotas_(draw):
    field = draw(st.sampled_from(sorted(FIELDS)))
    low = draw(st.none() | st.integers(0, 3))
    high = draw(st.integers(low or 0, 4) if low is None else st.none() | st.integers(low, 4))
    return QuotaRule(field, draw(st.sampled_from(FIELDS[field])), low, high)


@st.composite
def cases(draw):
    size = draw(st.integers(0, 7))
    applicants = [
        Applicant(
            f"{100 + i:04}",
            score=Decimal(draw(st.integers(0, 3))),
            attributes={f: draw(st.sampled_from([*values, ""])) for f, values in FIELDS.items()},
        )
        for i in range(size)
    ]
    quotas = tuple(draw(st.lists(quotas_(), max_size=4, unique=True)))
    call = Call("P3", draw(st.integers(1, 8)), draw(st.sampled_from(["s", "t", "u"])), quotas=quotas)
    return call, applicants, draw(st.sets(st.integers(0, max(size - 1, 0)), max_size=2))


def meets(chosen, quotas):
    return all(
        (q.minimum or 0)
        <= sum(a.attributes[q.field] == q.value for a in chosen)
        <= (99 if q.maximum is None else q.maximum)
        for q in quotas
    )


def sets_with(kept, free, least, most):
    """Every set that contains the kept ones and has so many members."""
    for extra in range(max(0, least - len(kept)), most - len(kept) + 1):
        for more in combinations(free, extra):
            yield (*kept, *more)


def fewest_in_conflict(quotas, kept, free, least, most):
    """The size of the smallest set of quotas that no such set meets."""
    every = list(sets_with(kept, free, least, most))
    for size in range(len(quotas) + 1):
        for some in combinations(quotas, size):
            if not any(meets(chosen, some) for chosen in every):
                return size
    return None


def best_set(ranked, call, kept):
    """By definition: of all largest sets that meet the quotas, the one that ranks best; None if none meets them."""
    free = [a for a in ranked if a not in kept]
    for size in range(min(call.capacity, len(ranked)), len(kept) - 1, -1):
        # combinations() yields them in the order of rank: the first is the best.
        for more in combinations(free, size - len(kept)):
            if meets((*kept, *more), call.quotas):
                return more
    return None


def ranking(call, applicants):
    admission = admit(replace(call, capacity=99, quotas=()), applicants, software="x")
    known = {a.number: a for a in applicants}
    return [known[d.number] for d in admission.decisions]


def check_refusal(refusal, call, kept, free):
    named = [q for q in call.quotas if q.text in refusal.where.split(", ")]
    size = fewest_in_conflict(call.quotas, kept, free, 0, call.capacity)
    assert len(named) == size
    assert not any(meets(chosen, named) for chosen in sets_with(kept, free, 0, call.capacity))


def check_reasons(admission, call, ranked, kept, chosen):
    free = [a for a in ranked if a not in kept]
    left_out = [a for a in free if a not in chosen]
    full, vacant = len(kept) + len(chosen), call.capacity - len(kept)
    decisions = {d.number: d for d in admission.decisions}
    so_far = list(kept)
    for a in free:
        d = decisions[a.number]
        if a in chosen:
            so_far.append(a)
            if not left_out:
                expected = "admitted-all"
            elif a not in free[:vacant]:
                expected = "admitted-quota"
            elif any(b.score == a.score for b in left_out):
                expected = "admitted-lottery"
            else:
                expected = "admitted-score"
            assert d.reason == expected
            assert bool(d.quotas) == (expected == "admitted-quota")
        elif len(so_far) == call.capacity:
            assert (d.reason, d.quota) == ("waitlisted-capacity", None)
        else:
            assert d.reason == "waitlisted-quota"
            shut_out, others = [*so_far, a], [b for b in free if b is not a and b not in so_far]
            assert not any(meets(s, d.quotas) for s in sets_with(shut_out, others, full, call.capacity))
            assert len(d.quotas) == fewest_in_conflict(call.quotas, shut_out, others, full, call.capacity)
    assert list(admission.waitlist) == [a.number for a in left_out]


@settings(max_examples=300, deadline=None)
@given(cases())
def test_admission_is_the_best_of_the_largest_sets(case):
    call, applicants, _ = case
    ranked = ranking(call, applicants)
    chosen = best_set(ranked, call, ())
    try:
        admission = admit(call, applicants, software="x")
    except Refused as refusal:
        assert chosen is None
        check_refusal(refusal, call, (), ranked)
    else:
        assert chosen is not None
        assert admission.admitted == tuple(a.number for a in chosen)
        check_reasons(admission, call, ranked, (), chosen)


@settings(max_examples=200, deadline=None)
@given(cases())
def test_promotion_keeps_the_admitted_and_is_the_best_of_the_largest_sets(case):
    call, applicants, indices = case
    kept = tuple(a for i, a in enumerate(applicants) if i in indices)
    members = [KeptMember(a.number, "admitted-score") for a in kept]
    ranked = ranking(call, applicants)
    free = [a for a in ranked if a not in kept]
    chosen = () if len(kept) >= call.capacity else best_set(ranked, call, kept)
    try:
        admission = promote(call, applicants, members, software="x")
    except Refused as refusal:
        assert chosen is None
        check_refusal(refusal, call, kept, free)
    else:
        assert chosen is not None
        assert admission.promoted == tuple(a.number for a in chosen)
        assert {a.number for a in kept} <= set(admission.admitted)
        if len(kept) < call.capacity:
            check_reasons(admission, call, ranked, kept, chosen)


@settings(max_examples=100, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_quotas_and_attributes_does_not_matter(case, rng: random.Random):
    call, applicants, _ = case
    shuffled = [replace(a, attributes=dict(rng.sample(sorted(a.attributes.items()), 3))) for a in applicants]
    rng.shuffle(shuffled)
    other = replace(call, quotas=tuple(rng.sample(call.quotas, len(call.quotas))))
    assert outcome(other, shuffled) == outcome(call, applicants)


def outcome(call, applicants):
    try:
        return protocol_bytes(admit(call, applicants, software="x"))
    except Refused as refusal:
        return refusal.lines()


@settings(max_examples=50, deadline=None)
@given(cases())
def test_a_withdrawal_leaves_all_other_tickets_and_their_order(case):
    call, applicants, indices = case
    call = replace(call, quotas=())
    fewer = [
        replace(a, standing=ApplicationStanding.WITHDRAWN) if i in indices else a for i, a in enumerate(applicants)
    ]
    before, after = (admit(call, rows, software="x").decisions for rows in (applicants, fewer))
    assert {d.number: d.ticket for d in before} == {d.number: d.ticket for d in after}
    still = {a.number for a in fewer if a.standing is ApplicationStanding.OPEN}
    assert [d.number for d in before if d.number in still] == [d.number for d in after if d.number in still]


def test_integers_decide_where_fractions_would_do():
    # Every two of three values must count one of a pair that only halves could supply: with x = 1/2 of each
    # applicant the linear relaxation is happy, and no whole set is.
    applicants = [
        Applicant("0101", attributes={"a": "1", "b": "1"}),
        Applicant("0102", attributes={"b": "1", "c": "1"}),
        Applicant("0103", attributes={"a": "1", "c": "1"}),
    ]
    quotas = tuple(QuotaRule(field, "1", 1, 1) for field in "abc")
    try:
        admission = admit(Call("P", 3, "s", quotas=quotas), applicants, software="x")
    except Refused as refusal:
        assert refusal.where == "a:1=1..1, b:1=1..1, c:1=1..1"  # noqa: PT017
    else:
        raise AssertionError(admission.admitted)
