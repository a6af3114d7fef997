"""kvadmin as a process of its own, as a person starts it, and killed as a power cut would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from support import Ran

ROOT = Path(__file__).resolve().parents[2]


def environment(folder: Path) -> dict[str, str]:
    """The environment of a person without settings of her own, whose kvadmin is this checkout."""
    left = {name: value for name, value in os.environ.items() if not name.startswith("KVADMIN_")}
    return left | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
        "KVADMIN_CONFIG": str(folder / "person.toml"),
        "KVADMIN_WHO": "Test Person",
    }


def started(folder: Path, *words: object) -> subprocess.Popen[bytes]:
    """kvadmin begun in a process group of its own; what it prints goes nowhere."""
    return subprocess.Popen(
        [sys.executable, "-m", "kvadmin", *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(folder),
        start_new_session=True,
    )


def killed(process: subprocess.Popen[bytes]) -> bool:
    """kill -9 to the whole group; whether it was still running."""
    running = process.poll() is None
    if running:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return running


def waited(process: subprocess.Popen[bytes], until: Callable[[], bool], most: float) -> None:
    """Wait for something, for the end of the process, or `most` seconds."""
    limit = time.monotonic() + most
    while process.poll() is None and time.monotonic() < limit and not until():
        time.sleep(0.002)


def by_processes(folder: Path) -> Callable[..., Ran]:
    """kvadmin run to its end in a process of its own, in the form of the fixture ``cli``."""

    def cli(*words: object) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "kvadmin", *map(str, words)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=environment(folder),
            timeout=600,
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return cli
