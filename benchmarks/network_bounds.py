"""Thirty splits of 20 to 66 places beside a solver that writes down every network and shares no code with ours.

    python benchmarks/network_bounds.py [--only 0,7,21]

Per instance: what the split costs, the bound it claims, the best value by the other solver, and CPU seconds of both. A
claim is wrong when the bound is above the best value or the split below it; the last line counts those, and how many
splits were the best and proven so.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another

from plugins.network.solver.every_network import Wanted, best_value, thirty  # noqa: E402 - after the path

from kvadmin.api import Refused  # noqa: E402
from kvadmin.plugins.network.solver.split import split  # noqa: E402

_TOLERANCE = 1e-6


def rules_of(wanted: Wanted) -> str:
    """The rules of an instance in short."""
    named = [
        ("cap", wanted.cap), ("apart", wanted.apart), ("together", wanted.together),
        ("min-per", wanted.of_first_county), ("balance", wanted.balance), ("farthest", wanted.farthest),
    ]  # fmt: skip
    return " ".join(name for name, value in named if value) or "-"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    only = [int(at) for at in parser.parse_args().only.split(",") if at]
    begun = time.process_time()
    print(" no places sizes networks  rules                       split       bound        best   CPU  other")
    wrong = closed = count = 0
    for number, wanted in enumerate(thirty()):
        if only and number not in only:
            continue
        start = time.process_time()
        try:
            found = split(wanted.request())
            value, bound = found.objective, found.bound if found.bound_scope == "all" else None
        except Refused:
            value, bound = math.inf, math.inf
        ours = time.process_time() - start
        start = time.process_time()
        best = best_value(wanted)
        other = time.process_time() - start
        count += 1
        false = value < best - _TOLERANCE or (bound is not None and min(bound, value) > best + _TOLERANCE)
        wrong += false
        closed += bound is not None and abs(value - best) <= _TOLERANCE and bound >= best - _TOLERANCE
        shown = "-" if bound is None else f"{bound:.2f}"
        print(
            f"{number:3} {wanted.places:6} {wanted.low}..{wanted.high:<3} {wanted.networks:7}  {rules_of(wanted):22} "
            f"{value:10.2f} {shown:>11} {best:11.2f} {ours:5.1f} {other:6.1f}{'  WRONG' if false else ''}",
            flush=True,
        )
    print(
        f"{count} instances: {wrong} wrong claims, {closed} best and proven so; {time.process_time() - begun:.0f} CPU s"
    )


if __name__ == "__main__":
    main()
