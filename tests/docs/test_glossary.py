"""The glossary is whole and the only one, and its words are those that the screen and the documents use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| English")
]
#: A module that has its words in all three languages itself.
VERDICTS = ROOT / "kvadmin" / "plugins" / "cohort" / "verdict" / "ground_words.py"
#: The first line of a table with a column of Norwegian words.
HEAD = re.compile(r"(?m)^\|.*\b(?:bokmål|Norwegian)\b.*\|\n\|[-| ]+\|$")


def catalogue(language: str) -> str:
    """What the screen says in the language, in small letters."""
    files = [*(ROOT / "kvadmin").rglob(f"locale/{language}/LC_MESSAGES/*.po"), VERDICTS]
    return "\n".join(file.read_text(encoding="utf-8") for file in files).replace('"\n"', "").lower()


def test_every_term_is_said_in_three_languages_and_explained() -> None:
    assert len(ROWS) > 100
    assert [row for row in ROWS if len(row) != 4 or not all(row)] == []
    assert [row[3] for row in ROWS if not re.match(r"[a-z]|[A-Z][a-z]+s\b", row[3]) or row[3].endswith(".")] == []


def test_no_term_stands_twice() -> None:
    terms = [row[0] for row in ROWS]
    assert sorted({each for each in terms if terms.count(each) > 1}) == []


@pytest.mark.parametrize(("place", "language"), [(1, "nb"), (2, "nn")])
def test_the_screen_uses_the_words(place: int, language: str) -> None:
    said = catalogue(language)
    strange = [row[place] for row in ROWS if not all(word in said for word in row[place].lower().split())]
    assert strange == []


def test_no_other_page_keeps_a_list_of_words() -> None:
    others = [path for path in (ROOT / "docs").glob("*.md") if path.name != "glossary.md"]
    tables = [path.name for path in others if re.search(HEAD, path.read_text(encoding="utf-8"))]
    assert tables == []
