"""How fast a mailing goes: connections, limits per minute and day, back-off, and when to give up."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from kvadmin.api import Refused, tr

from .clock import Clock
from .sent_times import DAY, SentTimes

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class SendPace:
    """How fast.

    Attributes:
        connections: How many letters travel at once. Several share the fsync of their commits, which
            on a slow disk is most of the time; a server that allows fewer gets fewer.
        per_minute, per_day: Limits of the server; 0 is none. They count every letter that was handed to a server
            in the last minute or 24 hours, whichever mailing of the programme folder it belongs to.
        back_off: Seconds to wait before a letter that got a 4xx is tried again, once per item.
        reconnect_wait: Seconds before a lost connection is opened again; doubled each time.
        give_up_after: The run stops when the server has so many times in a row not answered in time (or hung up
            where nobody can tell what became of the letter, or on every attempt of a letter); 0 is never.
    """

    connections: int = 4
    per_minute: int = 0
    per_day: int = 0
    back_off: tuple[float, ...] = (60.0, 300.0, 900.0)
    reconnect_wait: float = 1.0
    give_up_after: int = 3


class PaceLimiter:
    """Keeps to the limits per minute and per day, over all connections, all mailings and all that send at once.

    `times` is None for letters that go to no server: there is no limit then, and nothing to count.
    """

    def __init__(self, pace: SendPace, clock: Clock, times: SentTimes | None) -> None:
        self._pace, self._clock = pace, clock
        self._lock = threading.Lock()
        self._times = times
        self._limited = bool(times and (pace.per_minute or pace.per_day))
        if self._times and not self._limited:
            self._times.begin(clock.machine)

    def wait(self, stop: threading.Event) -> datetime | None:
        """Wait until one more letter may go, and count it; None when `stop` was set meanwhile.

        Raises:
            Refused: The day's limit is reached.
            SendLogFailure: The count cannot be kept.
        """
        with self._lock:
            if not self._limited or self._times is None:
                moment = self._clock.machine()
                if self._times:
                    self._times.note(moment)
                return moment
            while not stop.is_set():
                with self._times.locked(self._clock.machine) as (went, now):
                    left = self._left(went, now)
                    if not left:
                        self._times.add(now)
                        return now
                self._clock.wait(left.total_seconds(), stop)
        return None

    def _left(self, went: list[datetime], now: datetime) -> timedelta:
        """How long the next letter must wait; never longer than a minute."""
        day, minute = self._pace.per_day, self._pace.per_minute
        if day and len(went) >= day:
            text = tr("the limit of {limit} letters in 24 hours is reached, over all mailings of the folder", limit=day)
            free = (went[-day] + DAY).astimezone()
            raise Refused(text, hint=tr("resume after {time:%Y-%m-%d %H:%M}", time=free))
        if minute and len(went) >= minute:
            return max(timedelta(), min(_MINUTE - (now - went[-minute]), _MINUTE))
        return timedelta()

    def take_back(self, moment: datetime) -> None:
        """A letter that was counted and not handed to the server after all."""
        if self._limited and self._times:
            with self._lock, self._times.locked(self._clock.machine):
                self._times.take_back(moment)

    def close(self) -> None:
        """Write down what is not yet written."""
        if self._times:
            with self._lock:
                self._times.flush()
