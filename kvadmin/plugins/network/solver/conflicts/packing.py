"""Whether groups that must be together can be packed into networks at all, whatever lies where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import highspy
import numpy as np

from kvadmin.api import tr

from ..exact.master import engine_with_limits
from ..request import SplitRequest
from ..rules import SameNetwork
from .contradiction import Contradiction
from .groups import groups_of, rest_of

#: Ways to fill a network with groups, at most; with more it is not looked at.
_WAYS = 3000


def packs(request: SplitRequest, counts: range) -> Contradiction | None:
    """The contradiction when no number of networks has room for the groups."""
    sizes = Counter(len(group) for group in groups_of(request))
    if not sizes or max(sizes) > request.size_max or not counts:
        return None
    single = len(rest_of(request)) - sum(size * number for size, number in sizes.items())
    if any(_fits(sizes, single, networks, request.size_min, request.size_max) for networks in counts):
        return None
    told = ", ".join(f"{number} × {size}" for size, number in sorted(sizes.items(), reverse=True))
    words = tr(
        "groups to be together ({groups}) and {single} single places do not fit into networks of {low}..{high}",
        groups=told, single=single, low=request.size_min, high=request.size_max,
    )  # fmt: skip
    links = tuple(rule for rule in request.rules if isinstance(rule, SameNetwork))
    if len(counts) > 1:
        return Contradiction((words,), links)
    return Contradiction((words, tr("there can only be {networks} such networks", networks=counts[0])), links)


def _fits(sizes: Counter[int], single: int, networks: int, low: int, high: int) -> bool:
    """Whether some choice of ways to fill networks uses every group once; True where it is not known."""
    kinds = sorted(sizes, reverse=True)
    ways: list[tuple[int, ...]] = []
    for way in _ways(kinds, high):
        ways.append(way)
        if len(ways) > _WAYS:
            return True
    engine = engine_with_limits()
    table = np.array(ways, dtype=float)
    load = table @ np.array(kinds, dtype=float)
    rows = np.concatenate([table, np.ones((len(ways), 1)), np.maximum(0.0, low - load)[:, None]], axis=1)
    right = np.array([*(sizes[kind] for kind in kinds), networks, single], dtype=float)
    lower = np.append(right[:-1], -np.inf)
    none = np.empty(0, dtype=np.int32)
    engine.addRows(len(right), lower, right, 0, np.zeros(len(right) + 1, dtype=np.int32), none, np.empty(0))
    many, wide = rows.shape
    engine.addCols(
        many, np.zeros(many), np.zeros(many), np.full(many, float(networks)), many * wide,
        np.arange(many, dtype=np.int32) * wide, np.tile(np.arange(wide, dtype=np.int32), many), rows.ravel(),
    )  # fmt: skip
    engine.changeColsIntegrality(many, np.arange(many, dtype=np.int32), np.full(many, highspy.HighsVarType.kInteger))
    engine.setOptionValue("mip_max_nodes", 200)
    engine.run()
    return bool(engine.getModelStatus() != highspy.HighsModelStatus.kInfeasible)


def _ways(kinds: list[int], room: int) -> Iterator[tuple[int, ...]]:
    """Every choice of groups that fits into one network, none included."""
    if not kinds:
        yield ()
        return
    for number in range(room // kinds[0] + 1):
        for rest in _ways(kinds[1:], room - number * kinds[0]):
            yield (number, *rest)
