"""The admission rule on calls of real size: seconds, and ratios to ``python -c pass`` and to a fixed numpy workload.

Run: python benchmarks/admission.py

Each case is a process of its own, so that its seconds contain the start-up of Python, of the rule's modules and
of the solver. The ratio says the same on a slow machine as on a fast one.
"""

from __future__ import annotations

import random
import sys
from decimal import Decimal

from measuring import compare

ROUNDS = 5
REGIONS = ("Nord", "Midt", "Vest", "Sør", "Øst")
#: Case -> what it is, and the most it may take over start-up (issue: foundation).
CASES = {
    "96/36": "96 applicants, 36 places, three attributes with quotas (limit 1 s)",
    "430/138": "430 applicants, 138 places, three attributes with quotas (limit 5 s)",
    "430/138 tight": "430 applicants, 138 places, 31 quotas with both ends on four attributes, 3 places to spare",
    "430/138 refused": "430 applicants, 138 places, minimums of 17 counties with one place too few",
}


def applicants(size):
    from kvadmin.plugins.cohort.admission import Applicant

    rng = random.Random(2008)
    out = []
    for i in range(size):
        county = rng.randrange(19)
        attributes = {
            "county": f"{county:02}",
            "region": REGIONS[county % 5],
            "language_form": rng.choice(("bokmal", "bokmal", "nynorsk", "neutral")),
            "size_class": rng.choice("1234"),
        }
        out.append(Applicant(f"{i + 101:04}", f"K{i}", score=Decimal(rng.randrange(20)) / 2, attributes=attributes))
    return out


def quotas(case, rows, places):
    if case == "430/138 tight":
        # As many as a fair share of the places, rounded down, for each value of each attribute.
        fields = ("county", "region", "language_form", "size_class")
        count = {}
        for row in rows:
            for field in fields:
                key = field, row.attributes[field]
                count[key] = count.get(key, 0) + 1
        share = {key: n * (places - 3) // len(rows) for key, n in count.items()}
        return [f"{field}:{value}={n}..{n + 3}" for (field, value), n in sorted(share.items())]
    if case == "430/138 refused":
        return [f"county:{c:02}={9 if c < 3 else 8}.." for c in range(17)]
    third = places // 3
    return [
        f"region:Nord={third}..",
        f"region:Øst=..{third // 4}",
        f"language_form:nynorsk={third}..",
        f"language_form:bokmal=..{third}",
        f"size_class:1={third}..{third + 2}",
    ]


def run(case):
    from kvadmin.errors import Refused
    from kvadmin.plugins.cohort.admission import Call, admit, parse_quota, protocol_bytes

    size, places = (int(part) for part in case.split()[0].split("/"))
    rows = applicants(size)
    call = Call("P3", places, "2008", quotas=tuple(map(parse_quota, quotas(case, rows, places))))
    try:
        admission = admit(call, rows, software="benchmark")
    except Refused as refusal:
        print(f"    refused, {len(refusal.where.split(', '))} quotas named", file=sys.stderr)
        return
    protocol_bytes(admission)
    print(f"    {admission.counts()}", file=sys.stderr)


def main():
    compare(__file__, CASES, "kvadmin.plugins.cohort.admission", ROUNDS)


if __name__ == "__main__":
    run(sys.argv[1]) if len(sys.argv) > 1 else main()
