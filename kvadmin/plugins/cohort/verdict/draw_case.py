"""What a verdict is worked out from, and when the steps of the draw were taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kvadmin.api.changes import HistoryEntry
from kvadmin.api.records import Cohort, DrawSource, Freeze

from ..decisions.closing_letter import ClosingLetter
from .day_order import DatedStep, by_clock
from .draw_story import DrawStory, StoryEvent
from .later_changes import DecidingScope, later_changes
from .records import LaterChange


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """What an admission was decided by, or would be now.

    Args:
        inputs: The canonical content: a protocol's ``inputs``, or that of today.
        seed: The lottery seed.
        protocol: The protocol's path; empty while it is not written, and for one from elsewhere.
        on: The day of the decision as it was given, where it is known.
        clock: The same by the clock, while the history does not know of it yet.
        written: Whether there is a protocol, or will be in this step; False: nothing is decided yet.
    """

    inputs: Mapping[str, Any]
    seed: str
    protocol: str = ""
    on: date | None = None
    clock: date | None = None
    written: bool = True


@dataclass(frozen=True, slots=True)
class DrawCase:
    """All that a verdict is worked out from.

    Args:
        cohort: The cohort as it is.
        frozen: The content of the newest freeze's file; None: there is none, or it cannot be read.
        frozen_fingerprint: What that content gives.
        history: The history, oldest first, with what each entry changed.
        scope: What decides in the cohort.
        decided: What was decided by.
        declaration: What the call names now, as a frozen file keeps it.
        letter: What has left of the letter with the fingerprint.
        promotion_of: The path of the first protocol, when a promotion after it is judged.
    """

    cohort: Cohort
    frozen: Mapping[str, Any] | None
    frozen_fingerprint: str
    history: Sequence[HistoryEntry]
    scope: DecidingScope
    decided: DecidedBy
    declaration: Mapping[str, Any] | None = None
    letter: ClosingLetter | None = None
    promotion_of: str = ""

    @property
    def freeze(self) -> Freeze | None:
        """The freeze that counts: the newest."""
        return self.cohort.freezes[-1] if self.cohort.freezes else None


def source_of(cohort: Cohort) -> str:
    """``public``, ``committed``, ``fixed``; ``none`` when the call names no draw and has no seed."""
    if cohort.draw is not None and cohort.draw.source in DrawSource.SOURCES:
        return cohort.draw.source
    return "fixed" if cohort.lottery_seed else "none"


class DrawTimes:
    """When a case's source was named, its list closed, its draw entered and the decision taken, by the history."""

    def __init__(self, case: DrawCase) -> None:
        self.case = case
        self.story = DrawStory(case.cohort.id, case.history)

    @cached_property
    def frozen_at(self) -> int | None:
        """Which entry of the history made the newest freeze."""
        freeze = self.case.freeze
        event = self.story.last("freeze", name=str(freeze.number)) if freeze else None
        return event.index if event else None

    @cached_property
    def end(self) -> int:
        """Which entry of the history wrote the decision that is judged; the next one while there is none."""
        decided, admissions = self.case.decided, self.story.of("admission")
        found: list[StoryEvent] = []
        if decided.protocol:
            found = [each for each in admissions if each.name == decided.protocol][-1:]
        elif decided.written and decided.clock is None:  # a protocol from elsewhere: that of the first admission
            found = [each for each in admissions if self.frozen_at is None or each.index > self.frozen_at][:1]
        return found[0].index if found else len(self.case.history)

    @cached_property
    def later(self) -> list[LaterChange]:
        """What decides and was changed between the newest freeze and the decision."""
        if self.frozen_at is None:
            return []
        case = self.case
        first = self.story.last("admission", name=case.promotion_of) if case.promotion_of else None
        admitted = first.index if first else self.end
        before = later_changes(case.scope, case.history[self.frozen_at + 1 : admitted])
        after = later_changes(case.scope, case.history[admitted + 1 : self.end], may_withdraw=True)
        return before + after

    @cached_property
    def between(self) -> list[LaterChange]:
        """What decides and was changed after a draw had been entered, undone or not, and before the newest freeze."""
        drawn = self.story.of("draw")
        if self.frozen_at is None or not drawn or drawn[0].index > self.frozen_at:
            return []
        return later_changes(self.case.scope, self.case.history[drawn[0].index + 1 : self.frozen_at])

    @cached_property
    def steps(self) -> list[DatedStep]:
        """Naming, closing, drawing and deciding with their days."""
        cohort, decided = self.case.cohort, self.case.decided
        found = []
        if cohort.draw is not None and cohort.draw.named is not None:
            found.append(_step("naming", cohort.draw.named, self._naming()))
        if self.case.freeze is not None:
            event = self.story.last("freeze", name=str(self.case.freeze.number))
            found.append(_step("freeze", self.case.freeze.on, event))
        if cohort.draws:
            found.append(_step("draw", cohort.draws[-1].on, self.story.last("draw")))
        if decided.on is not None and decided.protocol:
            found.append(_step("admission", decided.on, self.story.last("admission", name=decided.protocol)))
        elif decided.on is not None:
            found.append(DatedStep("admission", decided.on, self.end, decided.clock))
        return found

    def _naming(self) -> StoryEvent | None:
        """What put the source into the call that it names now; what was changed and changed back since is not it."""
        declared, frozen = self.story.of("declared"), self.case.frozen
        if frozen is not None and self.frozen_at is not None and frozen["draw"] == self.case.declaration:
            declared = [each for each in declared if each.index < self.frozen_at]
        return declared[-1] if declared else self.story.last("made")

    @cached_property
    def by_clock(self) -> bool:
        """Whether all days are those of the history's clock."""
        return by_clock(self.steps)

    def day_of(self, step: str) -> date | None:
        """The day of a step: the later one of what was given and the clock's, where the days are the clock's."""
        each = next((each for each in self.steps if each.step == step), None)
        if each is None:
            return None
        return max(each.given, each.clock) if each.clock is not None and self.by_clock else each.given


def _step(step: str, given: date, event: StoryEvent | None) -> DatedStep:
    return DatedStep(step, given, event.index if event else None, event.entry.when.date() if event else None)
