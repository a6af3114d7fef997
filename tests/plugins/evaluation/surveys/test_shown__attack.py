"""Everything that could have been answered is tried: no hidden small count follows from what is published.

The attacker knows the rule, the scale and the rounding, and writes down every way in which a municipality may have
answered. Where all ways that look the same agree on a small count, it would be derivable.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from kvadmin.plugins.evaluation.surveys import category_search
from kvadmin.plugins.evaluation.surveys.given_answers import GivenAnswers, figures_of, rounded
from kvadmin.plugins.evaluation.surveys.said import said, together
from kvadmin.plugins.evaluation.surveys.scale import SurveyScale
from kvadmin.plugins.evaluation.surveys.shown import shown


def ways(categories: int, most: int):
    """Every way in which at most ``most`` persons answer."""
    return (counts for counts in product(range(most + 1), repeat=categories) if 0 < sum(counts) <= most)


def truths(scale: SurveyScale, most: int, *, top_known: bool, invited: range):
    for counts in ways(len(scale.categories), most):
        size = sum(counts)
        top = sum(c for v, c in zip(scale.categories, counts, strict=True) if scale.in_top(v))
        mean, sd = figures_of(counts, scale)
        for more in invited:
            asked = None if more < 0 else size + more
            yield counts, GivenAnswers(size, asked, top if top_known else None, mean, sd, counts if top_known else None)


def secrets(counts, found: GivenAnswers, scale: SurveyScale):
    """What nobody may learn when it is small."""
    top = sum(c for v, c in zip(scale.categories, counts, strict=True) if scale.in_top(v))
    named = {"answers": found.answers, "top": top, "rest": found.answers - top}
    if found.invited is not None:
        named |= {"silent": found.invited - found.answers}
    return named | {f"answer {v}": c for v, c in zip(scale.categories, counts, strict=True)}


@pytest.mark.parametrize("top_known", [True, False])
@pytest.mark.parametrize("least", [2, 3, 5])
@pytest.mark.parametrize("scale", [SurveyScale(1, 3, 3, 3), SurveyScale(1, 4, 3, 4), SurveyScale(0, 3, 0, 0)], ids=str)
def test_no_small_count_follows_from_what_is_shown(scale, least, top_known):
    most = 14 if len(scale.categories) == 3 else 11
    possible: dict[object, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for counts, found in truths(scale, most, top_known=top_known, invited=range(-1, 8)):
        visible = shown(found, scale, least)
        published = (visible, said(visible, scale), found.invited is None)
        for name, value in secrets(counts, found, scale).items():
            possible[published][name].add(value)
    few = max(3, least)
    for published, names in possible.items():
        for name, values in names.items():
            (value, *others) = values
            assert others or not 0 < value < few, (published, name, value)


def test_sums_hold_nothing_that_is_not_shown():
    """The sum of what is shown is a function of what is shown, whatever is hidden."""
    scale = SurveyScale(1, 4, 3, 4)
    several = [found for _, found in truths(scale, 11, top_known=True, invited=range(5, 9))][::17]
    visible = [shown(each, scale, 5) for each in several]
    total = together(visible)
    assert total.answers == sum(each.answers for each in visible if each.answers)
    assert total.top is None, "where a part is hidden there is no sum"
    whole = [each for each in visible if each.answers and each.top is not None and each.mean is not None]
    assert len(whole) > 5
    assert together(whole).top == sum(each.top for each in whole)


def test_large_surveys_are_shown():
    scale = SurveyScale(1, 6, 5, 6)
    for counts in ((2, 5, 13, 30, 40, 30), (0, 1, 4, 9, 10, 7), (60, 0, 0, 0, 1, 60), (0, 0, 2, 3, 40, 10)):
        size = sum(counts)
        top = sum(counts[4:])
        found = GivenAnswers(size, size + 40, top, *figures_of(counts, scale), counts)
        visible = shown(found, scale, 5)
        assert (visible.answers, visible.invited, visible.top) == (size, size + 40, top)
        assert visible.mean is not None
        assert visible.hidden == ()


def test_what_is_hidden():
    scale = SurveyScale(1, 6, 5, 6)

    def of(counts, silent=20):
        size = sum(counts)
        return shown(GivenAnswers(size, size + silent, sum(counts[4:]), *figures_of(counts, scale), counts), scale, 5)

    assert of((0, 0, 1, 1, 1, 1)).hidden == ("answers", "invited", "top", "mean", "sd")
    assert of((10, 9, 8, 7, 4, 0)).hidden == ("top", "mean", "sd")
    assert of((0, 0, 2, 2, 20, 20)).hidden == ("top", "mean", "sd"), "nearly everybody"
    assert of((5, 9, 8, 7, 9, 9), silent=3).hidden == ("invited",)
    assert of((0, 0, 0, 0, 1, 9)).hidden == ("mean", "sd"), "5.9 of ten can only be one who answered 5"
    assert of((0, 0, 0, 0, 0, 10)).hidden == (), "nobody is told apart"
    everything = shown(GivenAnswers(3, 4, 1), scale, 1)
    assert (everything.answers, everything.invited, everything.top, everything.hidden) == (3, 4, 1, ())


def test_one_among_many_who_answers_quite_otherwise_is_not_given_away():
    """Mean and standard deviation of a hundred may still tell of one."""
    scale = SurveyScale(1, 6, 5, 6)
    one = (99, 0, 0, 0, 0, 1)
    figures = [rounded(each) for each in figures_of(one, scale)]
    assert category_search.gives_away(100, None, *figures, scale, 5)
    assert shown(GivenAnswers(100, 300, None, *figures_of(one, scale)), scale, 5).hidden == ("mean", "sd")
    assert shown(GivenAnswers(1000, 3000, None, *figures_of((400, 100, 100, 99, 300, 1), scale)), scale, 5).hidden == ()
