"""A size that networks are to be near: how many networks that makes, and from which sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kvadmin.api import Refused, UsageError, tr

from ..request import SplitRequest


@dataclass(frozen=True)
class TargetSizes:
    """What a target size came to: the number of networks, the sizes allowed, and whether the rules made them wider."""

    target: int
    networks: int
    low: int
    high: int
    widened: bool


def check_target(request: SplitRequest) -> None:
    """Refuse a target that the sizes or the number of networks rule out.

    Raises:
        UsageError: It is outside the sizes.
        Refused: So many networks have quite other sizes.
    """
    target, low, high = request.target, request.size_min, request.size_max
    if target is None:
        return
    if not low <= target <= high:
        raise UsageError(
            tr("the target size {target} is outside the sizes {low}..{high}", target=target, low=low, high=high),
            where="--target",
            hint=tr("--target from {low} to {high}", low=low, high=high),
            code="bad-value",
        )
    rest, numbers = _rest(request), _numbers(request)
    if request.networks is None or not numbers:
        return
    left = request.networks - len(request.locked)
    if left > 0 and abs(rest / left - target) >= 1 and numbers[0] != left:
        raise Refused(
            tr(
                "{networks} networks have {mean:.1f} members each, which is not near {target}",
                networks=request.networks,
                mean=rest / left,
                target=target,
            ),
            where="--target",
            hint=tr("--networks {networks}, or one of both only", networks=numbers[0] + len(request.locked)),
            code="no-solution",
        )


def requests_by_target(request: SplitRequest) -> Iterator[tuple[SplitRequest, TargetSizes]]:
    """What to ask for, the nearest to the target first.

    The number of networks is that whose mean size is nearest to the target (of two as near the smaller number), and
    the sizes are the two that this mean lies between. Where that cannot be, sizes become wider by one at either end,
    up to those that were asked for, and then other numbers of networks are taken, the nearest first.
    """
    assert request.target is not None
    locked, rest = len(request.locked), _rest(request)
    numbers = [request.networks - locked] if request.networks is not None else _numbers(request)
    for at, number in enumerate(numbers):
        least, most = (rest // number, -(-rest // number)) if number else (request.size_min, request.size_max)
        widest = max(least - request.size_min, request.size_max - most, 0)
        for wider in range(widest + 1) if at == 0 else (widest,):
            low, high = max(request.size_min, least - wider), min(request.size_max, most + wider)
            sizes = [low, high, *map(len, request.locked)]
            asked = replace(request, networks=number + locked, size_min=min(sizes), size_max=max(sizes), target=None)
            yield asked, TargetSizes(request.target, number + locked, min(sizes), max(sizes), bool(at or wider))


def _rest(request: SplitRequest) -> int:
    """Places outside locked networks."""
    return len(request.places) - sum(map(len, request.locked))


def _numbers(request: SplitRequest) -> list[int]:
    """Numbers of networks for those outside locked ones, the nearest to the target first."""
    rest, target = _rest(request), request.target
    assert target is not None
    if not rest:
        return [0]
    every = range(-(-rest // request.size_max), rest // request.size_min + 1)
    return sorted(every, key=lambda number: (round(abs(rest / number - target), 9), number))
