"""The fewest further cells to hide so that no hidden cell can be derived: an exact integer programme.

Which sets of cells protect is not written down at once but learnt: solve, look which hidden cell is still fixed,
demand one of the cells that would free it, and solve again. Few demands are ever needed.
"""

from __future__ import annotations

from collections.abc import Sequence

from .cell_network import CellNetwork
from .count_tables import Edge
from .integer_solver import highs, is_optimal, model

#: Above this many cells the exact search is left for the heuristic.
EXACT_CELLS = 1500
_MAX_ROUNDS = 200
_MAX_NODES = 5000


def choose(net: CellNetwork, primary: Sequence[int]) -> list[int]:
    """The cells to hide besides ``primary``: fewest totals first, then fewest cells, then least hidden sum.

    Cells of 0 that are not primary are always shown, so they protect nobody and are never chosen.
    """
    costs = _costs(net.edges, primary)
    greedy = _greedy(net, primary, costs)
    if not greedy or len(net.edges) > EXACT_CELLS:
        return greedy
    exact = _exact(net, primary, costs)
    return greedy if exact is None else exact


def _costs(edges: Sequence[Edge], primary: Sequence[int]) -> dict[int, int]:
    """Lexicographic costs as one integer: a hidden total outweighs all cells, a cell outweighs all values."""
    known = set(primary)
    cell = 1 + sum(edge.value for edge in edges)
    margin = cell * (1 + len(edges))
    return {
        k: (margin if edge.margin else cell) + edge.value
        for k, edge in enumerate(edges)
        if edge.value and k not in known
    }


def _greedy(net: CellNetwork, primary: Sequence[int], costs: dict[int, int]) -> list[int]:
    """One cheapest loop after the other, then without the cells that turned out not to be needed."""
    hidden = set(primary)
    while fixed := net.fixed_among(hidden):
        new = net.cheapest_loop(fixed[0], hidden, costs)
        if not new:
            break
        hidden.update(new)
    chosen = sorted(hidden - set(primary), key=lambda k: (-costs[k], k))
    for k in chosen:
        hidden.discard(k)
        if net.fixed_among(hidden):
            hidden.add(k)
    return sorted(hidden - set(primary))


def _exact(net: CellNetwork, primary: Sequence[int], costs: dict[int, int]) -> list[int] | None:
    """The optimum, or ``None`` when the solver gives up."""
    known = set(primary)
    candidates = sorted(costs)
    demands: list[tuple[int | None, list[int]]] = _degree_demands(net.edges, known, candidates)
    for _ in range(_MAX_ROUNDS):
        chosen = _solve(candidates, costs, demands)
        if chosen is None:
            return None
        hidden = known | set(chosen)
        fixed = net.fixed_among(hidden)
        if not fixed:
            return chosen
        demands += [(None if k in known else k, net.cut(k, hidden, candidates)) for k in fixed]
    return None


def _degree_demands(
    edges: Sequence[Edge], known: set[int], candidates: Sequence[int]
) -> list[tuple[int | None, list[int]]]:
    """A hidden cell needs a hidden neighbour in its row and one in its column."""
    around: dict[int, list[int]] = {}
    for k in [*sorted(known), *candidates]:
        around.setdefault(edges[k].tail, []).append(k)
        around.setdefault(edges[k].head, []).append(k)
    demands: list[tuple[int | None, list[int]]] = []
    for k in [*sorted(known), *candidates]:
        for node in (edges[k].tail, edges[k].head):
            others = [f for f in around[node] if f != k]
            if not known.intersection(others):
                demands.append((None if k in known else k, others))
    return demands


def _solve(
    candidates: Sequence[int], costs: dict[int, int], demands: Sequence[tuple[int | None, list[int]]]
) -> list[int] | None:
    """Least-cost choice of candidates that meets every demand (cells of a list >= 1, or >= another cell)."""
    solver = model(mip_rel_gap=0.0, mip_max_nodes=_MAX_NODES)
    library = highs()
    place = {k: column for column, k in enumerate(candidates)}
    scale = min(costs.values())
    for k in candidates:
        solver.addVar(0.0, 1.0)
        solver.changeColCost(place[k], costs[k] / scale)
        solver.changeColIntegrality(place[k], library.HighsVarType.kInteger)
    for owner, cells in demands:
        columns = [place[f] for f in cells]
        weights = [1.0] * len(cells)
        if owner is not None:
            columns, weights = [*columns, place[owner]], [*weights, -1.0]
        solver.addRow(1.0 if owner is None else 0.0, library.kHighsInf, len(columns), columns, weights)
    solver.run()
    if not is_optimal(solver):
        return None
    values = solver.getSolution().col_value
    half = 0.5
    return [k for k in candidates if values[place[k]] > half]
