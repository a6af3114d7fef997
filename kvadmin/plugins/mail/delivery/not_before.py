"""``--not-before``: letters that may go at a time to come are refused until then."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from kvadmin.api import Refused, UsageError, tr

from .clock import Clock

_FORM = re.compile(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2})?\Z")


def check_not_before(text: str, clock: Clock) -> None:
    """Let a run pass that may go now; an empty `text` says nothing. There is no waiting: run the command again.

    Args:
        text: ``2008-06-12`` (from midnight on) or ``2008-06-12 08:00``, in the time of this machine's zone. Where the
            clocks are put back and an hour comes twice, the second is meant.
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
    if not _FORM.match(text):
        raise wrong
    try:
        return datetime.fromisoformat(text).replace(fold=1).astimezone()
    except (ValueError, OverflowError):
        raise wrong from None
