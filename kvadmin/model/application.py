"""Applications, and where each came from."""

from __future__ import annotations

from collections.abc import Mapping
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

    #: The reason codes of decisions -> the outcome of each, in the order of a count. A plugin's rule has codes of its
    #: own (``kvadmin_admission_rules``), which reject.
    DECISIONS: ClassVar[Mapping[str, str]] = {
        "admitted-all": "admitted",
        "admitted-quota": "admitted",
        "admitted-lottery": "admitted",
        "admitted-score": "admitted",
        "waitlisted-quota": "waitlisted",
        "waitlisted-capacity": "waitlisted",
        "rejected-ineligible": "rejected",
        "rejected-incomplete": "rejected",
        "rejected-late": "rejected",
        "rejected-already-member": "rejected",
        "undecided-late": "undecided",
        "undecided-identity": "undecided",
        "undecided-unscored": "undecided",
        "withdrawn": "withdrawn",
    }

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
