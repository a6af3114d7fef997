"""A first split under a limit that only just can be kept: few integer programs, over wide reaches."""

from __future__ import annotations

from ..exact.column_generation import ColumnGeneration
from ..exact.master import Relaxation

#: Shares of the mean cost of a network that the integer programs look into, one after another.
_REACHES = (0.15, 0.6)
#: Candidates that are looked at for each, partial sets, and nodes.
_CANDIDATES, _SETS, _NODES = 2_500, 100_000, 10


class QuickSearch(ColumnGeneration):
    """As its parent, but content with any split: the parent goes on from there."""

    def _programs(self, now: Relaxation, first: float) -> None:  # noqa: ARG002 - its reaches are its own
        self.nodes = _NODES
        unmet = float(now.uncovered.sum()) + now.miscount
        self.bound, self.most = (now.value if unmet <= 1e-6 else None), _CANDIDATES
        networks = self.problem.networks or max(1, round(self.problem.n / self.problem.size_max))
        for reach in _REACHES:
            if self.clock.spent():
                break
            exact = self.exact  # that of the relaxation, which is what the bound rests on
            self._integer(now, reach * abs(now.value) / max(1, networks) + 1e-6, _SETS)
            self.exact = exact
            if self.best is not None or self.impossible:
                break
        if self.bound is not None:
            self.bound = min(self.bound, now.value)
