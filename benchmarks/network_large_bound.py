"""The further proof beyond 600 places: value, bound over all splits, gap, seconds, and an attack on the proof.

    python benchmarks/network_large_bound.py [--instances ../shared/cases/network] [--only de2000] [--prove 250]

Every instance is a process of its own. The attack looks for a network that costs less than the prices of its places and
of a network, which would refute the bound: random near sets, each improved by exchanges while that lowers its reduced
cost. It shares no code with the search for candidates; ``least`` must not be below 0.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from network import timed

#: Instance, number of networks, gap that is asked for, best value and bound known before.
TABLE = [("de2000", 333, 1.0, 66222.0, 65434.0), ("de11000", 1833, 2.5, 171791.6, None)]
#: Random sets of the attack, exchanges tried for each, near places that are drawn from.
_SETS, _STEPS, _NEAR = 100_000, 12, 14


def attack(points: Any, prices: Any, network_price: float, seed: int = 1) -> float:
    """The least reduced cost found among random near sets of 5 to 7 places and what exchanges make of them."""
    import numpy as np

    rng = np.random.default_rng(seed)
    lat, lon = np.radians(points).T
    n = len(points)

    def km(a: Any, b: Any) -> Any:
        half = np.sin((lat[b] - lat[a]) / 2) ** 2 + np.cos(lat[a]) * np.cos(lat[b]) * np.sin((lon[b] - lon[a]) / 2) ** 2
        return 2 * 6371.0088 * np.arcsin(np.minimum(1, np.sqrt(half)))

    near = np.empty((n, _NEAR), dtype=np.int64)
    for place in range(n):
        row = km(np.full(n, place), np.arange(n))
        row[place] = np.inf
        near[place] = np.argpartition(row, _NEAR)[:_NEAR]

    def reduced(sets: Any) -> Any:
        out = -prices[sets].sum(axis=1) - network_price
        for a in range(sets.shape[1]):
            for b in range(a):
                out = out + km(sets[:, a], sets[:, b])
        ordered = np.sort(sets, axis=1)
        out[(ordered[:, 1:] == ordered[:, :-1]).any(axis=1)] = np.inf
        return out

    least = np.inf
    for size in (5, 6, 7):
        roots = rng.integers(0, n, _SETS // 3)
        picks = np.argsort(rng.random((len(roots), _NEAR)), axis=1)[:, : size - 1]
        sets = np.concatenate([roots[:, None], near[roots[:, None], picks]], axis=1)
        now = reduced(sets)
        for _ in range(_STEPS * size):
            tried = sets.copy()
            rows = np.arange(len(sets))
            beside = sets[rows, rng.integers(0, size, len(sets))]
            tried[rows, rng.integers(0, size, len(sets))] = near[beside, rng.integers(0, _NEAR, len(sets))]
            other = reduced(tried)
            better = other < now
            sets[better], now[better] = tried[better], other[better]
        least = min(least, float(now.min()))
    return least


def one(path: Path, networks: int, seconds: float) -> None:
    """Split one file with the further proof in this process, attack the bound and print the result."""
    import numpy as np

    from kvadmin.plugins.network.solver.large import further
    from kvadmin.plugins.network.solver.places import places_from_rows
    from kvadmin.plugins.network.solver.request import SplitRequest
    from kvadmin.plugins.network.solver.split import split

    found: list[tuple[Any, Any, float]] = []
    prove = further.large_bound

    def noted(problem: Any, points: Any, *args: Any) -> Any:
        bound = prove(problem, points, *args)
        found.append((points, bound, time.process_time()))
        return bound

    further.large_bound = noted
    with path.open(encoding="utf-8") as file:
        best = split(SplitRequest(places_from_rows(csv.DictReader(file)), 5, 7, networks, prove=seconds))
    cpu = time.process_time()
    points, bound, proved = found[0]
    least = None if bound.value is None else attack(np.asarray(points), bound.prices, bound.network_price)
    print(json.dumps({"value": best.objective, "bound": best.bound, "cpu": cpu, "proved": proved, "least": least}))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    beside = Path(__file__).resolve().parents[2] / "shared" / "cases" / "network"
    parser.add_argument("--instances", type=Path, default=beside)
    parser.add_argument("--only", default="")
    parser.add_argument("--prove", type=float, default=250.0)
    parser.add_argument("--one", nargs=2, metavar=("FILE", "K"))
    args = parser.parse_args()
    if args.one:
        one(Path(args.one[0]), int(args.one[1]), args.prove)
        return
    empty = min(timed([sys.executable, "-c", "pass"])[0] for _ in range(5))
    print(f"python -c pass {empty:.3f} s; the further proof has {args.prove:g} s")
    print(
        "instance        value       bound  asked %    gap %  known value  known bound   CPU s  bound at  x pass  least"
    )
    for name, networks, asked, value, bound in TABLE:
        if args.only and name not in args.only.split(","):
            continue
        path = args.instances / f"{name}.csv"
        wall, _, out = timed([sys.executable, __file__, "--one", str(path), str(networks), "--prove", str(args.prove)])
        found = json.loads(out)
        proven = found["bound"] or float("nan")
        row = [
            f"{name:9} {found['value']:11.2f} {proven:11.2f} {asked:8.1f} {100 * (found['value'] / proven - 1):8.3f}"
        ]
        row += [f"{value:12.1f} {bound or float('nan'):12.1f} {found['cpu']:7.1f} {found['proved']:9.1f}"]
        print(*row, f"{wall / empty:7.0f} {found['least']}", flush=True)


if __name__ == "__main__":
    main()
