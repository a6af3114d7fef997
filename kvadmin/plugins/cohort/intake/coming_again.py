"""What a list means for the lists imported before it: rows retired, answers carried over, and the judgement with both.

Pure, as judging is: nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from kvadmin.api.records import Application

from .answers import RowAnswer, answer_of, in_words, retired
from .earlier_lists import EarlierLists, earlier_lists
from .list_versions import OlderVersion, SameRow, Written, is_source, older_versions, written_before, written_in
from .records import Intake, IntakeRow, RowLink
from .row_names import OPEN
from .row_outcomes import IntakeJudgement, IntakeRowOutcome, RowRef
from .row_reading import Resolution

Place = tuple[str | None, int]
#: Judges the list with these applications, answers and earlier lists.
Judge = Callable[[Mapping[str, Application], Mapping[Place, Resolution], EarlierLists], IntakeJudgement]


@dataclass(frozen=True, slots=True)
class ListAgain:
    """A list judged beside those that came before.

    Attributes:
        judgement: The fate of its rows.
        existing: The applications that stand, without those that hung on a retired row.
        older: The older versions of the list.
    """

    judgement: IntakeJudgement
    existing: Mapping[str, Application]
    older: Sequence[OlderVersion] = ()

    @property
    def retired(self) -> list[SameRow]:
        """The waiting rows of older versions that this list has, too."""
        return [pair for each in self.older for pair in each.pairs if not pair.row.resolved_as]

    @property
    def dropped(self) -> list[tuple[Intake, IntakeRow]]:
        """The waiting rows of older versions that stand in this one no more: they go on waiting."""
        return [(each.intake, row) for each in self.older for row in each.dropped]


def judge_again(
    judge: Judge,
    intakes: Sequence[Intake],
    existing: Mapping[str, Application],
    headings: Sequence[Sequence[str]],
    file: str,
) -> ListAgain:
    """Judge a list, and what it means for the older ones.

    A waiting row of an older version that the list has is retired, and an application that only hung on it does not
    stand against the list. A row that a person settled in an older version is settled the same way, with the flag
    ``settled-before``; where the list is another one, or the answers differ, it waits, with the answer as candidate.

    Args:
        judge: Judges the rows.
        intakes: Those of the cohort, with the names of their rows.
        existing: The applications that there are, by number.
        headings: The list's, of each table.
        file: The list's name.
    """
    if not intakes:
        return ListAgain(judge(existing, {}, EarlierLists()), existing)
    alone = judge(existing, {}, EarlierLists())
    older = older_versions(intakes, alone.rows, headings, file, existing)
    standing = _without_suggestions(existing, older)
    answers = _answers(older)
    said = earlier_lists(intakes, standing.values(), [each.intake.sha256 for each in older])
    judgement = judge(standing, {place: _resolution(each) for place, each in answers.items()}, said)
    settled: dict[Written | None, list[tuple[Intake, IntakeRow]]] = {}
    for intake in intakes:
        for row in intake.rows:
            if answer_of(row) is not None:
                settled.setdefault(written_before(row), []).append((intake, row))
    rows = [_remembered(row, answers, settled.get(written_in(row), ())) for row in judgement.rows]
    return ListAgain(replace(judgement, rows=tuple(rows)), standing, older)


def _without_suggestions(
    existing: Mapping[str, Application], older: Sequence[OlderVersion]
) -> Mapping[str, Application]:
    """The applications that do not hang on a row which is retired."""
    gone = {
        number
        for version in older
        for pair in version.pairs
        if not pair.row.resolved_as and (number := pair.row.municipality)
        if (made := existing.get(number)) and made.question and is_source(made, pair.intake, pair.row)
    }
    return {number: each for number, each in existing.items() if number not in gone}


def _answers(older: Sequence[OlderVersion]) -> dict[Place, SameRow]:
    """What has been settled of rows that the list has again; nothing where two older answers differ."""
    found: dict[Place, list[SameRow]] = {}
    for version in older:
        for pair in version.pairs:
            if answer_of(pair.row) is not None and pair.now.outcome in OPEN:
                found.setdefault((pair.now.ref.sheet, pair.now.ref.row), []).append(pair)
    return {
        place: pairs[-1] for place, pairs in found.items() if len({_whose(answer_of(each.row)) for each in pairs}) == 1
    }


def _whose(answer: RowAnswer | None) -> tuple[str | None, str | None]:
    return (answer.municipality, answer.reject) if answer else (None, None)


def _resolution(pair: SameRow) -> Resolution:
    """The answer as judging takes it; the day only where the list's own still cannot be read and reads the same."""
    answer = answer_of(pair.row) or RowAnswer()
    same_text = pair.row.says is not None and pair.row.says.received_written == pair.now.facts.get("received_written")
    undated = pair.now.received is None and same_text
    return Resolution(answer.municipality, answer.received if undated else None, answer.reject)


def _remembered(
    row: IntakeRowOutcome, answers: Mapping[Place, SameRow], same: Sequence[tuple[Intake, IntakeRow]]
) -> IntakeRowOutcome:
    """The row with what was answered of it before: as settled, or as a candidate of one that waits."""
    pair = answers.get((row.ref.sheet, row.ref.row))
    if pair is not None:
        words = in_words(pair.intake, pair.row)
        return replace(row, flags=(*row.flags, "settled-before"), settled_before=words)
    if row.outcome not in OPEN or not same:
        return row
    numbers = [answer.municipality for _, old in same if (answer := answer_of(old)) and answer.municipality]
    words = "; ".join(dict.fromkeys(in_words(intake, old) for intake, old in same))
    candidates = row.candidates if row.outcome == "confirm" else tuple(dict.fromkeys((*row.candidates, *numbers)))
    return replace(row, candidates=candidates, settled_before=words)


def retire(again: ListAgain, file: str, sha256: str, who: str, day: date) -> list[Intake]:
    """The older intakes with their rows retired by the list, as they are to be written."""
    changed = []
    for version in again.older:
        by_row = {id(pair.row): pair.now.ref for pair in version.pairs if not pair.row.resolved_as}
        if by_row:
            rows = [
                _retired(row, by_row[id(row)], file, sha256, who, day) if id(row) in by_row else row
                for row in version.intake.rows
            ]
            changed.append(msgspec.structs.replace(version.intake, rows=rows))
    return changed


def _retired(row: IntakeRow, by: RowRef, file: str, sha256: str, who: str, day: date) -> IntakeRow:
    return msgspec.structs.replace(
        row,
        says=None,
        replaced_by=RowLink(sheet=by.sheet, row=by.row, file=sha256),
        resolved_as=retired(file, by),
        resolved_by=who,
        resolved_on=day,
    )
