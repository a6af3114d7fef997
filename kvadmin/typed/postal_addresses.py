"""Norwegian postal addresses as lines: what a letter on paper needs to arrive."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kvadmin.translation import tr

#: Postcode and place, as they end an address: ``0032 Oslo``.
_PLACE = re.compile(r"(?:NO?-)?(\d{4}) +(\S.*)", re.IGNORECASE)
#: What a window of an envelope shows beside the recipient's name.
_MOST_LINES, _LONGEST = 4, 60


def postal_address(lines: Sequence[str]) -> list[str]:
    """The lines of a postal address, looked at; none are an address that is not known.

    Args:
        lines: As typed: ``["Postboks 8112 Dep", "0032 Oslo"]``.

    Raises:
        ValueError: It does not end in postcode and place, or is too long to be seen in the window of an envelope.

    Added in version 0.2.
    """
    if not lines:
        return []
    if not ends_in_place(lines):
        raise ValueError(
            tr("the address ends in {line!r}, not in postcode and place (such as 0032 Oslo)", line=lines[-1][:_LONGEST])
        )
    if len(lines) > _MOST_LINES:
        raise ValueError(tr("an address of {count} lines; at most {most} are seen", count=len(lines), most=_MOST_LINES))
    long = next((line for line in lines if len(line) > _LONGEST), "")
    if long:
        raise ValueError(tr("the line {line!r} of the address is longer than {most}", line=long, most=_LONGEST))
    return list(lines)


def ends_in_place(lines: Sequence[str]) -> bool:
    """Whether the lines end in postcode and place, as every postal address does.

    Added in version 0.2.
    """
    return bool(lines) and _PLACE.fullmatch(lines[-1].strip()) is not None


def postcode(text: str) -> str:
    """Four digits as text; a workbook's 32 or 32.0 gets its zeros back.

    Raises:
        ValueError: It is no postcode.

    Added in version 0.2.
    """
    found = re.sub(r"\.0$", "", text.strip()).upper().removeprefix("NO-").removeprefix("N-")
    if not (found.isascii() and found.isdigit() and len(found) <= len("0000")) or not int(found):
        raise ValueError(tr("{text!r} is not a postcode (four digits, such as 0032)", text=text[:_LONGEST]))
    return found.zfill(4)
