"""Honest draws are sound and bent ones are named, in random histories through the command line.

``benchmarks/grinding.py`` plays 100 of each kind; the suite plays one of each.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from draw_histories import BENT, HONEST, found, prepared


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
