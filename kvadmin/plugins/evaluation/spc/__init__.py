"""Statistical process control: pure functions from a series of figures to limits, labels, icons and notes.

>>> from kvadmin.plugins.evaluation.spc import JudgingOptions, Series, judge
>>> series = Series(("2007-Q1", "2007-Q2", "2007-Q3"), (9.8, 9.1, 8.6))
>>> round(judge(series, JudgingOptions(preset="ptd", direction="decrease")).segments[0].centre, 4)
9.1667
"""

from .judge import judge
from .placement import DatedEvent, PlacedSeries, place_series
from .signals_json import judgement_json
from .types import DIRECTIONS, PRESETS, Judgement, JudgingOptions, KnownLevel, Note, Point, Runs, Series, SeriesSegment

__all__ = [
    "DIRECTIONS",
    "PRESETS",
    "DatedEvent",
    "Judgement",
    "JudgingOptions",
    "KnownLevel",
    "Note",
    "PlacedSeries",
    "Point",
    "Runs",
    "Series",
    "SeriesSegment",
    "judge",
    "judgement_json",
    "place_series",
]
