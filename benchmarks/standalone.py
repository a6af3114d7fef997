"""The check without kvadmin: does it agree with kvadmin on random programmes, find every change, and how fast is it?

Run: python benchmarks/standalone.py [PROGRAMMES] [--no-page]

Each programme has ties, quotas, late, withdrawn and incomplete applications, and mostly a promotion. kvadmin decides
it; program and page (in headless Chromium) must accept it as it is, must find each kind of field that the rule reads or
decides when it is changed once and the hash of the whole is made right again, and must name the same first difference.
The program is timed in a process of its own, as a reader runs it. Wanted: 0 refused, 0 disagreements, 0 missed, and 430
applicants with 138 places and ten quotas in at most 5 s. What takes more
steps than the program allows itself is "not proved"; none of these is.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

sys.path[0:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

TEN = (
    "region:Nord=46..", "region:Øst=..11", "language_form:nynorsk=40..", "language_form:bokmal=..46",
    "language_form:neutral=30..", "size_class:1=40..48", "size_class:2=20..40", "size_class:3=..30", "county:03=2..6",
    "county:07=8..",
)  # fmt: skip


def agreement(programmes, *, with_page):
    from admission_proofs.agreement import UNDECIDABLE, agree

    started = time.perf_counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = agree(range(programmes), Path(folder), with_page=with_page)
    kinds = ", ".join(f"{number} {kind}s" for kind, number in sorted(found.protocols.items()))
    print(
        f"{found.programmes} programmes, {kinds}, {found.decisions.total()} decisions by {len(found.decisions)} reasons"
    )
    print(f"refused as kvadmin wrote them: {len(found.refused)} {found.refused[:3]}")
    if with_page:
        print(f"program and page differ: {len(found.disagreements)} {found.disagreements[:3]}")
    print(f"changes: {found.tried.total()} of {len(found.tried)} kinds; missed: {len(found.missed)} {found.missed[:5]}")
    for why, count in found.undecidable.items():
        print(f"{why}: {count['found']} of {count.total()} found; {UNDECIDABLE[why]}")
    print(f"{time.perf_counter() - started:.0f} s")


def together(fields):
    """430 applicants with ten quotas on fields of four values; up to seven of them shut somebody out together."""
    from kvadmin.plugins.cohort.admission import Applicant, QuotaRule

    rng = random.Random(1)
    names = [f"f{i}" for i in range(fields)]
    rows = [
        Applicant(
            f"{i + 101:04}",
            score=Decimal(rng.randrange(20)) / 2,
            attributes={name: rng.choice("abcd") for name in names},
        )
        for i in range(430)
    ]
    quotas = {}
    while len(quotas) < 10:
        name, value = rng.choice(names), rng.choice("abcd")
        if (name, value) not in quotas:
            share = sum(row.attributes[name] == value for row in rows) * 138 // 430
            low = max(0, share + rng.randint(-6, 6))
            high = low + rng.randint(0, 6)
            ends = (low, high), (low, None), (None, max(0, share - rng.randint(0, 6)))
            quotas[name, value] = QuotaRule(name, value, *rng.choice(ends))
    return rows, tuple(quotas.values())


def all_together():
    """430 applicants with ten quotas on ten fields of two values: up to all ten shut somebody out together."""
    from kvadmin.plugins.cohort.admission import Applicant, QuotaRule

    rng = random.Random(4)
    names = [f"f{i}" for i in range(10)]
    rows = [
        Applicant(
            f"{i + 101:04}", score=Decimal(rng.randrange(20)) / 2, attributes={name: rng.choice("ab") for name in names}
        )
        for i in range(430)
    ]
    quotas = []
    for name in names:
        low = sum(row.attributes[name] == "a" for row in rows) // 3 + rng.randint(-6, 12)
        quotas.append(QuotaRule(name, "a", low, low + rng.randint(0, 3)))
    return rows, tuple(quotas)


def timing():
    import admission
    from measuring import cpu

    from kvadmin.plugins.cohort.admission import Call, admit, parse_quota, protocol
    from kvadmin.plugins.cohort.standalone.hand_out import program_text

    rows = admission.applicants(430)
    cases = {
        "ten quotas": (rows, tuple(map(parse_quota, TEN))),
        "ten quotas on three fields": together(3),
        "ten quotas on four fields": together(4),
        "ten quotas on ten fields": all_together(),
        "31 tight quotas": (rows, tuple(map(parse_quota, admission.quotas("430/138 tight", rows, 138)))),
    }
    with tempfile.TemporaryDirectory() as folder:
        program, file = Path(folder) / "check.py", Path(folder) / "protocol.json"
        program.write_text(program_text(), encoding="utf-8")
        base, _ = cpu(["-c", "pass"])
        for name, (applicants, quotas) in cases.items():
            decided = protocol(admit(Call("P3", 138, "2008", quotas=quotas), applicants, software="benchmark"))
            file.write_text(json.dumps(decided), encoding="utf-8")
            named = max(len(row["quotas"]) for row in decided["decisions"])
            skipped = [f"--{each}=-" for each in ("draw", "secret", "fingerprint")]
            seconds, _ = cpu(["-I", str(program), str(file), *skipped])
            ratio = f"{seconds / base:.0f}x python -c pass"
            print(f"430/138, {name}, up to {named} named at once: {seconds:.2f} s CPU (limit 5 s), {ratio}")


def main():
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    timing()
    agreement(numbers[0] if numbers else 1000, with_page="--no-page" not in sys.argv)


if __name__ == "__main__":
    main()
