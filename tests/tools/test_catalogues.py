"""No sentence is missing in the catalogues, none is there that nobody says, and none has other names or commands."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("babel", reason="Babel reads the catalogues")
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import catalogues
import sentences


def test_the_catalogues_have_what_the_code_says():
    """What is new is merged in by ``python tools/catalogues.py``."""
    assert list(catalogues.stale()) == []


#: Sentences that may lack a translation while translations are under way: part -> how many, in each language.
MISSING: dict[str, int] = {}


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
@pytest.mark.parametrize("part", catalogues.PARTS)
def test_nothing_is_missing(part, language):
    found = catalogues.missing(part, language)
    assert len(found) <= MISSING.get(part, 0), found


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_translations_name_what_the_english_names(language):
    assert list(catalogues.faults(language)) == []


@pytest.mark.parametrize(
    ("english", "said", "wrong"),
    [
        ("there is no {name!r}", "det finnes ingen {navn!r}", "other names"),
        ("see `kvadmin log`", "se `kvadmin logg`", "other command lines"),
        ("None.", "Ingen", "begins or ends otherwise"),
        ("there is no {name!r}: `kvadmin show NAME`", "{name!r} finnes ikke: `kvadmin show NAVN`", ""),
    ],
)
def test_what_is_wrong_with_a_translation(monkeypatch, tmp_path, english, said, wrong):
    catalogue = catalogues.Catalog(locale="nb")
    catalogue.add(english, said)
    monkeypatch.setattr(catalogues, "PARTS", ("mail",))
    monkeypatch.setattr(catalogues, "read", lambda part, language: catalogue)
    found = list(catalogues.faults("nb"))
    assert [wrong] * bool(wrong) == [
        each.partition(": ")[2].partition(": ")[2].partition(": ")[0] for each in found
    ] or all(wrong in each for each in found)
    assert bool(found) == bool(wrong)


def test_sentences_are_found_wherever_they_are_said():
    import ast

    source = (
        'A = "Cohorts"\nCommand("list", "List them.", section=A)\nColumn("x", title="Name" if y else "Title")\n'
        'facts(tr("Cohort {id}", id=1), (("Deadline", d),))\nlisting("own_visits", C, v)\n'
        'typer.Option("--x", help="One\\n  line.")\ntr(variable)\nTable("Rows", (), ())\n'
    )
    assert sorted(sentence for _, sentence in sentences.in_module(ast.parse(source))) == [
        "Cohort {id}", "Cohorts", "Deadline", "List them.", "Name", "One line.", "Own visits", "Rows", "Title",
    ]  # fmt: skip


def test_a_sentence_of_several_parts_stands_in_the_common_catalogue():
    assert sentences.part_of(["kvadmin/plugins/mail/x.py", "kvadmin/plugins/mail/y/z.py"]) == "mail"
    assert sentences.part_of(["kvadmin/plugins/mail/x.py", "kvadmin/plugins/cohort/y.py"]) == "kvadmin"
    assert sentences.part_of(["kvadmin/errors.py", "kvadmin/plugins/cohort/y.py"]) == "kvadmin"
