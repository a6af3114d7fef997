"""Progress on stderr: a line that rewrites itself, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


class Progress:
    """A progress line on stderr, shown only on a terminal."""

    def __init__(self, total: int, label: str, *, visible: bool) -> None:
        self._total, self._label, self._visible = total, label, visible

    def update(self, done: int, text: str = "") -> None:
        """Say how many of the total are done, and what is being worked on."""
        if self._visible:
            share = f"{done}/{self._total}" if self._total else str(done)
            print(f"\r\x1b[K{self._label} {share} {text}", end="", file=sys.stderr, flush=True)


@contextmanager
def progress_line(total: int, label: str) -> Iterator[Progress]:
    """A progress line, visible on a terminal only and gone at the end."""
    visible = sys.stderr.isatty()
    try:
        yield Progress(total, label, visible=visible)
    finally:
        if visible:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
