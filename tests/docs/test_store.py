"""Each promise of docs/store.md names a test or benchmark that is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_each_promise_has_its_test():
    page = (ROOT / "docs/store.md").read_text(encoding="utf-8")
    folders = (ROOT / "tests", ROOT / "kvadmin/testing")
    files = [path for each in folders for path in each.rglob("*.py")]
    files += (ROOT / "plugins_contrib").glob("*/tests/*.py")
    sources = "".join(path.read_text(encoding="utf-8") for path in files)
    known = set(re.findall(r"def (test_\w+)", sources))
    rows = [line for line in page.splitlines() if line.startswith("| ") and "shown by" not in line]
    assert len(rows) > 12
    assert [row for row in rows if "`test_" not in row and "same tests" not in row] == []
    assert set(re.findall(r"`(test_\w+)`", page)) - known == set()
