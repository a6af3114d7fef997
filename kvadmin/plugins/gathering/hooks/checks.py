"""What ``kvadmin check`` finds in gatherings and registrations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kvadmin.api import Finding, InvalidData, Snapshot, tr
from kvadmin.api.documents import check_printable
from kvadmin.api.records import Gathering, OtherRegistrations, Registration, Registrations
from kvadmin.api.wording import did_you_mean, near_names

from ..agenda import agenda_faults
from ..feedback.feedback_records import FeedbackQuestion, GatheringFeedback
from ..registrations.sensitive_needs import SensitiveNeeds
from .seating import seating_findings

_PRINTED = ("name", "sort_as", "title", "employer", "party", "municipality_name", "network_name")


def findings(snapshot: Snapshot, today: date) -> list[Finding]:
    """All findings, each at its line."""
    gatherings = {each.id: each for each in snapshot.all(Gathering)}
    found = [one for each in gatherings.values() for one in _of_gathering(snapshot, each)]
    found += [one for each in gatherings.values() for one in seating_findings(snapshot, each, today)]
    found += [one for each in snapshot.all(GatheringFeedback) for one in _of_questions(snapshot, each)]
    here: dict[str, set[str]] = {name: set() for name in gatherings}
    records: list[Registrations | OtherRegistrations] = [*snapshot.all(Registrations)]
    records += snapshot.all(OtherRegistrations)
    for record in records:
        found.extend(_of_registrations(snapshot, record))
        here.setdefault(record.gathering, set()).update(each.id for each in record.people)
    for needs in snapshot.all(SensitiveNeeds):
        there = here.get(needs.gathering, set())
        gone = [index for index, each in enumerate(needs.needs) if each.person not in there]
        if gone:
            text = tr(
                "needs are kept of {people} people who are not registered at {gathering}",
                people=len(gone),
                gathering=needs.gathering,
            )
            hint = tr(
                "`kvadmin redo`, if their registration was undone; "
                "`kvadmin participants forget-sensitive {gathering}` deletes everybody's needs",
                gathering=needs.gathering,
            )
            place = _place(snapshot.where(SensitiveNeeds, needs.gathering, ("needs", gone[0], "person")))
            # No error: an undo leaves it so, since what is in sensitive/ has no past to go back to.
            found.append(Finding(*place, "sensitive-orphan", text, hint, "warning"))
    return found


def _of_gathering(snapshot: Snapshot, one: Gathering) -> Iterator[Finding]:
    def at(*path: str | int) -> tuple[str, int, int]:
        return _place(snapshot.where(Gathering, one.id, path))

    if one.kind not in Gathering.KINDS:
        near = did_you_mean(near_names(one.kind, Gathering.KINDS))
        hint = near or tr("one of {kinds}", kinds=", ".join(Gathering.KINDS))
        yield Finding(*at("kind"), "gathering-kind", tr("unknown kind {kind!r}", kind=one.kind), hint)
    if one.end < one.start:
        text = tr("the last day {end} lies before the first day {start}", end=one.end, start=one.start)
        yield Finding(*at("to"), "gathering-days", text)
    if one.capacity is not None and one.capacity < 1:
        text = tr("a room for {capacity}", capacity=one.capacity)
        yield Finding(*at("capacity"), "gathering-capacity", text, tr("at least 1"))
    for index, code, text in agenda_faults(one):
        yield Finding(*at("agenda", index), code, text, tr("kvadmin gathering agenda list shows the programme"))


def _of_questions(snapshot: Snapshot, feedback: GatheringFeedback) -> Iterator[Finding]:
    for index, each in enumerate(feedback.questions):
        if each.kind not in FeedbackQuestion.KINDS:
            near = did_you_mean(near_names(each.kind, FeedbackQuestion.KINDS))
            hint = near or tr("one of {kinds}", kinds=", ".join(FeedbackQuestion.KINDS))
            place = _place(snapshot.where(GatheringFeedback, feedback.gathering, ("questions", index, "kind")))
            yield Finding(*place, "feedback-kind", tr("unknown kind {kind!r}", kind=each.kind), hint)


def _of_registrations(
    snapshot: Snapshot,
    record: Registrations | OtherRegistrations,
) -> Iterator[Finding]:
    own = record.municipality if isinstance(record, Registrations) else ""
    key = f"{record.gathering}/{own}" if own else record.gathering

    def at(*path: str | int) -> tuple[str, int, int]:
        return _place(snapshot.where(type(record), key, path))

    seen: set[str] = set()
    for index, each in enumerate(record.people):
        place = at("people", index)
        if each.id in seen:
            yield Finding(*place, "registration-twice", tr("two people have the id {id}", id=each.id))
        seen.add(each.id)
        yield from (Finding(*place, code, text, hint, how) for code, text, hint, how in _of_person(each))


def _of_person(one: Registration) -> Iterator[tuple[str, str, str | None, str]]:
    if one.consent not in Registration.CONSENTS:
        text = tr("{id}: unknown consent {consent!r}; nobody sees the name", id=one.id, consent=one.consent)
        near = did_you_mean(near_names(one.consent, Registration.CONSENTS))
        hint = near or tr("one of {consents}", consents=", ".join(Registration.CONSENTS))
        yield "registration-consent", text, hint, "error"
    if one.status not in Registration.STATES:
        text = tr("{id}: unknown status {status!r}", id=one.id, status=one.status)
        near = did_you_mean(near_names(one.status, Registration.STATES))
        hint = near or tr("one of {states}", states=", ".join(Registration.STATES))
        yield "registration-status", text, hint, "error"
    for field in _PRINTED:
        for boxes, severity in ((True, "error"), (False, "warning")):  # a letter the font lacks is printed as a box
            try:
                check_printable(getattr(one, field), f"{one.id}, {field}", boxes=boxes)
            except InvalidData as error:
                yield "registration-text", error.message, error.hint, severity
                break


def _place(where: str) -> tuple[str, int, int]:
    parts = where.rsplit(":", 2)
    return (parts[0], int(parts[1]), int(parts[2])) if len(parts) == 3 else (where, 0, 0)
