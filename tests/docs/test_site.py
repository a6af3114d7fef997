"""The documentation site has every page, once; CI builds it and goes through it (tools/site_check.py)."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
CONF = runpy.run_path(str(DOCS / "conf.py"))


def test_every_page_is_in_the_contents_once() -> None:
    named = [page for pages in CONF["site_contents"].values() for page in pages]
    there = {path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md")} - {CONF["root_doc"]}
    assert len(named) == len(set(named))
    assert there - set(named) == set()
    assert set(named) - there == set()


def test_the_front_page_leads_to_every_subject() -> None:
    front = (DOCS / "index.md").read_text(encoding="utf-8")
    pages = {page for pages in CONF["site_contents"].values() for page in pages}
    assert {page for page in pages if f"({page}.md)" not in front} == set()


def test_a_page_that_stands_above_says_where() -> None:
    for page, file in CONF["site_from_above"].items():
        assert f"](../{file})" in (DOCS / f"{page}.md").read_text(encoding="utf-8")
        assert (DOCS.parent / file).is_file()
