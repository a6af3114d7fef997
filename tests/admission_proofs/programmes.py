"""Random small programmes: a call with its applicants, admitted, some of them withdrawn, and promoted: protocols of all.

Whatever the rule reads occurs: ties, quotas that bind alone and together, places that stay empty, criteria and scores of
their own, late and incomplete applications, open questions, members without an application, every source of a draw.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from kvadmin.errors import Refused
from kvadmin.plugins.cohort.admission import (
    Admission,
    Applicant,
    ApplicationStanding,
    Call,
    IneligibilityGround,
    KeptMember,
    QuotaRule,
    Ruling,
    ScoreCriterion,
    admit,
    fingerprint,
    kept_members,
    promote,
    protocol,
)

SOFTWARE = "kvadmin proofs"
REGIONS = ("Nord", "Sør", "Østlandet", "Vest")
FORMS = ("bokmal", "nynorsk", "neutral")
SIZES = ("small", "medium", "large")
VALUES = {"region": REGIONS, "language_form": FORMS, "size_class": SIZES}
LOTTO = {
    "name": "Lotto, lørdag 7. juni 2008", "day": "2008-06-07", "numbers": 7, "order": "ascending", "digits": 2,
    "separator": "-", "ignored": "tilleggstall", "substitute": "Lotto, lørdag 14. juni 2008",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A protocol, and what its reader knows beside it.

    Attributes:
        document: The protocol as plain data.
        brought: What a reader brings: ``draw``, ``secret`` and ``fingerprint``, as far as there is any.
    """

    document: dict[str, Any]
    brought: dict[str, str]


def programme(seed: int, size: int = 14) -> Iterator[Told]:
    """The protocols of one random programme: of its admission, and mostly of a promotion after withdrawals."""
    rng = random.Random(seed)
    draw, brought, lottery_seed = _draw(rng)
    for _ in range(50):
        call = _call(rng, size, lottery_seed)
        applicants = _applicants(rng, call, rng.randint(2, size))
        try:
            first = admit(call, applicants, software=SOFTWARE)
        except Refused:
            continue
        break
    else:
        raise AssertionError(f"programme {seed}: no quotas that can be met")
    if draw and draw["freeze"]:
        draw["freeze"]["fingerprint"] = fingerprint(first.inputs)
    yield _told(first, draw, {**brought, "fingerprint": fingerprint(first.inputs)})
    if rng.random() < 0.6:
        again = _promotion(rng, call, applicants, first)
        if again is not None:
            frozen = {"fingerprint": fingerprint(first.inputs)} if draw and draw["freeze"] else {}
            yield _told(again, draw, {**brought, **frozen})


def many_quotas() -> dict[str, Any]:
    """The protocol of eighty applicants with nine quotas on nine fields: eight of them shut somebody out only together."""
    rng = random.Random(36)
    names = [f"f{i}" for i in range(9)]
    rows = [
        Applicant(
            f"{i + 101:04}",
            score=Decimal(rng.randrange(20)) / 2,
            attributes={name: rng.choice("ab") for name in names},
        )
        for i in range(80)
    ]
    quotas = []
    for name in names:
        low = max(0, sum(row.attributes[name] == "a" for row in rows) // 3 + rng.randint(-6, 12))
        quotas.append(QuotaRule(name, "a", low, low + rng.randint(0, 3)))
    admission = admit(Call("P3", 26, "2008", quotas=tuple(quotas)), rows, software=SOFTWARE)
    return json.loads(json.dumps(protocol(admission)))


def _told(admission: Admission, draw: dict[str, Any] | None, brought: dict[str, str]) -> Told:
    return Told(protocol(replace(admission, draw=draw)), brought)


def _promotion(rng: random.Random, call: Call, applicants: list[Applicant], first: Admission) -> Admission | None:
    gone = set(rng.sample(first.admitted, rng.randint(0, min(3, len(first.admitted)))))
    later = [replace(a, standing=ApplicationStanding.WITHDRAWN) if a.number in gone else a for a in applicants]
    if rng.random() < 0.3 and later:  # an application that is not there any more, or is incomplete now
        at = rng.randrange(len(later))
        later[at] = replace(later[at], complete=False, missing=("timetable",))
    members = [*kept_members(sorted(set(first.admitted) - gone), protocol(first))]
    if not members:  # then it is an admission again
        return None
    if rng.random() < 0.3:  # a member that never applied
        attributes = {field: rng.choice(values) for field, values in VALUES.items()}
        members.append(KeptMember("9999", rng.choice((None, "admitted-score")), (), attributes))
    if rng.random() < 0.2:
        members = [replace(member, reason=None) for member in members]
    call = replace(call, capacity=max(1, call.capacity + rng.choice((0, 0, 0, 1, 2, -1))))
    try:
        return promote(call, later, members, software=SOFTWARE)
    except Refused:
        return None


def _call(rng: random.Random, size: int, lottery_seed: str) -> Call:
    criteria = ("kvalitet", "nærvær", "medbestemmelse")[: rng.choice((0, 0, 1, 2, 3))]
    weights = (Decimal(1), Decimal("1.5"), Decimal("0.333"), Decimal(2))
    quotas = {_quota(rng, size) for _ in range(rng.choice((0, 1, 2, 3, 4, 6)))}
    return Call(
        rng.choice(("P3", "pulje 3", "Pulje-Ø")), rng.randint(1, size * 3 // 4), lottery_seed,
        tuple(ScoreCriterion(name, rng.choice(weights)) for name in criteria), tuple(quotas),
    )  # fmt: skip


#: What a plugin's rule says against some, with a code of its own.
BY_PLUGIN = (
    IneligibilityGround("owes-report", "debts", "It owes a report.", "Rapporten mangler.", "Rapporten manglar."),
)


def _quota(rng: random.Random, size: int) -> QuotaRule:
    field = rng.choice(list(VALUES))
    low, high = sorted((rng.randint(0, size // 4), rng.randint(0, size // 3)))
    low_end, high_end = rng.choice(((low, high), (low, None), (None, high)))
    return QuotaRule(field, rng.choice(VALUES[field]), low_end, high_end)


def _applicants(rng: random.Random, call: Call, count: int) -> list[Applicant]:
    scored = rng.random() < 0.8
    return [_applicant(rng, call, number, scored=scored) for number in rng.sample(range(101, 2100), count)]


def _applicant(rng: random.Random, call: Call, number: int, *, scored: bool) -> Applicant:
    odd = rng.random()
    points = {c.name: Decimal(rng.randint(0, 8)) / 4 for c in call.criteria if scored and rng.random() < 0.97}
    late = rng.choice((Ruling.LATE, Ruling.ACCEPTED, Ruling.UNJUDGED)) if 0.1 < odd < 0.2 else Ruling.ON_TIME
    standings = {ApplicationStanding.WITHDRAWN: odd < 0.03, ApplicationStanding.INELIGIBLE: 0.03 < odd < 0.05}
    by_plugin = 0.04 < odd < 0.05
    own = scored and rng.random() < (0.1 if call.criteria else 0.97)
    return Applicant(
        number=f"{number:04}",
        name=f"Kommune {number} æøå",
        standing=next((standing for standing, holds in standings.items() if holds), ApplicationStanding.OPEN),
        ruling=late,
        late_reason="strøket streik i posten",
        complete=not 0.05 < odd < 0.08,
        missing=("timetable",) if 0.05 < odd < 0.08 else (),
        unresolved=0.08 < odd < 0.1,
        member_of="P1" if 0.2 < odd < 0.23 else None,
        ineligible_reason="" if by_plugin else "ingen kommune",
        grounds=BY_PLUGIN if by_plugin else (),
        score=Decimal(rng.randint(0, 6)) / 2 if own else None,
        points=points,
        attributes={field: rng.choice((*values, "")) for field, values in VALUES.items()},
    )


def _draw(rng: random.Random) -> tuple[dict[str, Any] | None, dict[str, str], str]:
    """The block ``draw`` of a protocol, what a reader was told of it, and the seed."""
    source = rng.choice(("public", "public", "secret and public", "committed", "fixed", "none"))
    if source in ("fixed", "none"):
        seed = f"2008-06-10:{rng.randint(1, 99)}"
        block = {
            "source": "fixed", "named": None, "value": "", "secret": "", "substitute": False, "draws": [], "freeze": None,
            "verdict": "weak", "grounds": ["The seed was fixed."],
        }  # fmt: skip
        return (block if source == "fixed" else None), {"draw": seed}, seed
    numbers = rng.sample(range(1, 35), 7)
    secret = "" if source == "public" else f"hemmelig {rng.random()} æ"
    value = "" if source == "committed" else "-".join(f"{n:02}" for n in sorted(numbers))
    mixed = f"{secret}|{value}" if source == "secret and public" else secret
    seed = sha256(mixed.encode()).hexdigest() if secret else value
    named = {"source": source if source == "committed" else "public", "named": "2008-05-01", **LOTTO}
    named["commitment"] = sha256(secret.encode()).hexdigest() if secret else ""
    entered = {
        "on": "2008-06-08",
        "seed": seed,
        "value": value,
        "secret": secret,
        "substitute": False,
        "who": "K",
        "why": "",
    }
    block = {
        "source": named["source"], "named": named, "value": value, "secret": secret, "substitute": False,
        "draws": [entered], "freeze": {"number": 1, "on": "2008-06-02", "fingerprint": ""},
        "verdict": "weak" if source == "committed" else "sound", "grounds": ["As the call says."],
    }  # fmt: skip
    told = {"draw": " ".join(map(str, numbers))} if value else {}
    return block, told | ({"secret": secret} if secret else {}), seed
