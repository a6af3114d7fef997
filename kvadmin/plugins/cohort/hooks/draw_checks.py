"""What ``kvadmin check`` says of draws that are not sound."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from shlex import quote

from kvadmin.api import Finding, KvadminError, Snapshot, screen_language, tr
from kvadmin.api.changes import HistoryEntry
from kvadmin.api.records import Cohort

from ..decisions.held_decisions import held_otherwise
from ..decisions.protocol_files import newest_protocol_path
from ..verdict.cohort_verdict import verdict_of_now
from ..verdict.records import DrawVerdict

#: As many grounds are named.
_SHOWN = 3


def draw_findings(snapshot: Snapshot, cohorts: list[Cohort], today: date) -> Iterator[Finding]:
    """A warning for every cohort whose list is closed, or whose draw has decided, and is weak or changed.

    Also for protocols that cannot be read, and for places that are held otherwise than the newest one has decided.
    """

    @cache
    def history() -> list[HistoryEntry]:
        return snapshot.history(changes=True)

    for cohort in cohorts:
        try:
            yield from _held_otherwise(snapshot, cohort)
            verdict = verdict_of_now(snapshot, cohort, today, history)
        except KvadminError as error:
            path = newest_protocol_path(snapshot, cohort.id) or f"{Cohort.collection}/{cohort.id}.yaml"
            text = tr("the draw of {id} cannot be judged: {problem}", id=cohort.id, problem=error.message)
            yield Finding(path, 0, 0, "draw-unreadable", text, error.hint, "warning")
            continue
        if verdict is not None and verdict.verdict != "sound":
            yield _finding(snapshot, cohort, verdict)


def _held_otherwise(snapshot: Snapshot, cohort: Cohort) -> Iterator[Finding]:
    for text in held_otherwise(snapshot, cohort):
        path, _, place = snapshot.where(Cohort, cohort.id, ("memberships",)).partition(":")
        line, _, column = place.partition(":")
        hint = tr("kvadmin cohort verify {id}", id=quote(cohort.id))
        yield Finding(path, int(line or 0), int(column or 0), "decision-differs", text, hint, "warning")


def _finding(snapshot: Snapshot, cohort: Cohort, verdict: DrawVerdict) -> Finding:
    language = screen_language()
    against = [each.text(language) for each in verdict.against()]
    grounds = " ".join(against[:_SHOWN])
    if len(against) > _SHOWN:
        grounds = tr("{grounds} And {number} more.", grounds=grounds, number=len(against) - _SHOWN)
    text = tr("the draw of {id} is {verdict}: {grounds}", id=cohort.id, verdict=verdict.word(language), grounds=grounds)
    path, _, place = snapshot.where(Cohort, cohort.id, ("lottery_seed",)).partition(":")
    line, _, column = place.partition(":")
    hint = tr("kvadmin cohort verify {id}", id=quote(cohort.id))
    return Finding(path, int(line or 0), int(column or 0), f"draw-{verdict.verdict}", text, hint, "warning")
