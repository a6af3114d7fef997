"""Full sets around a part: by exchange or by the solver, the same as trying all of them."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kvadmin.plugins.cohort.admission import QuotaRule
from kvadmin.plugins.cohort.admission.completions import Completions
from kvadmin.plugins.cohort.admission.feasibility import FeasibilityModel

SIGNATURES = (0b00, 0b01, 0b10, 0b11)


@given(
    sizes=st.lists(st.integers(0, 3), min_size=4, max_size=4),
    bounds=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=2, max_size=2),
    full=st.integers(1, 6),
    data=st.data(),
)
def test_one_more_is_possible_where_some_full_set_has_it(sizes, bounds, full, data):
    quotas = [QuotaRule("a", str(i), low, low + more) for i, (low, more) in enumerate(bounds)]

    def meets(counts):
        held = [sum(n for n, mask in zip(counts, SIGNATURES, strict=True) if mask >> i & 1) for i in range(2)]
        return all(q.minimum <= n <= q.maximum for n, q in zip(held, quotas, strict=True))

    sets = [c for c in product(*(range(n + 1) for n in sizes)) if sum(c) == full and meets(c)]
    if not sets:
        return
    around = data.draw(st.sampled_from(sets))
    part = tuple(data.draw(st.integers(0, n)) for n in around)
    completions = Completions(FeasibilityModel(quotas, SIGNATURES, sizes), SIGNATURES, full)
    for group in (g for g in range(4) if part[g] < sizes[g]):
        more = tuple(n + (g == group) for g, n in enumerate(part))
        found = completions.with_one_more(part, group, around)
        possible = [c for c in sets if all(map(int.__ge__, c, more))]
        assert (found is None) == (not possible)
        assert found is None or found in possible
