"""Statistical process control: pure functions from a series of figures to limits, labels, icons and notes.

>>> from kvadmin.plugins.evaluation.spc import Options, Series, judge
>>> series = Series(("2007-Q1", "2007-Q2", "2007-Q3"), (9.8, 9.1, 8.6))
>>> round(judge(series, Options(preset="ptd", direction="decrease")).segments[0].centre, 4)
9.1667
"""

from .judge import judge
from .present import as_json
from .records import DIRECTIONS, PRESETS, Judgement, Note, Options, Point, Runs, Segment, Series
from .series import DatedEvent, Placed, place

__all__ = [
    "DIRECTIONS",
    "PRESETS",
    "DatedEvent",
    "Judgement",
    "Note",
    "Options",
    "Placed",
    "Point",
    "Runs",
    "Segment",
    "Series",
    "as_json",
    "judge",
    "place",
]
