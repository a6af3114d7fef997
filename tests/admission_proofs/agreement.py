"""Random programmes through kvadmin, the program and the page: do all three say the same, and is every change found?"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kvadmin.plugins.cohort.standalone import check_admission
from kvadmin.plugins.cohort.standalone.hand_out import page_text

from .mutations import Mutation, applied, mutations
from .page_runs import page_differences
from .programmes import Told, programme

#: Changes that no check of the protocol alone can find, and why.
UNDECIDABLE = {
    "kind": "with nobody who keeps a place, the rule is the same for an admission and a promotion",
    "inputs of a promotion": "no letter names what a promotion starts from: only what decides another way is found",
}
_LOAD = 100


@dataclass
class Agreement:
    """What was tried and found.

    Attributes:
        programmes: How many programmes.
        protocols: How many protocols of each kind.
        decisions: How many decisions stand in them, by reason.
        refused: Protocols as kvadmin wrote them in which program or page found a difference.
        disagreements: Where program and page do not find the same first difference.
        tried: How many changes, by field.
        missed: Changes that were not found and should be: programme, field, patch.
        undecidable: How many of the changes of :data:`UNDECIDABLE` there were, and how many of them were found.
    """

    programmes: int = 0
    protocols: Counter[str] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)
    refused: list[Any] = field(default_factory=list)
    disagreements: list[Any] = field(default_factory=list)
    tried: Counter[str] = field(default_factory=Counter)
    missed: list[Any] = field(default_factory=list)
    undecidable: dict[str, Counter[str]] = field(default_factory=dict)


def agree(seeds: Iterable[int], folder: Path, *, with_page: bool, size: int = 14) -> Agreement:
    """Try the programmes with these numbers; the page runs in Chromium, a hundred programmes a load."""
    found = Agreement()
    told = [(seed, each) for seed in seeds for each in programme(seed, size)]
    found.programmes = len({seed for seed, _ in told})
    cases, program = [], []
    for seed, each in told:
        changes = list(mutations(each.document, random.Random(seed)))
        program.append(
            [_program(each, [], seed, found), *(_program(each, [change], seed, found) for change in changes)]
        )
        patches = [[], *(change.patch for change in changes)]
        cases.append({"document": each.document, "cases": [{"patch": p, "brought": each.brought} for p in patches]})
        found.protocols[each.document["kind"]] += 1
        found.decisions.update(row["reason"] for row in each.document["decisions"])
    for at in range(0, len(cases) if with_page else 0, _LOAD):
        page = page_differences(page_text(), cases[at : at + _LOAD], folder)
        same = [each for run in program[at : at + _LOAD] for each in run]
        found.disagreements += [pair for pair in zip(same, page, strict=True) if pair[0] != pair[1]]
    return found


def _program(told: Told, changes: list[Mutation], seed: int, found: Agreement) -> tuple[str, str] | None:
    patch = [part for change in changes for part in change.patch]
    difference = check_admission.check(applied(told.document, patch), told.brought, [])
    if not changes and difference:
        found.refused.append((seed, told.document["kind"], difference))
    for change in changes:
        why = _undecidable(told.document, change)
        if why:
            found.undecidable.setdefault(why, Counter())["found" if difference else "not found"] += 1
        else:
            found.tried[change.field + " (hashes made right)" * change.rehashed] += 1
            if not difference:
                found.missed.append((seed, change.field, change.patch[0]))
    return difference[:2] if difference else None


def _undecidable(document: dict[str, Any], change: Mutation) -> str:
    if change.field == "kind" and not document["inputs"]["members"]:
        return "kind"
    return "inputs of a promotion" if change.rehashed and document["inputs"]["members"] else ""
