"""The secretariat's tour is what kvadmin prints, in bokmål and in English, and both tell the same."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import site_tours  # noqa: E402 - found through the path above

ENGLISH, BOKMAL = (path.read_text(encoding="utf-8") for path in site_tours.TOURS)


@pytest.mark.parametrize("path", site_tours.TOURS, ids=lambda path: path.name)
def test_the_tour_is_what_kvadmin_prints(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert site_tours.written(text) == text, "run: python tools/site_tours.py"


def test_both_run_the_same_commands_and_are_told_the_same_figures() -> None:
    english, bokmal = list(site_tours.figures(ENGLISH)), list(site_tours.figures(BOKMAL))
    assert [command for command, _ in english] == [command for command, _ in bokmal]
    assert sum(command.startswith("kvadmin") for command, _ in english) == 20, "as the first sentence says"
    for (command, said), (_, sagt) in zip(english, bokmal, strict=True):
        assert said == sagt, command
    assert sum(len(said) for _, said in english) > 500


def shape(page: str) -> list[str]:
    """Headings by their level, blocks, pictures, and where the links of a paragraph lead, in order."""
    found = re.findall(r"(?m)^#+ |^```\w+$|^!|\]\([^)]*\)", page)
    return [re.sub(r"tour\.\w\w|\.nb(?=\.png)", "", each) for each in found]


def test_both_have_the_same_parts_pictures_and_links() -> None:
    assert shape(ENGLISH) == shape(BOKMAL)
    assert len([part for part in shape(ENGLISH) if part == "!"]) == 5
