"""What figures show of a goal: whether a level is at it, and which runs are. Less is better in here, as in a frame.

``good`` asks for figures at the goal or better, else for figures worse than it.
"""

from __future__ import annotations

from collections.abc import Sequence

from .levels import RUN, STRONG

Values = Sequence[int | None]


def level_is(found: Sequence[int], to: int, least: int, *, good: bool) -> bool:
    """Whether mean and half of the figures are on that side of the goal, both without the last one as well."""
    count = len(found)
    if count < least:
        return False
    total, last = sum(found), found[-1]
    rest = total - last
    if good:
        if total > to * count or rest > to * (count - 1):
            return False
        side = len([v for v in found if v <= to])
        without = side - (last <= to)
    else:
        if total <= to * count or rest <= to * (count - 1):
            return False
        side = len([v for v in found if v > to])
        without = side - (last > to)
    return 2 * side >= count and 2 * without >= count - 1


def last_run(values: Values, span: tuple[int, int, int], to: int, *, good: bool) -> tuple[int, int] | None:
    """Begin and end of the last run of seven or more on that side of the goal.

    Args:
        values: The figures.
        span: It lies from the first place on, has begun before the second, and figures from the third are not looked
            at; where it goes on beyond the second, its first seven count.
        to: The goal.
        good: On which side.
    """
    start, end, stop = span
    if stop - start < RUN:
        return None
    # Any seven in a row hold every seventh place once.
    if not any(v is not None and (v <= to) is good for v in values[start + RUN - 1 : stop : RUN]):
        return None
    found = None
    length = 0
    for at in range(start, stop):
        value = values[at]
        if value is not None and (value <= to) is good:
            length += 1
            if length >= RUN and at - length + 1 < end:
                found = at - length + 1
        else:
            length = 0
            if at >= end:
                break
    return None if found is None else (found, found + RUN)


def open_run(values: Values, start: int, stop: int, to: int, *, good: bool) -> tuple[int, int] | None:
    """Begin and length of a run that ends with the last figure and may become seven; one or two are nothing."""
    while values[stop - 1] is None:
        stop -= 1
    begun = stop
    while begun > start and (value := values[begun - 1]) is not None and (value <= to) is good:
        begun -= 1
    return (begun, stop - begun) if STRONG <= stop - begun < RUN else None
