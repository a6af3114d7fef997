"""Honest draws are sound and bent ones are named, in random histories through the command line.

``benchmarks/grinding.py`` plays 100 of each kind; the suite plays one of each.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from draw_histories import BENT, HONEST, copied, found, prepared


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KVADMIN_CONFIG", str(tmp_path_factory.mktemp("person") / "config.toml"))
        return prepared(tmp_path_factory.mktemp("draws") / "base")


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("kind", HONEST)
def test_an_honest_draw_is_sound(base, tmp_path, kind):
    assert found(HONEST[kind], base, tmp_path / "played", seed=len(kind)) == (True, True)


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("kind", BENT)
def test_a_bent_draw_is_named(base, tmp_path, kind):
    assert found(BENT[kind], base, tmp_path / "played", seed=len(kind)) == (True, True)


@pytest.mark.usefixtures("person")
def test_both_ends_of_a_quota_are_one_change_that_decides(base, tmp_path):
    """Neither end is said to have changed nothing; a change there and back beside it is still named."""
    history = copied(base, tmp_path / "played", seed=1).closed()
    history.call("cohort", "set", "P3", "quotas", "region:Nord=0..3")
    history.call("cohort", "set", "P3", "capacity", "6")
    history.call("cohort", "set", "P3", "capacity", "5")
    history.draw()
    history.admit()
    said = " ".join(history.verified()["grounds"])
    assert "Not as it was when the list was closed: the quotas" in said
    assert "without changing what decides" not in said
    assert "taken back again: the number of places: 5 → 6" in said
