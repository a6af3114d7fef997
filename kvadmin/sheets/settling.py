"""What the person decides: which copy of a row counts, and which side of a conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from kvadmin.errors import Conflict, InvalidData, Refused
from kvadmin.reading.cells import Row
from kvadmin.sheets.difference import Comparison, Difference
from kvadmin.sheets.returned import ReturnedSheet
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.session.session import Session

#: Which side counts where both have changed the same cell.
Side = Literal["file", "programme"]
#: So many lines of a refusal name cells; of the others only their number is said.
_MOST_NAMED = 200


def choose_copies(run: Session, sheet: ReturnedSheet, adds: Sequence[str]) -> tuple[dict[str, Row], list[Row]]:
    """Which row counts for each key, and which rows are new.

    A copied row brings its hidden key along. Copies that say the same are one; of others the person is asked.

    Raises:
        InvalidData: Copies differ, and nobody can be asked.
    """
    counting: dict[str, Row] = {}
    new = list(sheet.keyless)
    problems = []
    for key, rows in sheet.known.items():
        different = [row for at, row in enumerate(rows) if not any(_same(sheet, row, each) for each in rows[:at])]
        if len(different) == 1:
            counting[key] = rows[0]
            continue
        chosen = _ask_copy(run, sheet, different, adds)
        if chosen is None:
            problems.append(_copies(sheet, different))
        else:
            counting[key] = chosen[0]
            new += chosen[1]
    for key, row in sheet.strange:
        problems.append(
            tr(
                "{where}: the hidden key {key!r} is none that the workbook went out with",
                where=sheet.where(row),
                key=key,
            )
        )
    if problems:
        raise InvalidData(
            tr("rows of the file cannot be told apart: {number}", number=len(problems)),
            where=sheet.name,
            details=cut_short(problems),
            hint=tr("delete the row that is too many; clear its hidden column B to make it a new one"),
            code="ambiguous-rows",
        )
    return counting, new


def _same(sheet: ReturnedSheet, one: Row, other: Row) -> bool:
    return all(one[at].text.strip() == other[at].text.strip() for at in sheet.headings.at.values())


def _copies(sheet: ReturnedSheet, rows: Sequence[Row]) -> str:
    return tr("{rows}: copies of one row that differ", rows=", ".join(sheet.where(row) for row in rows))


def _ask_copy(
    run: Session, sheet: ReturnedSheet, rows: Sequence[Row], adds: Sequence[str]
) -> tuple[Row, list[Row]] | None:
    places = [sheet.where(row) for row in rows]
    answers = [str(tr("{where} counts, the others are left out", where=where)) for where in places]
    if adds and len(rows) == 2:
        answers += [
            str(tr("{where} counts, {other} is a new one", where=where, other=other))
            for where, other in (places, places[::-1])
        ]
    answer = run.choose(_copies(sheet, rows), answers)
    if answer is None:
        return None
    if answer < len(rows):
        return rows[answer], []
    first = answer - len(rows)
    return rows[first], [rows[1 - first]]


def settle(run: Session, found: Comparison, keep: Side | None) -> None:
    """Decide every conflict: by ``--keep``, else by asking.

    Raises:
        Conflict: Nobody can be asked, or a record is gone that the file has changed.
        Refused: The person stops.
    """
    open_ones = [each for each in found.differences if each.outcome == "conflict"]
    if found.conflicts and keep != "programme":
        raise _refusal(found.conflicts, open_ones)
    found.ignored += found.conflicts
    decided: dict[int, Side] = {}
    for number, each in enumerate(open_ones):
        side = keep or _ask_side(run, each, len(open_ones) - number)
        if side is None:
            raise _refusal([], open_ones)
        if isinstance(side, tuple):
            keep = side[0]
            side = keep
        decided[id(each)] = side
    found.differences = [
        replace(each, outcome="changed" if decided[id(each)] == "file" else "kept") if id(each) in decided else each
        for each in found.differences
    ]


def _ask_side(run: Session, one: Difference, left: int) -> Side | tuple[Side] | None:
    question = tr(
        "{where}, {heading} of {about}: the file says {file!r}, the programme {programme!r}, and it was {base!r}",
        where=one.where, heading=one.heading, about=one.about, file=one.file, programme=one.programme, base=one.base,
    )  # fmt: skip
    answers = [tr("the file's"), tr("the programme's"), tr("stop, and change nothing")]
    if left > 1:
        answers += [tr("the file's here and in the {number} others", number=left - 1)]
        answers += [tr("the programme's here and in the {number} others", number=left - 1)]
    answer = run.choose(question, answers)
    if answer is None:
        return None
    if answer == 2:
        raise Refused(tr("stopped: nothing was written"), code="stopped")
    sides: tuple[Side, Side] = ("file", "programme")
    return sides[answer] if answer < 2 else (sides[answer - 3],)


def _refusal(gone: Sequence[str], conflicts: Sequence[Difference]) -> Conflict:
    lines = [*gone, *map(conflict_line, conflicts)]
    return Conflict(
        tr("the file and the programme have both changed: {number}", number=len(lines)),
        details=cut_short(lines),
        hint=tr("say which counts: --keep file or --keep programme")
        if not gone
        else tr("leave what is gone out: --keep programme"),
        code="sheet-conflicts",
    )


def conflict_line(one: Difference) -> str:
    """A conflict in one line."""
    return tr(
        "{where}: {heading} of {about}: file {file!r}, programme {programme!r}, before {base!r}",
        where=one.where, heading=one.heading, about=one.about, file=one.file, programme=one.programme, base=one.base,
    )  # fmt: skip


def cut_short(lines: Sequence[str]) -> list[str]:
    """The lines, as many as anybody reads."""
    if len(lines) <= _MOST_NAMED:
        return list(lines)
    return [*lines[:_MOST_NAMED], tr("and {number} more", number=len(lines) - _MOST_NAMED)]
