"""Progress on stderr, on a terminal only: how much is done of what takes over half a second, and how long it will take.

A line that rewrites itself; for a person who listens to the screen a plain line now and then.
"""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from kvadmin.tables.look import accessible
from kvadmin.tables.stderr_lines import CLEAR, DrawnLine
from kvadmin.translation import tr

#: Seconds before anything is shown: what is done by then needs no words.
PATIENCE = 0.5
#: Seconds between two states of the line, and between two lines that are heard.
_SOON, _NOW_AND_THEN = 0.1, 10.0


class Progress:
    """How far a job is.

    Args:
        total: How many steps there are; 0 where nobody knows.
        label: What is done: ``Packing``.
        visible: Whether anybody sees it.
        limit: Seconds after which the job ends by itself, where it has such a limit.
    """

    def __init__(self, total: int, label: str, *, visible: bool, limit: float | None = None) -> None:
        self._total, self._label, self._visible, self._limit = total, label, visible, limit
        self._start = time.monotonic()
        self._next = self._start + PATIENCE
        self._spoken = accessible()
        self._state: tuple[int, str] | None = None
        self._lock = threading.Lock()
        self._later: threading.Timer | None = None

    def begin(self) -> None:
        """Say after a while what is done, although nobody has said yet how far it is: a step may take long."""
        if self._visible:
            self._show_in(PATIENCE)

    def update(self, done: int, text: str = "") -> None:
        """Say how many of the total are done, and what is being worked on; no state that lasts is passed over."""
        if not self._visible:
            return
        self._state = done, text
        left = self._next - time.monotonic()
        if left <= 0:
            self._show()
        elif self._later is None:
            self._show_in(left)

    def end(self) -> None:
        """Take the line away."""
        with self._lock:
            self._visible = False
            if self._later is not None:
                self._later.cancel()
            DrawnLine.take_away()

    def _show_in(self, seconds: float) -> None:
        self._later = threading.Timer(seconds, self._show)
        self._later.daemon = True
        self._later.start()

    def _show(self) -> None:
        with self._lock:
            if not self._visible:
                return
            if self._later is not None:
                self._later.cancel()
                self._later = None
            now = time.monotonic()
            self._next = now + (_NOW_AND_THEN if self._spoken else _SOON)
            line = self._line(now - self._start)
            if self._spoken:
                print(line, file=sys.stderr, flush=True)
                return
            DrawnLine.there = True
            room = shutil.get_terminal_size().columns - 1
            shown = line if len(line) <= room else f"{line[: max(room - 3, 1)]}..."
            print(f"{CLEAR}{shown}", end="", file=sys.stderr, flush=True)

    def _line(self, elapsed: float) -> str:
        if self._state is None:
            return self._label
        done, text = self._state
        return " ".join(filter(None, (self._share(done), self._left(done, elapsed), text)))

    def _share(self, done: int) -> str:
        if self._spoken and self._total:
            return tr("{label}: {done} of {total}", label=self._label, done=done, total=self._total)
        return f"{self._label} {done}/{self._total}" if self._total else f"{self._label} {done}"

    def _left(self, done: int, elapsed: float) -> str:
        """How long it will take still: at the pace so far, or until its limit."""
        if self._limit is not None:
            left = self._limit - elapsed
        elif 0 < done < self._total:
            left = elapsed / done * (self._total - done)
        else:
            return ""
        seconds = max(round(left), 1)
        said = tr("at most {time} left" if self._limit is not None else "about {time} left", time=_in_words(seconds))
        return f"({said})"


def _in_words(seconds: int) -> str:
    """So many seconds, as precise as anybody wants to know."""
    if seconds < 90:
        return tr("{seconds} s", seconds=seconds)
    if seconds < 5400:
        return tr("{minutes} min", minutes=round(seconds / 60))
    return tr("{hours} h", hours=round(seconds / 3600))


@contextmanager
def progress_line(total: int, label: str, limit: float | None = None) -> Iterator[Progress]:
    """The progress of a job, visible on a terminal only and gone at the end."""
    line = Progress(total, label, visible=sys.stderr is not None and sys.stderr.isatty(), limit=limit)
    line.begin()
    try:
        yield line
    finally:
        line.end()
