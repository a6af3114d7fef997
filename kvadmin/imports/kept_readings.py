"""``readings/<importer>.yaml``: how lists with certain headings are read, kept from the import that was told so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from kvadmin.model.reading import KeptReading, Readings
from kvadmin.reading.columns.choices import ReadingChoices

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.model.reads import Snapshot
    from kvadmin.store.transaction import Transaction


def kept_choices(data: Snapshot, importer: str) -> Iterator[tuple[tuple[str, ...], ReadingChoices]]:
    """Every kept reading of an importer, newest first: the headings it is for, and what was said."""
    for each in reversed(kept_readings(data, importer)):
        yield (
            tuple(each.headings),
            ReadingChoices(
                mapped=dict(each.mapped),
                ignored=tuple(each.ignored),
                sheet=each.sheet or None,
                header_row=each.header_row or None,
                date_order=None if each.date_order == "" else each.date_order,
            ),
        )


def kept_readings(data: Snapshot, importer: str) -> list[KeptReading]:
    """The kept readings of an importer, oldest first."""
    found = data.find(Readings, importer)
    return list(found.lists) if found else []


def keep(
    change: Transaction,
    data: Snapshot,
    importer: str,
    headings: tuple[str, ...],
    choices: ReadingChoices,
    *,
    file: str,
    day: date,
) -> None:
    """Write into a transaction how lists with these headings are read from now on; nothing when it is kept already."""
    new = KeptReading(
        headings=list(headings),
        mapped=dict(choices.mapped),
        ignored=list(choices.ignored),
        sheet=choices.sheet or "",
        header_row=choices.header_row or 0,
        date_order=choices.date_order or "",
        file=file,
        kept=day,
    )
    before = data.find(Readings, importer)
    lists = list(before.lists) if before else []
    same = next((each for each in lists if tuple(each.headings) == headings), None)
    if same is not None and msgspec.structs.replace(same, file=new.file, kept=new.kept) == new:
        return
    kept = Readings(importer=importer, lists=[*(each for each in lists if each is not same), new])
    if before is None:
        change.create(kept)
    else:
        change.update(kept)
