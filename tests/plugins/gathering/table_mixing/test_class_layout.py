"""Layouts: networks where seats never meet, and seats read off an earlier plan."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.plugins.gathering.table_mixing.class_layout import as_earlier, lay_out
from kvadmin.plugins.gathering.table_mixing.designs import designs


def seated(design, laid, rounds):
    return [[[laid[s] for s in table if laid[s] is not None] for table in tables] for tables in rounds]


def test_networks_lie_where_seats_never_meet():
    design = next(designs(12, 6, 4))
    people = {f"p{k:02}{i}": f"n{k}" for k in range(12) for i in range(6)}
    laid = lay_out(design, people, 0)
    assert sorted(one for one in laid if one) == sorted(people)
    homes = [{people[laid[seat]] for seat in group} for group in design.apart]
    assert all(len(each) == 2 for each in homes)


def test_networks_that_greed_would_not_pack_are_packed():
    sizes = [5, 4, 4, 3, 3, 3, 2]  # three classes of eight: 5+3, 4+4, 3+3+2; greed takes 5, 4+4, then 3 beside 5
    design = next(designs(8, 3, 4))
    people = {f"p{k}{i}": f"n{k}" for k, size in enumerate(sizes) for i in range(size)}
    laid = lay_out(design, people, 0)
    home = {laid[seat]: at for at, group in enumerate(design.apart) for seat in group}
    assert all(len({home[one] for one in people if people[one] == f"n{k}"}) == 1 for k in range(len(sizes)))


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 9), st.integers(2, 6), st.data())
def test_everybody_has_one_seat_and_empty_seats_never_meet(tables, seats, data):
    design = next(designs(tables, seats, 3))
    empty = data.draw(st.integers(0, tables - 1))
    count = tables * seats - empty
    people = {f"p{i:02}": data.draw(st.sampled_from([None, "a", "b", "c"])) for i in range(count)}
    laid = lay_out(design, people, data.draw(st.integers(0, 3)))
    assert sorted(one for one in laid if one) == sorted(people)
    rounds = design.rounds[: len(design.rounds) - (tables % seats == 0)]
    for tables_ in seated(design, laid, rounds[:tables]):
        assert max(map(len, tables_)) - min(map(len, tables_)) <= 1


def test_seats_are_read_off_an_earlier_plan():
    design = next(designs(12, 6, 4))
    people = {f"p{k:02}{i}": f"n{k}" for k in range(12) for i in range(6)}
    laid = lay_out(design, people, 5)
    for start in (0, 4):
        plan = seated(design, laid, design.rounds[start : start + 4])
        assert as_earlier(design, people, [plan]) == laid
        now = {one: network for one, network in people.items() if one not in ("p000", "p055")} | {"x": "n0"}
        again = as_earlier(design, now, [[], plan])
        assert [one for one in again if one not in (None, "x")] == [one for one in laid if one in now]
        assert laid[again.index("x")] == "p000", "beside the own network, where nobody of it sits at the table"
    assert as_earlier(design, people, [[sorted(plan[0])]]) in ([], as_earlier(design, people, [[sorted(plan[0])]]))
    strangers = {f"y{at}": None for at in range(72)}
    assert as_earlier(design, strangers, [plan]) == []
    assert all(a != b for a, b in pairwise(sorted(people)))
