"""A workbook speaks one language: no heading, title or offered word of it stays English on a Norwegian screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

import kvadmin
from kvadmin.extension.discovering.discovery import discover, load_target
from kvadmin.extension.manager import Plugins
from kvadmin.session.session import Session
from kvadmin.sheets.marks import KEY_HEADING, MARKS
from kvadmin.translation import CATALOGUE, tr

#: Noun -> what its workbook of the example is about.
NOUNS = {
    "municipalities": (), "contacts": (), "applications": ("--cohort", "P3"), "scores": ("--cohort", "P3"),
    "confirmations": ("--cohort", "P3"), "networks": ("--cohort", "P1"), "plans": ("--cohort", "P3"),
    "goals": ("--cohort", "P3"), "judged-goals": ("--cohort", "P3"), "registrations": ("--gathering", "2008-08-27-oppstart"),
}  # fmt: skip
#: What is the same in Norwegian.
SAME = {KEY_HEADING, "Status", "nynorsk"}
LANGUAGES = ["nb", "nn"]


@pytest.fixture
def declared(tmp_path):
    run = Session(str(tmp_path))
    run.plugins = Plugins(discover(frozenset(), third_party=False))
    return list(run.gather("kvadmin_sheets"))


@pytest.fixture
def said_by(cli, tmp_path):
    """What the workbook of a noun says in a language, word by word, without what stands in its rows."""
    folder, file = tmp_path / "example", tmp_path / "edited.xlsx"
    cli("init", folder, "--example", check=True)

    def said(noun: str, language: str) -> list[str]:
        cli("--lang", language, "-C", folder, "sheet", "out", noun, *NOUNS[noun], "-o", file, "--yes", check=True)
        book = load_workbook(file)
        shown = book.worksheets[0]
        return [shown.title, *(cell.value for cell in shown[1]), *_offered(book[MARKS])]

    return said


def _offered(marks) -> Iterator[str]:
    for kind, column, *labels in marks.iter_rows(values_only=True):
        if kind == "labels" and column != "network":  # networks have names of their own
            yield from filter(None, labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_of_each_noun_speaks_one_language(said_by, language):
    english = {noun: said_by(noun, "en") for noun in NOUNS}
    norwegian = {noun: said_by(noun, language) for noun in NOUNS}
    assert {noun: len(said) for noun, said in norwegian.items()} == {noun: len(said) for noun, said in english.items()}
    left = {
        noun: same
        for noun, said in norwegian.items()
        if (same := [one for one, other in zip(said, english[noun], strict=True) if one == other and one not in SAME])
    }
    assert left == {}


def test_every_noun_is_looked_at(declared):
    assert {each.name for each in declared} == set(NOUNS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_noun_says_of_itself_and_of_a_deleted_row_is_translated(declared, language):
    said = [each.help for each in declared]
    said += [noun.removes for noun in (load_target(each.target) for each in declared) if noun.removes]
    with CATALOGUE.speaking(language):
        CATALOGUE.read(map(str, Path(kvadmin.__file__).parent.glob("plugins/*/locale")))
        assert [each for each in said if tr(each) == each] == []


@pytest.mark.parametrize(("language", "heading"), [("nb", "Mottatt"), ("nn", "Motteken")])
def test_days_figures_and_words_of_a_difference_are_said_in_norwegian(cli, tmp_path, language, heading):
    folder, file = tmp_path / "example", tmp_path / "edited.xlsx"
    cli("init", folder, "--example", check=True)
    speaking = ("--lang", language, "-C", folder)
    applications = folder / "incoming" / "soknader-pulje-3.xlsx"
    cli("-C", folder, "application", "import", applications, "--cohort", "P3", "--yes", check=True)
    cli(*speaking, "sheet", "out", "applications", "--cohort", "P3", "-o", file, "--yes", check=True)
    book = load_workbook(file)
    shown = book.worksheets[0]
    at = {cell.value: cell.column for cell in shown[1]}
    row = next(line for line in shown.iter_rows(min_row=2) if line[at[heading] - 1].value)
    was = row[at[heading] - 1].value
    row[at[heading] - 1].value, row[at["Poeng"] - 1].value = was.replace(day=1), 12.5
    book.save(file)
    told = cli(*speaking, "sheet", "in", file, "--dry-run", check=True).out
    assert f"{was:%d.%m.%Y}" in told
    assert f"{was.replace(day=1):%d.%m.%Y}" in told
    assert "12,5" in told
    assert f"{was:%Y-%m-%d}" not in told

    row[at["I tide"] - 1].value = "alltid"
    book.save(file)
    refused = cli(*speaking, "sheet", "in", file, "--dry-run")
    assert refused.code == 3
    assert "'i tide'" in refused.err
    assert "on-time" not in refused.err


@pytest.mark.parametrize(("language", "said"), [("en", "12.5 is not"), ("nb", "12,5 er ikke"), ("nn", "12,5 er ikkje")])
def test_a_figure_that_is_not_whole_is_said_as_it_stands(cli, tmp_path, language, said):
    """Whatever the cell shows of it: a format without decimals rounds 12.5 to 13."""
    folder, file = tmp_path / "example", tmp_path / "edited.xlsx"
    cli("init", folder, "--example", check=True)
    cli("--lang", language, "-C", folder, "sheet", "out", "municipalities", "-o", file, check=True)
    book = load_workbook(file)
    shown = book.worksheets[0]
    at = next(cell.column for cell in shown[1] if cell.value in ("Population", "Folketall", "Folketal"))
    cell = shown.cell(2, at)
    cell.value, cell.number_format = 12.5, "0"
    book.save(file)
    assert said in cli("--lang", language, "-C", folder, "sheet", "in", file).err
