"""The how-to pages do what they say: followed in order in one folder, every block prints what stands there."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import how_to  # noqa: E402 - found through the path above

PROMISE = re.compile(r"blocks?\s+(?:below\s+)?(?:is|are)\s+run\s+by\s+the\s+tests")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def page(name: str) -> str:
    return (how_to.PAGES / name).read_text(encoding="utf-8")


def test_every_page_is_in_the_story_and_says_where_it_goes_on() -> None:
    assert sorted(how_to.STORY) == sorted(path.name for path in how_to.PAGES.glob("*.md"))
    for before, name in zip(how_to.STORY, how_to.STORY[1:], strict=False):
        head = page(name)
        assert PROMISE.search(head), name
        assert f"]({before})" in head or "a folder of its own, beside `kvalitet`" in head, name


def test_the_pages_followed_in_order_print_what_stands_there() -> None:
    pages = [page(name) for name in how_to.STORY]
    assert sum(len(list(how_to.commands(text))) for text in pages) > 100
    for name, given, fresh in zip(how_to.STORY, pages, how_to.written(pages), strict=True):
        assert fresh == given, f"{name}: run python tools/how_to.py --all"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_console_block_is_left_out(path: Path) -> None:
    """Blocks that show a command with what it prints are of the how-tos, the year, or a tour."""
    blocks = re.findall(r"(?ms)^```(console|text|)\n\$ kvadmin(.*?)^```$", path.read_text(encoding="utf-8"))
    kinds = {kind for kind, _ in blocks}
    if path.parent == how_to.PAGES:
        assert kinds <= {"console"} or path.name == "check.md"
    elif path in (ROOT / "docs" / "story.md", ROOT / "docs" / "tutorial.md") or path.parent.name == "how-to-hooks":
        assert kinds == {"console"}
    elif path.name == "README.md" and path.parent == ROOT:
        assert kinds == {"text"}
    elif path.name.startswith("tour."):
        assert kinds == {"console"}, "the tests of tools/site_tours.py run it"
    else:
        assert not kinds
