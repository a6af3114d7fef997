"""The clock of a split: one moment by which everything has to end, handed down to whatever takes time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

#: Called with (step, current value, bound).
Progress = Callable[[str, float | None, float | None], None]
#: Seconds kept for writing the answer, and the share of the time that this is at most.
_ANSWER, _SHARE = 0.4, 0.1


@dataclass
class TimeBudget:
    """A moment to stop at, or none; whether the user has asked to stop; and who wants to hear of progress.

    ``cut`` is True from the moment that something was left undone because of the time or the user. Without it the
    answer depends on the inputs only.
    """

    until: float | None = None
    tell: Progress = field(default=lambda *_: None)
    stop: Callable[[], bool] = field(default=lambda: False)
    read: Callable[[], float] = time.monotonic
    cut: bool = False
    #: Seconds for proofs beyond the ordinary answer that nobody has used yet; None: none are wanted.
    proving: float | None = None

    @classmethod
    def of(cls, seconds: float | None, proving: float | None = None) -> TimeBudget:
        """A clock that runs from now on for so many seconds, some kept for the answer; for ever when None."""
        until = None if seconds is None else time.monotonic() + seconds - min(_ANSWER, seconds * _SHARE)
        return cls(until, proving=proving)

    @contextmanager
    def further(self) -> Iterator[TimeBudget]:
        """A clock for a proof beyond the ordinary answer, which is cut by nothing when this one ends."""
        begun = self.read()
        ends = begun + (self.proving or 0.0)
        yield replace(self, until=ends if self.until is None else min(ends, self.until), cut=False)
        if self.proving is not None:
            self.proving = max(0.0, self.proving - (self.read() - begun))

    def keep(self, seconds: float) -> None:
        """Keep some more seconds for the answer, at most half of what is left."""
        left = self.left()
        if self.until is not None and left is not None and left > 0:
            self.until -= min(seconds, left / 2)

    def left(self) -> float | None:
        """Seconds left, or None without a limit."""
        return None if self.until is None else self.until - self.read()

    def moment(self, share: float) -> float | None:
        """The moment at which this share of what is left will have gone by; None without a limit."""
        left = self.left()
        return None if left is None else self.read() + share * max(0.0, left)

    def past(self, moment: float | None) -> bool:
        """Whether a moment has come (or the end of all); what is then left undone is cut."""
        over = self.stop() or any(at is not None and self.read() >= at for at in (moment, self.until))
        self.cut = self.cut or over
        return over

    def spent(self) -> bool:
        """Whether the user's time is over, or the user has asked to stop."""
        return self.past(None)

    def halt(self) -> None:
        """The user pressed Ctrl-C: nothing more is begun, the best so far is kept."""
        self.until, self.cut = self.read() - 1.0, True
