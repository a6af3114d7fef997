"""A real terminal (a pty) for kvadmin: what a person sees, byte for byte, and what she types."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
#: Variables of whoever runs the tests that say what her terminal is and likes.
_OF_THE_TERMINAL = {"COLUMNS", "LINES", "NO_COLOR", "PAGER", "LESS", "KVADMIN_PAGER", "KVADMIN_ACCESSIBLE"}

_CTRL_C = b"\x03"
#: Seconds without an answer after which a person presses Ctrl-C again.
_PATIENCE = 2.0


@dataclass(frozen=True)
class Seen:
    """How a run on a terminal ended, and everything it wrote there."""

    code: int
    raw: bytes

    @property
    def text(self) -> str:
        """As text, with the line ends of files."""
        return self.raw.decode("utf-8", "replace").replace("\r\n", "\n")


def on_terminal(
    words: list[object],
    *,
    columns: int = 80,
    lines: int = 24,
    typed: dict[str, str] | list[tuple[str, str]] | None = None,
    program: list[str] | None = None,
    cwd: Path | None = None,
    timeout: float = 60,
    **variables: str | None,
) -> Seen:
    """Run kvadmin on a terminal of its own.

    Ctrl-C is pressed again when nothing has come of it, as a person does: between the last letter of a question and the
    reading of the answer Python keeps a signal until that reading ends.

    Args:
        words: Its arguments.
        columns: Of the window.
        lines: Of the window.
        typed: What is seen -> what is typed then; of a list each is waited for behind the one before.
        program: What is run instead of kvadmin.
        cwd: Where.
        timeout: Seconds after which it is ended.
        **variables: Of the environment; None takes one away.
    """
    kept = {name: each for name, each in os.environ.items() if name not in _OF_THE_TERMINAL}
    env = kept | {"PYTHONPATH": str(_ROOT), "TERM": "xterm-256color", "KVADMIN_WHO": "Test Person"}
    env |= {name: each for name, each in variables.items() if each is not None}
    for name in [name for name, each in variables.items() if each is None]:
        env.pop(name, None)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    command = program or [sys.executable, "-m", "kvadmin"]
    process = subprocess.Popen(
        [*command, *map(str, words)], stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, env=env, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - less reads from the terminal of its session
    )  # fmt: skip
    os.close(theirs)
    turns = list(typed) if isinstance(typed, list) else []
    waiting, raw, answered = dict(typed or {}) if not turns else {}, b"", 0
    end, pressed = time.monotonic() + timeout, None
    try:
        while time.monotonic() < end:
            if pressed and time.monotonic() > pressed + _PATIENCE:
                os.write(ours, _CTRL_C)
                pressed = time.monotonic()
            if select.select([ours], [], [], 0.1)[0]:
                try:
                    piece = os.read(ours, 65536)
                except OSError:  # the other end is closed: Linux says so by an error
                    break
                if not piece:
                    break
                raw += piece
                pressed = time.monotonic() if pressed and piece == b"^C" else None
            for seen in [each for each in waiting if each.encode() in raw]:
                os.write(ours, waiting.pop(seen).encode())
            while turns and (at := raw.find(turns[0][0].encode(), answered)) >= 0:
                answered = at + len(turns[0][0].encode())
                key = turns.pop(0)[1].encode()
                os.write(ours, key)
                pressed = time.monotonic() if key == _CTRL_C else None
        else:
            process.kill()
        return Seen(process.wait(timeout=10), raw)
    finally:
        os.close(ours)
