"""What the source of a draw is worth: whose it is, and whether it was named before anybody could know what it gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kvadmin.api.records import DrawSource

from .draw_case import DrawCase, DrawTimes, source_of
from .draw_corrections import seed_grounds
from .draw_story import StoryEvent
from .records import Ground


def source_grounds(case: DrawCase, times: DrawTimes) -> Iterator[Ground]:
    """The grounds that follow from the source, and from seeds that were set by hand."""
    source = source_of(case.cohort)
    if source == "public" and case.cohort.draw is not None:
        yield from _of_naming(case.cohort.draw, case, times)
    elif source in ("committed", "fixed"):
        yield Ground(source, {}, "weak")
    elif case.decided.written:
        yield Ground("empty-seed", {}, "weak")
    if source in ("fixed", "none"):
        yield from seed_grounds(times.story)
    elif times.frozen_at is not None:
        yield from seed_grounds(times.story, after=times.frozen_at)


def _of_naming(draw: DrawSource, case: DrawCase, times: DrawTimes) -> Iterator[Ground]:
    named, deadline = times.day_of("naming"), case.cohort.deadline
    if deadline is None:
        yield Ground("no-deadline", {}, "weak")
    if named is None:
        yield Ground("named-unknown", {}, "weak")
    if deadline is None or named is None:
        return
    values = {"named": named.isoformat(), "deadline": deadline.isoformat()}
    if named > deadline:
        yield Ground("named-late", values, "weak")
        return
    moved = [*_deadlines_passed(named, times)]
    yield from moved
    if not moved:
        yield Ground("public", {"name": draw.name, **values})


def _deadlines_passed(named: date, times: DrawTimes) -> Iterator[Ground]:
    """Earlier deadlines that the naming was too late for, unless they were moved in time."""
    for event in times.story.of("deadline"):
        old, moved = day_in(event.old), event.entry.when.date()
        if old is None or named <= old or (times.by_clock and moved <= old):
            continue
        yield Ground("deadline-moved", {"named": named.isoformat(), "old": old.isoformat(), **told_by(event)}, "weak")


def told_by(event: StoryEvent) -> dict[str, str]:
    """When something was done, by whom and why, as the history tells."""
    return {"on": event.entry.when.date().isoformat(), "who": event.entry.who, "why": event.entry.why}


def day_in(value: Any) -> date | None:
    """The day that a plain value of the history is."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
