"""What the rules of plugins say against applicants: each with a reason code of its own, that the decision then has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kvadmin.api import Session

from .. import admission as rule

HOOK = "kvadmin_admission_rules"


def plugin_grounds(
    run: Session, cohort: str, applicants: Sequence[str]
) -> dict[str, tuple[rule.IneligibilityGround, ...]]:
    """Number -> what is said against it, by plugin and code: the first is the reason, and all are told.

    Args:
        run: The session.
        cohort: Id of the cohort.
        applicants: Numbers of those who have applied, sorted.

    Raises:
        PluginFailure: A rule fails, or what it says is no answer; nobody else would do its work.
    """
    return grounds_said(run.call(HOOK, snapshot=run.data, cohort=cohort, applicants=applicants, today=run.today))


def grounds_said(answers: Iterable[tuple[str, Any]]) -> dict[str, tuple[rule.IneligibilityGround, ...]]:
    """The same of answers that were given: plugin and what its rule said."""
    found: dict[str, set[rule.IneligibilityGround]] = {}
    for plugin, said in answers:
        for each in said:
            ground = rule.IneligibilityGround(each.code, plugin, each.text.strip(), each.nb.strip(), each.nn.strip())
            found.setdefault(each.municipality, set()).add(ground)
    return {
        number: tuple(sorted(grounds, key=lambda each: (each.plugin, each.code, each.text, each.nb, each.nn)))
        for number, grounds in found.items()
    }
