"""Days as people type them: ``2008-05-20`` or ``20.05.2008``, and nothing that could be misread."""

from __future__ import annotations

import re
from datetime import date

from kvadmin.errors import UsageError
from kvadmin.translation import tr

_NORWEGIAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def parse_day(text: str, *, where: str | None = None) -> date:
    """The day written as ``2008-05-20`` or ``20.05.2008``.

    Raises:
        UsageError: Not a date of these forms (two digits of a year are not), or a day that does not exist.
    """
    plain = text.strip()
    dotted = _NORWEGIAN.fullmatch(plain)
    try:
        if dotted:
            day, month, year = map(int, dotted.groups())
            return date(year, month, day)
        return date.fromisoformat(plain)
    except ValueError:
        raise UsageError(
            tr("{text!r} is not a date", text=text),
            where=where,
            hint=tr("write it as 2008-05-20 or 20.05.2008"),
            code="bad-value",
        ) from None
