"""The odds of a lottery: against every order there is, against the exact way, and how long they take.

Run: python benchmarks/odds.py [PROGRAMMES]      (200)

1. Random programmes of up to 8 applicants with ties and quotas: each chance against an enumeration of all orders
   within the ties that knows nothing of kvadmin's code, as fractions; promotions included.
2. Larger programmes that can be done both ways: how many of the 95 % limits hold the exact chance (a class of equals
   counts once).
3. 96 applicants for 36 places with three quotas on three attributes, 10,000 draws; and 430 for 138 with ten quotas that
   cross each other, where fewer are drawn: seconds, and how many times one run of the rule that is.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product

from kvadmin.errors import Refused
from kvadmin.plugins.cohort.admission import (
    Applicant,
    ApplicationStanding,
    Call,
    Chance,
    KeptMember,
    QuotaRule,
    admit,
    chances,
    parse_quota,
)
from kvadmin.plugins.cohort.admission import odds as exact_odds

VALUES = {"region": "NSV", "form": "bn", "size": "12"}


def enumerated(
    call: Call, applicants: Sequence[Applicant], members: Sequence[KeptMember]
) -> dict[str, Fraction] | None:
    """Each chance by trying every order within the ties; None when no set meets the quotas. Written from DOMAIN.md."""
    people = [(a.number, a.attributes, a.score) for a in applicants if a.standing is ApplicationStanding.OPEN]
    holding = sum(1 << i for i in range(len(members)))
    everybody = [m.attributes for m in members] + [attributes for _, attributes, _ in people]
    quotas = [
        (sum(1 << i for i, each in enumerate(everybody) if each[q.field] == q.value), q.minimum or 0, q.maximum)
        for q in call.quotas
    ]

    def met(chosen: int) -> bool:
        counts = [((chosen & who).bit_count(), low, high) for who, low, high in quotas]
        return all(low <= n and (high is None or n <= high) for n, low, high in counts)

    if len(members) >= call.capacity:
        return {number: Fraction(0) for number, _, _ in people}
    sets = [s for s in range(1 << len(everybody)) if s & holding == holding and s.bit_count() <= call.capacity]
    sets = [s for s in sets if met(s)]
    if not sets:
        return None
    full = max(s.bit_count() for s in sets)
    parts = set()
    for whole in (s for s in sets if s.bit_count() == full):
        part = whole
        while part:
            parts.add(part)
            part = (part - 1) & whole
    ties = [
        [i for i, p in enumerate(people) if p[2] == score] for score in sorted({p[2] for p in people}, reverse=True)
    ]
    won, orders = [0] * len(people), 0
    for order in product(*(permutations(tie) for tie in ties)):
        orders, taken = orders + 1, holding
        for i in (i for tie in order for i in tie):
            grown = taken | 1 << (i + len(members))
            if grown in parts:
                taken = grown
                won[i] += 1
    return {number: Fraction(n, orders) for (number, _, _), n in zip(people, won, strict=True)}


def programme(rng: random.Random, most: int = 8) -> tuple[Call, list[Applicant], list[KeptMember]]:
    """A call with up to ``most`` applicants, ties, up to four quotas, a withdrawal now and then, sometimes members."""

    def attributes() -> dict[str, str]:
        return {field: rng.choice(values) for field, values in VALUES.items()}

    size = rng.randint(1, most)
    applicants = [
        Applicant(
            f"{i + 101:04}",
            score=Decimal(rng.choice((1, 1, 1, 2, 3))),
            attributes=attributes(),
            standing=ApplicationStanding.WITHDRAWN if rng.random() < 0.05 else ApplicationStanding.OPEN,
        )
        for i in range(size)
    ]
    members = [KeptMember(f"{i + 2001}", attributes=attributes()) for i in range(rng.choice((0, 0, 0, 1, 2)))]
    quotas = tuple(q for q in (_quota(rng) for _ in range(rng.randint(0, 4))) if q is not None)
    return Call("P3", rng.randint(1, size) + len(members), quotas=quotas), applicants, members


def _quota(rng: random.Random) -> QuotaRule | None:
    field = rng.choice(list(VALUES))
    low, high = rng.choice((None, 0, 1, 2)), rng.choice((None, 0, 1, 2, 3))
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return None
    return QuotaRule(field, rng.choice(VALUES[field]), low, high)


def odd_ones(programmes: int, seed: int = 2008, most: int = 8) -> Iterator[str]:
    """Programmes whose chances are not those of the enumeration; the last line says how many were tried."""
    rng = random.Random(seed)
    decided = refused = applicants_seen = 0
    while decided < programmes:
        call, applicants, members = programme(rng, most)
        expected = enumerated(call, applicants, members)
        try:
            found = chances(call, applicants, members)
        except Refused:
            refused += 1
            if expected is not None:
                yield f"refused, though it can be: {call}"
            continue
        decided += 1
        applicants_seen += len(applicants)
        if {number: each.value for number, each in found.items()} != expected or not all(
            c.exact for c in found.values()
        ):
            yield f"{call}\n  {applicants}\n  {members}\n  {found}\n  {expected}"
    print(f"{decided} programmes, {applicants_seen} applicants; {refused} more that no set can meet", file=sys.stderr)


def large(rng: random.Random, size: int, scores: Sequence[int]) -> list[Applicant]:
    """Applicants with four attributes."""
    return [
        Applicant(
            f"{i + 101:04}",
            score=Decimal(rng.choice(scores)),
            attributes={
                "region": rng.choice("NMVSØ"),
                "form": rng.choice("bbn"),
                "size": rng.choice("123"),
                "county": f"{rng.randrange(19):02}",
            },
        )
        for i in range(size)
    ]


def both_ways(call: Call, applicants: Sequence[Applicant]) -> tuple[dict[str, Chance], dict[str, Chance]]:
    """The exact chances and the drawn ones."""
    exact = dict(chances(call, applicants))
    before, exact_odds.MOST_STATES = exact_odds.MOST_STATES, 0
    try:
        return exact, dict(chances(call, applicants))
    finally:
        exact_odds.MOST_STATES = before


def covered(rounds: int) -> tuple[int, int]:
    """How many of the limits of drawn chances hold the exact one, and of how many; certain ones left out."""
    rng = random.Random(1927)
    held = tried = 0
    for _ in range(rounds):
        applicants = large(rng, 30, (1, 2, 3))
        call = Call("P3", 12, quotas=(parse_quota("region:N=3.."), parse_quota("form:n=..4")))
        exact, drawn = both_ways(call, applicants)
        for value, low, high in {(exact[n].value, *drawn[n].limits) for n in exact if 0 < exact[n].value < 1}:
            tried += 1
            held += low <= value <= high
    return held, tried


#: Case -> places, applicants, quotas.
CASES = {
    "96 -> 36, three quotas on three attributes, one tie": (36, 96, ("region:N=8..", "form:n=12..", "size:1=..10")),
    "96 -> 36, three quotas on one attribute, one tie": (36, 96, ("region:N=9..", "region:S=..6", "region:V=5..7")),
    "430 -> 138, ten quotas on four attributes, one tie": (
        138,
        430,
        (
            *("region:N=30..", "region:S=..20", "region:V=25..", "form:n=50..", "size:1=..40"),
            *("size:2=45..", "county:01=8..", "county:02=..5", "county:03=9..", "county:04=..4"),
        ),
    ),
}


def timed() -> Iterator[str]:
    """Seconds and ratios of the large cases."""
    for name, (places, size, quotas) in CASES.items():
        applicants = large(random.Random(96), size, (0,))
        call = Call("P3", places, quotas=tuple(map(parse_quota, quotas)))
        started = time.perf_counter()
        admit(call, applicants, software="benchmark")
        once, started = time.perf_counter() - started, time.perf_counter()
        before = time.process_time()
        found = chances(call, applicants)
        took, busy = time.perf_counter() - started, time.process_time() - before
        draws = next(iter(found.values())).draws
        how = f"{draws} draws" if draws else "exact"
        total = sum(each.value for each in found.values())
        spent = f"{took:.1f} s ({busy:.1f} s of the processor), {took / once:.0f} runs of the rule"
        yield f"{name}: {how}, {spent}; the chances sum to {total}"


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    odd = list(odd_ones(wanted))
    print(*odd, sep="\n")
    print(f"equal to the enumeration: {wanted - len(odd)} of {wanted}")
    held, tried = covered(20)
    print(f"95 % limits that hold the exact chance: {held} of {tried} ({100 * held / tried:.1f} %)")
    print(*timed(), sep="\n")
    raise SystemExit(bool(odd))
