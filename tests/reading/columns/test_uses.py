from __future__ import annotations

import shlex

import pytest

from kvadmin.reading.columns.uses import Columns, ColumnUse, QuestionAnswer


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("mapped", "--map"),
        ("exact", "its heading"),
        ("near", "part"),
        ("stems", "words in its heading"),
        ("weak", "what stands in it"),
        ("ignored", "--ignore"),
        ("ours", "office"),
        ("unknown", "nobody knows"),
        ("empty", "nothing stands in it"),
        ("lesser", "'Mottatt' answers more surely"),
        ("doubt", "asked"),
        ("unfit", "may mean Mottatt"),
    ],
)
def test_why_in_words(why: str, words: str) -> None:
    assert words in ColumnUse(0, "Dato", None, why, "Mottatt").in_words()


@pytest.mark.parametrize("heading", ["Dato", "Kari's", "a = b", 'si "nei"', "$HOME `ls` \\"])
def test_an_answer_is_what_a_shell_reads(heading: str) -> None:
    options = QuestionAnswer("yes", {heading: "received"}, (heading,)).options
    assert shlex.split(options) == ["--map", f"{heading}=received", "--ignore", heading]


def test_what_is_unknown_and_what_no_remark_stands_in() -> None:
    uses = (
        ColumnUse(0, "Kommune", "municipality", "exact"),
        ColumnUse(1, "Reader", None, "ours"),
        ColumnUse(2, "Ymse", None, "unknown"),
        ColumnUse(3, "Dato", None, "unfit"),
        ColumnUse(4, "Mottatt", None, "lesser"),
        ColumnUse(5, "Mer", None, "ignored"),
    )
    columns = Columns({"municipality": (0,)}, uses, (), {})
    assert columns.unknown == ("Ymse", "Dato")
    assert columns.known == {0, 1, 5}
    assert columns.has("municipality")
    assert not columns.has("received")
