"""Every code, label and icon has words in every language."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from kvadmin.plugins.evaluation import spc
from kvadmin.plugins.evaluation.spc import note_words as notes
from kvadmin.plugins.evaluation.spc import ptd
from kvadmin.plugins.evaluation.spc.types import Note

FOLDER = Path(inspect.getfile(spc)).parent
LANGUAGES = ("nb", "nn", "en")


def used_codes() -> set[str]:
    """The first argument of every Note(...) in the package."""
    calls = (node for path in FOLDER.glob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Note" and call.args
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language: str) -> None:
    codes = used_codes()
    assert len(codes) >= 10
    for code in codes:
        text = notes.note_text(Note(code, "2007-Q1", (1.5, 2.0, 3.0, 4.0)), language, names={"2007-Q1": "1. kv."})
        assert text
        assert "{" not in text
        assert "2007-Q1" not in text


def test_labels_and_icons_are_all_worded() -> None:
    made = {text for group in (ptd.OUTSIDE, ptd.TREND, ptd.TWO_IN_THREE, ptd.ONE_SIDE) for text in group.values()}
    assert made == set(notes.LABELS)
    assert notes.label_text("Below LCL", "en") == "Below LCL"
    assert notes.label_text("7 Points Below CL", "nn") == "Sju punkt under midtlinja"
    for texts in (*notes.VARIATIONS.values(), *notes.ASSURANCES.values()):
        assert set(texts) == set(LANGUAGES)


def test_long_lists_are_cut() -> None:
    many = tuple(f"2007-{k:02}" for k in range(1, 13))
    assert notes.note_text(Note("gaps", many[0], many), "nb") == (
        "Mangler: 2007-01, 2007-02, 2007-03, 2007-04, 2007-05, 2007-06 … (+6); ingen regel går over et hull"
    )
