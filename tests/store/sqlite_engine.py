"""The engine that docs/engines.md writes, for tests that need one which outlives its process."""

from __future__ import annotations

import re
from pathlib import Path

#: Its module, as the page has it.
SOURCE = re.findall(
    r"(?ms)^```python\n(.*?)^```$", Path(__file__).parents[2].joinpath("docs", "engines.md").read_text(encoding="utf-8")
)[-1]
exec(compile(SOURCE, "docs/engines.md", "exec"), globals())
