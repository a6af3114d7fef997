"""One field of a protocol at a time, changed to something that could stand there, with the hash of the whole made right.

A change is a patch: pairs of a path and what stands there now, so that the page can be tried with it, too.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kvadmin.plugins.cohort.admission import CODES, OUTCOMES, fingerprint
from kvadmin.plugins.cohort.admission.hashed_content import content_hash

Patch = list[tuple[list[str | int], Any]]
STATES = ("complete", "incomplete", "withdrawn", "ineligible")
RULINGS = ("on-time", "late", "late-accepted", "to-be-judged")
#: What the rule decides, or another part of the protocol says again.
DECIDED = ("municipality", "outcome", "reason", "rank", "score", "ticket", "waitlist_position", "quotas", "quota")
READ = ("number", "state", "on_time", "unresolved", "member_of", "score", "attributes")
#: Parts of ``draw`` that follow from others, or that the reader brings; what is named only (days, names) is not among them.
DRAWN = (
    "value",
    "secret",
    "named.commitment",
    "named.digits",
    "named.separator",
    "named.numbers",
    "freeze.fingerprint",
)


FORM = ("digits", "separator", "numbers")


@dataclass(frozen=True)
class Mutation:
    """A changed field.

    Attributes:
        field: Its name, without numbers of rows: ``decisions.rank``.
        patch: The change, with the hashes that were made right after it.
        rehashed: Whether the hash of the inputs and the freeze's fingerprint were made right, too.
    """

    field: str
    patch: Patch
    rehashed: bool = False


def applied(document: dict[str, Any], patch: Patch) -> dict[str, Any]:
    """The protocol with a patch."""
    changed = copy.deepcopy(document)
    for path, value in patch:
        _set(changed, path, value)
    return changed


def mutations(document: dict[str, Any], rng: random.Random) -> Iterator[Mutation]:
    """Each kind of field once, in a row that is drawn, and every field of the inputs a second time with right hashes."""
    for field, path in _fields(document, rng):
        now = _get(document, path)
        new = _other(field.rpartition(".")[2], now, document, rng)
        yield Mutation(field, _hashed(document, [(path, new)]))
        if field.startswith("inputs."):
            yield Mutation(field, _rehashed(document, path, new), rehashed=True)


def _fields(document: dict[str, Any], rng: random.Random) -> Iterator[tuple[str, list[str | int]]]:
    for key in ("kind", "cohort", "capacity", "places_filled", "lottery_seed", "input_sha256", "unfilled", "schema"):
        yield key, [key]
    for key in ("cohort", "capacity", "lottery_seed", "quotas", "criteria"):
        yield f"inputs.call.{key}", ["inputs", "call", key]
    yield "decisions", ["decisions"]
    for part, keys in (("applicants", READ), ("members", ("number", "reason", "quotas", "attributes"))):
        for key in keys if document["inputs"][part] else ():
            at = rng.randrange(len(document["inputs"][part]))
            path: list[str | int] = ["inputs", part, at, key]
            if key != "attributes" or _get(document, path):
                yield f"inputs.{part}.{key}", path
    barred = [i for i, row in enumerate(document["inputs"]["applicants"]) if "ineligible" in row]
    if barred:
        yield "inputs.applicants.ineligible", ["inputs", "applicants", rng.choice(barred), "ineligible"]
    for key in DECIDED if document["decisions"] else ():
        yield f"decisions.{key}", ["decisions", rng.randrange(len(document["decisions"])), key]
    yield from _scored(document, rng)
    drawn = bool(document["draw"] and document["draw"]["draws"])
    for name in DRAWN if drawn else ():
        parts = name.split(".")
        if document["draw"]["source"] == "public" or parts[-1] not in FORM:
            yield f"draw.{name}", ["draw", *parts]
    if drawn:
        for key in ("seed", "value", "secret"):
            yield f"draw.draws.{key}", ["draw", "draws", -1, key]


def _scored(document: dict[str, Any], rng: random.Random) -> Iterator[tuple[str, list[str | int]]]:
    """Scores of their own, and points that a score is made of: points beside either are not read."""
    names = {each["name"] for each in document["inputs"]["call"]["criteria"]}
    own = [i for i, row in enumerate(document["points"]) if row["score"] is not None]
    summed = [
        i for i, row in enumerate(document["points"]) if row["score"] is None and names and names <= set(row["points"])
    ]
    if own:
        yield "points.score", ["points", rng.choice(own), "score"]
    if summed:
        yield "points.points", ["points", rng.choice(summed), "points"]


def _other(key: str, now: Any, document: dict[str, Any], rng: random.Random) -> Any:  # noqa: PLR0911 - a line a kind
    """Something else that could stand there."""
    choices: dict[str, Any] = {
        "state": STATES, "on_time": RULINGS, "outcome": tuple(dict.fromkeys(OUTCOMES.values())), "reason": CODES,
        "kind": ("admission", "promotion"),
    }  # fmt: skip
    if key in choices:
        return rng.choice([each for each in choices[key] if each != now])
    if key in ("quotas", "unfilled"):
        return _other_quotas(now, document["inputs"]["call"]["quotas"], rng)
    if key == "quota":
        return "region:Nord=1.." if now is None else None
    if key in ("number", "municipality"):
        return "0100" if now != "0100" else "0099"
    if key == "attributes":
        field = rng.choice(sorted(now))
        return {
            **now,
            field: rng.choice([each for each in ("Nord", "Sør", "small", "nynorsk", "") if each != now[field]]),
        }
    if key == "decisions":
        return now[::-1] if len(now) > 1 else [*now, *now]
    if key == "criteria":
        return [*now[:-1], {**now[-1], "weight": "7"}] if now else [{"name": "kvalitet", "weight": "1"}]
    if key == "points":
        name = rng.choice(sorted(now)) if now else "kvalitet"
        return {**now, name: "17"}
    if isinstance(now, bool) or key == "unresolved":
        return not now
    if isinstance(now, int):
        return now + (1 if key == "digits" else rng.choice((-1, 1)))  # one digit would do for some draws
    if key == "score":
        return "1.25" if now != "1.25" else "2.50"
    if now is None:
        return {"rank": 1, "waitlist_position": 1, "member_of": "P1"}[key]
    if isinstance(now, str) and len(now) == 64:
        return now[:-1] + ("0" if now[-1] != "0" else "1")
    return f"{now}1"


def _other_quotas(now: list[str], quotas: list[str], rng: random.Random) -> list[str]:
    kept = [text for text in quotas if text in now]
    ways = [now[1:], kept[:-1]] if now else []
    others = [text for text in quotas if text not in now]
    if others:
        one = rng.choice(others)
        ways += [[text for text in quotas if text in now or text == one], [one]]
    ways.append([*now, "region:Atlantis=1.."])
    return rng.choice([way for way in ways if way != now])


def _get(document: Any, path: list[str | int]) -> Any:
    for step in path:
        document = document[step]
    return document


def _set(document: Any, path: list[str | int], value: Any) -> None:
    _get(document, path[:-1])[path[-1]] = value


def _hashed(document: dict[str, Any], patch: Patch) -> Patch:
    whole = applied(document, patch)
    del whole["sha256"]
    return [*patch, (["sha256"], content_hash(whole))]


def _rehashed(document: dict[str, Any], path: list[str | int], new: Any) -> Patch:
    """The change by somebody who knows how the hashes are made, and says twice what the protocol says twice."""
    patch: Patch = [(path, new)]
    if path[:2] == ["inputs", "call"] and path[2] in document:
        patch.append(([path[2]], new))
    inputs = applied(document, patch)["inputs"]
    patch.append((["input_sha256"], content_hash(inputs)))
    if document["draw"] and document["draw"]["freeze"] and document["kind"] == "admission":
        patch.append((["draw", "freeze", "fingerprint"], fingerprint(inputs)))
    return _hashed(document, patch)
