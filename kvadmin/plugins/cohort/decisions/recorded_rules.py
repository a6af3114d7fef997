"""Verifying what plugins' rules decided, by the codes that the protocol's hashed inputs hold.

So a protocol can be verified when a plugin is gone. What the rules that are there answer today is told by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kvadmin.api import Session, tr
from kvadmin.api.records import Cohort

from .. import admission as rule
from .plugin_grounds import HOOK, grounds_said
from .rule_inputs import applicants_of

_Grounds = dict[str, tuple[rule.IneligibilityGround, ...]]
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class RecordedRules:
    """Applicants as a protocol's codes judge them, and what the plugins say today.

    Args:
        applicants: Today's applicants; of each whom the protocol knows, with the code that its inputs hold.
        unasked: Plugins whose rules were not asked anew, sorted: they are not there.
        otherwise: Plugin -> numbers that its rule judges otherwise today than the protocol's inputs say.
    """

    applicants: tuple[rule.Applicant, ...]
    unasked: tuple[str, ...]
    otherwise: Mapping[str, tuple[str, ...]]

    @property
    def notes(self) -> tuple[str, ...]:
        """A line for each rule that was not asked."""
        return tuple(
            tr("the rule of plugin {plugin!r} was not asked anew: its codes are those in the protocol", plugin=each)
            if each
            else tr("the rule of a plugin was not asked anew: its codes are those in the protocol")
            for each in self.unasked
        )

    @property
    def differences(self) -> tuple[str, ...]:
        """A line for each rule that answers otherwise today."""
        return tuple(
            tr(
                "the rule of plugin {plugin!r} answers otherwise today: {count} ({numbers})",
                plugin=plugin,
                count=len(numbers),
                numbers=", ".join(numbers[:_SHOWN]) + (", ..." if len(numbers) > _SHOWN else ""),
            )
            for plugin, numbers in sorted(self.otherwise.items())
        )

    def plain(self) -> list[dict[str, Any]]:
        """The same as a program reads it."""
        rows: dict[str, dict[str, Any]] = {
            each: {"plugin": each or None, "asked": False, "otherwise": []} for each in self.unasked
        }
        for plugin, numbers in self.otherwise.items():
            rows[plugin] = {"plugin": plugin, "asked": True, "otherwise": list(numbers)}
        return [rows[name] for name in sorted(rows)]


def recorded_rules(run: Session, cohort: Cohort, document: Mapping[str, Any]) -> RecordedRules:
    """The applicants of today by the codes of a protocol, and the rules that can be asked beside them.

    Raises:
        PluginFailure: A rule that is there fails, and the person does not pass over it.
    """
    plain = applicants_of(run.data, cohort, run.today)
    numbers = sorted(each.number for each in plain)
    answers = run.ask(HOOK, snapshot=run.data, cohort=cohort.id, applicants=numbers, today=run.today)
    for failure in answers.failed:
        if failure.plugin not in answers.absent and not run.passes_over(failure):
            raise failure
    asked = {plugin for plugin, _ in answers.given}
    said = grounds_said(answers.given)
    recorded, known = _recorded(document, said), {row["number"] for row in document["inputs"]["applicants"]}
    new = {number: grounds for number, grounds in said.items() if number not in known}
    judged = applicants_of(run.data, cohort, run.today, {**recorded, **new})
    # What there would be today: what is said now, and what was said then by those who cannot be asked.
    kept = {number: [each for each in grounds if each.plugin not in asked] for number, grounds in recorded.items()}
    today = {number: _sorted([*said.get(number, ()), *kept.get(number, ())]) for number in {*said, *kept}}
    otherwise: dict[str, list[str]] = {}
    for then, now in zip(judged, applicants_of(run.data, cohort, run.today, today), strict=True):
        was = recorded.get(then.number, ())
        if then.number not in known or (was and not then.grounds) or _code(was) == _code(now.grounds):
            continue
        otherwise.setdefault(_whose(was, now.grounds, asked), []).append(then.number)
    gone = {each.plugin for grounds in recorded.values() for each in grounds} - asked
    missing = sorted({*answers.absent, *gone})
    return RecordedRules(tuple(judged), tuple(missing), {name: tuple(each) for name, each in otherwise.items()})


def _recorded(document: Mapping[str, Any], said: _Grounds) -> _Grounds:
    """Number -> the grounds that a protocol holds, that of the code in its inputs first.

    The code is in the inputs; whose it is, stands with the decision, and only where it decided. Elsewhere it is taken
    to be of the plugin that says it of others, or today.
    """
    told = {row["municipality"]: [_ground(each) for each in row.get("grounds") or []] for row in document["decisions"]}
    owners = {each.code: each.plugin for grounds in told.values() for each in grounds}
    found: _Grounds = {}
    for row in document["inputs"]["applicants"]:
        if not (code := row.get("ineligible")):
            continue
        grounds = told.get(row["number"], [])
        if not grounds or grounds[0].code != code:
            today = {each.code: each.plugin for each in said.get(row["number"], ())}
            grounds = [rule.IneligibilityGround(code, owners.get(code) or today.get(code, ""))]
        found[row["number"]] = tuple(grounds)
    return found


def _ground(row: Mapping[str, Any]) -> rule.IneligibilityGround:
    return rule.IneligibilityGround(*(str(row.get(key, "")) for key in ("code", "plugin", "text", "nb", "nn")))


def _sorted(grounds: Iterable[rule.IneligibilityGround]) -> tuple[rule.IneligibilityGround, ...]:
    return tuple(sorted(grounds, key=lambda each: (each.plugin, each.code)))


def _code(grounds: Sequence[rule.IneligibilityGround]) -> str:
    return grounds[0].code if grounds else ""


def _whose(was: Sequence[rule.IneligibilityGround], now: Sequence[rule.IneligibilityGround], asked: set[str]) -> str:
    """The plugin whose answer is another one."""
    return next(each.plugin for each in (*was, *now) if each.plugin in asked)
