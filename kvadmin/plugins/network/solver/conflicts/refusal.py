"""The errors that say that there is no split, or that none was found: only what is proven is called impossible."""

from __future__ import annotations

from typing import Any

from kvadmin.api import Refused, tr

from ..clock import Clock
from ..exact.column_generation import ColumnGeneration
from ..request import SplitRequest
from ..rules import typed_or_words
from ..units import problem_of
from .contradiction import Contradiction, fewest_rules
from .presolve import contradictory

#: Seconds for the search for the fewest rules when nobody gave a limit.
_SECONDS = 30.0
#: Share of what is left that one set of rules may take.
_SHARE = 0.25
#: With more places only what is seen at once is a proof.
_MOST = 600


def no_split(request: SplitRequest, clock: Clock, *, proven: bool) -> Refused:
    """The error after a search that has found no split.

    Args:
        request: What was asked for.
        clock: What is left of the time; the explanation ends with it.
        proven: Whether the search has proven that there is none.
    """
    cut = clock.cut
    if not proven and clock.spent():
        return _not_found(request, cut=True)
    within = Clock(clock.read() + _SECONDS, stop=clock.stop, read=clock.read) if clock.until is None else clock
    needed = [rule for rule in request.rules if not _only_costs(rule, request)]
    if not proven and not refuted(request.with_rules(tuple(needed)), within):
        return _not_found(request, cut=cut or (clock.until is not None and clock.spent()))
    rules, fewest = fewest_rules(needed, lambda some: refuted(request.with_rules(tuple(some)), within), within)
    return refusal(request, Contradiction((), rules, fewest and not within.cut))


def refuted(request: SplitRequest, clock: Clock) -> bool:
    """Whether it is proven, within a share of the time, that no split meets the rules."""
    if contradictory(request, clock):
        return True
    if len(request.places) > _MOST or clock.spent():
        return False
    problem = problem_of(request, request.networks)  # without a number of networks: for any number
    return problem.n > 0 and ColumnGeneration(problem, clock).refuted(clock.moment(_SHARE))


def refusal(request: SplitRequest, found: Contradiction) -> Refused:
    """The error that names the contradiction, and the rules that make it as they were typed."""
    details = list(found.words)
    if found.rules:
        rules = "; ".join(dict.fromkeys(map(typed_or_words, found.rules)))
        details.append(tr("rules that cannot all be met: {rules}", rules=rules))
    if found.rules and not found.fewest:
        details.append(tr("this is what was found in the time there was: fewer rules may already be at odds"))
    asked = {
        "places": len(request.places),
        "networks": request.networks,
        "size": f"{request.size_min}..{request.size_max}",
    }
    return Refused(
        tr("{places} places cannot be split into networks of {size} under these rules", **asked)
        if request.networks is None
        else tr("{places} places cannot be split into {networks} networks of {size} under these rules", **asked),
        details=details,
        hint=tr("drop or loosen one of the rules named")
        if found.rules
        else tr("unlock a network, or ask for other sizes"),
        code="no-solution",
    )


def _not_found(request: SplitRequest, *, cut: bool) -> Refused:
    rules = [typed_or_words(rule) for rule in request.rules if not _only_costs(rule, request)]
    details = [tr("this does not mean that there is none")]
    if rules:
        details.append(tr("rules that were to be met: {rules}", rules="; ".join(dict.fromkeys(rules))))
    if cut:
        return Refused(
            tr("no split was found in the time given"),
            details=details,
            hint=tr("give it more time (--time-limit), or fewer rules"),
            code="none-found",
        )
    return Refused(
        tr("no split was found that meets the rules"),
        details=details,
        hint=tr("loosen a rule, or name another number of networks (--networks)"),
        code="none-found",
    )


def _only_costs(spec: Any, request: SplitRequest) -> bool:
    bound = spec.bind(request.places, request.distances, 1) if hasattr(spec, "bind") else spec
    return not hasattr(bound, "allowed")
