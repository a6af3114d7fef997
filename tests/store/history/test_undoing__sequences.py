"""Random sequences of commands: a dry run never writes and shows what is done; undone all the way, all is as before.

The suite plays 50 of them; ``benchmarks/history.py`` plays 1,000.
"""

from __future__ import annotations

import pytest
from command_sequences import play


@pytest.mark.parametrize("part", range(5))
def test_all_the_way_back(part, tmp_path, person, monkeypatch):
    del person
    monkeypatch.setenv("KVADMIN_TODAY", "2008-06-10")
    done = [play(tmp_path / str(seed), seed, 8) for seed in range(10 * part, 10 * part + 10)]
    assert sum(done) > 20
