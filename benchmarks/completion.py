"""What the key of completion costs: CPU time of an answer as a ratio to ``python -c pass``, at 430 municipalities.

The least of several rounds counts, since other work on the machine only adds to it. Beside what is remembered of the
key before (:mod:`kvadmin.cli.completion.memory`) stands the long way, which the first key and each after a change goes.

Run: python benchmarks/completion.py
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
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


#: The most that some may cost once they have been asked (issue: third parties): words, and names from the index. What
#: an option's own function answers is asked anew at every key.
LIMITS = {"commands": 2.5, "options": 2.5} | dict.fromkeys(
    ("cohorts", "municipalities, by number", "municipalities, by name"), 8.0
)


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
        # What an installed kvadmin has: byte code.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "pycache")
        kvadmin = [sys.executable, "-m", "kvadmin"]
        subprocess.run([*kvadmin, "init", example, "--example"], check=True, capture_output=True)
        time.sleep(4)  # files that were changed a moment ago are not believed
        lines = {name: [*kvadmin, "__complete", "zsh", "-C", example, *words] for name, words in LINES.items()}
        base = min(cpu([sys.executable, "-c", "pass"]) for _ in range(ROUNDS))
        print(f"python -c pass: {1000 * base:.1f} ms CPU (least of {ROUNDS})")
        for name, line in lines.items():
            os.environ["KVADMIN_INDEX"] = "off"
            long = min(cpu(line) for _ in range(ROUNDS)) / base
            os.environ["KVADMIN_INDEX"] = str(Path(folder) / "index")
            first = cpu(line) / base
            ratio = min(cpu(line) for _ in range(ROUNDS)) / base
            limit = LIMITS.get(name)
            said = f" (limit {limit}x)" if limit else ""
            above = "  ABOVE THE LIMIT" if limit and ratio > limit else ""
            print(f"{name:25} {ratio:5.1f}x{said}{above}; first {first:.1f}x, without memory {long:.1f}x")


if __name__ == "__main__":
    main()
