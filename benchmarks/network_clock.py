"""`network split --time-limit` on inputs that are infeasible or tight: how far beyond the limit each run goes.

    python benchmarks/network_clock.py [--instances ../shared/cases/network] [--limit 5] [--only WORDS] [--rounds 1]

Every run is a process of its own, as a person starts it. Beside the worst overshoot stand the times of
`network split --help` and `python -c pass` from the same minutes: what a run takes beyond the limit holds the start
of the program, its reading and its answer. A split is checked against its sizes; where there is none, what is said is
shown.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from network import generated

#: Instance, size, further options; chains are made of its ids.
CASES = [
    ("no36", "5..7", ["--max-distance", "100"]),
    ("no36", "5..7", ["--max-distance", "300"]),
    ("no36", "5..7", ["--max-distance", "420"]),
    ("no36", "5..7", ["--max-per", "county=1"]),
    ("no36", "5..5", ["--max-per", "county=1"]),
    ("no36", "5..7", ["--max-per", "county=2", "--max-distance", "500"]),
    ("no36", "5..7", ["--networks", "7", "--min-per", "county:50=1"]),
    ("no36", "5..7", ["@together:6"]),
    ("no36", "2..5", ["@together:6"]),
    ("no36", "5..7", ["@apart:9"]),
    ("no36", "5..7", ["@apart:6", "@chain:5", "--max-distance", "350"]),
    ("no36", "5..7", ["--alternatives", "3"]),
    ("cap78", "6..6", ["--max-per", "county=4"]),
    ("cap78", "5..7", ["--max-per", "county=1"]),
    ("no138", "5..7", ["--max-distance", "60"]),
    ("no138", "5..7", ["--max-distance", "150"]),
    ("no138", "5..7", ["--max-distance", "200"]),
    ("no138", "5..7", ["--max-per", "county=1"]),
    ("no138", "5..7", ["--max-per", "county=2"]),
    ("no138", "5..7", ["--networks", "23", "--max-per", "county=1"]),
    ("no138", "5..7", ["--max-per", "county=2", "--max-distance", "250"]),
    ("no138", "5..7", ["--balance", "population=0.002", "--max-per", "county=2"]),
    ("no138", "5..7", ["@chain:12"]),
    ("no138", "5..7", ["@chain:7", "@apart:20"]),
    ("no138", "5..7", ["@pairs:60"]),
    ("no138", "5..5", ["--networks", "27"]),
    ("no138", "6..6", ["@pairs:68", "--max-per", "county=3"]),
    ("no138", "5..7", ["@apart:20", "@apart:24", "--max-distance", "300"]),
    ("no138", "5..7", ["--alternatives", "3"]),
    ("no138", "20..25", []),
    ("no430", "5..7", []),
    ("no430", "5..7", ["--max-distance", "80"]),
    ("no430", "5..7", ["--max-distance", "120"]),
    ("no430", "5..7", ["--max-distance", "160", "--networks", "72"]),
    ("no430", "5..7", ["--max-per", "county=1"]),
    ("no430", "5..7", ["--max-per", "county=2"]),
    ("no430", "5..7", ["--networks", "72", "--max-per", "county=2"]),
    ("no430", "5..7", ["--min-per", "county:50=1"]),
    ("no430", "5..7", ["--balance", "population=0.002"]),
    ("no430", "5..7", ["@pairs:200"]),
    ("no430", "5..7", ["@pairs:120", "--max-per", "county=3", "--max-distance", "300"]),
    ("no430", "5..7", ["@apart:60", "@apart:70"]),
    ("no430", "5..7", ["--alternatives", "2"]),
    ("no430", "40..50", []),
    ("no430", "5..7", ["--networks", "62"]),
    ("random1000", "5..7", []),
    ("random1000", "5..7", ["--max-distance", "150"]),
    ("random1000", "5..7", ["@pairs:300", "--networks", "170"]),
    ("random1000", "5..7", ["--max-per", "county=1"]),
    ("random1000", "5..7", ["@apart:200"]),
    ("random1000", "5..7", ["--alternatives", "2"]),
    ("random5000", "5..7", ["--networks", "833"]),
    ("random5000", "5..7", ["--max-distance", "100"]),
    ("random5000", "5..7", ["--max-per", "county=1", "--networks", "833"]),
    ("random5000", "5..7", ["--max-per", "county=2"]),
    ("random5000", "5..7", ["@pairs:1500", "--networks", "833"]),
    ("random5000", "5..7", ["--balance", "population=0.001"]),
]


def options(given: list[str], ids: list[str]) -> list[str]:
    """The options of a case; ``@`` makes wishes of the instance's ids."""
    out: list[str] = []
    step = max(1, len(ids) // 97)
    spread = [ids[(7 * step * at) % len(ids)] for at in range(len(ids))]
    spread = list(dict.fromkeys([*spread, *ids]))
    for word in given:
        kind, _, count = word.partition(":")
        number = int(count) if kind.startswith("@") else 0
        if kind in ("@together", "@apart"):
            out += [f"--{kind[1:]}", ",".join(spread[:number])]
        elif kind == "@chain":
            for a, b in itertools.pairwise(spread[:number]):
                out += ["--together", f"{a},{b}"]
        elif kind == "@pairs":
            for a, b in zip(ids[: 2 * number : 2], ids[1 : 2 * number : 2], strict=True):
                out += ["--together", f"{a},{b}"]
        else:
            out.append(word)
    return out


def timed(command: list[str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Seconds of a process from start to end, and what it said."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return time.perf_counter() - start, done


def told(done: subprocess.CompletedProcess[str], ids: list[str], size: str) -> str:
    """What a run answered, in a line; a split that is none raises."""
    if done.returncode == 0:
        data = json.loads(done.stdout)
        low, _, high = size.partition("..")
        assert sorted(m for each in data["networks"] for m in each["members"]) == sorted(ids)
        assert all(int(low) <= len(each["members"]) <= int(high) for each in data["networks"])
        assert not data["card"]["broken"]
        gap = data["card"]["gap"]
        proof = "no bound" if gap is None else f"within {100 * gap:.2f} % ({data['bound_scope']})"
        cut = ", cut by the clock" if data["cut_short"] else ""
        more = f", {len(data['alternatives'])} others ({data['alternatives_ended']})" if "alternatives" in data else ""
        return f"{len(data['networks'])} networks, {data['objective']:.0f}, {proof}{cut}{more}"
    error = json.loads(done.stderr.splitlines()[-1])["error"]
    return f"exit {done.returncode} {error['code']}: " + " / ".join(line[:150] for line in error["details"][:3])


def main() -> None:
    """Print a line per case, and the worst overshoot beside what starting takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    beside = Path(__file__).resolve().parents[2] / "shared" / "cases" / "network"
    parser.add_argument("--instances", type=Path, default=beside)
    parser.add_argument("--limit", type=float, default=5.0)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    kvadmin = [sys.executable, "-m", "kvadmin", "network", "split"]
    helps, passes, over = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for name, size, given in CASES:
            label = f"{name} {size} {' '.join(given)}"
            if args.only and args.only not in label:
                continue
            file = args.instances / f"{name}.csv"
            if name.startswith("random"):
                file = Path(folder) / f"{name}.csv"
                if not file.exists():
                    generated(int(name.removeprefix("random")), file)
                    _with_counties(file)
            with file.open(encoding="utf-8") as rows:
                ids = [row["id"] for row in csv.DictReader(rows)]
            helps.append(timed([*kvadmin, "--help"])[0])
            passes.append(timed([sys.executable, "-c", "pass"])[0])
            command = [*kvadmin, "--places", str(file), "--size", size, *options(given, ids)]
            wall, done = timed([*command, "--time-limit", str(args.limit), "--format", "json"])
            over.append((wall - args.limit - helps[-1], label))
            print(f"{wall:6.2f} s  (help {helps[-1]:.2f})  {label[:70]:70}  {told(done, ids, size)}", flush=True)
    worst, label = max(over)
    late = sum(seconds > 1 for seconds, _ in over)
    print(f"\n{len(over)} runs with --time-limit {args.limit:g}; beyond the limit and the time of --help:")
    print(f"worst {worst:+.2f} s ({label}); {late} runs more than 1 s")
    print(f"network split --help {sorted(helps)[len(helps) // 2]:.2f} s, worst {max(helps):.2f} s; ", end="")
    print(f"python -c pass {sorted(passes)[len(passes) // 2]:.3f} s (medians)")


def _with_counties(file: Path) -> None:
    """Give the places of a file a county each, a square of a degree, and inhabitants."""
    with file.open(encoding="utf-8") as rows:
        places = list(csv.DictReader(rows))
    for at, place in enumerate(places):
        place["county"] = f"{float(place['lat']) // 1:.0f}/{float(place['lon']) // 1:.0f}"
        place["population"] = str(1000 + 37 * at % 9000)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(places[0]))
        writer.writeheader()
        writer.writerows(places)


if __name__ == "__main__":
    main()
