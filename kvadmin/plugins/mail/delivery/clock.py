"""Time as an argument: the machine's own, or the machine's moved to the day that ``--today`` names."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Time, as an argument: tests and ``--today`` bring their own."""

    def now(self) -> datetime:
        """The time, with its zone."""
        ...

    def machine(self) -> datetime:
        """The machine's own time, whatever ``--today`` says: a server's limits go by it."""
        ...

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Let time pass, or until `stop` is set."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The time, with the zone of the machine."""
        return self.machine()

    def machine(self) -> datetime:
        """The same."""
        return datetime.now(UTC).astimezone()

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Sleep, or until `stop` is set."""
        stop.wait(seconds)


class RunClock(SystemClock):
    """The machine's clock with the calendar of the run."""

    def __init__(self, today: date) -> None:
        self._ahead = today - datetime.now(UTC).astimezone().date()

    def now(self) -> datetime:
        """The time of day now, on the day of the run."""
        moment = self.machine()
        return (moment.replace(tzinfo=None) + self._ahead).astimezone() if self._ahead else moment
