"""Values that have wandered to other rows: a column was sorted alone, or a cell deleted and the others moved up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kvadmin.errors import InvalidData, Refused
from kvadmin.sheets.answers import Side
from kvadmin.sheets.difference import Difference
from kvadmin.sheets.lines import cut_short
from kvadmin.sheets.noun import SheetColumn
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.session.session import Session

#: So many different values must stand in other rows than before: two may well change places.
_FEWEST = 4
#: This share of the changed texts of a column stood in other rows before; figures must be the same ones all of them.
_MOST_OF_THEM = 0.8


def ask_about_wandered(
    run: Session, differences: Sequence[Difference], columns: Mapping[str, SheetColumn], keep: Side | None
) -> None:
    """Ask whether it is meant that the values of a column stand in other rows than before.

    Args:
        run: The session.
        differences: All that has changed.
        columns: The columns by name.
        keep: ``--keep file`` says that it is.

    Raises:
        InvalidData: Nobody can be asked.
        Refused: It is not meant.
    """
    if keep is not None:
        return
    changed: defaultdict[str, list[Difference]] = defaultdict(list)
    for each in differences:
        if each.column and not columns[each.column].words:
            changed[each.column].append(each)
    found = [cells for name, cells in changed.items() if _wandered(cells, columns[name])]
    if not found:
        return
    headings = ", ".join(cells[0].heading for cells in found)
    said = tr("what stood in other rows stands in these now: {headings}", headings=headings)
    answer = run.choose(said, [tr("that is meant"), tr("stop, and change nothing")])
    if answer == 1:
        raise Refused(tr("stopped: nothing was written"), code="stopped")
    if answer is None:
        lines = [
            tr("{where}: {file!r}, and it was {base!r}", where=each.where, file=each.file, base=each.base)
            for cells in found
            for each in cells
        ]
        raise InvalidData(
            said,
            details=cut_short(lines),
            hint=tr("were some columns sorted without the others, or cells moved up? if it is meant: --keep file"),
            code="ambiguous-rows",
        )


def _wandered(cells: Sequence[Difference], column: SheetColumn) -> bool:
    before, now = (Counter(filter(None, texts)) for texts in ([x.base for x in cells], [x.file for x in cells]))
    both = before & now
    if len(both) < _FEWEST:
        return False
    return before == now or (column.kind == "text" and both.total() >= _MOST_OF_THEM * max(before.total(), now.total()))
