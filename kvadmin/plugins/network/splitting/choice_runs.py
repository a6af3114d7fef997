"""The splits that ``network choices`` looks at, each made as the command that it names would make it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from kvadmin.api import Refused
from kvadmin.api.records import SplitSettings

from ..solver.objectives.front import Choice, balanced_field, choice_of
from ..solver.objectives.objective import Objective
from ..solver.repair import repair
from ..solver.request import SplitRequest
from ..solver.rules import Balance
from ..solver.split import split
from ..solver.time_budget import TimeBudget
from .split_options import balance_of, objective_of

Networks = Sequence[Sequence[str]]
#: Shares of the slope between the shortest split and that with the shortest trips.
_SLOPES = (1.0, 4.0)
#: Shares of the members that a repair may move, and members at most that it is tried with.
_MOVED, _REPAIRED = (0.06, 0.15), 200
#: How many times heavier the balance of a field counts.
_HEAVIER = 5


@dataclass(frozen=True)
class ChoiceRuns:
    """What is asked for, as a request and as settings; the present split, and whether the settings are its own."""

    cohort: str
    request: SplitRequest
    settings: SplitSettings
    before: Networks | None
    stored: bool
    clock: TimeBudget

    def found(self) -> list[Choice]:
        """Every split that could be made.

        Raises:
            Refused: There is no split at all.
        """
        shortest = self._split()
        found = [shortest]
        if self.before is not None and self._is_split(self.before):
            found.append(choice_of(self.request, self.before, self.before, ""))
        found += self._by_trips(shortest)
        for made in (self._evener, self._repaired):
            if not self.clock.spent():
                found += made(shortest)
        return found

    def _split(self, minimised: str = "", **changed: Any) -> Choice:
        """The split by an objective, other settings changed."""
        settings = msgspec.structs.replace(self.settings, minimised=minimised, **changed)
        request = replace(
            self.request, objective=objective_of(minimised), target=settings.target, rules=self._rules(settings)
        )
        result = split(request, clock=self.clock)
        return choice_of(self.request, result.networks, self.before, split_command(self.cohort, settings))

    def _rules(self, settings: SplitSettings) -> tuple[Any, ...]:
        """The rules with balances as heavy as the settings say."""
        heavier = [balance_of(text, self.request.places) for text in settings.balance]
        return (*(rule for rule in self.request.rules if not isinstance(rule, Balance)), *heavier)

    def _is_split(self, networks: Networks) -> bool:
        """Whether the present networks are a split of those who are members now, and keep the rules."""
        if sorted(place for members in networks for place in members) != sorted(self.request.places.ids):
            return False
        return not choice_of(self.request, networks, None, "").score.broken

    def _by_trips(self, shortest: Choice) -> Iterator[Choice]:
        """The split with the shortest trips, and some between it and the shortest."""
        least = self._split("longest")
        yield least
        shorter = shortest.longest - least.longest
        if shorter <= 0 or least.distance <= shortest.distance:
            return
        slope = (least.distance - shortest.distance) / shorter
        for share in _SLOPES:
            if self.clock.spent():
                return
            yield self._split(Objective(pairwise=1.0, longest=float(f"{slope * share:.2g}")).text())

    def _evener(self, shortest: Choice) -> Iterator[Choice]:
        """Splits with evener sums or sizes."""
        if balanced_field(self.request) is not None:
            heavier = [_heavier(text) for text in self.settings.balance]
            yield self._split(balance=heavier)
        elif shortest.balance > 1 and self.settings.target is None:
            mean = len(self.request.places) / len(shortest.networks)
            target = min(max(round(mean), self.request.size_min), self.request.size_max)
            for minimised in ("", "longest"):
                try:
                    yield self._split(minimised, target=target)
                except Refused:  # so many networks were asked for that they cannot be of such a size
                    return

    def _repaired(self, shortest: Choice) -> Iterator[Choice]:
        """Splits in which only some have moved."""
        many = len(self.request.places)
        if self.before is None or not self.stored or many > _REPAIRED or shortest.present:
            return
        for share in _MOVED:
            moves = max(1, round(share * many))
            if shortest.moves is not None and moves >= shortest.moves:
                return
            try:
                fixed = replace(self.request, target=None)
                found = repair(fixed, self.before, most_moves=moves, move_cost=0.0, compare_free=False)
            except Refused:
                continue
            command = f"kvadmin network repair {shlex.quote(self.cohort)} --max-moves {moves}"
            yield choice_of(self.request, found.networks, self.before, command)


def _heavier(text: str) -> str:
    name, _, weight = text.rpartition("=")
    return f"{name}={float(weight.replace(',', '.')) * _HEAVIER:.10g}"


def split_command(cohort: str, settings: SplitSettings) -> str:
    """The command line that makes a split as the settings say."""
    words = ["kvadmin", "network", "split", cohort, "--size", settings.size]
    for option, value in (("--networks", settings.networks), ("--target", settings.target)):
        words += [option, str(value)] if value is not None else []
    words += ["--objective", settings.minimised] if settings.minimised else []
    for name in ("together", "apart", "max_per", "min_per", "balance"):
        for text in getattr(settings, name):
            words += [f"--{name.replace('_', '-')}", text]
    for name in ("theme", "max_distance", "distances"):
        if getattr(settings, name):
            words += [f"--{name.replace('_', '-')}", getattr(settings, name)]
    words += ["--seed", str(settings.seed)] if settings.seed else []
    words += ["--as-of", settings.as_of.isoformat()] if settings.as_of else []
    return shlex.join(words)
