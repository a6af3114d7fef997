"""Which sets of admitted can still be completed to the full number of places: one question, asked very often.

The odds of a lottery ask it for every step of thousands of draws. A set that is known to be full answers for all
that it contains, a set that is known to be impossible for all that contain it; the solver is asked for the rest.
"""

from __future__ import annotations

from .feasibility import FeasibilityModel, FeasibilityQuestion

#: How many of each group; of a set that is full, or of a part of one.
Counts = tuple[int, ...]


class Completions:
    """The full sets of one call, and which parts can grow into one.

    Args:
        model: The groups and the quotas.
        full: How many a full set has.
    """

    def __init__(self, model: FeasibilityModel, full: int) -> None:
        self._model, self._full = model, full
        self._found: dict[Counts, Counts | None] = {}

    def completed(self, part: Counts, near: Counts) -> Counts | None:
        """A full set that contains the part; None when there is none.

        Args:
            part: How many of each group must be in it.
            near: A full set that nearly does; looked at first, and with one exchange.
        """
        if all(map(int.__ge__, near, part)):
            return near
        if part not in self._found:
            self._found[part] = self._exchanged(part, near) or self._solved(part)
        return self._found[part]

    def _exchanged(self, part: Counts, near: Counts) -> Counts | None:
        """``near`` with one of another group left out for the one that it lacks."""
        lacking = [g for g, (have, want) in enumerate(zip(near, part, strict=True)) if have < want]
        if len(lacking) != 1 or near[lacking[0]] + 1 < part[lacking[0]]:
            return None
        grown = list(near)
        grown[lacking[0]] += 1
        for g, (have, want) in enumerate(zip(near, part, strict=True)):
            if have > want:
                grown[g] -= 1
                if self._model.met(grown) == self._model.everything:
                    return tuple(grown)
                grown[g] += 1
        return None

    def _solved(self, part: Counts) -> Counts | None:
        return self._model.complete(FeasibilityQuestion(part, self._full, self._full, self._model.everything))
