"""Check the certificate of a network split: ``python FILE.py CERTIFICATE.json``.

Standard library only, Python 3.8 or newer. Exit 0: the certificate holds; 1: it does not, or cannot be read.
Each place i has a price y[i], each network a price z, of any size and sign. A network S costs r(S) = cost(S) - sum of
y[i] for i in S - z above its prices. A split into k networks holds every place once and so costs sum(y) + k z + the sum
of its r(S). If no allowed network has r < 0, no split is below sum(y) + k z, and one below a bound has networks with
r < bound - sum(y) - k z only. All these are listed, and every choice of k of them that holds each place once is tried.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, chain, combinations, product
from pathlib import Path
from typing import Any

RADIUS = 6371.0088  # kilometres, mean of the earth (IUGG)
TOLERANCE, NOISE = 1e-5, 1e-8  # km or minutes: shorter by less is equally short; what sums of floats are off, and
MOST = 1e9  # beside which numbers: larger ones would swallow kilometres
BALL = {"by": "great-circle", "radius_km": RADIUS}
KINDS = "apart locked together max_per min_per max_distance theme balance".split()


class Places:
    """The places of a certificate: how far apart they are, which networks are allowed and what these cost."""

    def __init__(self, said: dict[str, Any], step: Callable[[], None]) -> None:
        (self.low, self.high), self.rules, self.step = said["sizes"], said["rules"], step
        places, by, n = said["places"], said["distances"], range(len(said["places"]))
        self.at, self.fields = {p["id"]: i for i, p in enumerate(places)}, [p["fields"] for p in places]
        known = [self.rules.keys() == {*KINDS}, by["by"] == "table" or (by == BALL and said["unit"] == "km")]
        if by == BALL:  # over the ground, by points of a ball with radius 1
            ends = [(math.radians(p["lat"]), math.radians(p["lon"])) for p in places]
            ball = [(math.cos(a) * math.cos(o), math.cos(a) * math.sin(o), math.sin(a)) for a, o in ends]
            by = {"rows": [[2 * RADIUS * math.asin(min(math.dist(a, b) / 2, 1.0)) for b in ball] for a in ball]}
        self.pair = far = [[by["rows"][max(i, j)][min(i, j)] if i != j else 0.0 for j in n] for i in n]
        for rule in self.rules["theme"]:
            of = [{t.strip().casefold() for t in f[rule["field"]].split(";")} - {""} for f in self.fields]
            self.pair = [[self.pair[i][j] + rule["weight"] * (not of[i] & of[j]) for j in n] for i in n]
        self.sums = [(r["weight"], [float(f[r["field"]]) for f in self.fields]) for r in self.rules["balance"]]
        apart, self.locked, self.together = ([{self.at[x] for x in g} for g in self.rules[k]] for k in KINDS[:3])
        numbers = [x for proof in said["proofs"] for x in (proof["network_price"], *proof["prices"].values())]
        least = [each["weight"] for each in self.rules["theme"] + self.rules["balance"]] + self.rules["max_distance"]
        known += [len(self.at) == len(n), sum(map(len, self.locked)) == len(set(chain(*self.locked))), self.low >= 1]
        known += [said["unit"].isprintable(), *(abs(x) < MOST for x in chain(numbers, *(v for _, v in self.sums)))]
        if not all([*known, *apart, *self.together, *(0 <= x < MOST for x in chain(least, *far))]):
            raise SystemExit("REFUSED: a place is there twice, or a rule, distance, size or price is of no known kind")
        wide = {(i, j) for i in n for j in n if any(far[i][j] > most for most in self.rules["max_distance"])}
        self.forbidden = wide.union(*(set(product(g, g)) for g in apart))
        units = [{i} for i in n]
        for group in self.together:  # places that must be together are one unit
            units = [u for u in units if not u & group] + [set(chain(*(u for u in units if u & group)))]
        self.units = sorted(sorted(u) for u in units if not any(u & g for g in self.locked))

    def cost(self, members: Iterable[int], count: int) -> float:
        """What a network costs when there are so many in all."""
        pairs = sum(self.pair[i][j] for i, j in combinations(members, 2))
        return float(pairs + sum(w * abs(sum(v[i] for i in members) - sum(v) / count) for w, v in self.sums))

    def possible(self, members: list[int], room: int) -> bool:
        """Whether these can be a network with so many others at most; without room: whether they are one."""
        fields = [rule["field"] for rule in self.rules["max_per"] + self.rules["min_per"]]
        times = {field: Counter(self.fields[i][field] for i in members) for field in fields}
        return (
            self.low - room <= len(members) <= self.high
            and not any(n > r["most"] for r in self.rules["max_per"] for v, n in times[r["field"]].items() if v)
            and all(times[r["field"]][r["value"]] + room >= r["least"] for r in self.rules["min_per"])
            and not any(pair in self.forbidden for pair in combinations(members, 2))
            and (room > 0 or not any(group & {*members} and group - {*members} for group in self.together))
        )


class Listing:
    """All allowed networks that cost less than ``gap`` above their prices: sets of units that grow one by one.

    One of value f (prices less costs) with m more to come is worth f + the m largest of gain - half of the m - 1
    shortest ways to others at most. A balance term is w|x| = max(wx, -wx): a view for either sign.
    """

    def __init__(self, p: Places, prices: list[float], z: float, gap: float, count: int) -> None:
        self.p, self.prices, self.z, self.gap, self.count = p, prices, z, gap, count
        n, self.widest = range(len(p.units)), max(map(len, p.units), default=1)
        self.worth = [sum(prices[i] for i in u) - sum(p.pair[i][j] for i, j in combinations(u, 2)) for u in p.units]
        self.ways = [[sum(p.pair[i][j] for i in u for j in v) for v in p.units] for u in p.units]
        self.views = []  # what is added to each unit, and a constant
        for signs in product((-1, 1), repeat=len(p.sums)):
            slopes = [(sign * weight, values) for sign, (weight, values) in zip(signs, p.sums)]  # noqa: B905
            tilt = [sum(s * v[i] for s, v in slopes for i in u) for u in p.units]
            self.views.append((tilt, z - sum(s * sum(v) / count for s, v in slopes)))
        half = self.halves({i: [j for j in n if j != i] for i in n})
        gains = [{j: self.worth[j] - self.ways[i][j] for j in n if j != i} for i in n]
        keep = [set(self.promising([i], self.worth[i], gains[i], half)) for i in n]
        self.mates = [{j for j in keep[i] if i in keep[j] and p.possible(p.units[i] + p.units[j], p.high)} for i in n]

    def halves(self, others: dict[int, list[int]]) -> dict[int, list[float]]:
        """For each unit half of its 0, 1, 2 ... shortest ways to others."""
        return {i: [*accumulate([0, *sorted(self.ways[i][j] / 2 for j in them)])] for i, them in others.items()}

    def promising(self, inside: list[int], value: float, gain: dict[int, float], half: Any) -> list[int]:
        """Those who may come to a set that ends below the gap."""
        found: set[int] = set()
        size = sum(len(self.p.units[u]) for u in inside)
        for more in range(max(1, -(-(self.p.low - size) // self.widest)), min(self.p.high - size, len(gain)) + 1):
            plain = {k: g - half[k][more - 1] for k, g in gain.items() if len(half[k]) >= more}
            good = set(plain)
            for tilt, constant in self.views:
                h = {k: plain[k] + tilt[k] for k in good}
                top = sorted(h.values(), reverse=True)[:more]
                need = -self.gap - value - constant - sum(tilt[u] for u in inside) - sum(top[:-1])
                good = {k for k in good if min(h[k], top[-1]) > need} if len(top) == more else set()
            found |= good
        return [k for k in gain if k in found]

    def __iter__(self) -> Iterator[tuple[float, frozenset[int]]]:
        order = sorted(range(len(self.p.units)), key=lambda u: (len(self.mates[u]), u))
        for at, root in enumerate(order):
            gain = {j: self.worth[j] - self.ways[root][j] for j in order[at + 1 :] if j in self.mates[root]}
            half = self.halves({i: [j for j in gain if j in self.mates[i]] for i in gain})
            yield from self.grow([root], self.worth[root], gain, half)

    def grow(self, inside: list[int], value: float, gain: dict[int, float], half: Any) -> Iterator[Any]:
        """The networks with these units and some of those in ``gain``."""
        members = sorted(i for u in inside for i in self.p.units[u])
        self.p.step()
        if self.p.possible(members, 0):
            above = self.p.cost(members, self.count) - sum(self.prices[i] for i in members) - self.z
            if above < -NOISE:
                raise SystemExit(f"REFUSED: the prices are false: {[[*self.p.at][i] for i in members]} is cheaper")
            if above < self.gap:
                yield above, frozenset(inside)
        if len(members) < self.p.high and self.p.possible(members, self.p.high - len(members)):
            left = self.promising(inside, value, gain, half)
            for at, unit in enumerate(left):
                rest = {k: gain[k] - self.ways[unit][k] for k in left[at + 1 :] if k in self.mates[unit]}
                yield from self.grow([*inside, unit], value + gain[unit], rest, half)


def covers(p: Places, sets: list[Any], left: frozenset[int], room: float, more: int) -> Any:
    """So many networks that hold every unit left once and cost less than ``room`` above their prices, or None."""
    p.step()
    if not left or not more:
        return [] if not left and not more and room > 0 else None
    share = dict.fromkeys(left, math.inf)  # of each unit in what a network costs, at least
    for above, members in sets:
        share.update((u, above / len(members)) for u in members if above / len(members) < share[u])
    spare = room - sum(share.values())
    sets = [(above, members) for above, members in sets if above - sum(share[u] for u in members) < spare]
    times = Counter(u for _, members in sets for u in members)
    rarest = min(left, key=lambda u: (times[u], u))
    for above, members in [each for each in sets if rarest in each[1]]:
        rest = [each for each in sets if not each[1] & members]
        if (found := covers(p, rest, left - members, room - above, more - 1)) is not None:
            return [members, *found]
    return None


def verified(said: dict[str, Any], step: Callable[[], None] = lambda: None) -> Iterator[str]:
    """What is found true, in sentences, the verdict last; ``step`` is called before each set that is tried."""
    p, unit, bound, (first, last) = Places(said, step), said["unit"], said["bound"], said["counts"]
    networks = [sorted(p.at[place] for place in members) for members in said["networks"]]
    total, n, ids = sum(p.cost(each, len(networks)) for each in networks), len(p.at), list(p.at)
    whole = sorted(chain(*said["networks"])) == sorted(p.at) and all(sorted(g) in networks for g in p.locked)
    if not whole or not first <= len(networks) <= last:
        raise SystemExit("REFUSED: a place is not in one network, a locked network is missing, or the number is wrong")
    if broken := [[ids[i] for i in each] for each in networks if not p.possible(each, 0)]:
        raise SystemExit(f"REFUSED: a rule is broken by {broken}")
    if not abs(total - said["objective"]) <= TOLERANCE or not -math.inf < bound <= total + TOLERANCE:
        raise SystemExit(f"REFUSED: the sum is {total:.6f}, not {said['objective']}, or is below the bound {bound}")
    yield f"{n} places, {len(networks)} networks of {p.low} to {p.high} ({said['distances']['by']}): {total:.6f} {unit}"
    yield f"Rules kept: {ascii({name: r for name, r in p.rules.items() if r}) if any(p.rules.values()) else 'none'}"
    rest, held, every = list(chain(*p.units)), len(p.locked), frozenset(range(len(p.units)))
    counts = set(range(max(first, held - (-len(rest) // p.high)), min(last, held + len(rest) // p.low) + 1))
    for proof in said["proofs"]:
        own = sorted(k for k in counts if proof["from"] <= k <= proof["to"])[: 1 if p.sums else None]
        prices, z = [proof["prices"].get(place, 0.0) for place in p.at], proof["network_price"]
        known = {k: sum(prices[i] for i in rest) + (k - held) * z + sum(p.cost(g, k) for g in p.locked) for k in own}
        gap = max([0.0, *(bound - known[k] for k in own)])
        for halved in range(max(0, int(math.log2(gap + 1)) - 3), -1, -1) if own else ():  # most is found soon
            sets = sorted(Listing(p, prices, z, gap / 2**halved, own[0]), key=lambda each: (each[0], sorted(each[1])))
            for k in own:
                if better := covers(p, sets, every, (bound - known[k] - TOLERANCE) / 2**halved, k - held):
                    found = [[ids[i] for u in sorted(each) for i in p.units[u]] for each in better] + p.rules["locked"]
                    raise SystemExit(f"REFUSED: there is a shorter split: {found}")
        yield from (f"{k} networks: by prices {known[k]:.6f} {unit} at least; {len(sets)} sets in the gap" for k in own)
        counts -= set(own)
    if counts:
        raise SystemExit(f"REFUSED: nothing is proven of {sorted(counts)} networks")
    above = f"at most {total - bound:.6f} {unit} above the best" if total - bound > TOLERANCE else "no split is shorter"
    yield f"Verdict: {above} (of all splits into {first} to {last} networks under these rules)"


if __name__ == "__main__":
    try:
        sys.stdout.writelines(f"{s}\n" for s in verified(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
    except (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError) as error:
        raise SystemExit(f"REFUSED: this is no certificate that can be read: {error!r}") from error
