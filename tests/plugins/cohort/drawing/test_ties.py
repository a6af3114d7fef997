"""Which equal scores decide: compared with every order that the lot could give."""

from __future__ import annotations

from decimal import Decimal
from itertools import count, islice

from hypothesis import given
from hypothesis import strategies as st

from kvadmin.api import Refused
from kvadmin.plugins.cohort import admission as rule
from kvadmin.plugins.cohort.drawing.ties import deciding_ties

QUOTAS = [(), (rule.QuotaRule("region", "N", 1, None),), (rule.QuotaRule("region", "S", None, 1),)]
SEEDS = 60


@given(
    st.lists(st.tuples(st.sampled_from([1, 2, 3]), st.sampled_from("NS")), min_size=1, max_size=6),
    st.integers(1, 6),
    st.sampled_from(QUOTAS),
)
def test_where_no_tie_decides_every_seed_gives_the_same_decisions(scored, capacity, quotas):
    applicants = [
        rule.Applicant(f"{number:04d}", score=Decimal(score), attributes={"region": region})
        for number, (score, region) in enumerate(scored, 1)
    ]

    def told(seed: int) -> dict[str, tuple[object, ...]] | None:
        call = rule.Call("P", capacity, str(seed), quotas=quotas)
        try:
            admission = rule.admit(call, applicants, software="test")
        except Refused:
            return None
        ties.append(deciding_ties(admission))
        return {each.number: (each.outcome, each.reason, each.waitlist_position) for each in admission.decisions}

    ties: list[object] = []
    outcomes = [told(seed) for seed in islice(count(), SEEDS)]
    if None in outcomes:
        return
    assert all(each == ties[0] for each in ties)  # whether a lot decides does not depend on the lot
    differ = any(each != outcomes[0] for each in outcomes)
    if not ties[0]:
        assert not differ
    elif not quotas:
        assert differ
