"""The polynomials of the expansion are the published ones."""

from __future__ import annotations

import pytest

from kvadmin.plugins.evaluation.quantiles.gamma_expansion import ORDER, expansion_at


@pytest.mark.parametrize("z", [-3.09, -0.5, 0.0, 1.96])
def test_the_first_are_those_of_goldberg_and_levine(z):
    found = expansion_at(z)
    assert len(found) == ORDER + 1
    assert found[:6] == pytest.approx(
        (
            1,
            z,
            (z**2 - 1) / 3,
            (z**3 - 7 * z) / 36,
            -(3 * z**4 + 7 * z**2 - 16) / 810,
            (9 * z**5 + 256 * z**3 - 433 * z) / 38880,
        ),
        rel=1e-12,
        abs=1e-14,
    )
