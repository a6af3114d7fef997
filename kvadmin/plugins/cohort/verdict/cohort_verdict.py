"""The verdict on a cohort's draw, from the programme folder: what was frozen, what decides, and the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kvadmin.api import InvalidData, Session, Snapshot
from kvadmin.api.changes import HistoryEntry
from kvadmin.api.records import Application, Cohort

from .. import admission as rule
from ..decisions.closing_letter import ClosingLetter, closing_letter
from ..decisions.protocol_files import first_protocol_path, newest_protocol_path
from ..decisions.rule_inputs import applicants_of, call_of
from ..drawing.declaration import draw_data
from ..drawing.frozen_files import read_frozen
from .draw_case import DecidedBy, DrawCase
from .judging import draw_verdict
from .later_changes import DecidingScope
from .protocol_draw import protocol_draw
from .records import DrawVerdict


def with_draw_verdict(run: Session, cohort: Cohort, admission: rule.Admission) -> rule.Admission:
    """The admission with what its draw is worth, for the protocol.

    One that says again what the newest protocol says keeps what that says of the draw: it is the same admission.
    """
    newest = newest_protocol_path(run.data, cohort.id)
    if newest is not None:
        document = rule.read_protocol(run.data.read_file(newest) or b"", where=newest)
        if document["kind"] == admission.kind and document["input_sha256"] == admission.input_sha256:
            return replace(admission, draw=document.get("draw"))
    first = first_protocol_path(run.data, cohort.id) if admission.kind == "promotion" else None
    now = datetime.now().astimezone().date()  # what the history will say of this step
    decided = DecidedBy(admission.inputs, admission.call.lottery_seed, on=run.today, clock=now)
    letter = letter_with_fingerprint(run, cohort)
    verdict = cohort_verdict(run.data, cohort, decided, letter=letter, promotion_of=first or "")
    return replace(admission, draw=protocol_draw(cohort, verdict))


def verdict_on_protocol(
    snapshot: Snapshot,
    cohort: Cohort,
    document: Mapping[str, Any],
    path: str,
    letter: ClosingLetter | None = None,
    history: Sequence[HistoryEntry] | None = None,
) -> DrawVerdict:
    """What the draw of a protocol is worth by the history of today.

    Args:
        snapshot: The data.
        cohort: The protocol's cohort.
        document: The protocol.
        path: Where it lies in the programme folder; empty for one from elsewhere.
        letter: What has left of the letter with the fingerprint.
        history: The history with its changes, where it has been read already.
    """
    first = first_protocol_path(snapshot, cohort.id) if document["kind"] == "promotion" else None
    on = _decided_on(snapshot, cohort.id, path) if path else None
    decided = DecidedBy(document["inputs"], document["lottery_seed"], path, on)
    before = first if first and first != path else ""
    return cohort_verdict(snapshot, cohort, decided, letter=letter, promotion_of=before, history=history)


def verdict_of_now(
    snapshot: Snapshot, cohort: Cohort, today: date, history: Callable[[], Sequence[HistoryEntry]]
) -> DrawVerdict | None:
    """What the draw of a cohort is worth as far as it has come; None where nothing is closed and no draw decided.

    What plugins say against applicants is not asked here: whom they were against at the freeze they are against now.

    Args:
        snapshot: The data.
        cohort: The cohort.
        today: Used only when the cohort has neither start nor deadline.
        history: Gives the history with its changes.
    """
    path = newest_protocol_path(snapshot, cohort.id)
    if path is not None:
        document = rule.read_protocol(snapshot.read_file(path) or b"", where=path)
        if document.get("draw") is None and not cohort.freezes:
            return None
        return verdict_on_protocol(snapshot, cohort, document, path, history=history())
    if not cohort.freezes or cohort.capacity is None:
        return None
    frozen = _frozen(snapshot, cohort)
    told = {
        change.file.rpartition("/")[2].removesuffix(".yaml").partition("-")[0]
        for entry in history()
        for change in entry.changes
        if change.field in ("ineligible", "valid_from", "valid_to")
    }
    against = {
        row["number"]: (rule.IneligibilityGround(row.get("ineligible", "")),)
        for row in _rows(frozen)
        if row["state"] == "ineligible" and row["number"] not in told
    }
    applicants = applicants_of(snapshot, cohort, today, against)
    inputs = rule.frozen_content(call_of(cohort), applicants)
    decided = DecidedBy(inputs, cohort.lottery_seed, written=False)
    return cohort_verdict(snapshot, cohort, decided, history=history())


def cohort_verdict(
    snapshot: Snapshot,
    cohort: Cohort,
    decided: DecidedBy,
    *,
    letter: ClosingLetter | None = None,
    promotion_of: str = "",
    history: Sequence[HistoryEntry] | None = None,
) -> DrawVerdict:
    """What the draw is worth.

    Args:
        snapshot: The data.
        cohort: The cohort.
        decided: What was, or would be, decided by.
        letter: What has left of the letter with the fingerprint.
        promotion_of: The path of the first protocol, when a promotion after it is judged.
        history: The history with its changes, where it has been read already.
    """
    frozen = _frozen(snapshot, cohort)
    case = DrawCase(
        cohort=cohort,
        frozen=frozen,
        frozen_fingerprint=rule.fingerprint(frozen["inputs"]) if frozen else "",
        history=snapshot.history(changes=True) if history is None else history,
        scope=_scope(snapshot, cohort, _rows(frozen), _rows({"inputs": decided.inputs})),
        decided=decided,
        declaration=draw_data(cohort.draw),
        letter=letter,
        promotion_of=promotion_of,
    )
    return draw_verdict(case)


def letter_with_fingerprint(run: Session, cohort: Cohort) -> ClosingLetter | None:
    """What has left of the letter that tells the fingerprint of the newest freeze."""
    return closing_letter(run, cohort.id, cohort.freezes[-1].fingerprint) if cohort.freezes else None


def _frozen(snapshot: Snapshot, cohort: Cohort) -> Mapping[str, Any] | None:
    """The content of the newest freeze; None when there is none, or it cannot be read as one."""
    if not cohort.freezes:
        return None
    try:
        return read_frozen(snapshot, cohort.freezes[-1])
    except InvalidData:
        return None


def _rows(document: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    return list(document["inputs"]["applicants"]) if document else []


def _scope(snapshot: Snapshot, cohort: Cohort, *rows: list[Mapping[str, Any]]) -> DecidingScope:
    fields = {field for each in rows for row in each for field in row.get("attributes") or {}}
    return DecidingScope(
        cohort=cohort,
        others={each.id: each for each in snapshot.all(Cohort) if each.id != cohort.id},
        numbers=frozenset(row["number"] for each in rows for row in each),
        quota_fields=frozenset(fields),
        contents={each.municipality: each.contents for each in snapshot.all(Application, under=cohort.id)},
    )


def _decided_on(snapshot: Snapshot, cohort: str, path: str) -> date | None:
    """The day that the decision was given: that of the steps that the applications took by this protocol."""
    mark = f"({path})"
    days = (
        step.date
        for each in snapshot.all(Application, under=cohort)
        for step in each.changes
        if step.why.endswith(mark)
    )
    return next(days, None)
