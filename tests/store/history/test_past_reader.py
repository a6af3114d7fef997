"""A history that is read quickly says what one says of which every line is read whole."""

from __future__ import annotations

import random

import pytest
from store.random_histories import compare, damaged, grown

from kvadmin.store.history.past_reader import TABLES, PastReader
from kvadmin.store.index.database import Index


@pytest.fixture(autouse=True)
def _every_history_is_long(monkeypatch):
    monkeypatch.setattr("kvadmin.store.history.past_reader.SMALL", -1)


def indexed(tmp_path):
    return PastReader(Index(tmp_path / "index.sqlite", TABLES))


@pytest.mark.parametrize("seed", range(12))
def test_every_answer_is_that_of_the_lines_read_whole(tmp_path, seed):
    dice, lasting = random.Random(seed), indexed(tmp_path)
    folder = tmp_path / "office"
    for turn in range(4):
        grown(folder, dice, 6)
        lasting = indexed(tmp_path) if turn == 2 else lasting
        kinds = compare(folder, [PastReader(), lasting, indexed(tmp_path), indexed(tmp_path)])
        assert kinds[-1] == "IndexedPast" or turn > 1
        if turn % 2:
            damaged(folder, dice)
            compare(folder, [PastReader(), lasting, indexed(tmp_path), indexed(tmp_path)])
