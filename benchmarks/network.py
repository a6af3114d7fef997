"""The network split on the shared instances, beside k-means-constrained, in whole-process seconds.

    python benchmarks/network.py [--instances ../shared/cases/network] [--only no36,no138] [--peer PYTHON]
                                 [--large 100000] [--prove SECONDS]

Every run is a process of its own. Beside the seconds stand ratios to ``python -c pass`` and to one
fixed numpy workload, so that figures of different computers can be compared. k-means-constrained
brings OR-Tools, which cannot be imported beside HiGHS: it runs in a process of its own, by the
interpreter named with ``--peer``; where it is not installed the table says so. With ``--prove`` a second line follows
for each instance: value, gap and CPU seconds when so many seconds were given for the further proof.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

#: Instance, number of networks, value to reach, seconds, best known.
TABLE = [
    ("no36", 6, 10429.33, 1, 10429.32),
    ("no138", 23, 20981.76, 2, 20981.75),
    ("no357", 60, 32650.0, 10, 32584.2),
    ("no430", 72, 35250.0, 15, 35144.2),
    ("de2000", 333, 67000.0, 120, 66222.0),
    ("de11000", 1833, 176500.0, 240, 175296.0),
]
WORKLOAD = (
    "import numpy as n; a=n.random.default_rng(1).random((1200,1200))\nfor _ in range(6): n.sort(a,axis=1); (a*a).sum()"
)
PEER = """
import csv, json, sys, numpy as np
from k_means_constrained import KMeansConstrained
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
lat, lon = (np.radians([float(r[k]) for r in rows]) for k in ("lat", "lon"))
ball = 6371.0088 * np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
fit = KMeansConstrained(int(sys.argv[2]), size_min=5, size_max=7, n_init=10, random_state=0).fit(ball)
h = lambda i, j: np.sin((lat[i]-lat[j])/2)**2 + np.cos(lat[i])*np.cos(lat[j])*np.sin((lon[i]-lon[j])/2)**2
km = 0.0
for k in range(int(sys.argv[2])):
    m = np.flatnonzero(fit.labels_ == k)
    i, j = np.triu_indices(len(m), 1)
    km += float((2 * 6371.0088 * np.arcsin(np.minimum(1, np.sqrt(h(m[i], m[j]))))).sum())
print(json.dumps({"objective": km}))
"""


def timed(command: list[str], limit: float = 3600) -> tuple[float, float, str]:
    """(seconds, CPU seconds, stdout) of a process; the output is empty when it failed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=limit)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, done.stdout if done.returncode == 0 else ""


def one(path: Path, networks: int, prove: float | None) -> None:
    """Split one file in this process and print the result."""
    from kvadmin.plugins.network.solver.places import places_from_rows
    from kvadmin.plugins.network.solver.request import SplitRequest
    from kvadmin.plugins.network.solver.split import split

    with path.open(encoding="utf-8") as file:
        found = split(SplitRequest(places_from_rows(csv.DictReader(file)), 5, 7, networks, prove=prove))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"objective": found.objective, "bound": found.bound, "scope": found.bound_scope, "mb": memory}))


def generated(count: int, path: Path) -> None:
    """A file of places at random around a thousand centres, the same every time."""
    import numpy as np

    rng = np.random.default_rng(20080827)
    centres = rng.uniform((47.0, 6.0), (55.0, 15.0), (1000, 2))
    spots = centres[rng.integers(0, 1000, count)] + rng.normal(0, 0.25, (count, 2))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "county", "lat", "lon", "population"])
        writer.writerows([f"R{i:06}", "", "", f"{a:.5f}", f"{b:.5f}", 0] for i, (a, b) in enumerate(spots))


def gap_of(found: dict[str, Any]) -> str:
    """How far a split is above its bound, and the first letters of what the bound holds over."""
    if not found["bound"]:
        return "-"
    return f"{100 * (found['objective'] / found['bound'] - 1):.3f} % {found['scope'][:3]}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    beside = Path(__file__).resolve().parents[2] / "shared" / "cases" / "network"
    parser.add_argument("--instances", type=Path, default=beside)
    parser.add_argument("--only", default="")
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--large", type=int, default=0)
    parser.add_argument("--prove", type=float)
    parser.add_argument("--one", nargs=2, metavar=("FILE", "K"))
    args = parser.parse_args()
    if args.one:
        one(Path(args.one[0]), int(args.one[1]), args.prove)
        return
    empty = min(timed([sys.executable, "-c", "pass"])[0] for _ in range(5))
    work = min(timed([sys.executable, "-c", WORKLOAD])[0] for _ in range(3))
    print(f"python -c pass {empty:.3f} s, numpy workload {work:.3f} s")
    print(
        "instance   must reach       value   over bound   seconds (limit)    CPU  x pass  x numpy    MB   "
        "k-means-constrained"
    )
    wanted = [w for w in args.only.split(",") if w]
    rows = [(n, args.instances / f"{n}.csv", k, v, s) for n, k, v, s, _ in TABLE if not wanted or n in wanted]
    if args.large:
        path = Path(f"large{args.large}.csv")
        generated(args.large, path)
        rows.append((f"n={args.large}", path, round(args.large / 6), float("inf"), 0))
    for name, path, networks, reach, limit in rows:
        wall, cpu, out = timed([sys.executable, __file__, "--one", str(path), str(networks)])
        if not out:
            print(f"{name:10} failed")
            continue
        found = json.loads(out)
        gap = gap_of(found)
        peer = "not run"
        if len(path.read_bytes()) < 200_000:  # its time grows fast beyond two thousand places
            seconds, peer_cpu, text = timed([args.peer, "-c", PEER, str(path), str(networks)])
            value = json.loads(text)["objective"] if text else None
            peer = (
                "not installed"
                if value is None
                else f"+{100 * (value / found['objective'] - 1):.1f} % {seconds:.1f} s, CPU {peer_cpu:.1f}"
            )
        print(
            f"{name:10} {reach:10.2f} {found['objective']:11.2f} {gap:>12} {wall:8.2f} ({limit:3} s) {cpu:8.2f} "
            f"{wall / empty:7.0f} {wall / work:8.1f} {found['mb']:5}   {peer}",
            flush=True,
        )
        if args.prove is not None:
            words = ["--one", str(path), str(networks), "--prove", str(args.prove)]
            wall, cpu, out = timed([sys.executable, __file__, *words])
            proven = json.loads(out) if out else None
            said = "failed" if proven is None else f"{proven['objective']:11.2f} {gap_of(proven):>12}"
            print(f"  --prove {args.prove:<11g}{said} {wall:8.2f}         {cpu:8.2f}", flush=True)
        if args.large and path.name.startswith("large"):
            path.unlink()


if __name__ == "__main__":
    main()
