"""Which ids measures get: a number that was given once is not given again, be the measure removed or not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kvadmin_improvement.records import Measure, MeasureNumbers

if TYPE_CHECKING:
    from kvadmin.api import Snapshot, Transaction


def new_measure(data: Snapshot, taken: Iterable[str], cohort: str, municipality: str) -> Measure:
    """A measure with the next free id and nothing else to say; its title is to be set.

    Args:
        data: The folder as it is: what was removed from it.
        taken: The ids that are there, those included that the command is about to add.
        cohort: Whose it is.
        municipality: Number of the member.
    """
    number = max(_highest(municipality, taken), _removed(data, municipality)) + 1
    return Measure(id=f"{municipality}-{number}", cohort=cohort, municipality=municipality, title="?", last_cycle=0)


def remove_measures(data: Snapshot, change: Transaction, ids: Iterable[str], kept: Iterable[str]) -> None:
    """Remove measures, and remember the highest number of a member where no measure says it any more.

    A removed one with a higher one beside it needs no note: so the undo of one removal does not stand in the way of
    another's.

    Args:
        data: The folder as it is.
        change: Where the edits go.
        ids: Those that are removed.
        kept: The ids that stay, and those that are added in the same change.
    """
    gone, stay = list(ids), list(kept)
    for key in gone:
        change.delete(Measure, key)
    for town in dict.fromkeys(key.rpartition("-")[0] for key in gone):
        highest = _highest(town, gone)
        if highest <= max(_highest(town, stay), _removed(data, town)):
            continue
        noted = MeasureNumbers(municipality=town, last_number=highest)
        if data.find(MeasureNumbers, town):
            change.update(noted)
        else:
            change.create(noted)


def _removed(data: Snapshot, municipality: str) -> int:
    noted = data.find(MeasureNumbers, municipality)
    return noted.last_number if noted else 0


def _highest(municipality: str, ids: Iterable[str]) -> int:
    form = re.compile(rf"{re.escape(municipality)}-(\d+)")
    return max((int(found[1]) for each in ids if (found := form.fullmatch(each))), default=0)
