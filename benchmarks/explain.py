"""The smallest changes that an explanation names, against the rule run with every smaller one; and how long they take.

Run: python benchmarks/explain.py [COUNT]

COUNT random programmes (1,000 by default) of up to nine applicants, with ties, quotas and members: for everybody who
waits, each smaller score, each smaller move of one bound and each smaller number of places is tried by the whole rule.
Wanted: 0 wrong. Then the time of one explanation's changes on calls of real size, as a ratio to one admission by the
rule: for the first, the middle and the last of the waiting list.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path.append(str(_HERE.parent / "tests"))


def proofs(count):
    from nearest_change_proofs import places_faults, quota_faults, score_faults, waiting

    tried, wrong, examples = Counter(), Counter(), []
    for seed in range(count):
        for each in waiting(seed):
            kinds = {
                "score": (score_faults, each.changes.order),
                "one quota": (quota_faults, each.changes.quotas),
                "places": (places_faults, each.changes.places),
            }
            for kind, (faults, named) in kinds.items():
                said = faults(each)
                tried[kind, "named" if named else "none possible"] += 1
                wrong[kind] += bool(said)
                examples += said
    for kind in ("score", "one quota", "places"):
        named, none = tried[kind, "named"], tried[kind, "none possible"]
        print(f"{kind}: {named} named, {none} said to be impossible, {wrong[kind]} wrong")
    print(*examples[:10], sep="\n")
    return sum(wrong.values())


def sizes():
    from admission import CASES, applicants, quotas

    from kvadmin.errors import Refused
    from kvadmin.plugins.cohort import admission as rule
    from kvadmin.plugins.cohort.explaining.contest import contest_of
    from kvadmin.plugins.cohort.explaining.nearest_changes import nearest_changes

    for case, what in CASES.items():
        size, places = (int(part) for part in case.split()[0].split("/"))
        rows = applicants(size)
        call = rule.Call("P3", places, "2008", quotas=tuple(map(rule.parse_quota, quotas(case, rows, places))))
        try:
            rule.admit(call, rows, software="benchmark")  # the solver is loaded
            began = time.process_time()
            admission = rule.admit(call, rows, software="benchmark")
        except Refused:
            continue
        once = time.process_time() - began
        contest = contest_of(admission, {each.number: each.attributes for each in rows})
        print(f"{case}: {what}")
        for where, number in _chosen(admission.waitlist):
            began = time.process_time()
            changes = nearest_changes(contest, number)
            seconds = time.process_time() - began
            bounds = [f"{each.quota.text} by {each.by}" for each in changes.quotas]
            tried = "" if changes.quotas_tried is None else f" (tried up to {changes.quotas_tried})"
            more = changes.places.capacity - places if changes.places else f"none up to {changes.places_tried or 'all'}"
            print(
                f"    {where} of the waiting list: {seconds:.2f} s CPU, {seconds / once:.1f}x one admission; "
                f"quota: {'; '.join(bounds) or 'none'}{tried}; more places: {more}"
            )


def _chosen(waitlist):
    return (("first", waitlist[0]), ("middle", waitlist[len(waitlist) // 2]), ("last", waitlist[-1]))


def main():
    wrong = proofs(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    sizes()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
