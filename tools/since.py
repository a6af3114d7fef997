"""Since which version something public is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

#: Where ``public_0_1.txt`` and its successors lie.
HERE = Path(__file__).parent


@cache
def frozen() -> dict[str, list[list[str]]]:
    """Version -> the lines of what was public in it, each as words: ``["hook", "kvadmin_status", "snapshot", ...]``."""
    found = {}
    for path in sorted(HERE.glob("public_*_*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        version = path.stem.removeprefix("public_").replace("_", ".")
        found[version] = [line.split() for line in lines if line and not line.startswith("#")]
    return found


def since(words: str, text: str) -> str:
    """The version that something public came with: the first that froze it, else what its description says.

    Args:
        words: ``hook kvadmin_status``, or ``name Municipality``: a name may have moved to another module since.
        text: Its description.

    Returns:
        The version; empty when nobody says.
    """
    from kvadmin.api._moved import MOVED

    for version, lines in frozen().items():
        known = {(kind, name.rpartition(".")[2]) for kind, name, *_ in lines}
        known |= {(kind, MOVED[name].rpartition(":")[2].partition(".")[0]) for kind, name in known if name in MOVED}
        if tuple(words.split()) in known:
            return version
    said = re.search(r"Added\s+in\s+version\s+(\d+\.\d+)", text)
    return said[1] if said else ""
