"""Which sets of admitted can still be completed to the full number of places: one question, asked very often.

The odds of a lottery ask it for every step of thousands of draws. The full set that is known around the admitted
answers most of the time, one like it with a single exchange nearly always, and the solver is asked for the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from .feasibility import FeasibilityModel, FeasibilityQuestion

#: How many of each group; of a full set, or of a part of one.
Counts = tuple[int, ...]


class Completions:
    """The full sets of one call, and which parts can grow into one.

    Args:
        model: The groups and the quotas.
        signatures: The quotas that each group counts in, as bit masks.
        full: How many a full set has.
    """

    def __init__(self, model: FeasibilityModel, signatures: Sequence[int], full: int) -> None:
        self._model, self._signatures, self._full = model, signatures, full
        self._found: dict[Counts, Counts | None] = {}
        self._room_of: tuple[Counts, int, int] = ((), 0, 0)

    @property
    def solved(self) -> int:
        """How many questions the solver had to answer."""
        return self._model.solved

    def with_one_more(self, part: Counts, group: int, around: Counts) -> Counts | None:
        """A full set that contains the part and one more of the group; None when there is none.

        Args:
            part: How many of each group it holds already.
            group: Of which group one more is asked for; it has more than the part holds.
            around: A full set that contains the part.
        """
        if around[group] > part[group]:
            return around
        more = (*part[:group], part[group] + 1, *part[group + 1 :])
        if more not in self._found:
            self._found[more] = self._exchanged(part, group, around) or self._solved(more)
        return self._found[more]

    def _exchanged(self, part: Counts, group: int, around: Counts) -> Counts | None:
        """The full set with one more of the group for one of another that the part can spare."""
        mine = self._signatures[group]
        rising, falling = self._room(around)
        for other, (have, held) in enumerate(zip(around, part, strict=True)):
            theirs = self._signatures[other]
            if have > held and mine & ~theirs & ~rising == 0 and theirs & ~mine & ~falling == 0:
                grown = list(around)
                grown[group] += 1
                grown[other] -= 1
                return tuple(grown)
        return None

    def _room(self, full_set: Counts) -> tuple[int, int]:
        """The quotas in which a full set may have one more, and those in which it may have one less, as bit masks."""
        known, rising, falling = self._room_of
        if known == full_set:
            return rising, falling
        rising = falling = 0
        for i in range(len(self._model.quotas)):
            low, high = self._model.bounds(i)
            count = self._model.count(i, full_set)
            rising |= (count < high) << i
            falling |= (count > low) << i
        self._room_of = full_set, rising, falling
        return rising, falling

    def _solved(self, more: Counts) -> Counts | None:
        return self._model.complete(FeasibilityQuestion(more, self._full, self._full, self._model.everything))
