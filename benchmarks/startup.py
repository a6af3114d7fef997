"""Start-up of commands as ratios to ``python -c pass``: CPU time, medians, one run of the script.

Run: python benchmarks/startup.py
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 15
#: Command -> the most it may cost, as a ratio (issue: foundation).
LIMITS = {"--version": 2, "--help": 9, "cohort --help": 9, "cohort status": 14}


def cpu(command: list[str]) -> float:
    """User plus system seconds of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    kvadmin = str(Path(sys.executable).with_name("kvadmin"))
    with tempfile.TemporaryDirectory() as folder:
        example = str(Path(folder) / "example")
        os.environ["KVADMIN_CONFIG"] = str(Path(folder) / "none.toml")
        # What an installed kvadmin has: byte code. An editable one without leave to write it would measure compiling.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "pycache")
        subprocess.run([kvadmin, "init", example, "--example"], check=True, capture_output=True)
        commands = {"python -c pass": [sys.executable, "-c", "pass"]}
        commands |= {name: [kvadmin, "-C", example, *name.split()] for name in LIMITS if name != "--version"}
        commands["--version"] = [kvadmin, "--version"]
        times: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():
            cpu(command)
        for _ in range(ROUNDS):  # round by round, so that a busy moment hits all alike
            for name, command in commands.items():
                times[name].append(cpu(command))
    base = statistics.median(times["python -c pass"])
    print(f"python -c pass: {base * 1000:.1f} ms CPU (median of {ROUNDS})")
    for name, limit in LIMITS.items():
        ratio = statistics.median(times[name]) / base
        print(f"kvadmin {name}: {ratio:.1f}x (limit {limit}x){'' if ratio <= limit else '  ABOVE THE LIMIT'}")


if __name__ == "__main__":
    main()
