"""How many goals stand how, per cohort: for the public without small counts, and without what would give them away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..progress.goal_state import STATES
from ..suppression import suppress
from .report_sources import ReportSources
from .report_subject import MemberKey, ReportSubject
from .result_figures import LEAST


class StateCounts(NamedTuple):
    """One row of counts: per state of :data:`STATES`, then all; None where it is not shown."""

    name: str
    counts: tuple[int | None, ...]

    @property
    def hidden(self) -> bool:
        """Whether a count is not shown."""
        return None in self.counts


def counts_of(sources: ReportSources, name: str, members: Sequence[MemberKey]) -> StateCounts:
    """The counts of some memberships as they are."""
    found = [0] * len(STATES)
    for key in members:
        for each in sources.goals(key):
            found[STATES.index(each.state.state)] += 1
    return StateCounts(name, (*found, sum(found)))


def public_counts(sources: ReportSources, whole: ReportSubject) -> dict[str, StateCounts]:
    """Cohort -> its counts, and those of the programme under the empty name, as anybody may see them.

    All reports for the public show rows of this one table, whatever they are about, so that no count can be worked out
    by taking one report from another. Networks are too small for counts: their reports have none.

    Args:
        sources: The data.
        whole: The programme.
    """
    groups: dict[str, list[MemberKey]] = {}
    for key in whole.members:
        groups.setdefault(key.cohort, []).append(key)
    names = sorted(groups)
    table = [counts_of(sources, name, groups[name]).counts[:-1] for name in names]
    cells = suppress([[count or 0 for count in row] for row in table], least=LEAST).published.cells
    return {name: StateCounts(name, tuple(row)) for name, row in zip((*names, ""), cells, strict=True)}
