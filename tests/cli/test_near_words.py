"""Did you mean, for the words of the command line: commands in English and Norwegian, and options."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize(
    ("words", "said", "near"),
    [
        (["cohrot", "list"], "Error: No such command 'cohrot'. Did you mean cohort?", ["cohort"]),
        (["puljr", "list"], "Error: No such command 'puljr'. Did you mean cohort (pulje)?", ["cohort"]),
        (["soknadd"], "Error: No such command 'soknadd'. Did you mean application (søknad)?", ["application"]),
        (["cohort", "shw"], "Error: No such command 'shw'. Did you mean show?", ["show"]),
        (["cohort", "vsi"], "Error: No such command 'vsi'. Did you mean show (vis)?", ["show"]),
        (["network", "advisor", "asign"], "Error: No such command 'asign'. Did you mean assign?", ["assign"]),
        (["municipality", "lst"], "Error: No such command 'lst'. Did you mean list?", ["list"]),
        (["blah"], "Error: No such command 'blah'.", []),
        (["cohort", "list", "--formt=x"], "Error: No such option: --formt Did you mean --format?", ["--format"]),
        (["status", "--as_of=x"], "Error: No such option: --as_of Did you mean --as-of?", ["--as-of"]),
        (["cohort", "list", "--frobnicate"], "Error: No such option: --frobnicate", []),
    ],
)
def test_a_misspelt_word_is_answered_by_the_one_that_was_meant(cli, programme, words, said, near):
    ran = cli("-C", programme, *words)
    assert (ran.code, ran.err.splitlines()[-1]) == (2, said)
    error = json.loads(cli("-C", programme, *words, "--format", "json").err)["error"]
    assert error["suggestions"] == near
    assert "Did you mean" not in error["message"]
    assert error["commands"], "where help is to be had is said to programs all the same"
    if near:
        assert error["hint"].startswith("did you mean ")


def test_it_is_said_in_the_language_of_the_screen(cli, programme):
    assert cli("-C", programme, "--lang", "nb", "cohrot").err.splitlines()[-1].endswith("Mente du cohort?")
