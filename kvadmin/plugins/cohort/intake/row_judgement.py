"""Judging a list of applications: every row's outcome, from the row itself, the register and the other rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from kvadmin.api.imports import DateOrder, Register, SheetTables
from kvadmin.api.records import Application

from ..applications.items import assess
from ..memberships.held_memberships import HeldMembership
from .earlier_lists import EarlierLists, SaidBefore, as_application, facts_of, fingerprint
from .group_rows import group_counties
from .receipt import Timeliness
from .row_kinds import skip_reason
from .row_outcomes import IntakeJudgement, IntakeRowOutcome, RowRef
from .row_reading import Resolution, RowReading, identify_municipality, read_application_row, table_dates
from .versions import ApplicationVersion, VersionPlace, compare_versions

#: What a match says -> the reason of a row that needs a person.
_IDENTITY = {
    "ambiguous": "ambiguous-name",
    "several": "several-municipalities",
    "conflict": "number-name-conflict",
    "abolished": "abolished",
    "unknown": "unknown-name",
    "absent": "no-identity",
}
_DATES = {
    "blank": "no-date",
    "imprecise": "imprecise-date",
    "impossible": "impossible-date",
    "ambiguous": "ambiguous-date",
    "ambiguous-order": "ambiguous-order",
    "unreadable": "unreadable-date",
    "implausible": "implausible-date",
}
_DEAD = ("withdrawn", "superseded", "ineligible")


def judge(
    tables: SheetTables,
    *,
    register: Register,
    deadline: datetime,
    cohort: str = "",
    members: Mapping[str, Sequence[HeldMembership]] | None = None,
    existing: Sequence[Application] = (),
    resolutions: Mapping[tuple[str | None, int], Resolution] | None = None,
    date_order: DateOrder | None = None,
    earlier: EarlierLists | None = None,
) -> IntakeJudgement:
    """Judge every row.

    Args:
        tables: The file, read with ``columns.APPLICATIONS``.
        register: The municipalities on the day that counts, with successors and other bodies.
        deadline: The last minute of the call, local time (23:59 of its last day).
        cohort: The id of the cohort applied to; memberships of it exclude only who has no application.
        members: Number to the groups it is in (:func:`held_memberships`).
        existing: Applications to the cohort that are there already, from other files or by hand.
        resolutions: What persons have settled about rows, by sheet and row.
        date_order: The order of day, month and year that a person has said; else the columns tell.
        earlier: What the lists imported before have said.

    Returns:
        One outcome per row with content, in the order of the file. Deterministic; which application of a
        municipality counts does not depend on the order of rows.
    """
    judged: list[IntakeRowOutcome] = []
    drafts: dict[RowRef, RowReading] = {}
    there = {each.municipality: each for each in sorted(existing, key=lambda each: each.municipality)}
    for table in tables.tables:
        counties = group_counties(table)
        dates = table_dates(table, deadline, date_order)
        for row in table.rows:
            ref = RowRef(sheet=table.sheet.name, row=row.number)
            match = identify_municipality(table, row, register, counties.get(row.number, ""))
            settled = (resolutions or {}).get((ref.sheet, ref.row))
            reason = "group-row" if row.number in counties.groups else skip_reason(table, row, match)
            if settled is None and reason:
                judged.append(IntakeRowOutcome(ref, "skipped", reason))
                continue
            drafts[ref] = read_application_row(table, row, match, deadline, settled, dates)
            judged.append(_alone(drafts[ref], members or {}, cohort, there))
    return IntakeJudgement(
        tuple(_among_others(judged, drafts, there, deadline, earlier or EarlierLists())),
        tables.unknown_columns,
        tables.other_sheets,
    )


def _alone(
    row: RowReading, members: Mapping[str, Sequence[HeldMembership]], cohort: str, there: Mapping[str, Application]
) -> IntakeRowOutcome:
    """The outcome of a row as if it were the only one."""
    number = row.match.number if row.match.verdict == "found" else None
    groups = members.get(number or row.match.number or "", ())
    outcome = IntakeRowOutcome(
        ref=row.ref,
        outcome="imported",
        reason="complete",
        municipality=number,
        candidates=row.match.candidates,
        received=row.receipt.moment,
        timeliness=row.receipt.ruling,
        postmark=row.receipt.postmark,
        forwarded=row.receipt.forwarded,
        missing=row.assessment.missing,
        missing_parts=row.assessment.parts,
        flags=(*row.flags, *_group_flags(groups)),
        contents=row.contents,
        case=row.assessment.case,
        facts=row.facts,
    )
    excluding = [each for each in groups if each.kind == "cohort" and not (each.group == cohort and number in there)]
    return _decided(row, outcome, already_member=bool(number and excluding))


def _decided(row: RowReading, outcome: IntakeRowOutcome, *, already_member: bool) -> IntakeRowOutcome:
    fate, reason = _fate(row, already_member=already_member)
    if fate == "imported":
        return replace(outcome, reason=_standing_reason(outcome))
    if fate == "confirm":
        return replace(outcome, outcome=fate, reason=reason, municipality=row.match.number, candidates=())
    extra = {"withdrawn": row.withdrawn, "not-a-municipality": row.match.body}.get(reason)
    return replace(outcome, outcome=fate, reason=reason, flags=(*outcome.flags, *([extra] if extra else [])))


def _fate(row: RowReading, *, already_member: bool) -> tuple[str, str]:
    """Outcome and reason; the first that applies, surest first."""
    verdict, problem, notes = row.match.verdict, row.receipt.read.problem, row.match.notes
    unknown = "unknown-number" if "unknown-number" in notes else _IDENTITY.get(verdict, "")
    damaged = "damaged-letters" in notes
    doubt = "damaged-letters" if damaged else "county-disagrees" if "county-disagrees" in notes else "misspelt-name"
    rejected_by_hand = row.resolution.reject if row.resolution else None
    fates = (
        (rejected_by_hand == "withdrawn", "withdrawn", "withdrawn"),
        (bool(rejected_by_hand), "rejected", rejected_by_hand or ""),
        (bool(row.withdrawn), "withdrawn", "withdrawn"),
        (verdict == "not-a-municipality", "rejected", "not-a-municipality"),
        (already_member, "rejected", "already-member"),
        (verdict in _IDENTITY, "manual", "damaged-letters" if damaged and verdict != "conflict" else unknown),
        (bool(problem), "manual", _DATES.get(problem, "")),
        ("decision-date-order" in row.flags and row.resolution is None, "manual", "decision-date-order"),
        ("unclear-withdrawal" in row.flags and row.resolution is None, "manual", "unclear-withdrawal"),
        (verdict == "suggested", "confirm", doubt),
    )
    return next(((outcome, reason) for applies, outcome, reason in fates if applies), ("imported", ""))


def _standing_reason(outcome: IntakeRowOutcome) -> str:
    if outcome.timeliness is Timeliness.TO_BE_JUDGED:
        return "late-postmarked" if outcome.postmark else "to-be-judged"
    if outcome.timeliness is Timeliness.LATE:
        return "late"
    return "incomplete" if outcome.missing else "complete"


def _group_flags(groups: Sequence[HeldMembership]) -> tuple[str, ...]:
    return tuple(
        f"already-member:{each.group}" if each.kind == "cohort" else f"effort-member:{each.group}" for each in groups
    )


def _among_others(
    judged: list[IntakeRowOutcome],
    drafts: Mapping[RowRef, RowReading],
    there: Mapping[str, Application],
    deadline: datetime,
    earlier: EarlierLists,
) -> list[IntakeRowOutcome]:
    """The outcomes with duplicates and newer versions told apart."""
    versions: dict[str, list[ApplicationVersion]] = {}
    for row in judged:
        if row.outcome == "imported" and row.municipality and row.received:
            versions.setdefault(row.municipality, []).append(_version(row, drafts[row.ref]))
    places: dict[RowRef, VersionPlace] = {}
    for number, found in sorted(versions.items()):
        old = there.get(number)
        known = _existing(old, deadline, earlier.of(number)) if old is not None and old.received is not None else None
        places.update(_places(found, known, alive=old is not None and old.state not in _DEAD))
    return [_linked(row, judged, places) for row in judged]


def _places(
    found: list[ApplicationVersion], old: ApplicationVersion | None, *, alive: bool
) -> dict[RowRef, VersionPlace]:
    """The places of a municipality's rows beside the application that is there, if one is."""
    if old is None:
        return compare_versions(found)
    if not alive:  # what was withdrawn stays so while the list says nothing new
        places = compare_versions(found)
        known = {each.ref for each in found if each.fingerprint in old.before.standing}
        again = VersionPlace("duplicate", duplicate_of=old.ref)
        return {ref: again if ref in known else place for ref, place in places.items()}
    return compare_versions([*found, old])


def _linked(
    row: IntakeRowOutcome, judged: Sequence[IntakeRowOutcome], places: Mapping[RowRef, VersionPlace]
) -> IntakeRowOutcome:
    place = places.get(row.ref)
    if place is None:
        if row.municipality and row.outcome in ("withdrawn", "manual", "confirm"):
            others = [each for each in judged if each.municipality == row.municipality and each.ref != row.ref]
            if others:
                return replace(row, flags=(*row.flags, "other-rows-of-this-municipality"))
        return row
    reasons = {"supersedes": "newer-version", "superseded": "older-version", "duplicate": "duplicate"}
    return replace(
        row,
        outcome=place.outcome,
        reason=place.reason or reasons.get(place.outcome, row.reason),
        candidates=(row.municipality or "",) if place.outcome == "manual" else row.candidates,
        duplicate_of=place.duplicate_of,
        replaces=place.replaces,
        replaced_by=place.replaced_by,
        flags=(*row.flags, *place.flags),
        changed=place.changed,
    )


def _version(row: IntakeRowOutcome, read: RowReading) -> ApplicationVersion:
    assert row.received is not None
    said = as_application(row)
    return ApplicationVersion(
        ref=row.ref,
        received=row.received,
        clocked=read.receipt.read.clock is not None,
        timeliness=row.timeliness,
        missing=len(row.missing),
        contents=row.contents,
        revised=read.revised,
        copy=read.copy,
        lacks=row.missing,
        facts=facts_of(said),
        fingerprint=fingerprint(said),
    )


def _existing(old: Application, deadline: datetime, before: SaidBefore) -> ApplicationVersion:
    """An application that is there already, as a version; its row is that of its source."""
    assert old.received is not None
    source = old.source
    ref = RowRef(source.sha256, source.sheet, source.row) if source else RowRef("by hand")
    late = old.received.date() > deadline.date()
    early_mark = old.postmark is not None and old.postmark <= deadline.date()
    ruling = Timeliness.TO_BE_JUDGED if late and early_mark else Timeliness.LATE if late else Timeliness.ON_TIME
    missing = assess(old.contents, deadline.year).missing
    return ApplicationVersion(
        ref=ref,
        received=old.received,
        clocked=(old.received.hour, old.received.minute) != (0, 0),
        timeliness=ruling,
        missing=len(missing),
        contents=old.contents,
        existing=True,
        lacks=missing,
        facts=facts_of(old),
        before=before,
    )
