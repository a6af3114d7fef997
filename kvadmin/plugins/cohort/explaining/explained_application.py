"""An application with all that its protocols say of it: what was decided when, and its chance before the draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shlex import quote
from typing import Any

from kvadmin.api import Snapshot, UnknownName, tr
from kvadmin.api.records import Application, Cohort

from .. import admission as rule
from ..decisions.current_outcomes import current_outcome
from ..decisions.protocol_files import protocols_of
from ..verdict.records import VERDICTS
from .explanation import DecisionExplanation, decision_in, explain_decision


@dataclass(frozen=True, slots=True)
class DecidedBefore:
    """What one protocol decided on the application."""

    protocol: str
    kind: str
    decision: rule.Decision


@dataclass(frozen=True, slots=True)
class ExplainedApplication:
    """The explanation of the decision that stands, and what surrounds it.

    Args:
        cohort: The cohort.
        explanation: Of the decision.
        protocol: The protocol that first decided so.
        seed: The lottery seed of that protocol.
        draw: What that protocol says of its draw; ``None`` for one of before draws were judged.
        chance: Of a place before the draw; ``None`` for one that did not compete.
        chance_in: The protocol whose draw that was.
        everybody: All decisions of that protocol, by rank.
        decided: What every protocol decided on it, oldest first.
        now: ``withdrawn`` or ``superseded`` when the application has gone that way since.
    """

    cohort: Cohort
    explanation: DecisionExplanation
    protocol: str
    seed: str
    draw: Mapping[str, Any] | None
    chance: rule.Chance | None
    chance_in: str
    everybody: tuple[rule.Decision, ...]
    decided: tuple[DecidedBefore, ...]
    now: str | None


def explained_application(
    data: Snapshot, cohort: Cohort, number: str, given: tuple[str, Mapping[str, Any]] | None = None
) -> ExplainedApplication:
    """Explain the decision on one municipality's application.

    Args:
        data: The data.
        cohort: The cohort.
        number: The municipality's four digits.
        given: Path and content of a protocol to explain instead of those of the folder.

    Raises:
        UnknownName: There is no protocol, or the newest has no decision on it.
        Refused: The protocol is not what the rule gives from its own inputs.
    """
    protocols = [given] if given is not None else protocols_of(data, cohort.id)
    if not protocols:
        raise UnknownName(
            tr("{id} has no protocol yet, and nothing of a draw is shown before there is one", id=cohort.id),
            hint=tr(
                "`kvadmin cohort admit {id}`; chances before the draw: `kvadmin cohort odds {id}`", id=quote(cohort.id)
            ),
            code="no-protocol",
        )
    decided = tuple(
        DecidedBefore(path, document["kind"], found)
        for path, document in protocols
        if (found := decision_in(document, number)) is not None
    )
    path, document = _first_so(protocols, number)
    application = data.find(Application, f"{cohort.id}/{number}")
    explanation = explain_decision(document, number, where=path)
    drawn = _drawn_in(protocols, path)
    now = current_outcome(explanation.decision.outcome, application) if application is not None else ""
    return ExplainedApplication(
        cohort=cohort,
        explanation=explanation,
        protocol=path,
        seed=document["lottery_seed"],
        draw=_draw_of(document),
        chance=_chance(drawn[1], number),
        chance_in=drawn[0],
        everybody=tuple(map(rule.decision_of, document["decisions"])),
        decided=decided,
        now=now if now in ("withdrawn", "superseded") and now != explanation.decision.outcome else None,
    )


def _first_so(protocols: Sequence[tuple[str, Mapping[str, Any]]], number: str) -> tuple[str, Mapping[str, Any]]:
    """The protocol that first decided what still stands: later ones only say it again."""
    last = decision_in(protocols[-1][1], number)
    found = protocols[-1]
    for each in reversed(protocols[:-1]):
        before = decision_in(each[1], number)
        if before is None or last is None or (before.outcome, before.reason) != (last.outcome, last.reason):
            break
        found = each
    return found


def _drawn_in(protocols: Sequence[tuple[str, Mapping[str, Any]]], path: str) -> tuple[str, Mapping[str, Any]]:
    """The admission that the decision belongs to, since that was drawn for; the promotion itself if there is none."""
    until = protocols[: [each for each, _ in protocols].index(path) + 1]
    admissions = [each for each in until if each[1]["kind"] == "admission"]
    return admissions[-1] if admissions else until[-1]


def _draw_of(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What a protocol says of its draw; an older one says nothing."""
    draw = document.get("draw")
    return draw if isinstance(draw, dict) and draw.get("source") and draw.get("verdict") in VERDICTS else None


def _chance(document: Mapping[str, Any], number: str) -> rule.Chance | None:
    inputs = document["inputs"]
    return rule.chances(rule.call_in(inputs), rule.applicants_in(inputs), rule.members_before(document)).get(number)
