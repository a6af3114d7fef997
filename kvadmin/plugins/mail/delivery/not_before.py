"""``--not-before``: letters that may go at a time to come are refused until then."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

from kvadmin.api import Refused, UsageError, tr
from kvadmin.api.commands import parse_day

from .clock import Clock

#: A day in any form that days are typed in, and a time of day: ``08:00``, ``kl. 08.00``.
_FORM = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})(?:(?:T| +(?:kl\.? *)?)(?P<hour>\d{1,2})[:.](?P<minute>\d{2}))?"
)


def check_not_before(text: str, clock: Clock) -> None:
    """Let a run pass that may go now; an empty `text` says nothing. There is no waiting: run the command again.

    Args:
        text: ``2008-06-12`` (from midnight on) or ``2008-06-12 08:00``, also ``12.06.2008 kl. 08.00``; in the time
            of this machine's zone. Where the clocks are put back and an hour comes twice, the second is meant.
        clock: Time; with ``--today`` the day of the run.

    Raises:
        Refused: It is not yet time.
        UsageError: It is no such time.
    """
    text = text.strip()
    if not text:
        return
    wanted = _moment(text)
    if clock.now().astimezone(UTC) < wanted.astimezone(UTC):
        raise Refused(
            tr("the letters may go from {time:%Y-%m-%d %H:%M} on; nothing is sent", time=wanted),
            hint=tr("run the same command again then; nothing sends by itself"),
            code="too-early",
        )


def _moment(text: str) -> datetime:
    wrong = UsageError(
        tr("{text!r} is no date and no time of day", text=text),
        where="--not-before",
        hint=tr('such as 2008-06-12 or "2008-06-12 08:00"'),
        code="bad-value",
    )
    found = _FORM.fullmatch(text)
    if found is None:
        raise wrong
    try:
        at = time(int(found["hour"] or 0), int(found["minute"] or 0), fold=1)
        return datetime.combine(parse_day(found["day"]), at).astimezone()
    except (UsageError, ValueError, OverflowError):
        raise wrong from None
