"""Print the n-th fenced shell block of README.md, so that CI runs what a newcomer copies."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"


def shell_blocks(text: str) -> list[str]:
    """The fenced blocks marked ``sh``, ``bash``, ``shell`` or ``console``, in order."""
    return re.findall(r"^```(?:sh|bash|shell|console)\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


if __name__ == "__main__":
    print(shell_blocks(README.read_text(encoding="utf-8"))[int(sys.argv[1]) - 1], end="")
