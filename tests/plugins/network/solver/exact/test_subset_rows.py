"""Subset-row cuts: counted one by one, and never against a split."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from kvadmin.plugins.network.solver.exact.subset_rows import PricedCuts, broken, held

#: Three networks that meet pairwise, each taken half: the smallest relaxation that is cut off.
_COLS = np.array([[0, 1, 3], [1, 2, 4], [0, 2, 5], [3, 4, 6], [5, 6, 6]], dtype=np.int32)
_HALF = np.array([0.5, 0.5, 0.5, 0.0, 0.5])


def test_the_triple_that_three_halves_share_is_found():
    assert broken(_COLS, _HALF, 6).tolist() == [[0, 1, 2]]


def test_whole_networks_break_no_cut():
    assert not len(broken(np.array([[0, 1, 2], [3, 4, 5]], dtype=np.int32), np.ones(2), 6))


def test_every_cut_found_is_broken_and_none_that_is_broken_most_is_missed():
    rng = np.random.default_rng(5)
    cols = np.array([sorted(rng.choice(9, 4, replace=False)) for _ in range(40)], dtype=np.int32)
    values = rng.uniform(0, 0.3, 40)
    # only what covers no unit more than once is a relaxation
    values /= max(values[(cols == u).any(axis=1)].sum() for u in range(9))

    def over(triple):
        return sum(v for c, v in zip(cols, values, strict=True) if len(set(c.tolist()) & set(triple)) >= 2) - 1

    by_hand = {t: over(t) for t in combinations(range(9), 3) if over(t) > 0.02}
    found = [tuple(t) for t in broken(cols, values, 9).tolist()]
    assert set(found) <= set(by_hand)
    assert not by_hand or max(by_hand, key=by_hand.__getitem__) in found


def test_a_candidate_pays_once_and_its_pairs_never_more():
    triples, prices = np.array([[0, 1, 2], [1, 2, 4]]), np.array([6.0, 3.0])
    cuts = PricedCuts(triples, prices)
    assert held(_COLS, triples, 6).tolist() == [
        [True, False],
        [True, True],
        [True, False],
        [False, False],
        [False, False],
    ]
    assert cuts.of(_COLS, 6).tolist() == [6.0, 9.0, 6.0, 0.0, 0.0]
    pairs = cuts.on_pairs(np.zeros((7, 7)))
    every = np.array([*combinations(range(6), 3), (0, 1, 6)], dtype=np.int32)
    on_pairs = sum(pairs[every[:, a], every[:, b]] for a, b in combinations(range(3), 2))
    assert (on_pairs <= cuts.of(every, 6) + 1e-9).all()
