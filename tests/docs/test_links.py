"""Pages lead where they say: every relative link and every file of kvadmin they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
FILE = re.compile(r"`((?:kvadmin|tests|tools|config|benchmarks|fixtures)/[\w./-]+\.(?:py|md|csv|toml))`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    lost = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    lost += [
        file
        for file in FILE.findall(text)
        if not (ROOT / file).exists() and not any(each in file for each in ("test_walk", "test_hello", "NAME"))
    ]
    assert lost == []
