"""What could explain published counts: against trying every small programme, and on the programme's own counts."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations_with_replacement, product

import pytest

from kvadmin.plugins.cohort.reconciling.assumptions import from_nothing
from kvadmin.plugins.cohort.reconciling.counting import CountedFigure, CountingWay, Scene, Stay
from kvadmin.plugins.cohort.reconciling.searching import (
    Setting,
    contradicting,
    explain_alone,
    explain_stored,
    stored_figures,
    ways,
)

PUBLISHED = {
    CountedFigure("new", 1): 49, CountedFigure("total", 1): 90, CountedFigure("new", 2): 34, CountedFigure("total", 2): 124,
    CountedFigure("new", 3): 21, CountedFigure("total", 3): 138,
    **{CountedFigure("group", 3, group): number for group, number in
       {"I07": 12, "P1": 28, "P2": 46, "P3": 36, "P4": 20}.items()},
}  # fmt: skip
SCENE = Scene(3, {"I07": 0, "P1": 0, "P2": 1, "P3": 2, "P4": 3})
EFFORT = frozenset({"I07"})


def settings(scene=SCENE, held=None, figures=PUBLISHED):
    return [Setting(way, scene, held or {}) for way in ways(EFFORT, tuple(figures))]


def counted(people, figure):
    """A figure of municipalities, each a list of (group, first, last); counted without any of our own code."""
    active = [[group for group, first, last in stays if first <= figure.day <= last] for stays in people]
    match figure.kind:
        case "total":
            return sum(bool(groups) for groups in active)
        case "row_sum":
            return sum(len(groups) for groups in active)
        case "group":
            return sum(groups.count(figure.group) for groups in active)
    return sum(min(first for _, first, _ in stays) == figure.day for stays in people)


def patterns(scene):
    """Every costed kind of municipality: cost, and its stays; the base of a second group stays to the end."""
    for group, begin in scene.begins.items():
        for last in range(begin - 1, scene.days):
            yield 1, ((group, begin, last),)
        for first in range(begin + 1, scene.days + 1):
            yield 1, ((group, first, scene.days),)
        for base, before in scene.begins.items():
            if base != group and before <= begin:
                for last in range(begin - 1, scene.days + 1):
                    yield 1 + (last < scene.days), ((base, before, scene.days), (group, begin, last))


def tried(scene, figures, most, most_staying=3):
    """All programmes of least cost with these figures, as the effects of their costed parts and who stays."""
    kinds = list(patterns(scene))
    groups = list(scene.begins)
    for cost in range(most + 1):
        found = set()
        for number in range(cost + 1):
            for some in combinations_with_replacement(kinds, number):
                if sum(each[0] for each in some) != cost:
                    continue
                for staying in product(range(most_staying + 1), repeat=len(groups)):
                    plain = [
                        ((group, scene.begins[group], scene.days),)
                        for group, n in zip(groups, staying, strict=True)
                        for _ in range(n)
                    ]
                    people = [*plain, *(each[1] for each in some)]
                    if all(counted(people, figure) == value for figure, value in figures.items()):
                        found.add(told(scene, figures, people))
        if found:
            return cost, found
    return None, set()


def told(scene, figures, people):
    """What is assumed, by its effect on the figures alone."""
    parts = Counter()
    for stays in people:
        first = stays[0]
        whole = (first[0], scene.begins[first[0]], scene.days)
        alone = tuple(counted([(first,)], each) for each in figures)
        if len(stays) == 2:
            both = tuple(counted([stays], each) for each in figures)
            kinds = ("second", "withdrawal") if stays[1][2] < scene.days else ("second",)
            parts[kinds, tuple(a - b for a, b in zip(both, alone, strict=True))] += 1
            parts[("stay",), alone] += 1
        else:
            kind = "stay" if first == whole else "withdrawal" if first[2] < scene.days else "late"
            parts[(kind,), alone] += 1
    return frozenset((key, n) for key, n in parts.items() if any(key[1]))


@pytest.mark.parametrize("seed", range(40))
def test_it_finds_every_smallest_explanation_and_no_other(seed):
    dice = random.Random(seed)
    days = dice.randint(1, 2)
    scene = Scene(days, dict(zip("AB", sorted(dice.randint(0, days) for _ in range(2)), strict=True)))
    possible = list(patterns(scene))
    people = [((group, begin, days),) for group, begin in scene.begins.items() for _ in range(dice.randint(0, 2))]
    people += [dice.choice(possible)[1] for _ in range(dice.randint(0, 2))]
    every = [CountedFigure(kind, day) for day in range(1, days + 1) for kind in ("new", "total", "row_sum")]
    every += [CountedFigure("group", day, group) for day in range(1, days + 1) for group in scene.begins]
    chosen = dice.sample(every, dice.randint(2, len(every)))
    figures = {each: counted(people, each) for each in chosen}
    if dice.random() < 0.4:
        figures[dice.choice(chosen)] += dice.choice([-1, 1])
    setting = Setting(CountingWay(), scene, {})
    found = explain_alone([setting], figures)
    cost, expected = tried(scene, figures, most=2)
    if cost is None:
        assert found.things is None or found.things > 2 or any(n > 3 for each in found.found for _, n in each.parts)
        return
    if any(n > 3 for each in found.found for _, n in each.parts):
        pytest.skip("beyond what is tried")
    assert (found.things, found.complete) == (cost, True)
    ours = {
        frozenset(((tuple(p.kind for p in column.parts[0]), column.effects), n) for column, n in each.parts)
        for each in found.found
    }
    assert ours == expected


def test_the_programmes_own_counts_need_seven_withdrawals_and_four_in_two_groups():
    found = explain_alone(settings(), PUBLISHED)
    assert (found.things, found.complete) == (11, True)
    assert {tuple(each.kinds.items()) for each in found.found} == {(("withdrawal", 7), ("second", 4))}
    assert all(each.setting.cost == 0 for each in found.found)
    for each in found.found:  # 90 + 34 = 124: nobody left before the second count, all seven after it
        left = [(part[0].stay, n) for column, n in each.parts for part in column.parts if part[0].kind == "withdrawal"]
        assert left
        assert all(stay.last in (2, stay.first - 1) for stay, _ in left)
    last_third = {n for each in found.found for column, n in each.parts if column.parts[0][0][:2] == ("second", "P3")}
    assert last_third == {2, 3, 4}  # 36 rows, 34 of them new: two at least were in before


def test_a_programme_as_published_needs_nothing():
    whole = SCENE.whole
    held = {
        (whole("I07"),): 10, (whole("P1"),): 26, (whole("I07"), whole("P1")): 2, (whole("P2"),): 46, (whole("P3"),): 34,
        (whole("P1"), whole("P3")): 0, (whole("P4"),): 20, (Stay("P1", 0, 2),): 3, (Stay("P2", 1, 2),): 3,
        (Stay("P4", 3, 2),): 1,
    }  # fmt: skip
    held[(whole("P2"), whole("P3"))] = 2
    held[(whole("P2"),)] = 44
    plain = settings(held=held)[0]
    assert stored_figures(plain, tuple(PUBLISHED)) == PUBLISHED
    found = explain_stored([plain], PUBLISHED, also_missing=False)
    assert (found.things, [each.parts for each in found.found]) == (0, [()])


@pytest.mark.parametrize("seed", range(25))
def test_one_thing_that_is_otherwise_is_found(seed):
    """A stored programme, one thing of which was another: the explanation says one thing, and this one is among them."""
    dice = random.Random(seed)
    scene = Scene(3, {"A": 0, "B": 1, "C": 2})
    every = [CountedFigure(kind, day) for day in (1, 2, 3) for kind in ("new", "total")]
    every += [CountedFigure("group", day, group) for day in (1, 2, 3) for group in scene.begins]
    held = {(scene.whole(group),): dice.randint(2, 5) for group in scene.begins} | {
        (scene.whole("A"), scene.whole("B")): 1
    }
    people = [stays for stays, n in held.items() for _ in range(n)]
    group = dice.choice("ABC")
    kind = dice.choice(("withdrawal", "ended", "late", "second", "apart"))
    begin = scene.begins[group]
    if kind == "withdrawal":
        people.append((Stay(group, begin, dice.randint(max(begin - 1, 0), 2)),))
        if people[-1][0].last < max(begin, 1) and begin == 0:
            pytest.skip("nobody saw it")
    elif kind == "apart":
        people.remove((scene.whole("A"), scene.whole("B")))
        people += [(scene.whole("A"),), (scene.whole("B"),)]
    elif kind == "second":
        people.remove((scene.whole("A"),))
        people.append((scene.whole("A"), scene.whole("C")))
    else:
        if (kind, begin) == ("late", 2):
            group, begin = "A", 0
        people.remove((scene.whole(group),))
        people.append(
            (
                Stay(group, begin, dice.randint(max(begin - 1, 0), 2))
                if kind == "ended"
                else Stay(group, dice.randint(begin + 1, 3), 3),
            )
        )
    figures = {each: counted([[tuple(stay) for stay in stays] for stays in people], each) for each in every}
    plain = Setting(CountingWay(), scene, held)
    if stored_figures(plain, tuple(every)) == figures:
        pytest.skip("no figure shows it")
    found = explain_stored([plain], figures, also_missing=False)
    assert (found.things, found.complete) == (1, True)
    assert kind in {name for each in found.found for name in each.kinds}


def test_counting_memberships_instead_of_municipalities_is_one_thing():
    held = {(SCENE.whole("I07"), SCENE.whole("P1")): 4, (SCENE.whole("P1"),): 8}
    figures = {CountedFigure("total", 1): 16, CountedFigure("group", 1, "I07"): 4, CountedFigure("group", 1, "P1"): 12}
    found = explain_stored(settings(held=held, figures=figures), figures, also_missing=False)
    assert found.things == 1
    assert [each.setting.way.total for each in found.found] == ["memberships"]


def test_leaving_out_the_effort_group_is_one_thing():
    held = {(SCENE.whole("I07"),): 12, (SCENE.whole("P1"),): 28}
    figures = {CountedFigure("total", 1): 28, CountedFigure("group", 1, "I07"): 12, CountedFigure("group", 1, "P1"): 28}
    found = explain_stored(settings(held=held, figures=figures), figures, also_missing=False)
    assert found.things == 1
    assert [each.setting.way.left_out for each in found.found] == [EFFORT]


def test_what_cannot_be_is_said_with_the_figures_that_cannot_all_be_right():
    figures = {**PUBLISHED, CountedFigure("row_sum", 3): 130}
    found = explain_alone(settings(figures=figures), figures)
    assert (found.things, found.complete) == (None, True)
    wrong = contradicting(settings(figures=figures), figures)
    assert CountedFigure("row_sum", 3) in wrong
    fewer = {each: figures[each] for each in wrong}
    assert explain_alone(settings(figures=figures), fewer).things is None
    for each in wrong:  # no more of them than it takes
        assert (
            explain_alone(settings(figures=figures), {k: v for k, v in fewer.items() if k != each}).things is not None
        )


def test_a_second_group_takes_somebody_who_is_in():
    scene = Scene(1, {"A": 0, "B": 1})
    figures = {CountedFigure("group", 1, "A"): 1, CountedFigure("group", 1, "B"): 3, CountedFigure("total", 1): 1}
    assert explain_alone([Setting(CountingWay(), scene, {})], figures).things is None
    columns = from_nothing(scene, CountingWay(), tuple(figures))
    assert any(part[0].kind == "second" for column in columns for part in column.parts)


def test_a_second_group_is_not_given_to_somebody_who_came_after_it():
    scene = Scene(1, {"A": 0, "B": 0, "C": 1})
    held = {
        (Stay("A", 1, 1),): 1,
        (Stay("A", 0, 1), Stay("B", 0, 1)): 1,
        (Stay("C", 1, 1),): 1,
    }
    figures = {
        CountedFigure("group", 1, "A"): 2, CountedFigure("group", 1, "B"): 2, CountedFigure("group", 1, "C"): 1,
        CountedFigure("row_sum", 1): 5, CountedFigure("new", 1): 2,
    }  # fmt: skip
    found = explain_stored([Setting(CountingWay(), scene, held)], figures, also_missing=False)
    # the late comer in A would not have been new on day 1 if it had been in B since before
    assert found.things != 1
