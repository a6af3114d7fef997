"""Suppression: the issue's table, the shared cases, and what must hold for any table."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.api import InvalidData
from kvadmin.plugins.evaluation.suppression import (
    CountCell,
    PublishedCounts,
    SuppressedCounts,
    audit,
    derivable,
    suppress,
)
from kvadmin.plugins.evaluation.suppression import secondary as search
from kvadmin.plugins.evaluation.suppression.cell_network import CellNetwork
from kvadmin.plugins.evaluation.suppression.count_tables import edges, with_totals

SURVEY = [[20, 15, 3, 40], [12, 18, 22, 30], [25, 2, 16, 28], [31, 17, 19, 45]]


def values(counts: list[list[int]], cells: tuple[CountCell, ...]) -> list[int]:
    table = with_totals(counts)
    return [table[c.row][c.column] for c in cells]


def test_the_table_of_the_issue() -> None:
    found = suppress(SURVEY)
    assert values(SURVEY, found.published.hidden) == [15, 3, 2, 16]
    assert values(SURVEY, found.primary) == [3, 2]
    assert derivable(found.published) == []


def test_the_shared_cases(shared: Path) -> None:
    cases = json.loads((shared / "cases" / "spc" / "suppression_gauss.json").read_text(encoding="utf-8"))["cases"]
    assert len(cases) > 20
    for case in cases:
        given_, expected = case["input"], case["expected"]
        found = suppress(given_["counts"], least=given_["max_small"] + 1, zeros_sensitive=given_["zeros_sensitive"])
        rows, columns = [*given_["rows"], "Total"], [*given_["cols"], "Total"]
        primary = {(rows[c.row], columns[c.column]) for c in found.primary}
        assert primary == {(c["rad"], c["kol"]) for c in expected["cells"] if c["primary"]}, case["id"]
        assert derivable(found.published) == [], case["id"]
        assert len(found.published.hidden) <= expected["n_suppressed"], case["id"]


def test_nothing_small_nothing_hidden() -> None:
    assert suppress([[10, 0, 9], [8, 7, 11]]).published.hidden == ()


def test_zeros_may_be_sensitive() -> None:
    counts = [[10, 0, 9], [8, 7, 11], [12, 9, 14]]
    found = suppress(counts, zeros_sensitive=True)
    assert values(counts, found.primary) == [0]
    assert len(found.published.hidden) == 4
    assert derivable(found.published) == []


def test_two_ones_with_their_sum_give_each_other_away() -> None:
    """A reader who knows that zeros are shown knows that 2 = 1 + 1; GaussSuppression leaves it there."""
    counts = [[1, 1, 40], [30, 25, 40], [20, 35, 50]]
    careful, plain = suppress(counts), suppress(counts, zeros_known=False)
    assert len(plain.published.hidden) == 4
    knowing = PublishedCounts(plain.published.cells, lowest=1)
    assert [interval.cell for interval in derivable(knowing)][:2] == [CountCell(0, 0), CountCell(0, 1)]
    assert derivable(plain.published) == []
    assert derivable(careful.published) == []
    assert len(careful.published.hidden) > 4


def test_a_list_with_a_total() -> None:
    found = suppress([[40, 3, 12, 25], [50, 60, 70, 80]], margins="rows")
    assert values_of(found) == [[40, None, None, 25, 80], [50, 60, 70, 80, 260]]
    assert derivable(found.published) == []
    alone = suppress([[3]], margins="rows")
    assert values_of(alone) == [[None, None]]


def values_of(found: SuppressedCounts) -> list[list[int | None]]:
    return [list(row) for row in found.published.cells]


def test_totals_are_hidden_only_when_nothing_else_helps() -> None:
    found = suppress([[3, 0], [0, 40]])
    assert derivable(found.published) == []
    assert any(c.row == 2 or c.column == 2 for c in found.published.hidden)
    assert not any(c.row == 4 or c.column == 4 for c in suppress(SURVEY).published.hidden)


@pytest.mark.parametrize("counts", [[], [[]], [[1, 2], [3]], [[-1]], [[1.5]], [[True]], [["3"]]])
def test_not_a_table_of_counts(counts: list) -> None:
    with pytest.raises(InvalidData):
        suppress(counts)


def test_the_audit_sees_intervals_and_only_what_is_published() -> None:
    leaking = PublishedCounts(((None, 5, 8), (6, 7, 13), (9, 12, 21)))
    (interval,) = audit(leaking)
    assert (interval.low, interval.high, interval.derivable) == (3, 3, True)
    open_ = PublishedCounts(((None, None, 10), (None, None, 12), (11, 11, 22)))
    assert [(i.low, i.high) for i in audit(open_)] == [(1, 9), (1, 9), (2, 10), (2, 10)]
    assert audit(PublishedCounts(((1, 1), (1, 1)))) == []
    endless = PublishedCounts(((None, None),), "rows")
    assert [(i.low, i.high) for i in audit(endless)] == [(1, None), (1, None)]


tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=2, max_size=5)
)


@settings(max_examples=60, deadline=None)
@given(tables, st.booleans())
def test_any_table_is_protected(counts: list[list[int]], zeros: bool) -> None:
    found = suppress(counts, zeros_sensitive=zeros)
    table = with_totals(counts)
    small = {CountCell(i, j) for i, row in enumerate(table) for j, v in enumerate(row) if v < 5 and (v or zeros)}
    assert set(found.primary) == small
    assert set(found.published.hidden) == small | set(found.secondary)
    assert derivable(found.published) == []
    for cell, true in zip(found.published.hidden, values(counts, found.published.hidden), strict=True):
        assert zeros or true > 0, cell
    shown = {
        CountCell(i, j): v for i, row in enumerate(found.published.cells) for j, v in enumerate(row) if v is not None
    }
    assert all(table[c.row][c.column] == v for c, v in shown.items())


@settings(max_examples=60, deadline=None)
@given(tables, st.integers(0, 1), st.randoms(use_true_random=False))
def test_walking_loops_and_linear_programming_agree(counts: list[list[int]], lowest: int, random) -> None:
    """Two independent proofs of what a reader can derive, on patterns that nobody chose well."""
    table = with_totals(counts)
    net = CellNetwork(edges(table, "both"), lowest)
    hidden = {k for k, e in enumerate(net.edges) if e.value >= lowest and random.random() < 0.4}
    cells = {net.edges[k].cell for k in hidden}
    shown = tuple(
        tuple(None if CountCell(i, j) in cells else v for j, v in enumerate(row)) for i, row in enumerate(table)
    )
    by_loops = [net.edges[k].cell for k in net.fixed_among(hidden)]
    assert by_loops == [i.cell for i in derivable(PublishedCounts(shown, lowest=lowest))]


def test_the_audit_starts_afresh_where_the_solver_gets_nowhere() -> None:
    """The hidden cells of the first column add up to 3 and are at least 1; HiGHS, warm, answered «unknown»."""
    shown = (
        (0, 1, 0, 1),
        (None, None, 0, None),
        (0, 1, 1, None),
        (None, 0, None, None),
        (None, 0, None, None),
        (3, 4, None, None),
    )
    known = {(i.cell.row, i.cell.column): i.low for i in derivable(PublishedCounts(shown, lowest=1))}
    assert known == {(1, 0): 1, (1, 1): 2, (1, 3): 3, (2, 3): 2, (3, 0): 1, (4, 0): 1}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=3))
def test_no_smaller_pattern_protects(counts: list[list[int]]) -> None:
    """Every smaller choice of inner cells is tried, and leaks."""
    found = suppress(counts)
    network = edges(with_totals(counts), "both")
    net = CellNetwork(network, 1)
    primary = {k for k, e in enumerate(network) if e.cell in found.primary}
    inner = [k for k, e in enumerate(network) if not e.margin and e.value and k not in primary]
    margins = sum(e.margin for e in network if e.cell in found.secondary)
    if margins:
        assert net.fixed_among(primary | set(inner))
        return
    for size in range(len(found.secondary)):
        assert all(net.fixed_among(primary | set(extra)) for extra in itertools.combinations(inner, size))


def test_the_heuristic_alone_protects_too(monkeypatch: pytest.MonkeyPatch) -> None:
    best = suppress(SURVEY)
    monkeypatch.setattr(search, "EXACT_CELLS", 0)
    counts = [[1, 3, 7, 5], [3, 8, 0, 8], [2, 6, 6, 5], [4, 2, 6, 4], [7, 8, 7, 2], [3, 4, 3, 3]]
    found = suppress(counts)
    assert found.secondary
    assert derivable(found.published) == []
    assert suppress(SURVEY) == best


def test_the_same_table_always_gives_the_same_pattern() -> None:
    assert suppress(SURVEY) == suppress([list(row) for row in SURVEY])
