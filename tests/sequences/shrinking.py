"""A failing sequence made short, and printed as a script that anybody can run."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence

_HEAD = """\
#!/bin/sh
# {about}
# Run in a copy of the office that tests/sequences/office.py makes: programme/ and files/ beside each other.
export KVADMIN_TODAY={today} KVADMIN_LANG=en
kv() {{ kvadmin -C programme --no-input --yes "$@"; }}
change() {{ kv log --format json | python3 -c "import json, sys; print(json.load(sys.stdin)['entries'][-$1]['id'])"; }}
plan() {{ kv mail approve --format json | grep -o '[0-9a-f]\\{{64\\}}' | head -n 1; }}
"""


def shortened(sequence: Sequence[list[str]], fails: Callable[[list[list[str]]], bool]) -> list[list[str]]:
    """The same failure with as few commands as leaving out one after another gives.

    Args:
        sequence: Command lines that fail.
        fails: Whether some of them fail in the same way.
    """
    kept = list(sequence)
    size = max(1, len(kept) // 2)
    while size:
        at = 0
        while at < len(kept):
            without = kept[:at] + kept[at + size :]
            if without and fails(without):
                kept = without
            else:
                at += size
        size //= 2
    return kept


def script(sequence: Sequence[list[str]], about: str, today: str) -> str:
    """A shell script that types the sequence, each command dry and in earnest, and takes all back."""
    lines = [_HEAD.format(about=" ".join(about.split())[:300], today=today)]
    for words in sequence:
        typed = " ".join(_typed(word) for word in words)
        lines += [f"kv --dry-run {typed}", f"kv {typed}"]
    return "\n".join([*lines, "kv check", "kv undo    # as often as there are changes", "kv check", ""])


def _typed(word: str) -> str:
    if word.startswith("@change:"):
        return f'"$(change {word.partition(":")[2]})"'
    if word == "@plan":
        return '"$(plan)"'
    return shlex.quote(word.removeprefix("@") if word.startswith(("@files/", "@out/")) else word)
