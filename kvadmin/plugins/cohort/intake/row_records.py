"""From judged rows to records: the intake file with every row's fate, and the applications that follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from kvadmin.api.records import Application, Source, State, StateChange

from ..applications.derived_state import with_derived_state
from ..applications.transitions import parse_state, with_state
from .earlier_lists import FACTS, as_application, fingerprint
from .records import Intake, IntakeRow, OpenRow, RowLink
from .row_names import OPEN, with_names
from .row_outcomes import IntakeJudgement, IntakeRowOutcome, RowRef

#: Outcomes that make or change an application.
_MAKING = ("imported", "supersedes", "confirm", "withdrawn")
#: States in which a newer version may still take the place of the older.
_REPLACEABLE = (State.RECEIVED, State.INCOMPLETE, State.COMPLETE)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The imported file: its name (no path: that is the person's own business) and its hash."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ImportAct:
    """Who imports for which cohort, when."""

    cohort: str
    day: date
    who: str


def settle_outcomes(
    judgement: IntakeJudgement, existing: Mapping[str, Application], origin: ImportedFile, act: ImportAct
) -> tuple[list[IntakeRowOutcome], dict[str, Application]]:
    """The final outcome of every row, and the applications that are new or changed, by number.

    A row about an application that has been decided, or that was withdrawn, is never let in by itself:
    it becomes ``manual``.
    """
    rows: list[IntakeRowOutcome] = []
    made: dict[str, Application] = {}
    for row in judgement.rows:
        number = row.municipality
        if row.outcome in _MAKING and number:
            old = made.get(number) or existing.get(number)
            row, new = _placed(row, old, origin, act, judgement)  # noqa: PLW2901 - the row with its final outcome
            if new is not None:
                made[number] = new
        rows.append(row)
    return rows, made


def _placed(
    row: IntakeRowOutcome, old: Application | None, origin: ImportedFile, act: ImportAct, judgement: IntakeJudgement
) -> tuple[IntakeRowOutcome, Application | None]:
    if old is None:
        return row, application_from(row, origin, act, earlier=_replaced(row, judgement, origin))
    state = parse_state(old.state)
    if row.outcome == "withdrawn":
        return row, None if state is State.WITHDRAWN else _withdrawn(old, act)
    if row.outcome == "confirm":
        return row, None  # a certain row of the same municipality stands; this one waits for a person
    if state not in _REPLACEABLE:
        reason = "withdrawn-before" if state is State.WITHDRAWN else "already-decided"
        return replace(row, outcome="manual", reason=reason, candidates=(old.municipality,)), None
    earlier = [*old.earlier, *([old.source] if old.source else []), *_replaced(row, judgement, origin)]
    made = application_from(row, origin, act, earlier=earlier)
    return row, _corrected(old, made, row.changed, act) if row.changed else made


def _corrected(old: Application, made: Application, changed: Sequence[str], act: ImportAct) -> Application:
    """The application with what a newer list says otherwise; its history, points and rulings stay."""
    named = {name: getattr(made, name) for name in changed if name in ("received", *FACTS)}
    kept = {name: text for name, text in old.contents.items() if name not in changed}
    contents = kept | {name: text for name, text in made.contents.items() if name in changed}
    new = msgspec.structs.replace(
        old, contents=contents, source=made.source, earlier=made.earlier, question=made.question, **named
    )
    return with_derived_state(new, act.day, act.who)


def _withdrawn(old: Application, act: ImportAct) -> Application | None:
    if parse_state(old.state) not in _REPLACEABLE:
        return None
    return with_state(old, State.WITHDRAWN, act.day, act.who, "withdrawn in the imported list")


def _replaced(row: IntakeRowOutcome, judgement: IntakeJudgement, origin: ImportedFile) -> list[Source]:
    """Sources of the versions in the same file that this one replaces."""
    own = {each.ref for each in judgement.rows}
    return [source_of(ref, origin) for ref in row.replaces if ref in own]


def source_of(ref: RowRef, origin: ImportedFile) -> Source:
    """The row as the application remembers it."""
    return Source(file=origin.name, sha256=origin.sha256, sheet=ref.sheet, row=ref.row)


def application_from(
    row: IntakeRowOutcome, origin: ImportedFile, act: ImportAct, *, earlier: list[Source] | None = None
) -> Application:
    """A new application from a row that counts; its state follows from its contents."""
    made = msgspec.structs.replace(
        as_application(row, act.cohort),
        question=_question(row),
        source=source_of(row.ref, origin),
        earlier=earlier or [],
        changes=[StateChange(state=State.RECEIVED.value, date=act.day, who=act.who)],
    )
    made = with_derived_state(made, act.day, act.who)
    return _withdrawn(made, act) or made if row.outcome == "withdrawn" else made


def _question(row: IntakeRowOutcome) -> str:
    if row.outcome != "confirm":
        return ""
    return f"identity: the list says {row.facts.get('name_written') or row.facts.get('number_written', '')!r}"


def intake_record(
    rows: list[IntakeRowOutcome],
    origin: ImportedFile,
    act: ImportAct,
    headings: list[list[str]] | None = None,
    earlier: Sequence[Intake] = (),
) -> Intake:
    """The record of an imported file; only rows that wait for a person keep their contents, and have short names.

    Args:
        rows: The final outcome of every row.
        origin: The file.
        act: Who imports, when.
        headings: Those of each table, folded.
        earlier: The intakes of the cohort that there are, with their names.
    """
    made = Intake(
        cohort=act.cohort,
        sha=origin.sha256[:12],
        sha256=origin.sha256,
        file=origin.name,
        imported=act.day,
        headings=headings or [],
        rows=[_intake_row(row) for row in rows],
    )
    return with_names(made, earlier)


def _intake_row(row: IntakeRowOutcome) -> IntakeRow:
    return IntakeRow(
        sheet=row.ref.sheet,
        row=row.ref.row,
        outcome=row.outcome,
        municipality=row.municipality,
        reason=row.reason,
        candidates=list(row.candidates),
        received=row.received,
        on_time="" if row.outcome == "skipped" else row.timeliness.value,
        missing=list(row.missing),
        duplicate_of=_link(row.duplicate_of),
        replaces=[link for ref in row.replaces if (link := _link(ref))],
        replaced_by=_link(row.replaced_by),
        changed=list(row.changed),
        fingerprint="" if row.outcome in ("skipped", "rejected") else fingerprint(as_application(row)),
        settled_before=row.settled_before,
        flags=list(row.flags),
        says=_says(row) if row.outcome in OPEN else None,
    )


def _link(ref: RowRef | None) -> RowLink | None:
    return RowLink(sheet=ref.sheet, row=ref.row, file=ref.file) if ref else None


def _says(row: IntakeRowOutcome) -> OpenRow:
    facts = {name: list(value) if isinstance(value, tuple) else value for name, value in row.facts.items()}
    says = OpenRow(contents=dict(row.contents), postmark=row.postmark, forwarded=row.forwarded)
    known = set(OpenRow.__struct_fields__)
    return msgspec.structs.replace(says, **{name: value for name, value in facts.items() if name in known})


def outcome_of(row: IntakeRow) -> IntakeRowOutcome:
    """A row that waited, as it was judged; the way back from :func:`intake_record`."""
    says = row.says or OpenRow()
    facts = {name: getattr(says, name) for name in OpenRow.__struct_fields__ if name != "contents"}
    return IntakeRowOutcome(
        ref=RowRef(sheet=row.sheet, row=row.row),
        outcome=row.outcome,
        reason=row.reason,
        municipality=row.municipality,
        candidates=tuple(row.candidates),
        received=row.received,
        postmark=says.postmark,
        forwarded=says.forwarded,
        flags=tuple(row.flags),
        contents=says.contents,
        facts=facts,
    )


def row_json(row: IntakeRow) -> dict[str, Any]:
    """The row's fate as ``application import`` prints it, the first time and every later one."""
    shown: dict[str, Any] = {
        "sheet": row.sheet,
        "row": row.row,
        "outcome": row.outcome,
        "municipality": row.municipality,
        "reason": row.reason,
        "candidates": row.candidates,
    }
    if row.name:
        shown["id"] = row.name
    if row.outcome != "skipped":
        shown |= {
            "received": row.received.date() if row.received else None,
            "on_time": row.on_time,
            "complete": not row.missing,
            "missing": row.missing,
        }
    links = {"duplicate_of": row.duplicate_of, "replaced_by": row.replaced_by}
    shown |= {name: _link_json(link) for name, link in links.items() if link}
    if row.replaces:
        shown["replaces"] = [_link_json(link) for link in row.replaces]
    if row.changed:
        shown["changed"] = row.changed
    shown["flags"] = row.flags
    if row.settled_before:
        shown["settled_before"] = row.settled_before
    if row.resolved_as:
        shown["resolved_as"] = row.resolved_as
    return shown


def _link_json(link: RowLink) -> dict[str, Any]:
    return {**({"file": link.file} if link.file else {}), "sheet": link.sheet, "row": link.row}


def summary(rows: Sequence[IntakeRow]) -> dict[str, int]:
    """Applications that the file stands for: how many, complete and in time, incomplete, late, to be judged."""
    live = [row for row in rows if row.outcome in ("imported", "supersedes", "confirm")]
    return {
        "applications": len(live),
        "complete_on_time": sum(not row.missing and row.on_time == "on-time" for row in live),
        "incomplete": sum(bool(row.missing) for row in live),
        "late": sum(row.on_time == "late" for row in live),
        "to_be_judged": sum(row.on_time == "to-be-judged" for row in live),
    }
