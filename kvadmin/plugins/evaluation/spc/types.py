"""What goes into a judgement and what comes out: plain records, no arithmetic.

Positions in a series are counted from 0 here; people and R count from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Direction = Literal["increase", "decrease", "neutral"]
Preset = Literal["ptd", "ptd-unscreened", "qicharts2", "qcc"]

PRESETS: tuple[Preset, ...] = ("ptd", "ptd-unscreened", "qicharts2", "qcc")
DIRECTIONS: tuple[Direction, ...] = ("increase", "decrease", "neutral")


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator in one municipality, one entry per period, in time order and without holes in the calendar.

    Attributes:
        periods: The names of the periods, as :mod:`..periods` writes them.
        values: The figure of each period; ``None`` where nothing was reported. Numerators when ``sizes`` are given.
        sizes: Denominators (areas of opportunity), one per period, for p, pp, u, up and ip charts.
        samples: Several observations per period, for xbar and s charts; ``values`` are then ignored.
    """

    periods: tuple[str, ...]
    values: tuple[float | None, ...] = ()
    sizes: tuple[float | None, ...] | None = None
    samples: tuple[tuple[float, ...], ...] | None = None


class KnownLevel(NamedTuple):
    """Mean and sigma of the values that are known in advance from position ``at`` on; ``None`` = worked out."""

    at: int
    mean: float | None = None
    sigma: float | None = None


@dataclass(frozen=True, slots=True)
class JudgingOptions:
    """How to judge. The defaults are those of the packages that the presets are named after.

    Attributes:
        preset: ``ptd`` | ``ptd-unscreened`` | ``qicharts2`` | ``qcc``.
        chart: The chart of qicharts2 (``run``, ``i``, ``mr``, ``ip``, ``p``, ``pp``, ``u``, ``up``, ``c``, ``g``,
            ``t``, ``xbar``, ``s``) or of qcc; ``ptd`` has only its own (``xmr``).
        direction: Which way is better; ``neutral`` when neither is.
        target: The wanted value, in the unit of the chart; ``None`` when there is none.
        screen: Screen large moving ranges out; ``None`` = what the preset does by itself.
        rebase: Positions of the first point of each new segment.
        freeze: Positions of the last point of a baseline; each counts in the segment that it lies in.
        fix_after: Freeze every segment after this many of its periods (NHSRplotthedots' ``fix_after_n_points``).
        exclude: Positions left out of limits and rules. qicharts2 joins what stands on either side of such a point and
            still labels it outside the limits, as the package does; in the other presets it is a gap.
        multiply: Factor on value, centre and limits (qicharts2), e.g. 10000 for a rate per 10,000 days.
        centre: A centre line known in advance (qicharts2's ``cl``).
        known: What is known in advance; each begins a new segment, as a rebase does.
        targets: The wanted value at each position, in place of ``target``.
        seconds: A second target at each position, which is only drawn.
    """

    preset: Preset = "ptd"
    chart: str = "i"
    direction: Direction = "neutral"
    target: float | None = None
    screen: bool | None = None
    rebase: Sequence[int] = ()
    freeze: Sequence[int] = ()
    fix_after: int | None = None
    exclude: Sequence[int] = ()
    multiply: float = 1
    centre: float | None = None
    known: Sequence[KnownLevel] = ()
    targets: Sequence[float | None] = ()
    seconds: Sequence[float | None] = ()


class Runs(NamedTuple):
    """The Anhøj rules for one segment: how many useful points, what was found, what chance allows."""

    observed: int
    useful: int
    longest: int | None
    longest_max: int | None
    crossings: int | None
    crossings_min: int | None
    signal: bool


class Point(NamedTuple):
    """One period after the judgement. ``label`` is the text of the contract, ``None`` for common cause.

    An ``excluded`` point is shown, and counts for nothing.
    """

    period: str
    value: float | None
    centre: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    label: str | None
    segment: int
    excluded: bool = False


class SeriesSegment(NamedTuple):
    """Points ``start`` to ``stop`` (exclusive) with one centre line.

    ``baseline_stop`` is where a frozen baseline ends (exclusive), equal to ``stop`` when nothing is frozen.
    ``lower`` and ``upper`` are ``None`` when there are no limits, or when they differ from point to point. ``known`` is
    what was known in advance.
    """

    start: int
    stop: int
    baseline_stop: int
    centre: float | None
    lower: float | None
    upper: float | None
    runs: Runs | None = None
    known: KnownLevel | None = None


class Note(NamedTuple):
    """Something a reader must know, as a code with its figures; :mod:`.note_words` puts it in words."""

    code: str
    period: str | None = None
    figures: tuple[float | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A series, judged.

    Attributes:
        preset, chart, direction: What was asked.
        target: The target that is valid at the last point that counts.
        segments, points: As above.
        variation: ``common_cause`` | ``improvement`` | ``concern`` | ``neutral_high`` | ``neutral_low``, from the
            last observed point; ``None`` when there is no point.
        side: ``high`` | ``low``: which way that signal points; ``None`` for common cause.
        assurance: ``consistent_pass`` | ``consistent_fail`` | ``inconsistent`` | ``None`` (no target, no limits,
            or neither direction is better).
        notes: In the order of time.
        targets, seconds: The target and the second target at each point; empty when there is none anywhere.
    """

    preset: Preset
    chart: str
    direction: Direction
    target: float | None
    segments: tuple[SeriesSegment, ...]
    points: tuple[Point, ...]
    variation: str | None
    side: str | None
    assurance: str | None
    notes: tuple[Note, ...] = field(default=())
    targets: tuple[float | None, ...] = ()
    seconds: tuple[float | None, ...] = ()
