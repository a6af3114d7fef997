"""Where the address of a printed letter stands, so that it is seen through the window of an envelope.

A4 folded once lies in a C5 envelope (162 x 229 mm, ISO 269) with 13.5 mm of play in height and 19 mm in width.
Norwegian C5 envelopes have their window 15 mm from the left and 44 mm from the top, 105 mm wide and 35 mm high; C6/5
and E6/5 begin at 39 and 40 mm (https://officeconsult.no/blogg/brevmaler-plassering-av-mottakerfelt-i-vinduskonvolutter/).
What is seen of a C5 letter however the sheet lies is therefore 15 to 101 mm from its left edge and 44 to 65 mm from
its top. The address zone of DIN 5008:2020, form A, (from 44.7 mm, six lines) begins at the same place.

So the address begins 45 mm from the top and is 80 mm wide from the left margin (20 mm); the left half above it is
empty from 30 mm on, and the text begins below 79 mm: neither is seen in the window. All measures are in mm.
"""

from __future__ import annotations

from dataclasses import dataclass

#: From the edge of the paper to the first line, in mm.
TOP_MARGIN = 18.0


@dataclass(frozen=True, slots=True)
class AddressWindow:
    """The measures of a letter's first page, in mm.

    Args:
        top: From the edge of the paper to the address.
        address: Height that is kept for the address; what follows begins below it.
        width: Of the address, from the left margin.
        gap: Between it and the column beside it.
        right: Width of the column beside it: sender, date and references.
        logo: Height of a logo above it.
    """

    top: float
    address: float
    width: float
    gap: float
    right: float
    logo: float


WINDOW = AddressWindow(top=45.0, address=37.0, width=80.0, gap=25.0, right=65.0, logo=12.0)
