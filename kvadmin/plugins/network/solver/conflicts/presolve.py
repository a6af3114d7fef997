"""What can be decided at once: contradictions that need no search, each with its own sentence."""

from __future__ import annotations

from collections.abc import Callable

from ..request import SplitRequest
from ..time_budget import TimeBudget
from .alone import no_network_left
from .contradiction import Contradiction, fewest_rules
from .counts import too_many_and_too_few
from .groups import together_against_rules
from .reach import too_few_in_reach

_Check = Callable[[SplitRequest, TimeBudget], Contradiction | None]
_CHECKS: tuple[_Check, ...] = (together_against_rules, too_few_in_reach, too_many_and_too_few, no_network_left)


def seen_at_once(request: SplitRequest, clock: TimeBudget) -> Contradiction | None:
    """The first contradiction that needs no search, with the fewest rules that make it."""
    for check in _CHECKS:
        found = check(request, clock)
        if found is not None:
            return _smallest(request, found, check, clock)
    return None


def contradictory(request: SplitRequest, clock: TimeBudget) -> bool:
    """Whether a contradiction is seen at once."""
    return any(check(request, clock) is not None for check in _CHECKS)


def _smallest(request: SplitRequest, found: Contradiction, check: _Check, clock: TimeBudget) -> Contradiction:
    whole = found.rules if check(request.with_rules(found.rules), clock) is not None else request.rules
    rules, fewest = fewest_rules(whole, lambda some: check(request.with_rules(tuple(some)), clock) is not None, clock)
    again = check(request.with_rules(rules), clock)  # its words are about these rules only
    words = again.words if again is not None else found.words
    return Contradiction(words, rules, fewest)
