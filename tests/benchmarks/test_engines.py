"""A sample of writers side by side, in files and on a real server, and that the judge of a race would notice."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from database_servers import database_server

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    return import_module


@pytest.fixture
def folder(benchmark, tmp_path):
    return benchmark("large_folders").programme(tmp_path / "race", 12)


def test_commands_side_by_side_in_files(benchmark, folder, tmp_path):
    place = benchmark("engine_places").yaml_place(tmp_path, folder)
    race = benchmark("engines").commands(place, 2, 1, one=True)
    assert (race.done, race.there, race.history, race.lost, race.said) == (2, 2, 2, 0, [])


@pytest.mark.parametrize("one", [True, False])
def test_writers_side_by_side_on_a_server(benchmark, folder, tmp_path, one):
    with database_server(benchmark) as there:
        place = benchmark("engine_places").postgres_place(tmp_path, folder, there)
        race = benchmark("engines").library(place, 3, 4, one=one)
    assert (race.done, race.there, race.history, race.lost, race.said) == (12, 12, 12, 0, [])
    assert race.client > 0


@pytest.mark.parametrize(("there", "history"), [(9, 10), (10, 9)])
def test_what_is_lost_is_noticed(benchmark, there, history):
    race = benchmark("engines").Race(10, 10, there, history, 1.0, 0.1, 0.1, 0, [])
    assert race.lost == 1
    assert str(race).startswith("10 of 10 done, 1 lost")
