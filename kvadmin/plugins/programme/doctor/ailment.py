"""One thing that the doctor says, and what it looks at: handed in, so that every finding can be tried."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

#: What an ailment is about; a person reads it in the language of the screen.
ABOUT = ("python", "libraries", "console", "fonts", "clock", "folder", "plugins")


@dataclass(frozen=True, slots=True)
class Ailment:
    """Something that is wrong with the surroundings (``error``, ``warning``), or good to know (``info``).

    Args:
        severity: ``error``: kvadmin cannot work, or not safely; ``warning``: a part cannot; ``info``: nothing is wrong.
        code: Short and stable.
        about: One of :data:`ABOUT`.
        text: One sentence.
        fix: A command, or one sentence.
    """

    severity: str
    code: str
    about: str
    text: str
    fix: str


def _environment() -> dict[str, str]:
    return dict(os.environ)


def _encodings() -> dict[str, str]:
    streams = {"stdout": sys.stdout, "stderr": sys.stderr}
    return {name: getattr(stream, "encoding", None) or "" for name, stream in streams.items() if stream is not None}


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class WhereItRuns:
    """Where kvadmin runs.

    Args:
        python: Version of Python.
        environment: The environment's variables.
        encodings: What the streams are written in.
        mounts: The mounted file systems, a line each as Linux lists them; empty elsewhere.
        today: The day by the machine's clock.
    """

    python: tuple[int, int] = field(default_factory=lambda: sys.version_info[:2])
    environment: Mapping[str, str] = field(default_factory=_environment)
    encodings: Mapping[str, str] = field(default_factory=_encodings)
    mounts: str = field(default_factory=_mounts)
    today: date = field(default_factory=date.today)
