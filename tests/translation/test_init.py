"""Sentences in the language of the screen, their values, and their English for programs."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kvadmin.translation import CATALOGUE, Translated, english, joined, tr
from kvadmin.wording.sentence_values import shape_in


def locale(folder: Path, language: str, **sentences: str) -> str:
    """A folder ``locale`` with a source of these sentences."""
    file = folder / "locale" / language / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    said = [f'msgid "{one.replace("_", " ")}"\nmsgstr "{other}"\n' for one, other in sentences.items()]
    file.write_text("\n".join(['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n', *said]), "utf-8")
    return str(folder / "locale")


@pytest.fixture
def norwegian(tmp_path):
    with CATALOGUE.speaking("nb", shape_in("nb")):
        CATALOGUE.read(
            [locale(tmp_path, "nb", due="frist {on}", share="andel {part:.1f} av {whole:,}", many="{n} stk")]
        )
        CATALOGUE["it is due {on}"] = "fristen er {on}"
        yield CATALOGUE


def test_english_is_what_stands_in_the_code():
    assert tr("it is due {on}", on=date(2008, 6, 7)) == "it is due 2008-06-07"
    assert type(tr("nothing")) is str
    assert CATALOGUE == {}


def test_days_and_figures_are_written_as_the_reader_has_them(norwegian):
    norwegian["{part:.1f} of {whole:,}; {exact}"] = "{part:.1f} av {whole:,}; {exact}"
    said = tr("{part:.1f} of {whole:,}; {exact}", part=-2.66, whole=1380, exact=Decimal("1234.50"))
    assert said == "−2,7 av 1\u00a0380; 1\u00a0234,50"
    assert english(said) == "-2.7 of 1,380; 1234.50"
    assert tr("it is due {on}", on=date(2008, 6, 7)) == "fristen er 07.06.2008"


def test_a_whole_number_may_be_a_year(norwegian):
    norwegian["since {year}"] = "siden {year}"
    assert tr("since {year}", year=2008) == "siden 2008"


def test_a_translation_that_names_what_is_not_there_is_not_said(norwegian):
    norwegian["it is {on}"] = "det er {naar}"
    assert tr("it is {on}", on=1) == "it is 1"


@pytest.mark.parametrize(
    "shown",
    [
        "det er",
        "{on.day} {n}",
        "{on[0]} {n}",
        "{on!x} {n}",
        "{} {n}",
        "{on {n}",
        f"{{on:{10**19}}} {{n}}",
    ],
)
def test_a_translation_that_loses_a_value_or_cannot_be_written_is_not_said(norwegian, shown):
    norwegian["it is {on}, {n} times"] = shown
    assert tr("it is {on}, {n} times", on=1, n=2) == "it is 1, 2 times"


def test_sentences_that_are_joined_keep_their_english(norwegian):
    norwegian["cohort"] = "pulje"
    assert english(joined(": ", ("P3", tr("cohort")))) == "P3: cohort"
    assert joined(", ", [tr("cohort"), tr("cohort")]) == "pulje, pulje"
    assert type(joined(", ", ["a", "b"])) is str


def test_a_copy_knows_its_english_too():
    said = Translated("pulje", "cohort")
    assert [each.english for each in (copy.deepcopy(said), pickle.loads(pickle.dumps(said)))] == ["cohort", "cohort"]


def test_of_two_catalogues_the_first_counts(tmp_path):
    """No plugin changes what kvadmin says."""
    first, second = locale(tmp_path / "1", "nn", a="ein"), locale(tmp_path / "2", "nn", a="to", b="tre")
    with CATALOGUE.speaking("nn"):
        CATALOGUE.read([first])
        assert (tr("a"), tr("b")) == ("ein", "b")
        CATALOGUE.read([second])
        assert (tr("a"), tr("b")) == ("ein", "tre")


def test_what_was_spoken_before_is_spoken_again(norwegian):
    with CATALOGUE.speaking("en"):
        assert tr("it is due {on}", on=1) == "it is due 1"
        assert tr("due", on=1) == "due"
    assert tr("due", on=date(2008, 6, 7)) == "frist 07.06.2008"


def test_it_stops_when_what_ran_has_failed():
    with pytest.raises(ValueError, match="x"), CATALOGUE.speaking("nn"):
        raise ValueError("x")
    assert CATALOGUE.language == "en"


def test_what_is_said_is_not_looked_up_again(norwegian):
    """Nynorsk says *Kven* of *Who*, and *kvensk* of the language that English calls Kven."""
    norwegian |= {"Who": "Kven", "Kven": "kvensk"}
    assert tr(tr("Who")) == "Kven"
    assert english(tr(tr("Who"))) == "Who"
    assert tr("Kven") == "kvensk"
