"""From outcomes to the records of the programme folder."""

from __future__ import annotations

from typing import Any

from kvadmin.api import Application, IntakeRow, Source

from .outcomes import RowOutcome, RowRef


def application_record(row: RowOutcome, *, cohort: str, file: str, sha256: str) -> Application:
    """The application that a row stands for (outcomes ``imported``, ``supersedes``, ``confirm``).

    Args:
        row: A row that counts.
        cohort: The cohort's id.
        file: Name of the file, without its folder.
        sha256: Of the file.

    Contents hold only items that are answered; ``political_treatment`` only when it is whole.
    ``question`` names what a person must settle before it can be decided on.
    """
    assert row.municipality is not None, "only a row with a municipality is an application"
    facts = row.facts
    return Application(
        cohort=cohort,
        municipality=row.municipality,
        state="incomplete" if row.missing else "complete",
        received=row.received,
        channel=facts.get("channel", ""),
        postmark=row.postmark,
        forwarded=row.forwarded,
        contents=dict(row.contents),
        case=row.case,
        contact=facts.get("contact", ""),
        emails=list(facts.get("emails", ())),
        phones=list(facts.get("phones", ())),
        on_time=row.timeliness.value,
        question=row.reason if row.outcome == "confirm" else "",
        document_number=facts.get("document_number", ""),
        note=facts.get("note", ""),
        source=_source(row.ref, file, sha256),
        earlier=[_source(ref, file, sha256) for ref in row.replaces],
    )


def intake_row(row: RowOutcome) -> IntakeRow:
    """The fate of a row as the intake file keeps it, with what was read as plain values."""
    values = {
        "received": row.received,
        "on_time": row.timeliness.value if row.outcome != "skipped" else None,
        "postmark": row.postmark,
        "missing": list(row.missing),
        "duplicate_of": _plain(row.duplicate_of),
        "replaced_by": _plain(row.replaced_by),
        "replaces": [_plain(ref) for ref in row.replaces],
        "number": row.facts.get("number_written"),
        "name": row.facts.get("name_written"),
        "note": row.facts.get("note"),
    }
    return IntakeRow(
        sheet=row.ref.sheet,
        row=row.ref.row,
        outcome=row.outcome,
        municipality=row.municipality,
        reason=row.reason,
        candidates=list(row.candidates),
        flags=list(row.flags),
        values={name: value for name, value in values.items() if value not in (None, "", [])},
    )


def _source(ref: RowRef, file: str, sha256: str) -> Source:
    """Where a version was read; one that was there already keeps its own file."""
    other = bool(ref.file)
    return Source(file="" if other else file, sha256=ref.file if other else sha256, sheet=ref.sheet, row=ref.row)


def _plain(ref: RowRef | None) -> dict[str, Any] | None:
    return None if ref is None else ref.as_json()
