from __future__ import annotations

from typing import Any

import pytest

from kvadmin.plugins.network.solver import split as splitting
from kvadmin.plugins.network.solver.large import block_pricing, further, large_relaxation, priced_windows
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, MaxPer, SameNetwork
from kvadmin.plugins.network.solver.split import split

from ..instances import assert_partition, grid, kilometres


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large begins at thirty places."""
    monkeypatch.setattr(splitting, "DIRECT_PLACES", 30)
    monkeypatch.setattr(splitting, "_ROUNDS", 40)
    monkeypatch.setattr(block_pricing, "_BLOCK", 9)
    monkeypatch.setattr(large_relaxation, "_WINDOW", 24)
    monkeypatch.setattr(priced_windows, "_WINDOW", 4)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "rules",
    [(), (MaxPer("county", 2),), (Balance("population", 0.002),), (SameNetwork(("0003", "0007")),)],
    ids=["none", "cap", "balance", "units"],
)
@pytest.mark.parametrize("networks", [12, None])
def test_the_further_proof_is_true(
    rules: tuple[Any, ...], networks: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = SplitRequest(grid(48, seed=4, counties=6), 3, 5, networks, rules, prove=600.0)
    found = split(request)
    monkeypatch.setattr(splitting, "DIRECT_PLACES", 600)
    best = split(SplitRequest(request.places, 3, 5, networks, rules))
    assert_partition(request.places, found.networks, 3, 5)
    assert best.bound_scope == found.bound_scope == "all"
    assert found.bound is not None
    assert found.bound <= best.objective + 1e-6 <= found.objective + 2e-6
    if not rules and networks:
        assert found.objective == pytest.approx(kilometres(request.places, found.networks))
        assert found.gap is not None
        assert found.gap < 0.1


@pytest.mark.usefixtures("small")
def test_locked_networks_are_part_of_the_bound() -> None:
    places = grid(48, seed=4)
    locked = (("0001", "0002", "0003"), ("0010", "0020", "0030", "0040"))
    for networks in (12, None):
        found = split(SplitRequest(places, 3, 5, networks, locked=locked, prove=600.0))
        assert set(locked) <= set(found.networks)
        assert found.bound is not None
        assert kilometres(places, locked) < found.bound <= found.objective


@pytest.mark.usefixtures("small")
def test_without_the_further_proof_there_is_no_bound() -> None:
    found = split(SplitRequest(grid(48, seed=4), 3, 5, 12))
    assert found.bound is None


@pytest.mark.usefixtures("small")
def test_too_many_places_and_too_little_time_give_a_split_without_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    assert split(SplitRequest(grid(48, seed=4), 3, 5, 12, prove=1e-9)).bound is None
    monkeypatch.setattr(further, "MOST", 40)
    assert split(SplitRequest(grid(48, seed=4), 3, 5, 12, prove=600.0)).bound is None
