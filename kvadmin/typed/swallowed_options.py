"""A forgotten value: the option then takes the next word, and ``--why --dry-run`` would write, that as its reason."""

from __future__ import annotations

from typing import Any

from kvadmin.errors import UsageError
from kvadmin.translation import tr

#: Options that say whether and how anything is written: nobody means one of them as a text.
_SAFETY = frozenset(("--dry-run", "--no-input", "--yes", "--confirm", "--known-on", "--why"))


def refuse_swallowed(value: Any, where: str) -> None:
    """Refuse a value that is an option.

    Args:
        value: What was given; of an option that may be repeated, a list.
        where: Which option or argument took it: ``--why``.

    Raises:
        UsageError: An option that keeps from writing was taken for the value.
    """
    for each in value if isinstance(value, list | tuple) else (value,):
        if isinstance(each, str) and each in _SAFETY:
            raise UsageError(
                tr("{option} lacks its value: {taken} was taken for it", option=where, taken=each),
                where=where,
                hint=tr("nothing was done; write the value, and {taken} after it", taken=each),
                code="missing-value",
            )
