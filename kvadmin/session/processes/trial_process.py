"""The process in which a plugin is tried, as the process that watches it sees it.

What :mod:`kvadmin.session.plugin_trial` does and finds there it writes to a file, line by line, so that a
plugin that hangs or ends the process is found out as well.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kvadmin.extension.discovering.discovery import PluginStatus
from kvadmin.translation import tr

#: What is noted last.
DONE = "done"


def try_plugin(status: PluginStatus, seconds: float, programme: Path | None = None) -> PluginStatus:
    """The status of a plugin after its trial, with everything that is wrong.

    Args:
        status: Which; it need not be imported.
        seconds: How long each hook may take.
        programme: The programme folder, where a plugin that is a file of it lies.
    """
    with tempfile.TemporaryDirectory(prefix="kvadmin-trial-") as folder:
        notes = Path(folder) / "notes"
        notes.touch()
        process = subprocess.Popen(
            python("kvadmin.session.plugin_trial", status.full_name, folder, *([programme] if programme else [])),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = _watch(process, notes, seconds)
        found: dict[str, list[str]] = {"doing": [tr("start")], "hook": [], "failed": [], "left out": [], "warning": []}
        for line in notes.read_text(encoding="utf-8").splitlines():
            kind, text = json.loads(line)
            found[kind].append(text)
    doing = found["doing"][-1]
    if end or doing != DONE:
        found["failed"].append(f"{doing}: {end or tr('the process ended')}")
    problems = dict.fromkeys([*found["failed"], *found["left out"]])
    outcome = "failed" if found["failed"] else "active"
    hooks, warnings = tuple(found["hook"]), tuple(found["warning"])
    return status._replace(status=outcome, hooks=hooks, error="; ".join(problems) or None, warnings=warnings)


def python(module: str, *arguments: str | Path) -> list[str]:
    """The command that runs a module of kvadmin in a fresh process, which imports nothing from the working folder."""
    return [sys.executable, "-P", "-m", module, *map(str, arguments)]


def environment() -> dict[str, str]:
    """The environment of such a process: it finds what this one finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _watch(process: subprocess.Popen[bytes], notes: Path, seconds: float) -> str:
    """How the process ended, if not well; it is ended when it is busy with one thing for too long."""
    size, since = 0, time.monotonic()
    while True:
        try:
            code = process.wait(0.05)
        except subprocess.TimeoutExpired:
            now = notes.stat().st_size
            if now != size:
                size, since = now, time.monotonic()
            if time.monotonic() - since > seconds:
                process.kill()
                process.wait()
                return tr("takes more than {seconds:g} seconds", seconds=seconds)
        else:
            return tr("the process ended with exit code {code}", code=code) if code else ""
