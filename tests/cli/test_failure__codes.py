"""Codes of errors are a promise: each that the code gives is documented, each that is documented is given, none vanishes."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import error_codes  # noqa: E402 - found through the path above

#: Every code that a released kvadmin, or this one, knows. A new code is added here; none is ever taken out.
GOLDEN = Path(__file__).with_name("error_codes.golden.txt")
USES = error_codes.uses()


def test_every_code_is_documented_and_every_documented_one_is_given():
    given = {use.code for use in USES}
    documented = set(error_codes.meanings())
    assert given - documented == set(), "say in tools/error_codes.toml what they mean"
    assert documented - given - error_codes.retired() == set(), "nothing gives them: move them to [retired]"
    assert given & error_codes.retired() == set()


def test_no_code_vanishes_and_none_comes_unnoticed():
    known = GOLDEN.read_text(encoding="utf-8").split()
    assert known == sorted(set(known))
    assert set(known) == set(error_codes.meanings()), "add new codes to the list; a code that is there stays"


def test_codes_have_one_form_and_say_no_more_than_their_kind():
    for use in USES:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", use.code), use
        if use.code.startswith("unknown-") and use.kind not in {"unknown", "usage"}:
            assert use.code in {
                "unknown-file-type",
                "unknown-version",
                "unknown-word",
                "unknown-hash",
                "unknown-network",
                "unknown-field",
            }, use


def test_most_errors_say_more_than_their_kind():
    plain = {"refused", "usage", "invalid-data", "unknown-name", "conflict"}
    said = [use for use in USES if use.code not in plain]
    assert len(said) > 550


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["cohort", "show", "P9"], "unknown-cohort"),
        (["municipality", "show", "9999"], "unknown-municipality"),
        (["municipality", "show", "Bø"], "ambiguous-name"),
        (["gathering", "show", "x"], "unknown-gathering"),
        (["cohort", "new", "P1", "--name", "x", "--capacity", "many"], "bad-value"),
        (["status", "--as-of", "yesterday"], "bad-value"),
        (["status", "-o", "nowhere/x.json"], "cannot-write"),
        (["plugins", "disable", "nobody"], "unknown-plugin"),
        (["undo", "abcd"], "unknown-change"),
        (["cohort", "set", "P1", "no-such-field", "1"], "unknown-cohort"),
        (["application", "import", "gone.xlsx", "--cohort", "P1"], "unknown-cohort"),
        (["mail", "plan", "admitted", "--to", ""], "bad-selection"),
        (["mail", "approve", "0123456789"], "unknown-hash"),
        (["evaluation", "signals", "nothing"], "unknown-indicator"),
        (["contact", "report", "Nobody"], "unknown-person"),
    ],
)
def test_what_a_script_would_ask_for(cli, programme, words, code):
    ran = cli("-C", programme, *words, "--format", "json")
    assert json.loads(ran.err.splitlines()[-1])["error"]["code"] == code
