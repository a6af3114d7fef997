"""Applications and the fate of every imported row."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from kvadmin.model.record import Part, Record


class PoliticalCase(Part, kw_only=True):
    """Where and when the application was treated politically."""

    body: str = ""
    number: str = ""
    date: date | None = None
    text: str = ""


class Source(Part, kw_only=True):
    """The row an application was read from; the file is known by its sha256, not its place."""

    file: str
    sha256: str
    row: int
    sheet: str | None = None


class StateChange(Part, kw_only=True):
    """A step of the application, as the state table allows."""

    state: str
    date: date
    who: str = ""
    why: str = ""


class Acceptance(Part, kw_only=True):
    """A late application that a person has accepted, with the reason."""

    why: str
    who: str = ""
    date: date | None = None


class Application(Record, kw_only=True):
    """One municipality's application to one cohort.

    ``contents`` holds what was answered to each item, word for word, and for the political case
    ``case_body`` and ``decision_date`` where the list had columns for them. What is missing and whether
    it came in time is worked out from these, never stored.
    """

    collection: ClassVar[str] = "applications"

    #: The eight checkable items of an application, in the order of the call (DOMAIN: the 2008 invitation).
    ITEMS: ClassVar[tuple[str, ...]] = (
        "quality_focus",
        "quality_goal",
        "sick_leave_measures",
        "sick_leave_goal",
        "tripartite_cooperation",
        "timetable",
        "political_treatment",
        "joint_preparation",
    )

    cohort: str
    municipality: str
    state: str = "received"
    received: datetime | None = None
    channel: str = ""
    postmark: date | None = None
    forwarded: date | None = None
    contents: dict[str, str] = {}
    focus_areas: list[str] = []
    attachments: list[str] = []
    contact: str = ""
    emails: list[str] = []
    phones: list[str] = []
    score: Decimal | None = None
    points: dict[str, Decimal] = {}
    accepted_late: Acceptance | None = None
    question: str = ""
    ineligible: str = ""
    case_number: str = ""
    document_number: str = ""
    note: str = ""
    source: Source | None = None
    earlier: list[Source] = []
    changes: list[StateChange] = []


class RowLink(Part, kw_only=True):
    """Another row that a row is about; ``file`` is the sha256 of another file, empty for the same one."""

    sheet: str | None = None
    row: int
    file: str = ""


class OpenRow(Part, kw_only=True):
    """What a row says that waits for a person: everything an application needs."""

    contents: dict[str, str] = {}
    name_written: str = ""
    number_written: str = ""
    postmark: date | None = None
    forwarded: date | None = None
    contact: str = ""
    emails: list[str] = []
    phones: list[str] = []
    channel: str = ""
    document_number: str = ""
    attachments: str = ""
    note: str = ""


class IntakeRow(Part, kw_only=True):
    """What happened to one row of an imported file, and how a person settled it.

    ``says`` is kept only while the row waits for a person (``manual``, ``confirm``).
    """

    sheet: str | None = None
    row: int
    outcome: str
    municipality: str | None = None
    reason: str = ""
    candidates: list[str] = []
    received: datetime | None = None
    on_time: str = ""
    missing: list[str] = []
    duplicate_of: RowLink | None = None
    replaces: list[RowLink] = []
    replaced_by: RowLink | None = None
    flags: list[str] = []
    says: OpenRow | None = None
    resolved_as: str = ""
    resolved_by: str = ""
    resolved_on: date | None = None
    why: str = ""


class Intake(Record, kw_only=True):
    """The fate of every row of one imported file (``sha`` is the first twelve hex digits of its sha256)."""

    collection: ClassVar[str] = "intake"

    cohort: str
    sha: str
    sha256: str
    file: str
    imported: date
    rows: list[IntakeRow] = []
