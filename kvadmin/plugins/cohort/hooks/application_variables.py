"""The reason of each decision and the chance before the draw, for the evaluator's package."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kvadmin.api import Snapshot
from kvadmin.api.hooks import ApplicationVariable
from kvadmin.api.records import Cohort

from .. import admission as rule
from ..decisions.current_outcomes import decision_outcomes
from ..decisions.protocol_files import admission_protocol

#: Decimals of a chance.
_PLACES = 9


def variables(data: Snapshot) -> list[ApplicationVariable]:
    """What the admissions add to the applications."""
    return [*_reasons(data), *_chance_variables(data)]


def _reasons(data: Snapshot) -> list[ApplicationVariable]:
    """The reason code of every decision of today, its label the words of the protocol; a plugin's code among them.

    Where a plugin told applicants with one code different things, its label is the code itself.
    """
    made = {
        (cohort.id, number): rule.decision_of(row)
        for cohort in data.all(Cohort)
        for number, row in decision_outcomes(data, cohort.id).items()
    }
    if not made:
        return []
    own = [code for code in rule.CODES if any(each.reason == code for each in made.values())]
    others = sorted({each.reason for each in made.values()} - {*own})
    words = {code: _labels(code, [each for each in made.values() if each.reason == code]) for code in (*own, *others)}
    values: dict[tuple[str, str], Decimal | str] = {key: each.reason for key, each in made.items()}
    return [ApplicationVariable("reason", "Grunn til vedtaket", "Grunn til vedtaket", values, words=words)]


def _labels(code: str, decisions: list[rule.Decision]) -> tuple[str, str]:
    """The words of a code in bokmål and nynorsk."""
    if code in rule.CODES:
        return rule.reason_text(code, "nb"), rule.reason_text(code, "nn")
    said = {(rule.decision_text(each, "nb"), rule.decision_text(each, "nn")) for each in decisions}
    return said.pop() if len(said) == 1 else (code, code)


def _chance_variables(data: Snapshot) -> list[ApplicationVariable]:
    """The chance and its confidence limits, of every application that competed in an admission.

    From the inputs of the admission's protocol and never from its draw, so that it stays what it was when places are
    given up or filled later. Among those whose chance is neither 0 nor 1, who was admitted was left to chance alone.
    """
    chances = {
        (cohort.id, number): chance
        for cohort in data.all(Cohort)
        if (found := admission_protocol(data, cohort.id)) is not None
        for number, chance in _chances(found[1]["inputs"]).items()
    }
    if not chances:
        return []
    limits = {key: chance.limits for key, chance in chances.items()}
    return [
        ApplicationVariable(
            "chance",
            "Sjanse for plass før trekningen (0–1)",
            "Sjanse for plass før trekninga (0–1)",
            {key: _figure(chance.value) for key, chance in chances.items()},
            public=True,
        ),
        ApplicationVariable(
            "chance_low",
            "Sjanse for plass, nedre 95 %-grense",
            "Sjanse for plass, nedre 95 %-grense",
            {key: _figure(low) for key, (low, _) in limits.items()},
            public=True,
        ),
        ApplicationVariable(
            "chance_high",
            "Sjanse for plass, øvre 95 %-grense",
            "Sjanse for plass, øvre 95 %-grense",
            {key: _figure(high) for key, (_, high) in limits.items()},
            public=True,
        ),
    ]


def _chances(inputs: dict[str, object]) -> dict[str, rule.Chance]:
    return dict(rule.chances(rule.call_in(inputs), rule.applicants_in(inputs)))


def _figure(value: Fraction | float) -> Decimal:
    return Decimal(f"{float(value):.{_PLACES}f}")
