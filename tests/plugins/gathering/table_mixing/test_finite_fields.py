"""Fields: the laws hold, for every prime power of tables that anybody sets up."""

from __future__ import annotations

import pytest

from kvadmin.plugins.gathering.table_mixing.finite_fields import field, prime_powers, product_ring


@pytest.mark.parametrize(
    ("prime", "power"), [(2, 1), (3, 1), (2, 2), (5, 1), (2, 3), (3, 2), (2, 4), (5, 2), (3, 3), (2, 5)]
)
def test_a_field_has_the_laws_of_a_field(prime, power):
    sums, products = field(prime, power)
    every = range(prime**power)
    for a in every:
        assert sorted(sums[a]) == list(every)
        assert sums[a][0] == a == products[a][1]
        assert products[a][0] == 0
        assert not a or sorted(products[a]) == list(every), "every element but 0 has an inverse"
        for b in every:
            assert sums[a][b] == sums[b][a]
            assert products[a][b] == products[b][a]
            for c in (0, 1, prime, prime**power - 1):
                if c in every:
                    assert products[a][sums[b][c]] == sums[products[a][b]][products[a][c]]
                    assert products[a][products[b][c]] == products[products[a][b]][c]


def test_a_product_counts_in_each_field():
    assert prime_powers(360) == [(2, 3), (3, 2), (5, 1)]
    sums, products = product_ring(12)
    of_four, of_three = field(2, 2), field(3, 1)
    for a in range(12):
        for b in range(12):
            (x, y), (v, w) = divmod(a, 3), divmod(b, 3)
            assert sums[a][b] == of_four[0][x][v] * 3 + of_three[0][y][w]
            assert products[a][b] == of_four[1][x][v] * 3 + of_three[1][y][w]
    assert product_ring(9) == field(3, 2)
