"""What the key of completion costs: CPU time of an answer as a ratio to ``python -c pass``, at 430 municipalities.

The least of several rounds counts, since other work on the machine only adds to it.

Run: python benchmarks/completion.py
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 10
#: What is being typed.
LINES = {
    "commands": ["coh"],
    "options": ["cohort", "list", "--"],
    "cohorts": ["cohort", "show", ""],
    "municipalities, by number": ["municipality", "show", ""],
    "municipalities, by name": ["municipality", "show", "o"],
    "letters": ["mail", "plan", ""],
}


def cpu(command: list[str]) -> float:
    """User plus system seconds of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        example = str(Path(folder) / "example")
        os.environ |= {"KVADMIN_LANG": "en", "KVADMIN_CONFIG": str(Path(folder) / "none.toml")}
        kvadmin = [sys.executable, "-m", "kvadmin"]
        subprocess.run([*kvadmin, "init", example, "--example"], check=True, capture_output=True)
        lines = {"python -c pass": [sys.executable, "-c", "pass"]}
        lines |= {name: [*kvadmin, "__complete", "zsh", "-C", example, *words] for name, words in LINES.items()}
        least = {name: min(cpu(line) for _ in range(ROUNDS)) for name, line in lines.items()}
    for name, seconds in least.items():
        print(f"{name:30} {1000 * seconds:6.0f} ms  {seconds / least['python -c pass']:5.1f}x")


if __name__ == "__main__":
    main()
