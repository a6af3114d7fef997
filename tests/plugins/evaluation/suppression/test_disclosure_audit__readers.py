"""Suppression against readers who try every table that agrees with what was published, and patterns counted by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from kvadmin.plugins.evaluation.suppression import suppress

Table = list[list[int]]


def tables_behind(published: list[list[int | None]], lowest: int, most: int) -> Iterator[Table]:
    """Every table of counts (hidden cells from ``lowest`` to ``most``) whose shown cells and totals are those published."""
    inner = [row[:-1] for row in published[:-1]]
    hidden = [(i, j) for i, row in enumerate(inner) for j, value in enumerate(row) if value is None]
    table = [[value or 0 for value in row] for row in inner]

    def fits(i: int, j: int, *, row_done: bool, column_done: bool) -> bool:
        for total, told, done in (
            (sum(table[i]), published[i][-1], row_done),
            (sum(row[j] for row in table), published[-1][j], column_done),
        ):
            if told is not None and (total != told if done else total > told):
                return False
        return True

    def fill(at: int) -> Iterator[Table]:
        if at == len(hidden):
            everything = sum(map(sum, table))
            if published[-1][-1] in (None, everything):
                yield [list(row) for row in table]
            return
        i, j = hidden[at]
        row_done = all(x != i for x, _ in hidden[at + 1 :])
        column_done = all(y != j for _, y in hidden[at + 1 :])
        for value in range(lowest, most + 1):
            table[i][j] = value
            if fits(i, j, row_done=row_done, column_done=column_done):
                yield from fill(at + 1)
        table[i][j] = 0

    return fill(0)


def surely_known(published: list[list[int | None]], lowest: int, most: int) -> list[tuple[int, int]]:
    """Hidden cells that have the same value in every table behind what was published."""
    hidden = {(i, j) for i, row in enumerate(published[:-1]) for j, v in enumerate(row[:-1]) if v is None}
    values: dict[tuple[int, int], set[int]] = {cell: set() for cell in hidden}
    for table in tables_behind(published, lowest, most):
        for i, j in hidden:
            values[i, j].add(table[i][j])
        if all(len(found) > 1 for found in values.values()):
            return []
    return sorted(cell for cell, found in values.items() if len(found) < 2)


def test_the_reader_finds_what_is_given_away() -> None:
    assert surely_known([[None, 5, 8], [6, 7, 13], [9, 12, 21]], 1, 30) == [(0, 0)]
    assert surely_known([[None, None, 10], [None, None, 12], [11, 11, 22]], 1, 30) == []
    assert surely_known([[None, None, 2], [None, None, 12], [7, 7, 14]], 1, 30) == [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize("zeros", [False, True])
def test_no_reader_finds_a_hidden_count(zeros: bool) -> None:
    rng = random.Random(5)
    for case in range(40):
        width, height = rng.choice([(2, 2), (3, 2), (3, 3)])
        counts = [[rng.choice([0, 1, 2, 4, 6, 8]) for _ in range(width)] for _ in range(height)]
        found = suppress(counts, zeros_sensitive=zeros)
        published = [list(row) for row in found.published.cells]
        small = {(i, j) for i, row in enumerate(counts) for j, v in enumerate(row) if v < 5 and (v or zeros)}
        assert all(published[i][j] is None for i, j in small), (case, counts)
        most = max(map(max, counts)) + 8
        assert surely_known(published, 0 if zeros else 1, most) == [], (case, counts)


BIG = [[30, 41, 52, 28], [33, 25, 47, 39], [36, 44, 27, 31], [29, 35, 38, 46]]


@pytest.mark.parametrize(
    ("small", "hidden"),
    [
        ({(0, 0): 3}, 4),  # a hidden cell needs another in its row, one in its column, and those need a fourth
        ({(1, 1): 4, (1, 3): 2}, 4),  # two of a row: one more in each of their columns
        ({(0, 2): 3, (3, 1): 4}, 4),  # two corners of one rectangle
        ({(0, 0): 3, (1, 1): 3, (2, 2): 3}, 6),  # three rows with two each
        ({(0, 0): 3, (1, 1): 3, (2, 2): 3, (3, 3): 3}, 8),  # four rows with two each
        ({}, 0),
    ],
)
def test_no_more_is_hidden_than_must_be(small: dict[tuple[int, int], int], hidden: int) -> None:
    counts = [[small.get((i, j), value) for j, value in enumerate(row)] for i, row in enumerate(BIG)]
    found = suppress(counts)
    assert {(cell.row, cell.column) for cell in found.primary} == set(small)
    assert len(found.published.hidden) == hidden
