"""Which municipalities a name with damaged letters may have meant; never an answer by itself."""

from __future__ import annotations

from collections.abc import Callable

from kvadmin.reading.damage import WILDCARD, repairs, wildcard_pattern
from kvadmin.register.name_forms import NameCell, read_name
from kvadmin.register.name_index import NameIndex, in_order
from kvadmin.wording.folding import fold


def numbers_of_damaged(
    text: str, county: str, names: NameIndex, past: Callable[[NameCell], tuple[str, ...]]
) -> tuple[str, ...]:
    """The municipalities that any repair of the text names exactly; those of the county, if it tells them apart.

    Args:
        text: A name cell, with signs that may have been letters.
        county: Text of the row's county cell.
        names: The names of the municipalities that exist.
        past: Who stands today for a cell's name of another time.
    """
    found: list[str] = []
    for mended in repairs(text):
        cell = read_name(mended)
        if WILDCARD not in mended:
            found += names.look_up(cell.readings, county).numbers or past(cell)
            continue
        for reading in cell.readings:
            pattern = wildcard_pattern(fold(reading.name))
            fits = in_order(*(each for form, bear in names.forms().items() if pattern.fullmatch(form) for each in bear))
            within = names.in_county(fits, reading.county or "") or names.in_county(fits, county)
            found += within or fits
    return in_order(*found)
