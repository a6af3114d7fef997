"""The fate of every row of an imported file, as the programme folder keeps it."""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

from datetime import date, datetime
from typing import ClassVar

from kvadmin.api.records import Part, Record


class RowLink(Part, kw_only=True):
    """Another row that a row is about; ``file`` is the sha256 of another file, empty for the same one."""

    sheet: str | None = None
    row: int
    file: str = ""


class OpenRow(Part, kw_only=True):
    """What a row says that waits for a person: everything an application needs.

    Of a row that has been settled only what was written of municipality and date is kept (``…_written``), so that the
    answer is known when the next list says the same again.
    """

    contents: dict[str, str] = {}
    name_written: str = ""
    number_written: str = ""
    county_written: str = ""
    received_written: str = ""
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

    ``says`` is kept whole only while the row waits for a person (``manual``, ``confirm``). ``name`` is the short name
    such a row has within its cohort (``r17``), ``fingerprint`` tells two rows apart by what they say of an application,
    ``changed`` names what a newer list corrected, ``settled_before`` tells the answer that an earlier list's row got.
    """

    name: str = ""
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
    changed: list[str] = []
    fingerprint: str = ""
    flags: list[str] = []
    says: OpenRow | None = None
    resolved_as: str = ""
    resolved_by: str = ""
    resolved_on: date | None = None
    why: str = ""
    settled_before: str = ""


class Intake(Record, kw_only=True):
    """The fate of every row of one imported file (``sha`` is the first twelve hex digits of its sha256).

    ``headings`` are those of each of its tables, folded: by them a newer version of the list is known.
    """

    collection: ClassVar[str] = "intake"

    cohort: str
    sha: str
    sha256: str
    file: str
    imported: date
    headings: list[list[str]] = []
    rows: list[IntakeRow] = []
