"""Ten thousand lotteries take a while: on a terminal it is said how far they are, and nothing of it is in the result."""

from __future__ import annotations

import re

from terminals import on_terminal


def test_the_draws_are_counted_on_a_terminal(cli, tmp_path):
    folder = tmp_path / "example"
    cli("init", folder, "--example", check=True)
    today = ["-C", folder, "--today", "2008-06-10"]
    cli(*today, "application", "import", folder / "incoming/soknader-pulje-3.xlsx", "--cohort", "P3")
    seen = on_terminal([*today, "--no-input", "--color", "never", "cohort", "odds", "P3"], columns=100)
    assert seen.code == 0
    assert re.search(r"\r\x1b\[KDrawing lotteries (\d+/10000 \((about|at most) \d+ s left\))?", seen.text)
    result = seen.text.rpartition("\r\x1b[K")[2]
    assert "Drawing" not in result
    assert "Andebu" in result
