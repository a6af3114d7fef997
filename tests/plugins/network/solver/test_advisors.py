"""Advisors for networks: beside every assignment there is, and what would be enough where there is none."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from kvadmin.api import InvalidData, Refused, UsageError
from kvadmin.plugins.network.solver.advisors import (
    Assignment,
    AvailableAdvisor,
    TooFewAdvisors,
    assign_advisors,
)
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.split import split

from .instances import grid

LANGUAGES = ("bokmal", "nynorsk")


def test_advisors_have_capacity_and_speak_the_language():
    given = grid(20, seed=6)
    request = SplitRequest(given, 4, 6, 4)
    networks = split(request).networks
    near = [
        AvailableAdvisor("a", 59, 6, 2),
        AvailableAdvisor("b", 63, 12, 2, frozenset({"nb"})),
        AvailableAdvisor("c", 70, 25, 4),
    ]
    found = assign_advisors(request, networks, near, languages=["nn", None, None, "nn"])
    assert found.load == {who: found.advisor_of.count(who) for who in "abc"}
    assert all(found.load[a.id] <= a.capacity for a in near)
    assert found.advisor_of[0] != "b"
    assert found.advisor_of[3] != "b"
    with pytest.raises(Refused, match="capacity for 2"):
        assign_advisors(request, networks, near[:1])
    with pytest.raises(Refused, match="language"):
        assign_advisors(request, networks, [AvailableAdvisor("b", 63, 12, 9, frozenset({"nb"}))], languages=["nn"] * 4)


class Case:
    """Networks of places that are near each other, people with homes, and who is agreed on."""

    def __init__(self, seed: int) -> None:
        chance = Random(seed)
        self.networks = [(f"p{at:03d}", f"p{at + 1:03d}") for at in range(0, 2 * chance.randint(1, 5), 2)]
        places = grid(2 * len(self.networks), seed=seed)
        ids = iter(places.ids)
        self.networks = [(next(ids), next(ids)) for _ in self.networks]
        self.request = SplitRequest(places, 1, 3, len(self.networks))
        self.people = [
            AvailableAdvisor(
                name, 58 + 10 * chance.random(), 6 + 10 * chance.random(), chance.randint(0, 3),
                frozenset(chance.choice([(), LANGUAGES[:1], LANGUAGES[1:], LANGUAGES])),
            )
            for name in "abc"[: chance.randint(1, 3)]
        ]  # fmt: skip
        self.needs = [chance.choice([None, *LANGUAGES]) for _ in self.networks]
        agreed = range(len(self.networks)) if chance.random() < 0.4 else ()
        self.fixed = {at: chance.choice(self.people).id for at in agreed if chance.random() < 0.4}

    def assigned(self, people: list[AvailableAdvisor] | None = None) -> Assignment:
        people = self.people if people is None else people
        return assign_advisors(self.request, self.networks, people, languages=self.needs, fixed=self.fixed)

    def ways(self, people: list[AvailableAdvisor]) -> list[tuple[str, ...]]:
        choices = [
            [self.fixed[at]] if at in self.fixed
            else [each.id for each in people if need is None or not each.languages or need in each.languages]
            for at, need in enumerate(self.needs)
        ]  # fmt: skip
        return [way for way in product(*choices) if all(way.count(each.id) <= each.capacity for each in people)]


@pytest.mark.parametrize("seed", range(60))
def test_the_assignment_is_the_best_of_all_or_what_lacks_is_said(seed):
    case = Case(seed)
    ways = case.ways(case.people)
    if ways:
        found = case.assigned()
        alone = {
            (at, each.id): assign_advisors(case.request, [members], [AvailableAdvisor(each.id, each.lat, each.lon, 1)]).total_km
            for at, members in enumerate(case.networks)
            for each in case.people
        }  # fmt: skip
        best = min(sum(alone[at, who] for at, who in enumerate(way)) for way in ways)
        assert found.advisor_of in ways
        assert found.total_km == pytest.approx(best)
        return
    with pytest.raises(TooFewAdvisors) as refused:
        case.assigned()
    error = refused.value
    assert len(error.missing) == sum(error.enough.values()) + sum(error.overfull.values())
    raised = [
        AvailableAdvisor(each.id, each.lat, each.lon, each.capacity + error.overfull[each.id], each.languages)
        for each in case.people
    ]
    new = [
        AvailableAdvisor(f"new{at}", 60, 10, number, frozenset({language or "kven"}))
        for at, (language, number) in enumerate(error.enough.items())
    ]
    assert case.ways([*raised, *new]), "what was said to be enough is not"
    fewer = sum(error.enough.values()) - 1
    if not error.overfull:
        assert not case.ways([*case.people, AvailableAdvisor("any", 60, 10, fewer)] if fewer > 0 else case.people)


def test_people_that_cannot_be():
    case = Case(0)
    one = AvailableAdvisor("a", 60, 10, 9)
    with pytest.raises(InvalidData, match="twice"):
        case.assigned([one, one])
    case.fixed = {0: "nobody"}
    with pytest.raises(UsageError, match="unknown advisor"):
        case.assigned([one])
