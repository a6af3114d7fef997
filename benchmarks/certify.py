"""Certificates of splits: accepted when they are true, refused when they are spoilt, in whole-process seconds.

    python benchmarks/certify.py [--instances ../shared/cases/network] [--only no36,no138] [--trials 4] [--random 60]

Of each instance: the seconds to make the certificate and to check it by the standalone program (also as a ratio to
``python -c pass``), and how many of the spoilt ones are refused, by kind, with the processor's seconds of the slowest.
Then random small splits under random rules, whose best is found by trying every partition.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from kvadmin.api.hooks import Place
from kvadmin.plugins.network.certificate.certificate import certificate_of
from kvadmin.plugins.network.certificate.split_verifier import TOLERANCE, Places, verified
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import (
    Balance,
    DifferentNetworks,
    MaxDistance,
    MaxPer,
    MinPer,
    SameNetwork,
    SharedTheme,
)
from kvadmin.plugins.network.solver.time_budget import TimeBudget

#: Instance, number of networks, seconds that checking may take, trials of each kind at most.
TABLE = [("no36", 6, 30, 10), ("no138", 23, 30, 4)]
KINDS = (
    "a moved member",
    "a moved member, sum right",
    "a false bound",
    "an overlooked shorter split",
    "false prices",
)


def refused(data: dict[str, Any]) -> bool:
    """Whether the program refuses a certificate."""
    try:
        for _ in verified(data):
            pass
    except SystemExit:
        return True
    return False


def cost(data: dict[str, Any], networks: list[list[str]]) -> float:
    """What networks cost under the rules of a certificate."""
    places = Places(data, lambda: None)
    return sum(places.cost(sorted(places.at[x] for x in members), len(networks)) for members in networks)


def moved(data: dict[str, Any], luck: random.Random) -> list[list[str]]:
    """The networks with two members exchanged."""
    networks = copy.deepcopy(data["networks"])
    one, two = luck.sample(networks, 2)
    a, b = luck.randrange(len(one)), luck.randrange(len(two))
    one[a], two[b] = two[b], one[a]
    return networks


def spoilt(data: dict[str, Any], luck: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """One certificate of each kind that must be refused, made of one that holds and says that no split is shorter."""
    networks = moved(data, luck)
    dearer = cost(data, networks)
    yield KINDS[0], {**data, "networks": networks}
    # The sum is right again; the bound stays where it may, but says that nothing is shorter.
    yield KINDS[1], {**data, "networks": networks, "objective": dearer, "bound": dearer}
    yield KINDS[2], {**data, "bound": data["objective"] + luck.uniform(1e-4, 50)}
    # Nearly as good, and said to be the best.
    near = min((moved(data, luck) for _ in range(200)), key=lambda each: cost(data, each))
    yield KINDS[3], {**data, "networks": near, "objective": cost(data, near), "bound": cost(data, near)}
    proofs = copy.deepcopy(data["proofs"])
    proof = luck.choice([each for each in proofs if each["prices"]])
    place = luck.choice(sorted(proof["prices"]))
    proof["prices"][place] += luck.uniform(1e-3, 500)
    yield KINDS[4], {**data, "proofs": proofs}


def random_request(luck: random.Random, count: int) -> SplitRequest:
    """Places at random under rules at random; a split under them need not exist."""
    places = PlaceSet(
        Place(
            f"p{i}", "", luck.uniform(58, 62), luck.uniform(5, 12), luck.choice("abc"), float(luck.randrange(1, 90)),
            {"kind": luck.choice(["", "x", "y"]), "focus_areas": ";".join(luck.sample(["One", "two", "Three"], 2))},
        )
        for i in range(count)
    )  # fmt: skip
    pair = tuple(luck.sample(places.ids, 2))
    rules = [
        SameNetwork(pair), DifferentNetworks(tuple(luck.sample(places.ids, 3))), MaxPer("county", 2),
        MinPer("kind", "x", 1), Balance("population", luck.uniform(0, 3)), SharedTheme("focus_areas", 20.0),
        MaxDistance(luck.uniform(300, 500)), MaxPer("kind", 2),
    ]  # fmt: skip
    chosen = tuple(luck.sample(rules, luck.randrange(4)))
    return SplitRequest(places, 2, 4, luck.choice([None, count // 3]), chosen)


def partitions(ids: list[str], low: int, high: int) -> Iterator[list[list[str]]]:
    """Every partition into parts of these sizes."""
    if not ids:
        yield []
        return
    first, *others = ids
    for size in range(low, min(high, len(ids)) + 1):
        for rest in combinations(others, size - 1):
            left = [each for each in others if each not in rest]
            for more in partitions(left, low, high):
                yield [[first, *rest], *more]


def best_of_all(data: dict[str, Any]) -> float:
    """The least that a split costs under the rules of a certificate, by trying every partition."""
    places = Places(data, lambda: None)
    first, last = data["counts"]
    locked = [sorted(each) for each in places.locked]
    best = float("inf")
    for split in partitions(sorted(places.at), places.low, places.high):
        networks = [sorted(places.at[x] for x in members) for members in split]
        if first <= len(networks) <= last and all(each in networks for each in locked):
            allowed = all(places.possible(each, 0) for each in networks)
            best = min(best, sum(places.cost(each, len(networks)) for each in networks)) if allowed else best
    return best


def random_trial(seed: int, count: int = 9) -> str:
    """One random split: ``none`` when there is no split, ``right`` when brute force agrees, else what is wrong."""
    from kvadmin.api import Refused
    from kvadmin.plugins.network.solver.split import split

    luck = random.Random(seed)
    request = random_request(luck, count)
    try:
        found = split(request)
    except Refused:
        return "none"
    counts = request.counts() if request.networks is None else range(request.networks, request.networks + 1)
    made = certificate_of(request, found.networks, counts, TimeBudget.of(None), {})
    data = json.loads(json.dumps(made.data))
    best = best_of_all(data)
    if refused(data) or data["bound"] > best + TOLERANCE:
        return f"wrong: bound {data['bound']}, best {best}"
    if made.above or abs(best - data["objective"]) > TOLERANCE:
        return f"not proven: {data['objective']}, best {best}, above {made.above}"
    return "right" if refused({**data, "bound": data["bound"] + 1}) else "a false bound is accepted"


def timed(*command: str) -> tuple[float, int]:
    """Seconds of a process, and its exit code."""
    start = time.perf_counter()
    code = subprocess.run(command, check=False, capture_output=True).returncode
    return time.perf_counter() - start, code


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    beside = Path(__file__).resolve().parents[2] / "shared" / "cases" / "network"
    parser.add_argument("--instances", type=Path, default=beside)
    parser.add_argument("--only", default="")
    parser.add_argument("--trials", type=int, default=10)
    parser.add_argument("--random", type=int, default=60)
    asked = parser.parse_args()
    wanted = [each for each in asked.only.split(",") if each]
    empty = min(timed(sys.executable, "-c", "pass")[0] for _ in range(5))
    print(f"python -c pass {empty:.3f} s")
    for name, networks, limit, most in TABLE:
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            certificate, program = str(Path(folder) / "certificate.json"), str(Path(folder) / "check.py")
            split, kvadmin = str(Path(folder) / "split.json"), (sys.executable, "-m", "kvadmin", "network")
            places = str(asked.instances / f"{name}.csv")
            timed(*kvadmin, "split", "--places", places, "--size", "5..7", "--networks", str(networks), "--format",
                  "json", "-o", split)  # fmt: skip
            making, _ = timed(*kvadmin, "certify", split, "--out", certificate, "--standalone", program)
            checking, code = timed(sys.executable, "-I", program, certificate)
            data = json.loads(Path(certificate).read_text(encoding="utf-8"))
        accepted = "accepted" if code == 0 and data["bound"] == data["objective"] else "NOT accepted as the best"
        print(f"{name}: made in {making:.1f} s; {accepted} in {checking:.1f} s (at most {limit})", end="")
        print(f", {checking / empty:.0f} x pass")
        luck = random.Random(20080827)
        caught, slowest = dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0.0)
        trials = min(asked.trials, most)
        for _ in range(trials):
            for kind, bad in spoilt(data, luck):
                before = time.process_time()
                caught[kind] += refused(bad)
                slowest[kind] = max(slowest[kind], time.process_time() - before)
        for kind, times in caught.items():
            print(f"  {kind}: refused {times} of {trials}, the slowest in {slowest[kind]:.1f} s", flush=True)
    answers = [random_trial(seed) for seed in range(asked.random)]
    print(f"random splits of 9: {answers.count('right')} right, {answers.count('none')} without any split")
    for seed, answer in enumerate(answers):
        if answer not in {"right", "none"}:
            print(f"  seed {seed}: {answer}")


if __name__ == "__main__":
    main()
