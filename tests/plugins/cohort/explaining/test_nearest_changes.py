"""The named change admits, and none smaller does: against the whole rule, run with every smaller one."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from kvadmin.errors import Refused
from kvadmin.plugins.cohort import admission as rule
from kvadmin.plugins.cohort.explaining import nearest_changes as module
from kvadmin.plugins.cohort.explaining.contest import contest_of
from kvadmin.plugins.cohort.explaining.nearest_changes import nearest_changes

FIELDS = {"a": "xyz", "b": "pq", "c": "mn"}
CENT = Decimal("0.01")


class Programme:
    """One random call; members hold places in some."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        size = rng.randint(2, 9)
        self.applicants = [
            rule.Applicant(
                f"{100 + i:04}",
                score=Decimal(rng.randint(0, 6)) / 100,
                attributes={field: rng.choice([*values, ""]) for field, values in FIELDS.items()},
            )
            for i in range(size)
        ]
        quotas = tuple({self.quota(rng) for _ in range(rng.randint(0, 4))})
        self.call = rule.Call("P3", rng.randint(1, size), str(seed), quotas=quotas)
        kept = rng.sample(self.applicants, rng.choice((0, 0, 1, 2)))
        self.members = tuple(rule.KeptMember(each.number, "admitted-score") for each in kept)

    def quota(self, rng: random.Random) -> rule.QuotaRule:
        field = rng.choice(sorted(FIELDS))
        low = rng.choice((None, None, 1, 2, 3))
        high = rng.choice((None, (low or 0) + 1, (low or 0) + 2)) if low else rng.choice((0, 1, 2))
        return rule.QuotaRule(field, rng.choice(FIELDS[field]), low, high)

    def run(self, *, call: rule.Call | None = None, applicants=None) -> rule.Admission | None:
        try:
            return rule.decide(
                call or self.call, applicants or self.applicants, self.members, kind="promotion", software="x"
            )
        except Refused:
            return None

    def admits(self, number: str, **changed) -> bool:
        run = self.run(**changed)
        return run is not None and number in run.admitted

    def with_score(self, number: str, score: Decimal) -> bool:
        rows = [replace(each, score=score) if each.number == number else each for each in self.applicants]
        return self.admits(number, applicants=rows)

    def with_bound(self, number: str, at: int, bound: str, value: int) -> bool:
        quotas = self.run().call.quotas
        changed = replace(quotas[at], **{f"{bound}imum": value})
        if changed.maximum is not None and (changed.minimum or 0) > changed.maximum:
            return False
        return self.admits(number, call=replace(self.call, quotas=(*quotas[:at], changed, *quotas[at + 1 :])))


def waiting(seeds):
    """Every applicant of these programmes that waits, with what is said of it."""
    for seed in seeds:
        programme = Programme(seed)
        admission = programme.run()
        if admission is None:
            continue
        contest = contest_of(admission, {each.number: each.attributes for each in programme.applicants})
        for number in admission.waitlist:
            yield programme, admission, number, nearest_changes(contest, number)


CHUNKS = [range(start, start + 100) for start in range(0, 400, 100)]


@pytest.mark.parametrize("seeds", CHUNKS, ids=lambda seeds: str(seeds.start))
def test_the_named_score_admits_and_every_smaller_one_does_not(seeds):
    found = {True: 0, False: 0}
    for programme, admission, number, changes in waiting(seeds):
        own = next(each.score for each in admission.decisions if each.number == number)
        named = changes.order.score if changes.order else Decimal("0.20")  # higher than anybody's
        step = own + CENT
        while step < named:
            assert not programme.with_score(number, step), (number, step)
            step += CENT
        assert programme.with_score(number, named) is (changes.order is not None)
        found[changes.order is not None] += 1
        if changes.order:
            again = programme.run(
                applicants=[replace(a, score=named) if a.number == number else a for a in programme.applicants]
            )
            assert set(admission.admitted) - set(again.admitted) == set(changes.order.displaced)
    assert min(found.values()) > 5


@pytest.mark.parametrize("seeds", CHUNKS, ids=lambda seeds: str(seeds.start))
def test_the_named_bounds_admit_and_every_smaller_move_of_one_does_not(seeds):
    found = {True: 0, False: 0}
    for programme, admission, number, changes in waiting(seeds):
        enough: dict[int, set[tuple[str, str]]] = {}
        for at, quota in enumerate(admission.call.quotas):
            for bound in ("min", "max"):
                now = getattr(quota, f"{bound}imum")
                if not now and (bound == "min" or now is None):
                    continue  # the call has no such bound
                for value in range(12):
                    if value != now and programme.with_bound(number, at, bound, value):
                        moved = replace(quota, **{f"{bound}imum": value})
                        enough.setdefault(abs(value - now), set()).add((moved.text, bound))
        best = min(enough, default=None)
        named = {(each.changed.text, each.bound) for each in changes.quotas}
        assert {each.by for each in changes.quotas} == ({best} if best else set()), number
        assert named == enough.get(best, set())
        assert changes.quotas_tried is None
        found[best is not None] += 1
    assert min(found.values()) > 5


@pytest.mark.parametrize("seeds", CHUNKS, ids=lambda seeds: str(seeds.start))
def test_the_named_places_admit_and_fewer_do_not(seeds):
    found = {True: 0, False: 0}
    for programme, _, number, changes in waiting(seeds):
        more = (replace(programme.call, capacity=n) for n in range(programme.call.capacity + 1, 20))
        enough = next((call.capacity for call in more if programme.admits(number, call=call)), None)
        assert (changes.places.capacity if changes.places else None) == enough
        found[enough is not None] += 1
    assert min(found.values()) > 3


def test_the_worked_example(ten, call):
    admission = rule.admit(call(5, "region:Nord=1..", "form:y=1..", "region:Øst=..2"), ten, software="x")
    contest = contest_of(admission, {each.number: each.attributes for each in ten})
    changes = nearest_changes(contest, "0501")  # the third of region Øst, by lot
    assert (changes.order.ahead_of.number, changes.order.score) == ("0402", Decimal("8.01"))
    assert changes.order.displaced == ("0402",)
    assert [(each.changed.text, each.bound, each.displaced) for each in changes.quotas] == []
    assert changes.places is None


def test_what_was_not_tried_is_said(ten, call, monkeypatch):
    admission = rule.admit(call(5, "region:Nord=1..", "form:y=1..", "region:Øst=..2"), ten, software="x")
    contest = contest_of(admission, {each.number: each.attributes for each in ten})
    monkeypatch.setattr(module, "_WALKS", 10)
    changes = nearest_changes(contest, "1421")
    assert changes.places_tried == 7
