"""The time of a run: the machine's own, moved to the day that ``--today`` names."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

from .pace import SystemClock


class RunClock(SystemClock):
    """The machine's clock with the calendar of the run."""

    def __init__(self, today: date) -> None:
        self._ahead = today - datetime.now(UTC).astimezone().date()

    def now(self) -> datetime:
        """The time of day now, on the day of the run."""
        moment = datetime.now(UTC).astimezone()
        return (moment.replace(tzinfo=None) + self._ahead).astimezone() if self._ahead else moment

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Sleep, or until `stop` is set."""
        stop.wait(seconds)
