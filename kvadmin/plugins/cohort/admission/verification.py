"""Verification: run the rule again on today's inputs and say, in words, what differs from a protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kvadmin.api import Conflict, InvalidData, Refused, tr

from .hashed_content import content_hash, score_text
from .protocols import decision_row, members_before
from .records import Admission, Applicant, Call, ScoreCriterion
from .rule import decide
from .scores import scores

# What a decision consists of, in the words of a difference. Names and details are not decided by the rule.
_PARTS = {
    "rank": "rank",
    "score": "score",
    "ticket": "ticket",
    "waitlist_position": "place on the waiting list",
    "quotas": "quota",
}
_CALL = {
    "cohort": "the cohort",
    "capacity": "the capacity",
    "lottery_seed": "the lottery seed",
    "criteria": "the criteria",
    "quotas": "the quotas",
}
#: Keys that protocols have since they have a hash over the whole.
_LATER_KEYS = {"points", "unfilled", "draw", "sha256"}
_INPUTS = {
    "state": "state",
    "ineligible": "reason code of a plugin",
    "on_time": "ruling on time",
    "unresolved": "open question",
    "member_of": "cohort it is a member of",
    "score": "score",
}


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying found.

    Args:
        differences: One sentence each; empty when the protocol is what the rule gives today.
        notes: What is no difference but worth saying (another version of the software decided).
    """

    differences: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def identical(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def verify(document: Mapping[str, Any], call: Call, applicants: Sequence[Applicant], *, software: str) -> Verification:
    """Run the rule again and compare.

    A promotion is run again with the members its protocol names. Today's inputs are the applications as they
    are now; a decided state counts as the open one it was decided in.

    Args:
        document: The protocol, as :func:`~.protocols.read_protocol` gives it.
        call: The call as it is now.
        applicants: The applications as they are now.
        software: What verifies, to be compared with what decided.

    Raises:
        InvalidData: Today's call or applications are such that the rule cannot be run at all.
    """
    recorded = document.get("software")
    other = tr("the protocol was written by {recorded}, this is {software}", recorded=recorded, software=software)
    notes: tuple[str, ...] = () if recorded == software else (other,)
    found = list(_tampering(document))
    try:
        again = decide(call, applicants, members_before(document), kind=document["kind"], software=software)
    except Refused as refusal:
        refused = tr("with today's applications the rule refuses: {message}", message=refusal.message)
        return Verification((*found, refused), notes)
    return Verification((*found, *differences(document, again)), notes)


def differences(document: Mapping[str, Any], admission: Admission) -> tuple[str, ...]:
    """What differs between a protocol and a run of the rule: first the inputs, then the decisions."""
    found = [*_input_differences(document["inputs"], admission.inputs), *_decision_differences(document, admission)]
    unfilled = [quota.text for quota in admission.unfilled]
    if not found and document.get("unfilled", unfilled) != unfilled:
        found.append(
            tr(
                "what keeps places empty: the protocol says {said}, the rule now {now}",
                said=_shown(document["unfilled"]),
                now=_shown(unfilled),
            )
        )
    if not found and document["input_sha256"] != admission.input_sha256:
        found.append(
            tr(
                "the inputs give {now}, the protocol says {recorded}",
                now=admission.input_sha256,
                recorded=document["input_sha256"],
            )
        )
    if not found and [row["municipality"] for row in document["decisions"]] != [d.number for d in admission.decisions]:
        found.append(tr("the protocol's decisions are not in the order of rank"))
    return tuple(found)


def require_same_inputs(document: Mapping[str, Any], admission: Admission) -> None:
    """Refuse to decide from anything else than what an expected protocol was made from.

    Raises:
        Conflict: The inputs, or the decisions taken from them, are not those of the protocol.
    """
    found = (*_tampering(document), *differences(document, admission))
    if found:
        raise Conflict(
            tr("the inputs have changed since the expected protocol was made"),
            details=found,
            hint=tr(
                "look at it again: kvadmin cohort admit {cohort_id} --dry-run --save-protocol FILE",
                cohort_id=admission.call.cohort_id,
            ),
            code="inputs-changed",
        )


def _tampering(document: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a protocol by itself."""
    content = {key: value for key, value in document.items() if key != "sha256"}
    if document.keys() & _LATER_KEYS and document.get("sha256") != content_hash(content):
        yield tr("the protocol does not give its sha256: it has been changed since it was written")
    yield from _wrong_points(document)
    if content_hash(document["inputs"]) != document["input_sha256"]:
        yield tr("the protocol's own inputs do not give its input_sha256: it has been changed since it was written")
    recorded = document["inputs"]["call"]
    for key in ("cohort", "capacity", "lottery_seed"):
        if recorded.get(key) != document[key]:
            yield tr(
                "the protocol says {what} is {said}, its own inputs say {inputs}",
                what=tr(_CALL[key]),
                said=document[key],
                inputs=recorded.get(key),
            )


def _wrong_points(document: Mapping[str, Any]) -> Iterator[str]:
    """Scores that the points in the protocol do not give."""
    if "points" not in document:
        return
    try:
        given = _scores_by_points(document)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError, InvalidData):
        yield tr("the points in the protocol cannot be read")
        return
    for row in document["inputs"]["applicants"]:
        score = score_text(given.get(row["number"]))
        if score != row.get("score"):
            yield tr(
                "{number}: the points in the protocol give {given}, its inputs say {score}",
                number=row["number"],
                given=_shown(score),
                score=_shown(row.get("score")),
            )


def _scores_by_points(document: Mapping[str, Any]) -> dict[str, Decimal | None]:
    """What each applicant's points in a protocol give by the criteria in its inputs."""
    recorded = {row["municipality"]: row for row in document["points"]}
    call = document["inputs"]["call"]
    applicants = []
    for row in document["inputs"]["applicants"]:
        own = recorded.get(row["number"], {"points": {}, "score": None})
        points = {name: Decimal(value) for name, value in own["points"].items()}
        score = None if own["score"] is None else Decimal(own["score"])
        applicants.append(Applicant(row["number"], score=score, points=points))
    criteria = tuple(ScoreCriterion(each["name"], Decimal(each["weight"])) for each in call["criteria"])
    return scores(Call(call["cohort"], call["capacity"], criteria=criteria), applicants)


def _input_differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for key, words in _CALL.items():
        before, now = old["call"].get(key), new["call"][key]
        if before != now:
            yield tr("{what}: was {before}, is now {now}", what=tr(words), before=_shown(before), now=_shown(now))
    yield from _changed_rows(old["applicants"], new["applicants"], tr("among the applications"))
    yield from _changed_rows(old["members"], new["members"], tr("among the members with a place"))


def _changed_rows(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], place: str) -> Iterator[str]:
    before, now = {row["number"]: row for row in old}, {row["number"]: row for row in new}
    for number in sorted({*before, *now}):
        if number not in now:
            yield tr("{number}: was {place}, is no longer", number=number, place=place)
        elif number not in before:
            yield tr("{number}: was not {place}, is now", number=number, place=place)
        else:
            yield from _changed_row(number, before[number], now[number])


def _changed_row(number: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for key, words in _INPUTS.items():
        if before.get(key) != now.get(key):
            yield _was_and_is(number, tr(words), before.get(key), now.get(key))
    old, new = before.get("attributes") or {}, now.get("attributes") or {}
    for field in sorted({*old, *new}):
        if old.get(field) != new.get(field):
            yield _was_and_is(number, field, old.get(field), new.get(field))


def _was_and_is(number: str, what: str, before: Any, now: Any) -> str:
    return tr(
        "{number}: {what} was {before}, is now {now}",
        number=number,
        what=what,
        before=_shown(before),
        now=_shown(now),
    )


def _decision_differences(document: Mapping[str, Any], admission: Admission) -> Iterator[str]:
    old = {row["municipality"]: row for row in document["decisions"]}
    new = {decision.number: decision_row(decision) for decision in admission.decisions}
    if len(old) != len(document["decisions"]):
        yield tr("the protocol has two decisions on one municipality")
    for number in sorted({*old, *new}):
        if number not in new:
            yield tr(
                "{number}: the protocol has a decision ({outcome}), the rule now has none",
                number=number,
                outcome=_outcome(old[number]),
            )
        elif number not in old:
            yield tr(
                "{number}: the protocol has no decision, the rule now gives {outcome}",
                number=number,
                outcome=_outcome(new[number]),
            )
        else:
            yield from _changed_decision(number, old[number], new[number])


def _changed_decision(number: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if (old["outcome"], old["reason"]) != (new["outcome"], new["reason"]):
        yield tr(
            "{number}: the protocol says {before}, the rule now gives {now}",
            number=number,
            before=_outcome(old),
            now=_outcome(new),
        )
    for key, words in _PARTS.items():
        if old[key] != new[key]:
            yield tr(
                "{number}: {what} in the protocol {before}, by the rule now {now}",
                number=number,
                what=tr(words),
                before=_shown(old[key]),
                now=_shown(new[key]),
            )


def _outcome(row: Mapping[str, Any]) -> str:
    return tr("{outcome} ({reason})", outcome=tr(row["outcome"]), reason=tr(row["reason"]))


def _shown(value: Any) -> str:
    """A value in a sentence."""
    if value is None or value in ("", []):
        return tr("none")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, list):
        return ", ".join(f"{v['name']}={v['weight']}" if isinstance(v, dict) and len(v) == 2 else str(v) for v in value)
    return str(value)
