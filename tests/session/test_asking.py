"""A question is asked and answered in the language of the screen, and what is no answer is said in it."""

from __future__ import annotations

import pytest
from terminals import on_terminal


@pytest.fixture
def cohort(cli, programme):
    cli("-C", programme, "cohort", "new", "P1", "--name", "Pulje 1", check=True)
    return programme


def undone(folder, lang, asked, answer):
    return on_terminal(["undo"], cwd=folder, typed={asked: f"{answer}\n"}, timeout=20, KVADMIN_LANG=lang)


@pytest.mark.parametrize("answer", ["j", "JA", "y"])
def test_a_norwegian_yes_is_a_yes(cohort, answer):
    seen = undone(cohort, "nb", "[j/N]", answer)
    assert seen.code == 0, seen.text
    assert not list((cohort / "cohorts").glob("P1.yaml"))


def test_an_english_screen_knows_it_too(cohort):
    assert undone(cohort, "en", "[y/N]", "ja").code == 0


@pytest.mark.parametrize("answer", ["", "n", "nei", "0", "q"])
def test_anything_that_means_no_is_one(cohort, answer):
    assert undone(cohort, "nn", "[j/N]", answer).code == 1
    assert (cohort / "cohorts" / "P1.yaml").exists()


def test_what_is_no_answer_is_said_and_asked_again(cohort):
    seen = on_terminal(
        ["undo"], cwd=cohort, typed={"[j/N]": "kanskje\n", "svar j": "j\n"}, timeout=20, KVADMIN_LANG="nb", NO_COLOR="1"
    )
    assert seen.code == 0, seen.text
    assert "feil: svar j" in seen.text
    assert "Error" not in seen.text
    assert seen.text.count("[j/N]") == 2
