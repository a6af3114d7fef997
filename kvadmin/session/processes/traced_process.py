"""Fresh processes in which imports of plugins and calls of hooks are timed, as the one that starts them sees it.

What is heard there is written to a file, line by line, so that of a process that is ended the beginning is known.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from kvadmin.errors import UsageError
from kvadmin.extension.discovering.discovery import PluginStatus
from kvadmin.session.processes.trial_process import environment, python
from kvadmin.translation import tr

#: How often each plugin is timed; the shortest time counts, for a machine with much else to do only adds to it.
ROUNDS = 3
Heard = dict[str, Any]


@dataclass(frozen=True)
class Trace:
    """What a traced command did.

    Args:
        exit_code: How it ended; 128 and the number of the signal that ended it.
        total_ms: From its start to its end, without the start of Python; with it, where it was ended from within.
        imports: Every plugin as it was found: ``plugin``, ``builtin``, ``status``, ``ms``.
        calls: Every call of a hook in the order in which they began: ``n``, ``hook``, ``plugin``, ``ms``, ``own_ms``
            (without the calls within), ``depth``, ``answer``, ``count``, ``error`` and ``times``: calls one after the
            other that answered the same kind of thing are one.
    """

    exit_code: int
    total_ms: float
    imports: tuple[Heard, ...]
    calls: tuple[Heard, ...]


def trace(arguments: Sequence[str]) -> Trace:
    """Run a command line of kvadmin in a process of its own: it asks here, and what it prints on stdout goes to stderr.

    Raises:
        UsageError: The process cannot be started.
    """
    with tempfile.TemporaryDirectory(prefix="kvadmin-trace-") as folder:
        notes = Path(folder) / "notes"
        notes.touch()
        start = perf_counter()
        try:
            process = subprocess.Popen(python("kvadmin.cli.traced", notes, *arguments), env=environment(), stdout=2)
        except OSError as error:
            raise UsageError(tr("the command cannot be run: {error}", error=error), code="usage") from error
        code = _ended(process)
        spent = (perf_counter() - start) * 1000
        heard = _read(notes)
    total = next((each["ms"] for each in heard if each["kind"] == "end"), spent)
    imports = tuple(each for each in heard if each["kind"] == "import")
    calls = sorted((each for each in heard if each["kind"] == "call"), key=lambda each: int(each["n"]))
    return Trace(code if code >= 0 else 128 - code, total, imports, tuple(_joined(calls)))


def _ended(process: subprocess.Popen[bytes]) -> int:
    """The exit code; Ctrl-C is for the command, and its trace is shown all the same."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def _joined(calls: Iterable[Heard]) -> list[Heard]:
    """The calls, those as one that follow each other and are alike."""
    found: list[Heard] = []
    alike = ("hook", "plugin", "depth", "answer", "count", "error")
    for each in calls:
        if found and all(found[-1][key] == each[key] for key in alike):
            last = found[-1]
            found[-1] = last | {key: last[key] + each[key] for key in ("ms", "own_ms")} | {"times": last["times"] + 1}
        else:
            found.append(each | {"times": 1})
    return [each | {"n": number} for number, each in enumerate(found, 1)]


def timings(statuses: Sequence[PluginStatus], programme: Path | None) -> dict[str, tuple[float, float]]:
    """Milliseconds of the import and of the declaring hooks of each active plugin, by its name.

    The built-in ones are timed together, since no run is without them; every other alone beside them.

    Args:
        statuses: All plugins.
        programme: The programme folder, if there is one.
    """
    active = [each for each in statuses if each.status == "active"]
    found: dict[str, tuple[float, float]] = {}
    strangers = [each.full_name for each in statuses if not each.builtin]
    for each in ["", *(each.full_name for each in active if not each.builtin)]:
        others = [name for name in strangers if name != each]
        for _ in range(ROUNDS):
            for name, spent in _timed(each, others, programme).items():
                best = found.get(name, spent)
                found[name] = min(best[0], spent[0]), min(best[1], spent[1])
    names = {each.full_name: each.name for each in active}
    return {names[each]: spent for each, spent in found.items() if each in names}


def _timed(full_name: str, others: Sequence[str], programme: Path | None) -> dict[str, tuple[float, float]]:
    with tempfile.TemporaryDirectory(prefix="kvadmin-timing-") as folder:
        notes = Path(folder) / "notes"
        notes.touch()
        subprocess.run(
            python("kvadmin.session.processes.plugin_timing", notes, programme or "", full_name, *others),
            env=environment(), check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        heard = _read(notes)
    imports = {each["full_name"]: each for each in heard if each["kind"] == "timing"}
    return {name: (each["import_ms"], each["declarations_ms"]) for name, each in imports.items()}


def _read(notes: Path) -> list[Heard]:
    """What was noted; the last line of a process that was ended may be cut off."""
    found = []
    for line in notes.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found
