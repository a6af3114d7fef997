"""Twenty seeded instances with caps and tight sizes in which a split is planted, as a user splits them.

    python benchmarks/network_planted.py [--seed 0] [--only 0,4,18] [--seconds 60]

Every run is a process of its own (``kvadmin network split --places``). Per instance: the split under ``--time-limit
1.5`` (what two seconds leave when Python has started): valid or not by a checker that shares no code with the solver,
value, seconds and CPU of the whole process; then the split, its bound and the gap under ``--time-limit 60``. Other
seeds plant other instances of the same make.
On a computer that does other things beside, the seconds say little: the CPU beside them says how much of it was had.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[0] = str(_HERE)
sys.path.append(str(_HERE.parent / "tests"))

from network import timed  # noqa: E402 - after the path
from plugins.network.solver.planted_rules import Planted, twenty  # noqa: E402

#: A gap up to this, in per cent, is near.
_NEAR = 1.5


@dataclass
class Run:
    """What one process found: faults, value, bound over all splits, seconds and CPU seconds."""

    faults: list[str]
    value: float
    bound: float | None
    wall: float
    cpu: float

    @property
    def gap(self) -> float:
        """Per cent above the bound; inf without one."""
        return float("inf") if not self.bound else 100 * (self.value / self.bound - 1)


def ran(case: Planted, file: Path, seconds: float) -> Run:
    """Split an instance in a process of its own."""
    command = [sys.executable, "-m", "kvadmin", "network", "split", "--places", str(file), *case.options()]
    wall, cpu, out = timed([*command, "--time-limit", f"{seconds:g}", "--format", "json"])
    if not out:
        return Run(["no split"], float("inf"), None, wall, cpu)
    found = json.loads(out)
    networks = [each["members"] for each in found["networks"]]
    bound = found["bound"] if found["bound_scope"] == "all" else None
    return Run(case.faults(networks), case.kilometres(networks), bound, wall, cpu)


def main() -> None:
    """Print a line per instance and the two counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--first", type=float, default=1.5, help="seconds of the first run")
    args = parser.parse_args()
    wanted = [int(each) for each in args.only.split(",") if each]
    cases = [case for at, case in enumerate(twenty(args.seed)) if not wanted or at in wanted]
    empty = min(timed([sys.executable, "-c", "pass"])[0] for _ in range(5))
    print(f"python -c pass {empty:.3f} s")
    head = f"{'instance':32}  in 2 s       value   wall    CPU  x pass"
    print(head + f"   {args.seconds:g} s: value      bound   gap %    CPU")
    valid = soon = near = 0
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            file = Path(folder) / "places.csv"
            case.write(file)
            first = ran(case, file, args.first)
            valid, soon = valid + (not first.faults), soon + (not first.faults and first.wall <= 2)
            line = f"{case.name:32}  {'valid' if not first.faults else first.faults[0]:8} {first.value:9.1f} "
            line += f"{first.wall:6.2f} {first.cpu:6.2f} {first.wall / empty:7.0f} "
            if args.seconds > 0:
                later = ran(case, file, args.seconds)
                near += not later.faults and later.gap <= _NEAR
                line += f"{later.value:14.1f} {later.bound or 0:10.1f} {later.gap:7.2f} {later.cpu:6.1f}"
            print(line, flush=True)
    print(
        f"{valid} of {len(cases)} valid under --time-limit {args.first:g} ({soon} within 2 s of wall), "
        f"{near} of {len(cases)} within {_NEAR} % of a proven bound in {args.seconds:g} s"
    )


if __name__ == "__main__":
    main()
