"""A sample of the fuzzed edits of ``benchmarks/store_fuzz.py``, read by PyYAML's pure Python parser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("yaml")
sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))
import store_fuzz


@pytest.mark.parametrize("block", range(6))
def test_fuzzed_edits_of_hand_styled_files(block):
    found = [store_fuzz.one(77_000_000 + 100 * block + number) for number in range(50)]
    assert [outcome for outcome in found if outcome.wrong] == []


def test_the_judge_finds_what_is_wrong():
    text, held = "a: 1 # c1c x\nb: 2\n", {"a": "1", "b": "2"}
    edit = ("set", ("b",), 0, "3")
    assert store_fuzz.judged(text, "a: 1 # c1c x\nb: 3\n", held, edit) == ""
    assert store_fuzz.judged(text, "a: 1 # c1c x\nb: 4\n", held, edit) == "wrong data"
    assert store_fuzz.judged(text, "a: 2 # c1c x\nb: 3\n", held, edit) == "wrong data"
    assert store_fuzz.judged(text, "a: 1\nb: 3\n", held, edit) == "lost comments"
    assert store_fuzz.judged(text, "\n'a':  1 # c1c x\n\nb: 3\n", held, edit) == "lines"
    assert store_fuzz.judged(text, "a: [", held, edit) == "wrong data"
