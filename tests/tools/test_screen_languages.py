"""Nothing that is seen most is said without the catalogue; ``tools/screen_languages.py`` tries every command."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import screen_languages
from disguise import Disguise, disguised, is_disguised
from sentences import sentences

from kvadmin.translation import CATALOGUE, Catalogue

#: Command lines on the example, with the words that are no English though they look so: data, and names of what is typed.
LINES = {
    "status": "",
    "check": "",
    "cohort list": "",
    "cohort show P3": "",
    "cohort status": "",
    "cohort admit P3 --dry-run": "",
    "application list --cohort P3": "",
    "application missing --cohort P3": "",
    "network list": "",
    "gathering list": "",
    "plan overdue": "",
    "municipality show 0301": "",
    "municipality show Løtn": "",
    "contact list -m 0415": "",
    "cohort show P9": "cohorts",
    "cohort tull": "tull",
    "mail status": "",
}


@pytest.fixture
def vocabulary() -> set[str]:
    return screen_languages.vocabulary_of(list(sentences()), screen_languages.example_names())


@pytest.fixture
def in_disguise(monkeypatch):
    monkeypatch.setattr(Catalogue, "__missing__", Catalogue.__missing__)
    Disguise().put_on()


def test_no_english_is_said_without_the_catalogue(cli, tmp_path, vocabulary, in_disguise):
    folder = tmp_path / "example"
    cli("init", folder, "--example", check=True)
    left = []
    for line, allowed in LINES.items():
        ran = cli("--lang", "nb", "-C", folder, "--today", "2008-06-10", *line.split())
        for text in (ran.out, ran.err):
            left += [
                f"{line}: {each}" for each in screen_languages.english_left(text, vocabulary - set(allowed.split()))
            ]
        assert is_disguised(ran.out + ran.err), line
    assert left == []


def test_what_is_said_without_it_is_found(vocabulary):
    text = f"{disguised('the cohort {id} has no members').format(id='P3')}\nno municipality is called 'Løtn'\n"
    assert list(screen_languages.english_left(text, vocabulary)) == [
        "municipality called  <-  no municipality is called 'Løtn'"
    ]


def test_a_disguise_keeps_names_and_braces():
    assert disguised("{a!r} is {b:.1f} of {{c}}") == "{a!r} ис {b:.1f} оф {{ц}}"
    assert disguised("a {brace alone").startswith("а {")
    assert CATALOGUE["never"] is None
