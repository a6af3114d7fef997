"""Lists that come again: whether one is a newer version of another, and which of its rows are the older one's.

*The same list.* Every table of the older list has one in the newer whose headings hold all of its own (a column may
have been added), and at least one row of the older list that waits, was settled or was imported stands in the newer
one. The file's name decides only for a list taken in before headings were kept.

*The same row.* Municipality as written - number, name and county; a county that was blank may have been filled in -
and, since two municipalities may bear one name, at least the date or one cell of the contents the same. Or, where the
name has been corrected, a row that is surely about a municipality the older row suggested, with the very same date
and contents. The row may stand anywhere. Of several rows the most alike are paired, each with one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kvadmin.api.imports import SheetTables
from kvadmin.api.records import Application
from kvadmin.api.wording import fold

from .answers import answer_of, is_retired
from .records import Intake, IntakeRow, OpenRow
from .row_names import OPEN
from .row_outcomes import IntakeRowOutcome

#: Outcomes of rows that became an application, or part of one's history.
_TAKEN_IN = ("imported", "supersedes", "superseded", "duplicate", "withdrawn")
Written = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class SameRow:
    """A row of an older list that needed a person, and the same row of the newer list."""

    intake: Intake
    row: IntakeRow
    now: IntakeRowOutcome


@dataclass(frozen=True, slots=True)
class OlderVersion:
    """An older version of the list: the rows that the newer one has, and those that wait and stand in it no more."""

    intake: Intake
    pairs: tuple[SameRow, ...]
    dropped: tuple[IntakeRow, ...]


def headings_of(tables: SheetTables) -> list[list[str]]:
    """The headings of every table, folded and in the order of the alphabet."""
    found = {tuple(sorted({fold(label) for label in table.columns.labels} - {""})) for table in tables.tables}
    return [list(each) for each in sorted(found)]


def older_versions(
    intakes: Sequence[Intake],
    rows: Sequence[IntakeRowOutcome],
    headings: Sequence[Sequence[str]],
    file: str,
    existing: Mapping[str, Application],
) -> list[OlderVersion]:
    """The older versions of the list among the intakes, oldest first.

    Args:
        intakes: Those of the cohort.
        rows: The rows of the list, judged by themselves.
        headings: The list's (:func:`headings_of`).
        file: Its name.
        existing: The applications that there are, by number.
    """
    alike = [each for each in intakes if _same_headings(each, headings, file)]
    numbers = {row.municipality for row in rows if row.municipality}
    found = []
    for intake in alike:
        old = _OldRows(intake, existing)
        pairs = old.pairs(rows)
        if pairs or any(row.municipality in numbers for row in intake.rows if row.outcome in _TAKEN_IN):
            paired = {id(each.row) for each in pairs}
            waiting = [row for row in old.rows if not row.resolved_as and id(row) not in paired]
            found.append(OlderVersion(intake, tuple(pairs), tuple(waiting)))
    return found


def _same_headings(intake: Intake, headings: Sequence[Sequence[str]], file: str) -> bool:
    if not intake.headings:
        return intake.file == file
    return all(any(set(old) <= set(new) for new in headings) for old in intake.headings)


def written(number: str, name: str, county: str) -> Written:
    """The municipality as written, in the form that is compared."""
    return fold(number).lstrip("0"), fold(name), fold(county)


def written_in(row: IntakeRowOutcome) -> Written:
    """The municipality as a judged row writes it."""
    facts = row.facts
    return written(facts.get("number_written", ""), facts.get("name_written", ""), facts.get("county_written", ""))


def written_before(row: IntakeRow) -> Written | None:
    """The municipality as a row that waits or waited wrote it; None when that was not kept."""
    says = row.says
    return written(says.number_written, says.name_written, says.county_written) if says else None


class _OldRows:
    """The rows of an older list that a person has settled, or has still to settle."""

    def __init__(self, intake: Intake, existing: Mapping[str, Application]) -> None:
        self.intake = intake
        self.rows = [row for row in intake.rows if row.outcome in OPEN and not is_retired(row)]
        self._existing = existing

    def pairs(self, rows: Sequence[IntakeRowOutcome]) -> list[SameRow]:
        """Every one of them that stands in the newer list, with its place there."""
        free = [row for row in rows if row.outcome != "skipped"]
        by_identity: dict[Written, list[IntakeRowOutcome]] = {}
        for row in free:
            number, name, county = written_in(row)
            for key in {(number, name, county), (number, name, "")}:
                by_identity.setdefault(key, []).append(row)
        taken: dict[int, IntakeRowOutcome] = {}
        used: set[int] = set()
        possible = [
            (-self._alike(old, new), abs(old.row - new.ref.row), at, new)
            for at, old in enumerate(self.rows)
            for new in by_identity.get(written_before(old) or ("", "", ""), ())
        ]
        for alike, _, at, new in sorted(possible, key=lambda each: (*each[:3], each[3].ref)):
            if alike and at not in taken and id(new) not in used:
                taken[at] = new
                used.add(id(new))
        for at, old in enumerate(self.rows):
            if at not in taken and (corrected := self._corrected(old, (row for row in free if id(row) not in used))):
                taken[at] = corrected
                used.add(id(corrected))
        return [SameRow(self.intake, self.rows[at], new) for at, new in sorted(taken.items())]

    def _alike(self, old: IntakeRow, new: IntakeRowOutcome) -> int:
        """In how much the rows agree beside the municipality; 0: in nothing, so that they may be two."""
        contents = self._contents(old)
        same = sum(contents.get(item) == text for item, text in new.contents.items())
        says = old.says or OpenRow()
        day = old.received == new.received if old.received else says.received_written == _received(new) != ""
        bare = not (contents or new.contents or old.received or new.received)
        return same + 2 * (day or bare)

    def _contents(self, old: IntakeRow) -> Mapping[str, str]:
        """What the row said; that of a settled one stands in the application made of it."""
        answer = answer_of(old)
        if answer is None or answer.municipality is None:
            return (old.says or OpenRow()).contents
        made = self._existing.get(answer.municipality)
        return made.contents if made and is_source(made, self.intake, old) else {}

    def _corrected(self, old: IntakeRow, rows: Iterable[IntakeRowOutcome]) -> IntakeRowOutcome | None:
        """The row with another name for the municipality, which the older one suggested, and all else the same."""
        if old.resolved_as or old.says is None or not old.says.contents:
            return None
        meant = {old.municipality, *old.candidates}
        return next(
            (
                row
                for row in rows
                if row.outcome not in OPEN
                and row.municipality in meant
                and row.received == old.received
                and dict(row.contents) == old.says.contents
            ),
            None,
        )


def _received(row: IntakeRowOutcome) -> str:
    found: str = row.facts.get("received_written", "")
    return found


def is_source(application: Application, intake: Intake, row: IntakeRow) -> bool:
    """Whether the application was made from that very row."""
    source = application.source
    return source is not None and (source.sha256, source.sheet, source.row) == (intake.sha256, row.sheet, row.row)
