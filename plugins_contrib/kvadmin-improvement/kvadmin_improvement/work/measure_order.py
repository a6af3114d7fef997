"""The order in which measures are printed."""

from __future__ import annotations

from kvadmin_improvement.records import Measure


def in_print_order(measure: Measure) -> tuple[str, str, int, str]:
    """Cohort, municipality, and the running number of the id as a number."""
    tail = measure.id.rpartition("-")[2]
    return measure.cohort, measure.municipality, int(tail) if tail.isdecimal() else 0, measure.id
