"""What is to be as small as possible: one of three figures of a split, or a weighted sum of them."""

from __future__ import annotations

from dataclasses import dataclass

#: The figures that can be minimised, in the order in which they are shown.
FIGURES = ("pairwise", "meeting", "longest")


@dataclass(frozen=True)
class Figures:
    """The three figures of a split, in the unit of its distances.

    Attributes:
        pairwise: Sum over networks of the distances of all pairs of members.
        meeting: Sum over networks of the members' distances to the network's meeting place: the member with the
            least such sum (of equals the one whose id comes first).
        longest: The greatest of those distances, over all networks.
    """

    pairwise: float
    meeting: float
    longest: float


@dataclass(frozen=True)
class Objective:
    """Weights of the figures; costs of rules come on top of their weighted sum."""

    pairwise: float = 0.0
    meeting: float = 0.0
    longest: float = 0.0

    @property
    def is_pairwise(self) -> bool:
        """Whether it is the default: the pairwise sum as it is."""
        return self == PAIRWISE

    def value(self, figures: Figures) -> float:
        """The weighted sum."""
        # each weight by itself: what has none must not turn a value into another by its last bit
        parts = [getattr(self, name) * getattr(figures, name) for name in FIGURES if getattr(self, name)]
        return float(sum(parts[1:], parts[0])) if parts else 0.0

    def text(self) -> str:
        """As ``--objective`` takes it."""
        weights = {name: getattr(self, name) for name in FIGURES if getattr(self, name)}
        if list(weights.values()) == [1.0]:
            return next(iter(weights))
        return ",".join(f"{name}={weight:.10g}" for name, weight in weights.items())


#: What is minimised when nothing is said.
PAIRWISE = Objective(pairwise=1.0)
