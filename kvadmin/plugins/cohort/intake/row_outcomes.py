"""What became of a row: the outcomes of the contract, with everything that was read on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kvadmin.api.records import PoliticalCase

from .receipt import Timeliness


@dataclass(frozen=True, slots=True, order=True)
class RowRef:
    """Where a version of an application stands. ``file`` is empty for the file being judged, else its sha256."""

    file: str = ""
    sheet: str | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class IntakeRowOutcome:
    """The fate of one row.

    Attributes:
        ref: Sheet and row.
        outcome: ``imported``, ``supersedes``, ``confirm``, ``manual``, ``superseded``, ``duplicate``, ``withdrawn``,
            ``rejected`` or ``skipped``.
        reason: A code of ``reasons.REASONS``, or the code a person rejected it with.
        municipality: The number, when it is settled (or suggested, for ``confirm``).
        candidates: Numbers it may be about.
        received: Date received, with time when it is told.
        timeliness: The ruling on time.
        postmark: The day of the postmark.
        forwarded: The day it was first sent to a wrong address.
        missing: Items that are missing, in the order of the call.
        missing_parts: Parts of the political treatment that are missing.
        flags: How it was read and what is worth a look; explanation only.
        contents: Item (also ``case_body``, ``decision_date``) to text as written; what is blank is left out,
            but a decision date that the list asks for and is blank is ``-``.
        case: The political case.
        facts: Contact, e-mails, phones, channel, note, document number, name and number as written.
        duplicate_of: The version that counts, for a duplicate.
        replaces: Earlier versions that this one replaces.
        replaced_by: The newer version, for one that is superseded.
        changed: What it corrects in the application that stands: items and other fields, for a newer list's row.
        settled_before: How a person settled the same row of an earlier list, in words.
    """

    ref: RowRef
    outcome: str
    reason: str
    municipality: str | None = None
    candidates: tuple[str, ...] = ()
    received: datetime | None = None
    timeliness: Timeliness = Timeliness.UNKNOWN
    postmark: date | None = None
    forwarded: date | None = None
    missing: tuple[str, ...] = ()
    missing_parts: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    contents: Mapping[str, str] = field(default_factory=dict)
    case: PoliticalCase | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    duplicate_of: RowRef | None = None
    replaces: tuple[RowRef, ...] = ()
    replaced_by: RowRef | None = None
    changed: tuple[str, ...] = ()
    settled_before: str = ""


@dataclass(frozen=True, slots=True)
class IntakeJudgement:
    """The fate of every row of a file, in the order of the file, and what else was seen."""

    rows: tuple[IntakeRowOutcome, ...]
    unknown_columns: tuple[tuple[str | None, str], ...] = ()
    other_sheets: tuple[str, ...] = ()
