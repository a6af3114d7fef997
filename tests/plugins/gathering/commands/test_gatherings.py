"""The overviews of gatherings."""

from __future__ import annotations

from plugins.gathering.conftest import G


def test_list_and_show_count_who_comes(forty_two):
    shown = forty_two.json("gathering", "show", G)
    assert (shown["active"], shown["hidden"]) == (42, 2)
    [one] = forty_two.json("gathering", "list")["gatherings"]
    assert (one["id"], one["active"], one["waiting"]) == (G, 42, 0)
