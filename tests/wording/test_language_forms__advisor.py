"""Who helps a network has one word in each language, in catalogues, documents, templates and the glossary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kvadmin
from kvadmin.plugins.gathering.handouts.wording import word
from kvadmin.plugins.network.divisions.division_document import _WORDS
from kvadmin.plugins.network.divisions.division_report import _HEADINGS
from kvadmin.wording.language_forms import NOUNS

HOME = Path(kvadmin.__file__).parent
#: What else people call them; ``rådgiver`` is a title that many have, and a hidden name of the command.
OTHERS = re.compile(r"nettverksled|nettverkslei|rådgiv|rådgje?v|veglei|\bcoach|\bmentor", re.IGNORECASE)
THE_OTHER_FORM = {"nb": re.compile("rettlei", re.IGNORECASE), "nn": re.compile("veiled", re.IGNORECASE)}
#: Where another word is no text of ours: what is typed instead of the command.
ALIASES = HOME / "wording" / "norwegian_words.py"
#: Where titles are listed by which people are named in texts.
TITLES = HOME / "plugins" / "evaluation" / "results" / "quotable.py"


def said(po: str) -> list[str]:
    """The translations of a catalogue, without the names in examples of commands."""
    told = ["".join(re.findall(r'"(.*)"', each)) for each in re.findall(r'msgstr(?:\[\d\])? ((?:".*"\n?)+)', po)]
    return [re.sub(r'\\".*?\\"', "", each) for each in told]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_catalogues_have_one_word(language):
    found = [
        text
        for file in sorted(HOME.rglob(f"{language}/LC_MESSAGES/*.po"))
        for text in said(file.read_text("utf-8"))
        if OTHERS.search(text) or THE_OTHER_FORM[language].search(text)
    ]
    assert found == []


def test_code_and_templates_have_no_other_word():
    endings = {".py", ".md", ".typ", ".html", ".txt", ".j2"}
    for file in sorted(HOME.rglob("*")):
        if file.suffix in endings and file not in (ALIASES, TITLES):
            text = re.sub(r'Example: .*|"[A-Z]\w+ Rådgiver \(eksempel\)"', "", file.read_text("utf-8"))
            assert not OTHERS.search(text), file


@pytest.mark.parametrize(("language", "place"), [("nb", 0), ("nn", 1), ("en", 2)])
def test_documents_and_the_glossary_say_the_same(language, place):
    one = NOUNS["advisor"][language][0]
    assert _WORDS[language]["advisor"] == _HEADINGS[language]["advisor"] == one.capitalize()
    if language != "en":
        assert word("advisor", language) == one.capitalize()
    glossary = (HOME.parent / "docs" / "glossary.md").read_text("utf-8")
    row = next(line for line in glossary.splitlines() if line.startswith("| advisor |"))
    assert [each.strip() for each in row.split("|")[1:4]][(place + 1) % 3] == one
