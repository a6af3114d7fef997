"""How fast a mailing goes: connections, limits per minute and day, back-off."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kvadmin.api import Refused, tr

from .clock import Clock


@dataclass(frozen=True)
class SendPace:
    """How fast.

    Attributes:
        connections: How many letters travel at once. Several share the fsync of their commits, which
            on a slow disk is most of the time; a server that allows fewer gets fewer.
        per_minute, per_day: Limits of the server; 0 is none. A day is the last 24 hours of this mailing's log.
        back_off: Seconds to wait before a letter that got a 4xx is tried again, once per item.
        reconnect_wait: Seconds before a lost connection is opened again; doubled each time.
    """

    connections: int = 4
    per_minute: int = 0
    per_day: int = 0
    back_off: tuple[float, ...] = (60.0, 300.0, 900.0)
    reconnect_wait: float = 1.0


class PaceLimiter:
    """Keeps to the limits per minute and per day, over all connections of a run and what was sent before."""

    def __init__(self, pace: SendPace, clock: Clock, went: Iterable[datetime]) -> None:
        self._pace, self._clock = pace, clock
        self._went = deque(sorted(went))
        self._lock = threading.Lock()

    def wait(self, stop: threading.Event) -> None:
        """Wait until one more letter may go; raises Refused when the day's limit is reached."""
        if not self._pace.per_minute and not self._pace.per_day:
            return
        with self._lock:
            while not stop.is_set():
                now = self._clock.now()
                while self._went and now - self._went[0] >= timedelta(days=1):
                    self._went.popleft()
                if self._pace.per_day and len(self._went) >= self._pace.per_day:
                    free = self._went[-self._pace.per_day] + timedelta(days=1)
                    text = tr("the limit of {limit} letters in 24 hours is reached", limit=self._pace.per_day)
                    raise Refused(text, hint=tr("resume after {time:%Y-%m-%d %H:%M}", time=free))
                rank = self._pace.per_minute
                last = self._went[-rank] if rank and len(self._went) >= rank else None
                left = 60 - (now - last).total_seconds() if last else 0.0
                if left <= 0:
                    self._went.append(now)
                    return
                self._clock.wait(left, stop)
