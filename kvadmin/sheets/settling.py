"""Conflicts: the file and the programme have both changed a cell, and somebody decides which counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kvadmin.errors import Conflict, Refused
from kvadmin.sheets.answers import Side
from kvadmin.sheets.difference import Difference, SheetComparison
from kvadmin.sheets.lines import cut_short
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.session.session import Session


def settle(run: Session, found: SheetComparison, keep: Side | None) -> None:
    """Decide every conflict: by ``--keep``, else by asking.

    Raises:
        Conflict: Nobody can be asked, or a record is gone that the file has changed.
        Refused: The person stops.
    """
    conflicts = [each for each in found.differences if each.outcome == "conflict"]
    if found.gone and keep != "programme":
        raise _refusal(found.gone, conflicts)
    for line in cut_short(found.gone):
        run.info(tr("{line}: left out", line=line))
    sides: list[Side] = []
    for number, each in enumerate(conflicts):
        if keep is None:
            side, for_all = _ask(run, each, conflicts, left=len(conflicts) - number)
            keep = side if for_all else None
            sides.append(side)
        else:
            sides.append(keep)
    decided = iter(sides)
    found.differences = [
        _decided(each, next(decided)) if each.outcome == "conflict" else each for each in found.differences
    ]


def _decided(one: Difference, side: Side) -> Difference:
    if side == "programme":
        return replace(one, outcome="kept")
    return replace(one, outcome="changed" if one.column else "removed")


def _ask(run: Session, one: Difference, conflicts: Sequence[Difference], *, left: int) -> tuple[Side, bool]:
    """The side that counts, and whether it does so in all that is left."""
    answers = [tr("the file's"), tr("the programme's"), tr("stop, and change nothing")]
    if left > 1:
        answers += [tr("the file's, here and in all that follow ({number})", number=left - 1)]
        answers += [tr("the programme's, here and in all that follow ({number})", number=left - 1)]
    answer = run.choose(conflict_line(one), answers)
    if answer is None:
        raise _refusal([], conflicts)
    if answer == 2:
        raise Refused(tr("stopped: nothing was written"), code="stopped")
    return ("file", "programme")[answer % 3], answer > 2


def _refusal(gone: Sequence[str], conflicts: Sequence[Difference]) -> Conflict:
    lines = [*gone, *map(conflict_line, conflicts)]
    return Conflict(
        tr("the file and the programme have both changed: {number}", number=len(lines)),
        details=cut_short(lines),
        hint=tr("leave what is gone out: --keep programme")
        if gone
        else tr("say which counts: --keep file or --keep programme"),
        code="sheet-conflicts",
    )


def conflict_line(one: Difference) -> str:
    """A conflict in one line."""
    if not one.column:
        return tr("{about}: the row is not in the file any more, and the record has changed since", about=one.about)
    return tr(
        "{where}, {heading} of {about}: the file says {file!r}, the programme {programme!r}, and it was {base!r}",
        where=one.where, heading=one.heading, about=one.about,
        file=one.shown(one.file), programme=one.shown(one.programme), base=one.shown(one.base),
    )  # fmt: skip
