"""Life afterwards: somebody leaves, joins or merges, and as few others as possible change network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kvadmin.api import Refused, tr

from .exact.labelled import Continuation, LabelledCandidates, labelled_pool
from .matching import NetworkChange, best_matching
from .objectives.star_search import with_objective
from .problem import SplitProblem
from .request import SplitRequest
from .rules import SameNetwork
from .score_card import Score, canonical, score
from .split import Split, split
from .time_budget import TimeBudget
from .units import units_of

Networks = Sequence[Sequence[str]]
#: Networks looked at around a change; the others stay as they are.
AROUND = 26


@dataclass(frozen=True)
class Repair:
    """A repaired split beside what freedom would have given.

    ``old_of[i]``: the old network that ``networks[i]`` continues, or None. ``cost`` is the
    objective plus ``move_cost`` per moved member.
    """

    networks: tuple[tuple[str, ...], ...]
    old_of: tuple[int | None, ...]
    change: NetworkChange
    score: Score
    cost: float
    free: Split | None
    free_change: NetworkChange | None


def repair(
    request: SplitRequest,
    old: Networks,
    *,
    most_moves: int | None = 2,
    move_cost: float = 0.0,
    held: Sequence[str] = (),
    successors: dict[str, str] | None = None,
    compare_free: bool = True,
    clock: TimeBudget | None = None,
) -> Repair:
    """Fit an old split to the places there are now.

    Args:
        request: The places and rules as they are now (places of ``old`` that are gone have left;
            places that are not in ``old`` have joined). Without a number of networks the old one is
            kept as long as the sizes allow it.
        old: Members of each old network.
        most_moves: How many others (members before and after) may change network; None: any number.
        move_cost: Kilometres that one such move must be worth.
        held: Places that must stay with their network.
        successors: New id by old id after a merger: the new place counts as a member of the
            old network of the first of its predecessors.
        compare_free: Whether to also find the split without any limit.
        clock: By which that split ends.

    Raises:
        Refused: no split within the limit; the message says how many moves one needs.
    """
    old = renamed(old, successors or {})
    request = replace(request, networks=_count(request, len(old))).checked()
    model = _model(request, old, held)
    best = _solve(model, request, most_moves, move_cost)
    if best is None:
        raise _too_few(model, request, most_moves)
    networks = canonical(_chosen(model, request, best))
    change = best_matching(old, networks)
    card = score(request, networks)
    if card.broken:
        raise Refused(tr("the repaired split breaks a rule"), details=card.broken, code="rule-broken")
    free = split(request, clock=clock) if compare_free else None
    free_change = best_matching(old, free.networks) if free else None
    cost = card.objective + move_cost * len(change.moved)
    return Repair(networks, change.old_of, change, card, cost, free, free_change)


@dataclass(frozen=True)
class _Model:
    problem: SplitProblem
    old: np.ndarray
    held: np.ndarray
    kept: list[tuple[str, ...]]


def renamed(old: Networks, successors: dict[str, str]) -> list[tuple[str, ...]]:
    """The old networks with merged places under their new id, each only once."""
    seen: set[str] = set()
    out = []
    for members in old:
        names = []
        for place in members:
            name = successors.get(place, place)
            if name not in seen:
                seen.add(name)
                names.append(name)
        out.append(tuple(names))
    return out


def _count(request: SplitRequest, old: int) -> int:
    """The number of networks asked for, else the old one or the nearest that the sizes allow."""
    if request.networks is not None or not request.counts():
        return request.networks or old
    return min(max(old, request.counts()[0]), request.counts()[-1])


def _model(request: SplitRequest, old: Networks, held: Sequence[str]) -> _Model:
    """The networks around the change as a problem; far-away networks and locked ones are kept."""
    now = set(request.places.ids)
    locked = {p for members in request.locked for p in members}
    near = _around(request, old)
    kept = [tuple(members) for k, members in enumerate(old) if k not in near and set(members) <= now]
    kept = [m for m in kept if not set(m) & locked] + [tuple(m) for m in request.locked]
    return _around_kept(request, old, held, kept)


def _around_kept(request: SplitRequest, old: Networks, held: Sequence[str], kept: list[tuple[str, ...]]) -> _Model:
    """The problem that is left when some networks are kept as they are."""
    now = set(request.places.ids)
    fixed = {p for members in kept for p in members}
    rest = [i for i, p in enumerate(request.places.ids) if p not in fixed]
    assert request.networks is not None
    bound = request.bound_rules(request.networks)
    rules = tuple(b for s, b in zip(request.rules, bound, strict=True) if not isinstance(s, SameNetwork))
    problem = SplitProblem(
        units_of(request, rest), request.distances, request.size_min, request.size_max,
        request.networks - len(kept), rules,
    )  # fmt: skip
    problem = with_objective(problem, request)
    label = np.full(len(request.places), -1)
    for k, members in enumerate(old):
        for place in members:
            if place in now:
                label[request.places.index(place)] = k
    stay = np.zeros(len(request.places), dtype=bool)
    stay[request.places.indexes(held)] = True
    return _Model(problem, label, stay, kept)


def _around(request: SplitRequest, old: Networks) -> set[int]:
    """Old networks near the change: all of them when there are few."""
    if len(old) <= AROUND or len(old) != request.networks:
        return set(range(len(old)))
    places, now = request.places, set(request.places.ids)
    lat, lon = places.lat, places.lon
    inside = [[places.index(p) for p in members if p in now] for members in old]
    centres = np.array([[lat[i].mean(), lon[i].mean()] if i else [np.nan, np.nan] for i in inside])
    before = {p for members in old for p in members}
    spots = [[p.lat, p.lon] for p in places if p.id not in before]
    short = {k for k, members in enumerate(old) if len(inside[k]) != len(members)}
    spots += [centres[k].tolist() for k in sorted(short) if inside[k]]
    gap = np.full(len(old), np.inf)
    for a, b in spots:
        far = (centres[:, 0] - a) ** 2 + ((centres[:, 1] - b) * np.cos(np.radians(a))) ** 2
        gap = np.minimum(gap, np.where(np.isfinite(far), far, np.inf))
    count = min(len(old), max(AROUND, 6 * len(spots), len(short)))
    return short | {int(k) for k in np.argsort(gap, kind="stable")[:count]}


def _solve(model: _Model, request: SplitRequest, most_moves: int | None, move_cost: float) -> LabelledCandidates | None:
    del request
    if model.problem.n == 0:
        return None
    pool = labelled_pool(model.problem, model.old, model.held, most_moves)
    if not len(pool.costs):
        return None
    return Continuation(model.problem, pool, move_cost, most_moves).solve()[0]


def _chosen(model: _Model, request: SplitRequest, best: LabelledCandidates) -> list[tuple[str, ...]]:
    """The networks of a choice, with those that were kept."""
    return [*model.kept, *(tuple(request.places.ids[i] for i in np.sort(m[m >= 0])) for m in _members(model, best))]


def priced_repair(request: SplitRequest, old: Networks, networks: Networks, move_cost: float, like: Repair) -> Repair:
    """Another split as a repair of the old networks, beside the same free split."""
    networks = canonical(networks)
    change, card = best_matching(old, networks), score(request, networks)
    cost = card.objective + move_cost * len(change.moved)
    return replace(like, networks=networks, old_of=change.old_of, change=change, score=card, cost=cost)


def window(
    request: SplitRequest, old: Networks, now: Repair, near: Networks, move_cost: float, held: Sequence[str]
) -> list[tuple[str, ...]] | None:
    """The best networks in the place of those in a window, the others as they are; None when there are none.

    Old networks that are continued outside the window are nobody's in it: who was in one has moved whatever happens.
    """
    inside = set(map(tuple, near)) - set(map(tuple, request.locked))
    outside = {k for members, k in zip(now.networks, now.old_of, strict=True) if members not in inside}
    labels = [() if k in outside else tuple(members) for k, members in enumerate(old)]
    model = _around_kept(request, labels, held, [members for members in now.networks if members not in inside])
    best = _solve(model, request, None, move_cost)
    return None if best is None else _chosen(model, request, best)


def _members(model: _Model, chosen: LabelledCandidates) -> list[np.ndarray]:
    return list(model.problem.members(chosen.cols))


def _too_few(model: _Model, request: SplitRequest, most_moves: int | None) -> Refused:
    """How many moves a repair needs, when the limit is too low."""
    if most_moves is not None:
        any_number = _solve(model, request, None, 10_000.0)
        if any_number is not None:
            needs = int(any_number.moves.sum())
            return Refused(
                tr("no split with at most {most_moves} moved: {needs} are needed", most_moves=most_moves, needs=needs),
                hint=tr("--max-moves {needs}", needs=needs),
                code="no-solution",
            )
    return Refused(
        tr("the networks cannot be repaired under these sizes and rules"),
        hint=tr("kvadmin network split"),
        code="no-solution",
    )
