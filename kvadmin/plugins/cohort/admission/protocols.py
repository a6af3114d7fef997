"""The admission protocol (opptaksprotokoll): what was decided, from what, so that anyone can check it again.

The same inputs give the same bytes, whatever order they came in: nothing of the clock, the machine or the
files that the applications arrived in is written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from kvadmin.api import InvalidData, KvadminError, tr

from .hashed_content import content_hash, score_text
from .quotas import parse_quota
from .records import Admission, ApplicantPoints, Decision, IneligibilityGround, KeptMember

_DECISION_KEYS = ("municipality", "outcome", "reason", "rank", "score", "ticket", "waitlist_position", "quotas")
_KEYS = ("kind", "cohort", "capacity", "lottery_seed", "input_sha256", "inputs", "decisions")


def admission_json(admission: Admission, *, dry_run: bool) -> dict[str, Any]:
    """What ``cohort admit --format json`` prints: the contract's names, in its order."""
    promoted = {"promoted": list(admission.promoted)} if admission.kind == "promotion" else {}
    return {
        "schema": 1,
        "cohort": admission.call.cohort_id,
        "dry_run": dry_run,
        "capacity": admission.call.capacity,
        "lottery_seed": admission.call.lottery_seed,
        "input_sha256": admission.input_sha256,
        "decisions": [decision_row(decision) for decision in admission.decisions],
        "counts": admission.counts(),
        **promoted,
    }


def decision_row(decision: Decision) -> dict[str, Any]:
    """One decision as plain data: exact decimals as text, numbers of municipalities as text.

    ``grounds`` stands only where plugins' rules decided: what each of them said, whose code is the reason first.
    """
    return {
        "municipality": decision.number,
        "name": decision.name,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "rank": decision.rank,
        "score": score_text(decision.score),
        "ticket": decision.ticket,
        "waitlist_position": decision.waitlist_position,
        "quota": decision.quota,
        "quotas": [quota.text for quota in decision.quotas],
        "detail": decision.detail,
        **({"grounds": [asdict(each) for each in decision.grounds]} if decision.grounds else {}),
    }


def decision_of(row: Mapping[str, Any]) -> Decision:
    """The decision that :func:`decision_row` made a row of a protocol of."""
    return Decision(
        number=row["municipality"],
        name=row.get("name") or "",
        outcome=row["outcome"],
        reason=row["reason"],
        rank=row["rank"],
        score=None if row["score"] is None else Decimal(row["score"]),
        ticket=row["ticket"],
        waitlist_position=row["waitlist_position"],
        quotas=tuple(parse_quota(text) for text in row["quotas"]),
        detail=row.get("detail"),
        grounds=tuple(map(_ground_of, row.get("grounds") or ())),
    )


def _ground_of(kept: Mapping[str, Any]) -> IneligibilityGround:
    return IneligibilityGround(**{each.name: str(kept.get(each.name) or "") for each in fields(IneligibilityGround)})


def protocol(admission: Admission) -> dict[str, Any]:
    """The protocol as plain data, with the whole content that was decided from under ``inputs``.

    ``sha256`` is :func:`~.hashed_content.content_hash` of all the rest, for what nobody can work out again (names,
    free text).
    """
    document = {
        "schema": 1,
        "kind": admission.kind,
        "cohort": admission.call.cohort_id,
        "capacity": admission.call.capacity,
        "places_filled": admission.places,
        "lottery_seed": admission.call.lottery_seed,
        "software": admission.software,
        "input_sha256": admission.input_sha256,
        "inputs": admission.inputs,
        "decisions": [decision_row(decision) for decision in admission.decisions],
        "points": [_points_row(number, each) for number, each in sorted(admission.points.items())],
        "unfilled": [quota.text for quota in admission.unfilled],
        "draw": admission.draw,
    }
    return document | {"sha256": content_hash(document)}


def _points_row(number: str, each: ApplicantPoints) -> dict[str, Any]:
    return {
        "municipality": number,
        "points": {name: f"{value:f}" for name, value in sorted(each.points.items())},
        "score": None if each.score is None else f"{each.score:f}",
    }


def protocol_bytes(admission: Admission) -> bytes:
    """The protocol as it is kept: JSON, two blanks of indent, letters as themselves, UTF-8, final line break."""
    return (json.dumps(protocol(admission), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def read_protocol(data: bytes, *, where: str = "the protocol") -> dict[str, Any]:
    """The protocol in a file's bytes.

    Raises:
        InvalidData: Not JSON, not a protocol of this schema, or a part is missing.
    """
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InvalidData(tr("this is not a protocol: {error}", error=error), where=where, code="no-protocol") from None
    problem = _problem(document)
    if problem:
        raise InvalidData(
            tr("this is not an admission protocol: {problem}", problem=problem),
            where=where,
            hint=tr("`kvadmin cohort admit C --save-protocol FILE` writes one"),
            code="no-protocol",
        )
    found: dict[str, Any] = document
    return found


def members_of(document: Mapping[str, Any]) -> dict[str, KeptMember]:
    """Whoever a protocol admitted, by number, with the reason and the quotas it was admitted by."""
    return {
        row["municipality"]: KeptMember(
            row["municipality"], row["reason"], tuple(parse_quota(text) for text in row["quotas"])
        )
        for row in document["decisions"]
        if row["outcome"] == "admitted"
    }


def members_before(document: Mapping[str, Any]) -> tuple[KeptMember, ...]:
    """Whoever held a place before the run that a protocol records: nobody, unless it is a promotion."""
    return tuple(
        KeptMember(
            row["number"],
            row["reason"],
            tuple(parse_quota(text) for text in row["quotas"]),
            dict(row["attributes"]),
        )
        for row in document["inputs"]["members"]
    )


def _problem(document: Any) -> str | None:
    """The first thing that keeps this from being a protocol that can be read and compared."""
    if not isinstance(document, dict):
        return tr("it is no object")
    if document.get("schema") != 1:
        return tr("its schema is {schema!r}, and this kvadmin reads schema 1", schema=document.get("schema"))
    missing = [key for key in _KEYS if key not in document]
    if missing:
        return tr("{keys} is missing", keys=", ".join(missing))
    inputs, decisions = document["inputs"], document["decisions"]
    if not (isinstance(inputs, dict) and isinstance(inputs.get("call"), dict)):
        return tr("its inputs have no call")
    return (
        _rows("decisions", decisions, _DECISION_KEYS)
        or _rows("applicants", inputs.get("applicants"), ("number",))
        or _rows("members", inputs.get("members"), ("number", "reason", "quotas", "attributes"))
    )


def _rows(name: str, part: Any, keys: tuple[str, ...]) -> str | None:
    if not isinstance(part, list):
        return tr("its {part} are no list", part=name)
    for i, row in enumerate(part, 1):
        if not isinstance(row, dict) or any(key not in row for key in keys) or not isinstance(row[keys[0]], str):
            return tr("number {place} of its {part} lacks one of {keys}", place=i, part=name, keys=", ".join(keys))
        if not _are_quotas(row.get("quotas", [])):
            return tr("number {place} of its {part} has something else than quotas", place=i, part=name)
        grounds = row.get("grounds", [])
        if not isinstance(grounds, list) or not all(isinstance(each, dict) for each in grounds):
            return tr("number {place} of its {part} has grounds that are no list of objects", place=i, part=name)
        if not isinstance(row.get("attributes", {}), dict):
            return tr("number {place} of its {part} has attributes that are no object", place=i, part=name)
    return None


def _are_quotas(texts: Any) -> bool:
    try:
        return isinstance(texts, list) and all(parse_quota(text).text == text for text in texts)
    except (AttributeError, KvadminError):
        return False
