"""No output mixes two languages; ``tools/mixed_screens.py`` tries every command, its help and what is called wrongly."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import mixed_screens  # noqa: E402 - found through the path above
from disguise import Disguise, disguised  # noqa: E402
from language_mixing import foreign_in_text, mixed, without_differences  # noqa: E402

from kvadmin.translation import Catalogue  # noqa: E402
from kvadmin.translation.catalogue_files import sentences_of  # noqa: E402

#: Command lines on the example, those that are called wrongly among them.
LINES = (
    "check", "cohort list", "cohort show P3", "cohort admit P3 --dry-run", "application list --cohort P3",
    "application missing --cohort P3", "network list", "gathering list", "plan overdue", "municipality show 0301",
    "contact list -m 0415", "cohort show P9", "cohort set P3 nonsense 1", "mail plan admitted --to nonsense:P3",
    "cohort --help", "cohort admit --help",
)  # fmt: skip


@pytest.fixture(scope="module")
def data() -> set[str]:
    return mixed_screens.data_words()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_output_mixes_two_languages(cli, tmp_path, monkeypatch, data, language):
    monkeypatch.setattr(Catalogue, "__missing__", Catalogue.__missing__)
    Disguise(translated=True).put_on()
    folder = tmp_path / "example"
    cli("init", folder, "--example", check=True)
    typed = data | mixed_screens.typed_words()
    found = []
    for line in LINES:
        ran = cli("--lang", language, "-C", folder, "--today", "2008-06-10", *line.split())
        words = typed if ran.code or "--help" in line else data
        lines = without_differences(f"{ran.out}\n{ran.err}")
        found += [(line, what, said.strip()) for what, said in mixed(lines, language, words)]
    assert found == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_no_translation_has_words_of_another_language(language):
    """Words that are typed in English and explained beside it stand in ``visit (besøk)`` and are no words of these."""
    found = {
        english: wrong
        for file in sorted((ROOT / "kvadmin").rglob(f"locale/{language}/LC_MESSAGES/messages.po"))
        for english, said in sentences_of(file.read_text(encoding="utf-8")).items()
        if (wrong := foreign_in_text(said, language))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("language", "said", "found"),
    [
        ("nb", disguised("ni påmeldte står ikke på listen"), []),
        ("nb", "P3  Askim  " + disguised("tatt opp"), []),
        ("nb", disguised("ni påmeldte står ikke på listen. Their badges are printed."), ["en in nb: their are"]),
        ("nb", disguised("ho kan ikkje lesast"), ["nn in nb: ho ikkje lesast"]),
        ("nn", disguised("den kan ikke leses"), ["nb in nn: ikke leses"]),
        ("nn", disguised("no kan ingen andre gjere det"), []),
        ("en", disguised("nobody can do that"), []),
        ("en", "ni påmeldte " + disguised("cannot come"), ["not looked up: ni påmeldte"]),
        ("nb", "P3 " + disguised("er åpen til") + " 2008-06-10", ["in the English form: 2008-06-10"]),
        ("nb", "P3 " + disguised("er åpen til") + " 10.06.2008", []),
        ("nb", disguised("se") + " `kvadmin cohort show P3 --on 2008-06-10`", []),
        ("nb", "87.3% 74,8 %", ["in the English form: 87.3%"]),
    ],
)
def test_what_a_line_mixes(language, said, found):
    assert [what for what, _ in mixed([said], language, {"askim"})] == found


def test_lines_of_files_in_a_dry_run_are_no_sentences():
    text = "Would change\n--- a/cohorts/P3.yaml\n+++ b/cohorts/P3.yaml\n@@ -1 +1 @@\n-name: One\n+name: Two\nafter it"
    assert list(without_differences(text)) == ["Would change", "after it"]
