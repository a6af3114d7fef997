"""What is asked for: places, sizes, rules and locks; refused in words when it cannot be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from kvadmin.api import InvalidData, Refused, UsageError, tr

from .distance import Distances, GreatCircle
from .objectives.objective import PAIRWISE, Objective
from .objectives.stars import TabledDistances, detour
from .places import PlaceSet
from .rules import DifferentNetworks, SameNetwork, bind_all, typed_or_words


@dataclass(frozen=True)
class SplitRequest:
    """One split to be made.

    Attributes:
        places: The members of the cohort.
        size_min: Fewest members of a network.
        size_max: Most members of a network.
        networks: Number of networks, or None when it is free.
        rules: Specifications of :mod:`.rules` and rule objects of third parties.
        travel: Distances; great-circle kilometres when None.
        locked: Networks that stay exactly as they are.
        seed: Decides ties of the annealing; the same seed gives the same split.
        time_limit: Seconds after which the best so far is given, or None.
        objective: What is minimised, beside the costs of rules.
        target: The size that networks are to be near, or None: any size is as good as another.
        prove: Seconds for the further proof, or None.
    """

    places: PlaceSet
    size_min: int
    size_max: int
    networks: int | None = None
    rules: tuple[Any, ...] = ()
    travel: Distances | None = None
    locked: tuple[tuple[str, ...], ...] = ()
    seed: int = 0
    time_limit: float | None = None
    objective: Objective = PAIRWISE
    target: int | None = None
    prove: float | None = None

    @cached_property
    def distances(self) -> Distances:
        """What is minimised between members."""
        return self.travel if self.travel is not None else GreatCircle(self.places)

    @cached_property
    def tabled(self) -> tuple[TabledDistances, float]:
        """The distances as a square table, and how far they are from keeping the triangle inequality."""
        table = TabledDistances(self.distances, len(self.places))
        return table, detour(table, metric=isinstance(self.distances, GreatCircle))

    def bound_rules(self, networks: int | None) -> list[Any]:
        """The rules as rule objects, for this number of networks."""
        return bind_all(self.rules, self.places, self.distances, networks)

    def with_rules(self, rules: tuple[Any, ...]) -> SplitRequest:
        """The same request under other rules."""
        return replace(self, rules=rules)

    def counts(self) -> range:
        """Numbers of networks that the sizes allow."""
        n = len(self.places)
        return range(-(-n // self.size_max), n // self.size_min + 1)

    def checked(self) -> SplitRequest:
        """Refuse what can be seen to be impossible before any search.

        Raises:
            UsageError: sizes or a number of networks that make no sense.
            Refused: too few places, a number of networks that the sizes do not allow, a broken lock.
            UnknownName: a rule speaks of an unknown place or field.
        """
        self._sizes()
        for rule in self.rules:
            if isinstance(rule, (SameNetwork, DifferentNetworks)) and len(set(rule.ids)) < 2:
                raise UsageError(tr("{words}: name at least two places", words=rule.words()), code="bad-value")
        self.bound_rules(self.networks or 1)
        self._locks()
        return self

    def _sizes(self) -> None:
        n, low, high = len(self.places), self.size_min, self.size_max
        if low < 1 or low > high:
            raise UsageError(
                tr("size {low}..{high} is no range", low=low, high=high),
                where="--size",
                hint=tr("for example --size 5..7"),
                code="bad-value",
            )
        if n == 0:
            raise Refused(tr("there are no places to split"), code="nothing-to-do")
        if n < low:
            raise Refused(
                tr("{places} place(s) are fewer than the smallest network ({low})", places=n, low=low),
                code="no-solution",
            )
        counts = self.counts()
        if not counts:
            raise Refused(
                tr("{places} places cannot be split into networks of {low}..{high}", places=n, low=low, high=high),
                hint=tr(
                    "{few} hold at most {held}, {more} need {needed}",
                    few=n // high,
                    held=n // high * high,
                    more=n // high + 1,
                    needed=(n // high + 1) * low,
                ),
                code="no-solution",
            )
        if self.networks is not None and self.networks not in counts:
            if self.networks < 1:
                raise UsageError(
                    tr("{networks} networks is no number of networks", networks=self.networks),
                    where="--networks",
                    code="bad-value",
                )
            raise Refused(
                tr(
                    "{places} places cannot make {networks} networks of {low}..{high}",
                    places=n,
                    networks=self.networks,
                    low=low,
                    high=high,
                ),
                hint=tr("possible: {fewest} to {most} networks", fewest=counts[0], most=counts[-1]),
                code="no-solution",
            )

    def _locks(self) -> None:
        seen: dict[str, int] = {}
        for number, members in enumerate(self.locked):
            label = tr("locked network {members}", members=", ".join(members))
            at = self.places.indexes(members)
            for place in members:
                if place in seen:
                    raise InvalidData(tr("{place} is locked in two networks", place=place), code="rule-broken")
                seen[place] = number
            if not self.size_min <= len(members) <= self.size_max:
                raise Refused(
                    tr(
                        "{label}: {number} members, not {size_min}..{size_max}",
                        label=label,
                        number=len(members),
                        size_min=self.size_min,
                        size_max=self.size_max,
                    ),
                    code="no-solution",
                )
            for spec, rule in zip(self.rules, self.bound_rules(self.networks or 1), strict=True):
                if hasattr(rule, "allowed") and not bool(np.asarray(rule.allowed(np.sort(at)[None, :]))[0]):
                    words = typed_or_words(spec)
                    raise Refused(
                        tr("{label} breaks a rule", label=label),
                        details=[words],
                        hint=tr("unlock it, or drop the rule"),
                        code="no-solution",
                    )


def locked_members(request: SplitRequest, labels: dict[str, str]) -> SplitRequest:
    """Hold members in named networks: those of one name together, of different names apart.

    Args:
        request: The request to add to.
        labels: Network name by place id.
    """
    groups: dict[str, list[str]] = {}
    for place, label in sorted(labels.items()):
        groups.setdefault(label, []).append(place)
    rules: list[Any] = [
        SameNetwork(tuple(group), typed=tr("members locked in network {label}", label=label))
        for label, group in groups.items()
        if len(group) > 1
    ]
    firsts = [g[0] for _, g in sorted(groups.items())]
    if len(firsts) > 1:
        rules.append(DifferentNetworks(tuple(firsts), typed=tr("members locked in different networks")))
    return request.with_rules((*request.rules, *rules))
