"""Which new network is which old one."""

from __future__ import annotations

from kvadmin.plugins.network.solver.matching import best_matching


def test_the_matching_keeps_most_in_place():
    change = best_matching([("a", "b", "c"), ("d", "e")], [("d", "e", "c"), ("a", "b", "f")])
    assert change.old_of == (1, 0)
    assert change.moved == ("c",)
    assert change.joined == ("f",)
    assert change.left == ()
    halves = best_matching([("a", "b", "c", "d")], [("a", "b"), ("c", "d")])
    assert len(halves.moved) == 2
