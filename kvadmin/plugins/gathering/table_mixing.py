"""Table groups over several rounds: different networks together, nobody meets anybody twice.

Maximally diverse grouping and the social golfer problem. People are laid out in as many
*classes* as a table has seats; in each round a class is turned against the others. When the
differences of the turns are all distinct, nobody meets twice; members of one network lie in
one class, so they never meet at all. What such a layout leaves over, annealing repairs.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from kvadmin.api import Refused, UsageError, tr

#: Swaps tried per person and round before the best so far is given.
_SWAPS = 600
_TRIES = 4000
_LEAST_HEAT = 0.08

#: 32 people, 10 rounds of 8 tables of 4 without a repeat (A. Aguado 2004; a resolvable group divisible
#: design of type 2^16), as printed in E. Pegg Jr, "Social Golfer Problem", Wolfram Demonstrations Project.
_EIGHT_FOUR_TEN = """
0123 4567 89AB CDEF GHIJ KLMN OPQR STUV
048S 17IM 35AV FJLQ CGKO 26HN BDPU 9ERT
0LRU 1NQS 36DO 5BEG 7ACH 29FK 4IPV 8JMT
0BIO 1AJP 39HQ 5FMU 6ELV 28GR 4CNT 7DKS
0ADM 14FR 378U EJNO BHKV 2LPS 59CI 6GQT
09NV 15OT 3EIS 8DHL 6AKR 2CJU 4BMQ 7FGP
05JK 169U 34GL DINR AFOS 27BT EHMP 8CQV
0FHT 1DGV 3CMR IKQU 79LO 24AE 58NP 6BJS
06CP 18EK 3BFN 9GMS AILT 25DQ 4HOU 7JRV
07EQ 1BCL 3KPT 5HRS 68FI 2MOV 49DJ AGNU
"""


@dataclass(frozen=True)
class Mixing:
    """Tables of person ids per round.

    ``repeats``: meetings beyond the first of each pair; ``same_network``: meetings of people
    of one network; ``source``: the construction, when a published one was used.
    """

    rounds: tuple[tuple[tuple[str, ...], ...], ...]
    repeats: int
    same_network: int
    source: str | None = None


def mix(
    people: Sequence[tuple[str, str | None]],
    size_min: int,
    size_max: int,
    rounds: int,
    *,
    seed: int = 0,
    tables: int | None = None,
) -> Mixing:
    """Seat people at tables for several rounds.

    Args:
        people: (person id, network or None) each.
        size_min: Fewest people at a table.
        size_max: Most people at a table.
        rounds: How many rounds.
        seed: Decides ties.
        tables: Number of tables; the fewest possible when None.

    Raises:
        UsageError: sizes or rounds that make no sense.
        Refused: the people do not fit the tables.
    """
    count = _tables(people, size_min, size_max, rounds, tables)
    people = sorted(people, key=lambda p: p[0])
    network = dict(people)
    if len(network) != len(people):
        raise UsageError(tr("a person is there more than once"))
    known = _known(people, count, rounds)
    plan = known if known is not None else _turned(people, count, rounds, seed)
    plan = _Seating(plan, network, seed).improved()
    repeats, same = mixing_faults(plan, network)
    done = tuple(tuple(sorted(tuple(sorted(t)) for t in tables_)) for tables_ in plan)
    return Mixing(done, repeats, same, "Aguado 2004" if known is not None else None)


def mixing_faults(plan: Sequence[Sequence[Sequence[str]]], network: dict[str, str | None]) -> tuple[int, int]:
    """(meetings beyond the first of each pair, meetings within a network) of a seating plan."""
    met = Counter(pair for tables in plan for table in tables for pair in combinations(sorted(table), 2))
    same = sum(times for (a, b), times in met.items() if network[a] is not None and network[a] == network[b])
    return sum(times - 1 for times in met.values()), same


def _tables(people: Sequence[object], low: int, high: int, rounds: int, tables: int | None) -> int:
    if low < 1 or low > high or rounds < 1:
        raise UsageError(
            tr("tables of {low}..{high} in {rounds} round(s) make no sense", low=low, high=high, rounds=rounds),
            where="--size",
            code="bad-value",
        )
    n = len(people)
    if n == 0:
        raise Refused(tr("there is nobody to seat"), code="nothing-to-do")
    count = -(-n // high) if tables is None else tables
    if count < 1 or n < low * count or n > high * count:
        raise Refused(
            tr("{n} people do not fit {count} table(s) of {low}..{high}", n=n, count=count, low=low, high=high),
            code="no-solution",
        )
    return count


def _known(people: Sequence[tuple[str, str | None]], tables: int, rounds: int) -> list[list[list[str]]] | None:
    """The published plan for 32 people at 8 tables, when no other way is known."""
    if (len(people), tables) != (32, 8) or not 9 <= rounds <= 10:
        return None
    ids = [p for p, _ in sorted(people, key=lambda p: (p[1] or "", p[0]))]
    lines = _EIGHT_FOUR_TEN.split("\n")[1 : rounds + 1]
    return [[[ids[int(seat, 32)] for seat in table] for table in line.split()] for line in lines]


def _turned(people: Sequence[tuple[str, str | None]], tables: int, rounds: int, seed: int) -> list[list[list[str]]]:
    """The layout in classes, turned by one row of :func:`turns` per round."""
    seats = -(-len(people) // tables)
    classes = _classes(people, tables, seats)
    plan = []
    for row in mixing_turns(tables, seats, rounds, seed):
        groups: list[list[str]] = [[] for _ in range(tables)]
        for shift, members in zip(row, classes, strict=True):
            for i, person in enumerate(members):
                if person is not None:
                    groups[_add(i, shift, tables)].append(person)
        plan.append(groups)
    return plan


def _classes(people: Sequence[tuple[str, str | None]], tables: int, seats: int) -> list[list[str | None]]:
    """People in classes of one per table, whole networks in one class where they fit."""
    groups: dict[str, list[str]] = {}
    loose: list[str] = []
    for person, network in people:
        (loose if network is None else groups.setdefault(network, [])).append(person)
    room = [tables] * (seats - 1) + [len(people) - tables * (seats - 1)]
    classes: list[list[str | None]] = [[] for _ in range(seats)]
    for _, members in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        fitting = [k for k in range(seats) if room[k] - len(classes[k]) >= len(members)]
        if fitting:
            best = min(fitting, key=lambda k: (room[k] - len(classes[k]), k))
            classes[best] += members
        else:
            loose += members
    for k in range(seats):
        while len(classes[k]) < room[k]:
            classes[k].append(loose.pop(0))
    return classes


def mixing_turns(tables: int, seats: int, rounds: int, seed: int = 0) -> list[tuple[int, ...]]:
    """One shift per class and round such that the differences of two classes never repeat.

    Primes and powers of two have a complete table (products in the field); otherwise rows are
    searched at random, and further rows repeat as few differences as can be found.
    """
    if seats <= tables and (_prime(tables) or tables & (tables - 1) == 0):
        rows = [tuple(_times(r, c, tables) for c in range(seats)) for r in range(min(rounds, tables))]
    else:
        rows = _searched(tables, seats, rounds, seed)
    rng = random.Random(seed)  # noqa: S311 - seats, no secrets
    while len(rows) < rounds:
        rows.append(tuple(rng.randrange(tables) for _ in range(seats)))
    return rows


def _searched(tables: int, seats: int, rounds: int, seed: int) -> list[tuple[int, ...]]:
    """Rows found one after the other, begun again when stuck; the longest list of all tries."""
    best: list[tuple[int, ...]] = []
    rng = random.Random(seed)  # noqa: S311 - seats, no secrets
    for _ in range(60):
        used: list[set[int]] = [set() for _ in range(seats * seats)]
        rows: list[tuple[int, ...]] = []
        while len(rows) < rounds:
            row = _row(tables, seats, used, rng)
            if row is None:
                break
            rows.append(row)
            for a in range(seats):
                for b in range(a):
                    used[a * seats + b].add((row[a] - row[b]) % tables)
        if len(rows) > len(best):
            best = rows
        if len(best) == rounds:
            break
    return best


def _row(tables: int, seats: int, used: list[set[int]], rng: random.Random) -> tuple[int, ...] | None:
    row: list[int] = [0]
    options: list[list[int]] = []
    for _ in range(_TRIES):
        if len(row) == seats:
            return tuple(row)
        a = len(row)
        if len(options) < a:
            free = [v for v in range(tables) if all((v - row[b]) % tables not in used[a * seats + b] for b in range(a))]
            rng.shuffle(free)
            options.append(free)
        if options[-1]:
            row.append(options[-1].pop())
            continue
        options.pop()
        if not options:
            return None
        row.pop()
    return None


def _prime(n: int) -> bool:
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


#: Irreducible polynomials over two elements, for tables of 2, 4, 8 ... 256.
_FIELDS = {2: 0b11, 4: 0b111, 8: 0b1011, 16: 0b10011, 32: 0b100101, 64: 0b1000011, 128: 0b10000011, 256: 0b100011011}


def _times(a: int, b: int, order: int) -> int:
    """Product in the field of this order (a prime or a power of two)."""
    if order not in _FIELDS or order == 2:
        return a * b % order
    out = 0
    while b:
        if b & 1:
            out ^= a
        a, b = a << 1, b >> 1
        if a >= order:
            a ^= _FIELDS[order]
    return out


def _add(a: int, b: int, order: int) -> int:
    return a ^ b if order in _FIELDS and order > 2 else (a + b) % order


class _Seating:
    """Annealing by swaps of two people within a round."""

    def __init__(self, plan: list[list[list[str]]], network: dict[str, str | None], seed: int) -> None:
        self.plan, self.rng = [[list(t) for t in tables] for tables in plan], random.Random(seed)  # noqa: S311 - seats, no secrets
        self.index = {p: i for i, p in enumerate(sorted(network))}
        self.network = [network[p] for p in sorted(network)]
        n = len(self.index)
        self.met = [[0] * n for _ in range(n)]
        self.seats = [[[self.index[p] for p in t] for t in tables] for tables in self.plan]
        for tables in self.seats:
            for table in tables:
                for a, b in combinations(table, 2):
                    self.met[a][b] += 1
                    self.met[b][a] += 1

    def improved(self) -> list[list[list[str]]]:
        """The plan with as few faults as annealing finds; a perfect one is left alone."""
        cost = sum(self._fault(a, b, self.met[a][b]) for a in range(len(self.met)) for b in range(a))
        best, kept = cost, [[list(t) for t in tables] for tables in self.seats]
        swaps = _SWAPS * len(self.index) * len(self.seats)
        for step in range(swaps if len(self.seats[0]) > 1 else 0):
            if best == 0:
                break
            heat = max(_LEAST_HEAT, 0.6 * (1 - step / swaps))
            cost += self._swap(heat)
            if cost < best:
                best, kept = cost, [[list(t) for t in tables] for tables in self.seats]
        names = sorted(self.index)
        return [[[names[i] for i in t] for t in tables] for tables in kept]

    def _fault(self, a: int, b: int, times: int) -> int:
        same = self.network[a] is not None and self.network[a] == self.network[b]
        return times if same else max(0, times - 1)

    def _change(self, who: int, table: list[int], but: int, step: int) -> int:
        """Change of cost when ``who`` meets everybody at a table once more (+1) or less (-1)."""
        row, total = self.met[who], 0
        for other in table:
            if other not in (but, who):
                total += self._fault(who, other, row[other] + step) - self._fault(who, other, row[other])
        return total

    def _swap(self, heat: float) -> int:
        rng = self.rng
        tables = rng.choice(self.seats)
        one, two = rng.sample(range(len(tables)), 2)
        if not tables[one] or not tables[two]:
            return 0
        i, j = rng.randrange(len(tables[one])), rng.randrange(len(tables[two]))
        a, b = tables[one][i], tables[two][j]
        delta = self._change(a, tables[one], b, -1) + self._change(b, tables[two], a, -1)
        delta += self._change(a, tables[two], b, 1) + self._change(b, tables[one], a, 1)
        if delta > 0 and rng.random() >= 2.718281828 ** (-delta / heat):
            return 0
        for who, old, new, other in ((a, tables[one], tables[two], b), (b, tables[two], tables[one], a)):
            for mate, step in [(m, -1) for m in old] + [(m, 1) for m in new]:
                if mate not in (who, other):
                    self.met[who][mate] += step
                    self.met[mate][who] += step
        tables[one][i], tables[two][j] = b, a
        return delta
