"""What a funnel is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

FunnelKind = Literal["proportion", "rate", "ratio"]
KINDS: tuple[FunnelKind, ...] = ("proportion", "rate", "ratio")
RatioMethod = Literal["shmi", "cqc"]
RATIO_METHODS: tuple[RatioMethod, ...] = ("shmi", "cqc")


class CountRow(NamedTuple):
    """What was counted of a group: events, and out of (or expected) how many. ``None`` where it is not known."""

    group: str
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True, slots=True)
class FunnelMethod:
    """How a funnel is made.

    Attributes:
        kind: ``proportion`` (events out of a number of cases), ``rate`` (a ratio of two counts), or ``ratio``
            (observed over expected, whose target is 1).
        ratio_method: For ratios: ``shmi`` (logarithm, outermost groups left out) or ``cqc`` (square root, winsorised).
        multiplier: What values and limits are multiplied by: 100 for per cent.
        trim: The part of the groups that is trimmed at each end before dispersion is estimated; 0 to 0.5.
        adjusted: Limits with over-dispersion, where there is any.
        unadjusted: Limits without it, too. Alone with ``adjusted`` off.
        rounded: Round expected figures of ``shmi`` to two decimals, as SHMI is published.
    """

    kind: FunnelKind
    ratio_method: RatioMethod = "shmi"
    multiplier: float = 1.0
    trim: float = 0.1
    adjusted: bool = True
    unadjusted: bool = False
    rounded: bool = True

    @property
    def logarithm(self) -> bool:
        """Whether it is a ratio by the logarithm, which has none of 0."""
        return self.kind == "ratio" and self.ratio_method == "shmi"


class FunnelLimits(NamedTuple):
    """Limits that 95 % and 99.8 % of groups without a difference of their own stay within; multiplied."""

    lower95: float
    upper95: float
    lower99: float
    upper99: float


class FunnelNote(NamedTuple):
    """What is to be said of a funnel: a code of :data:`.funnel_notes.NOTES`, and the groups that it is about."""

    code: str
    groups: tuple[str, ...] = ()


class FunnelGroup(NamedTuple):
    """One group of a funnel.

    Attributes:
        group: Its name.
        numerator: Events, summed over its rows.
        denominator: Summed likewise; rounded where the method rounds.
        rr: Numerator over (unrounded) denominator, before the multiplier.
        value: The same, multiplied.
        z: Standardised distance from the target, without over-dispersion.
        z_used: The same after winsorising; ``None`` where it was left out.
        cut: 1 where it was winsorised or left out, else 0.
        limits: Without over-dispersion.
        od_limits: With it.
        outlier95: 1 outside the limits that decide, 0 inside or on them; ``None`` where the group is left out.
        outlier99: The same by the 99.8 % limits.
        left_out: Why the group is not part of the funnel (a code), or empty.
    """

    group: str
    numerator: float | None
    denominator: float | None
    rr: float | None = None
    value: float | None = None
    z: float | None = None
    z_used: float | None = None
    cut: int | None = None
    limits: FunnelLimits | None = None
    od_limits: FunnelLimits | None = None
    outlier95: int | None = None
    outlier99: int | None = None
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Funnel:
    """A funnel.

    Attributes:
        method: How it was made.
        target: The centre line before the multiplier: all events over all denominators, 1 for ratios; ``None`` of
            nothing.
        phi: Mean of the squared z that were used; above 1 the groups differ more than chance.
        tau2: Variance between groups, on the scale of the method.
        adjusted: Whether limits with over-dispersion decide, after the fall-back.
        unadjusted: Whether limits without it are shown.
        groups: In the order of their names.
        notes: What differs from FunnelPlotR, and what a reader must know.
    """

    method: FunnelMethod
    target: float | None
    phi: float
    tau2: float
    adjusted: bool
    unadjusted: bool
    groups: tuple[FunnelGroup, ...]
    notes: tuple[FunnelNote, ...] = ()

    @property
    def compared(self) -> tuple[FunnelGroup, ...]:
        """The groups that are part of it."""
        return tuple(each for each in self.groups if not each.left_out)


def deciding_limits(funnel: Funnel, group: FunnelGroup) -> FunnelLimits | None:
    """The limits that decide whether a group stands out."""
    return group.od_limits if funnel.adjusted else group.limits


def side(group: FunnelGroup, target: float, multiplier: float) -> Literal["high", "low"]:
    """On which side of the target a group lies."""
    return "high" if (group.value or 0.0) > target * multiplier else "low"
