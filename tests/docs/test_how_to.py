"""The how-to pages do what they say: every block is run, and prints what stands there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import how_to  # noqa: E402 - found through the path above

PROMISE = "Every block below is run by the tests"
PAGES = sorted(
    page.name for page in (ROOT / "docs" / "how-to").glob("*.md") if PROMISE in page.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", PAGES)
def test_every_block_prints_what_stands_there(name):
    page = (ROOT / "docs" / "how-to" / name).read_text(encoding="utf-8")
    assert how_to.written(page) == page, f"run: python tools/how_to.py docs/how-to/{name}"


def test_there_are_pages_with_blocks():
    texts = [(ROOT / "docs" / "how-to" / name).read_text(encoding="utf-8") for name in PAGES]
    assert sum(len(list(how_to.commands(text))) for text in texts) > 20
