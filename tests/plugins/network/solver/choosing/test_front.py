"""Choices: none is worse than another in everything; at most five; the shortest and the best on each axis among them."""

from __future__ import annotations

import random

import pytest

from kvadmin.plugins.network.solver.choosing.front import SplitChoice, best_at, chosen_from, front_of
from kvadmin.plugins.network.solver.score_card import Score


def _choice(distance, longest, balance, moves, present=False):
    card = Score(distance, distance, distance, {}, (), ())
    return SplitChoice((), card, distance, longest, balance, moves, present=present)


@pytest.mark.parametrize("seed", range(20))
def test_no_choice_is_worse_in_everything(seed):
    draw = random.Random(seed)
    found = [_choice(*(float(draw.randint(1, 6)) for _ in range(3)), draw.randint(0, 6)) for _ in range(30)]
    chosen = chosen_from(front_of(found))
    assert 1 <= len(chosen) <= 5
    values = [each.axes() for each in chosen]
    for one in values:
        assert not any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in values)
    assert len(set(values)) == len(values)
    assert chosen[0].distance == min(each.distance for each in found)
    for axis in range(4):
        assert min(value[axis] for value in values) == min(each.axes()[axis] for each in found)


def test_the_present_split_is_kept_when_nothing_is_better():
    found = [_choice(float(at), float(20 - at), 1.0, 5) for at in range(10)]
    found.append(_choice(5.5, 15.5, 1.0, 4, present=True))
    assert any(each.present for each in chosen_from(front_of(found)))
    found.append(_choice(5.0, 15.0, 0.0, 0))
    assert not any(each.present for each in front_of(found))


def test_the_same_place_on_the_axes_is_one_choice_and_stays_the_present_one():
    front = front_of([_choice(1.0, 2.0, 0.0, 0), _choice(1.0, 2.0, 0.0, 0, present=True)])
    assert [each.present for each in front] == [True]


def test_what_each_is_best_at():
    choices = [_choice(1.0, 9.0, 1.0, 3), _choice(2.0, 5.0, 1.0, 0)]
    assert best_at(choices) == [["distance"], ["longest", "moves"]]
