"""Write the tour of README.md from a real run, so that it shows what kvadmin prints; ``--check`` compares.

Run: python tools/tour.py [--check]
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
_HERE = "-C programme --today 2008-06-10"
#: What is shown: a sentence, the command, and how many lines of its output (0: all).
STEPS = [
    ("Make the example programme: 430 real municipalities of 2008, three groups, and a call.",
     "init programme --example", 0),
    ("Take in the list of applications as the office keeps it; every row's fate is printed and recorded.",
     f"{_HERE} application import programme/incoming/soknader-pulje-3.xlsx --cohort P3", 14),
    ("What waits for a person, and what each application lacks.",
     f"{_HERE} application missing --cohort P3", 0),
    ("A person settles a row: the list said only *Nes*.",
     f'{_HERE} application resolve P3 r2 --as 0236 --why "they called"', 0),
    ("Admit by the rule, with a reason for everybody.", f"{_HERE} cohort admit P3 --yes", 12),
    (("Years later, anybody can run the rule again. (The example fixes its seed; a draw that is sound: "
     "docs/how-to/lottery.md.)"), f"{_HERE} cohort verify P3", 0),
    ("The status table never prints a bare total.", f"{_HERE} cohort status --as-of 2008-12-31", 0),
    ("Split the new cohort into local networks; the bound says that no split is better.",
     f"{_HERE} network split P3 --size 5..7 --yes", 14),
    ("Why is a municipality where it is?", f"{_HERE} network explain 0604", 12),
    ("Everything for the gathering in one folder, in both language forms.",
     f"{_HERE} gathering pack 2008-08-27-oppstart --out box", 8),
    ("Which municipalities' figures say something?", f"{_HERE} evaluation signals sykefravaer --preset ptd", 9),
    ("Whatever was done can be looked up and undone.", f"{_HERE} log cohorts", 0),
]  # fmt: skip


def tour() -> str:
    """The tour as Markdown, from a run in a temporary folder."""
    parts = []
    env = {
        **os.environ,
        "KVADMIN_LANG": "en",
        "COLUMNS": "110",
        "KVADMIN_WHO": "Kari Nordmann",
        "KVADMIN_CONFIG": "no-settings.toml",
    }
    with tempfile.TemporaryDirectory() as folder:
        for sentence, command, lines in STEPS:
            done = subprocess.run(
                f"{sys.executable} -m kvadmin {command}", shell=True, cwd=folder, env=env, check=True,
                capture_output=True, text=True, encoding="utf-8",
            )  # fmt: skip
            shown = [steady(line) for line in done.stdout.rstrip().splitlines()]
            if lines and len(shown) > lines:
                shown = [*shown[:lines], f"... ({len(shown) - lines} more lines)"]
            parts += [sentence, "", "```text", f"$ kvadmin {command}", *shown, "```", ""]
    return "\n".join(parts)


def networks(text: str) -> list[str]:
    """The networks that a printed split shows, one a line: number, name, members."""
    rows = re.findall(r"(?m)^(\d+) +(\S.*?)  +\d+  +(\S.*?)  +[\d.]+ ", text)
    return [f"{number} {name}: {members}" for number, name, members in rows]


def steady(line: str) -> str:
    """A line without what differs from run to run: ids of changes and the clock."""
    line = re.sub(r"\b[b-df-hjkm-np-rtv-xz]{16}\b", "hkmtvwxzbcdfghjk", line)
    line = re.sub(r"\b[b-df-hjkm-np-rtv-xz]{8}\b", "hkmtvwxz", line)
    line = re.sub(
        r"(?<=\.)(md|ics|pdf|docx|xlsx)( +)\d+  [0-9a-f]{64}$", r"\1\2...  ...", line
    )  # they are the libraries'
    return re.sub(r"\b\d{4}-\d\d-\d\d \d\d:\d\d\b", "2008-06-10 10:15", line).rstrip()


def with_tour(text: str) -> str:
    """The README with a fresh tour."""
    start = text.index("-->", text.index("<!-- tour:")) + 3
    end = text.index("<!-- /tour -->")
    return f"{text[:start]}\n{tour()}{text[end:]}"


def main() -> int:
    """Write the tour, or say whether it is what kvadmin prints."""
    text = README.read_text(encoding="utf-8")
    fresh = with_tour(text)
    if "--check" in sys.argv:
        if fresh != text:
            print("the tour of README.md is not what kvadmin prints: run python tools/tour.py")
            return 1
        return 0
    README.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
