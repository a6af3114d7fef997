"""Draws and seeds that were put in place of others: a slip before anybody looked, or a choice after it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kvadmin.api.records import Cohort

from .draw_story import DrawStory, StoryEvent
from .records import Ground


def correction_grounds(story: DrawStory, cohort: Cohort) -> Iterator[Ground]:
    """Every draw that gave another seed than the one before it, undone ones too."""
    told = [(event, event.new) for event in story.of("draw") if isinstance(event.new, dict)]
    for (_, old), (event, new) in pairwise(told):
        if old.get("seed") != new.get("seed"):
            yield _corrected(event, old, new, looked=story.looked_before(event.index))
    if not told:  # the history knows of none of them: what the call itself keeps
        looked = {each.seed for each in cohort.tried}
        for before, after in pairwise(cohort.draws):
            values = {"on": after.on.isoformat(), "who": after.who, "why": after.why}
            values |= {"old": before.value or before.seed, "new": after.value or after.seed}
            yield _ground(values, looked=before.seed in looked)


def _corrected(event: StoryEvent, old: dict[str, Any], new: dict[str, Any], *, looked: bool) -> Ground:
    values = {"on": event.entry.when.date().isoformat(), "who": new.get("who") or event.entry.who}
    values["why"] = new.get("why") or event.entry.why
    shown = "value" if old.get("value") != new.get("value") else "seed"
    values |= {"old": str(old.get(shown, "")), "new": str(new.get(shown, ""))}
    return _ground(values, looked=looked)


def _ground(values: dict[str, str], *, looked: bool) -> Ground:
    return Ground("draw-corrected-after", values, "changed") if looked else Ground("draw-corrected", values, "weak")


def seed_grounds(story: DrawStory, *, after: int = -1) -> Iterator[Ground]:
    """Every seed that was set in place of another one otherwise than by a draw.

    Args:
        story: What happened.
        after: Only in later entries of the history than this.
    """
    drawn = {event.index for event in story.of("draw", "draw-undone")}
    for event in story.of("seed"):
        if event.index <= after or event.index in drawn or (not event.old and after < 0):
            continue
        values = {"on": event.entry.when.date().isoformat(), "who": event.entry.who, "why": event.entry.why}
        values |= {"old": str(event.old or ""), "new": str(event.new or "")}
        if any(each.index < event.index for each in story.of("admission", "look")):
            yield Ground("seed-set-after", values, "changed")
        else:
            yield Ground("seed-set-again", values, "weak")
