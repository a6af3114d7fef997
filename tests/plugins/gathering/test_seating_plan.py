"""Newcomers in a seating plan: everybody else stays, and nobody sits at a table that is too large or too small."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.api import Refused
from kvadmin.api.records import Gathering
from kvadmin.plugins.gathering.seating_plan import moved_people, table_sizes, with_newcomers
from kvadmin.plugins.gathering.table_mixing.mixing import mix


@given(st.integers(8, 30), st.integers(0, 12), st.integers(1, 3), st.sets(st.integers(0, 29), max_size=6))
def test_nobody_is_moved_and_the_sizes_hold(count, new, rounds, gone):
    people = {f"p{at:02}": str(at % 4) for at in range(count)}
    plan = [[list(table) for table in tables] for tables in mix(list(people.items()), 4, 7, rounds).rounds]
    now = {one: where for at, (one, where) in enumerate(people.items()) if at not in gone}
    now |= {f"n{at:02}": str(at % 3) for at in range(new)}
    if not now:
        return
    try:
        after = with_newcomers(plan, now, 4, 7)
    except Refused:
        room = sum(max(7 - sum(one in now for one in table), 0) for table in plan[0])
        assert new < 4 or new > room, "refused only when chairs are short"
        return
    for before, tables in zip(plan, after, strict=True):
        assert sorted(one for table in tables for one in table) == sorted(now)
        assert all(len(table) <= 7 for table in tables)
        for was, table in zip(before, tables, strict=False):
            assert [one for one in was if one in now] == [one for one in table if one in was]
        assert all(len(table) >= 4 for table in tables[len(before) :]), "a table for newcomers is large enough"


def test_an_empty_table_is_not_one_chair_for_one_newcomer() -> None:
    plan = [[["a", "b", "c"], ["d", "e", "f"]]]
    people = dict.fromkeys(("a", "b", "c", "n"), None)
    assert with_newcomers(plan, people, 3, 4) == [[["a", "b", "c", "n"], []]]
    with pytest.raises(Refused, match="round 1: 1 people need a chair"):
        with_newcomers(plan, people, 3, 3)
    people |= dict.fromkeys(("o", "p"), None)
    assert with_newcomers(plan, people, 3, 3) == [[["a", "b", "c"], ["n", "o", "p"]]]


def test_who_is_moved_is_in_both_plans() -> None:
    assert moved_people([[["a", "b"], ["c", "d"]]], [[["a", "c"], ["e"]], [["b"]]]) == ["c"]


@pytest.mark.parametrize(("size", "wanted"), [("5..6", (5, 6)), ("4", (4, 4)), ("", (1, 2)), ("many", (1, 2))])
def test_the_size_is_that_of_the_plan(size, wanted) -> None:
    gathering = Gathering(id="g", name="G", start=None, groups=[[["a", "b"], ["c"]]], groups_size=size)  # type: ignore[arg-type]
    assert table_sizes(gathering) == wanted
