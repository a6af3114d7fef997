"""How many networks the rules need at least and allow at most; where that crosses there is no split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kvadmin.api import tr

from ..clock import Clock
from ..request import SplitRequest
from ..rules import DifferentNetworks, MaxPer, MinPer
from .contradiction import Contradiction
from .groups import rest_of
from .packing import packs
from .reach import Reach


@dataclass(frozen=True)
class Bound:
    """A number of networks that no split is below (or above), why, and the rules that make it so."""

    number: int
    words: str
    rules: tuple[Any, ...] = ()


def too_many_and_too_few(request: SplitRequest, clock: Clock) -> Contradiction | None:
    """A least number of networks above a greatest number."""
    floors, ceilings = list(_floors(request)), list(_ceilings(request))
    reach = Reach.of(request, clock)
    if reach is not None:
        floors += [Bound(number, words, reach.rules) for number, words in reach.floors()]
        ceilings += [Bound(number, words, reach.rules) for number, words in reach.ceilings()]
    crossed = [(low, high) for low in floors for high in ceilings if low.number > high.number]
    if crossed:
        low, high = min(crossed, key=lambda pair: len({*map(id, pair[0].rules), *map(id, pair[1].rules)}))
        rules = tuple({id(rule): rule for rule in (*low.rules, *high.rules)}.values())
        return Contradiction((low.words, high.words), rules)
    fewest, most = max(low.number for low in floors), min(high.number for high in ceilings)
    locked = len(request.locked)
    return packs(request, range(fewest - locked, most - locked + 1))


def _sizes(request: SplitRequest) -> tuple[int, int]:
    """Places outside locked networks, and how many networks are locked."""
    return len(request.places) - sum(map(len, request.locked)), len(request.locked)


def _floors(request: SplitRequest) -> Iterator[Bound]:
    rest, locked = _sizes(request)
    least = locked + -(-rest // request.size_max)
    yield Bound(least, tr("{places} places in networks of at most {most}: at least {networks} networks",
                          places=len(request.places), most=request.size_max, networks=least))  # fmt: skip
    if request.networks is not None:
        yield Bound(request.networks, tr("there are to be {networks} networks", networks=request.networks))
    for rule in request.rules:
        if isinstance(rule, MaxPer):
            yield from _floors_of_most(request, rule)
        elif isinstance(rule, MinPer):
            yield from _floors_of_least(request, rule)
        elif isinstance(rule, DifferentNetworks):
            apart = len(set(rule.ids))
            yield Bound(apart, tr("{places} places are to be apart: at least {places} networks", places=apart), (rule,))


def _ceilings(request: SplitRequest) -> Iterator[Bound]:
    rest, locked = _sizes(request)
    most = locked + rest // request.size_min
    yield Bound(most, tr("{places} places in networks of at least {least}: at most {networks} networks",
                         places=len(request.places), least=request.size_min, networks=most))  # fmt: skip
    if request.networks is not None:
        yield Bound(request.networks, tr("there are to be {networks} networks", networks=request.networks))
    for rule in request.rules:
        if isinstance(rule, MinPer):
            yield from _ceilings_of_least(request, rule)


def _values(request: SplitRequest, field: str) -> list[str]:
    """A field of the places outside locked networks."""
    texts = request.places.texts(field)
    return [texts[at] for at in rest_of(request)]


def _floors_of_most(request: SplitRequest, rule: MaxPer) -> Iterator[Bound]:
    """At most so many of one value: a value that many have needs many networks, few values make small ones."""
    rest, locked = _sizes(request)
    counts = Counter(_values(request, rule.field))
    alone = counts.pop("", 0)
    if not counts:
        return
    value, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    need = locked + -(-count // rule.most)
    yield Bound(
        need,
        tr("{count} places have {field} {value}, and a network takes {most} of them: at least {networks} networks",
           count=count, field=rule.field, value=value, most=rule.most, networks=need),
        (rule,),
    )  # fmt: skip
    room = alone + sum(min(count, rule.most) for count in counts.values())
    if room < request.size_max:
        need = locked + -(-rest // room) if room >= request.size_min else len(request.places) + 1
        words = {"words": rule.words(), "room": room, "least": request.size_min, "networks": need}
        if room < request.size_min:
            told = tr("{words}: no network can have more than {room} members, and {least} are the fewest", **words)
        else:
            told = tr("{words}: no network can have more than {room} members, so at least {networks} networks", **words)
        yield Bound(need, told, (rule,))


def _floors_of_least(request: SplitRequest, rule: MinPer) -> Iterator[Bound]:
    """At least so many of one value: the others have less room."""
    _, locked = _sizes(request)
    room = request.size_max - rule.least
    if room < 1:
        return
    others = sum(value != rule.value for value in _values(request, rule.field))
    need = locked + -(-others // room)
    yield Bound(
        need,
        tr("{words}: {count} others have room for {room} in each, so at least {networks} networks",
           words=rule.words(), count=others, room=room, networks=need),
        (rule,),
    )  # fmt: skip


def _ceilings_of_least(request: SplitRequest, rule: MinPer) -> Iterator[Bound]:
    """At least so many of one value: there must be enough of them, and room beside what other rules ask for."""
    _, locked = _sizes(request)
    have = sum(value == rule.value for value in _values(request, rule.field))
    most = locked + have // rule.least
    yield Bound(
        most,
        tr("{have} places have {field} {value}, and every network needs {least}: at most {networks} networks",
           have=have, field=rule.field, value=rule.value, least=rule.least, networks=most),
        (rule,),
    )  # fmt: skip
    same = [other for other in request.rules if isinstance(other, MinPer) and other.field == rule.field]
    need = sum({other.value: other.least for other in sorted(same, key=lambda each: each.least)}.values())
    if need > request.size_max and same[0] is rule:
        told = tr("every network needs {need} members with a certain {field}, and has at most {most}",
                  need=need, field=rule.field, most=request.size_max)  # fmt: skip
        yield Bound(locked, told, tuple(same))
    for other in request.rules:
        if isinstance(other, MaxPer) and other.field == rule.field and other.most < rule.least:
            told = tr("every network needs {least} of {field} {value}, and takes at most {most}",
                      least=rule.least, field=rule.field, value=rule.value, most=other.most)  # fmt: skip
            yield Bound(locked, told, (rule, other))
