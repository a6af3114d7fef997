"""The line that names a schema: put in, put right, left alone, taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.handwriting import handwritten

from kvadmin.store.editor.modelines import has_modeline, modeline, with_modeline, without_modeline
from kvadmin.store.yamltext.events import compose

LINE = "# yaml-language-server: $schema=../.schemas/cohorts.json"


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("programme.yaml", ".schemas/x.json"),
        ("cohorts/P3.yaml", "../.schemas/x.json"),
        ("sensitive/G1.yaml", "../.schemas/x.json"),
        ("registrations/G1/_others.yaml", "../../.schemas/x.json"),
    ],
)
def test_the_way_leads_from_the_file_to_the_schema(path, way):
    assert modeline(path, "x") == f"# yaml-language-server: $schema={way}"


def test_a_name_with_blanks_stays_one_word():
    assert modeline("a/b.yaml", "my visits").endswith("../.schemas/my-visits.json")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("id: P3\n", f"{LINE}\nid: P3\n"),
        ("# P3, as it was\n\nid: P3", f"{LINE}\n# P3, as it was\n\nid: P3"),
        ("id: P3\r\nname: x\r\n", f"{LINE}\r\nid: P3\r\nname: x\r\n"),
        ("---\nid: P3\n", f"{LINE}\n---\nid: P3\n"),
        ("", f"{LINE}\n"),
        # a copy from another folder, and one that was moved down
        ("# yaml-language-server: $schema=../.schemas/plans.json\nid: P3\n", f"{LINE}\nid: P3\n"),
        ("# x\n# yaml-language-server: $schema=.schemas/cohorts.json  \r\nid: P3\r\n", f"# x\n{LINE}\r\nid: P3\r\n"),
    ],
)
def test_the_line_is_put_first_or_put_right(text, wanted):
    assert with_modeline(text, "cohorts/P3.yaml", "cohorts") == wanted
    assert with_modeline(wanted, "cohorts/P3.yaml", "cohorts") == wanted


@pytest.mark.parametrize(
    "own",
    [
        "# yaml-language-server: $schema=https://example.org/mine.json",
        "#  yaml-language-server : $schema=../mine.json",
        "# $schema: ../mine.json",
        "# yaml-language-server: $schema=../.schemas/own/mine.json",
        "# yaml-language-server: $schema=none",
    ],
)
def test_a_line_of_somebodys_own_is_left_alone(own):
    for text in (f"{own}\nid: P3\n", f"# first\n\n{own}\nid: P3\n"):
        assert with_modeline(text, "cohorts/P3.yaml", "cohorts") == text
        assert without_modeline(text) == text
        assert has_modeline(text)


def test_what_stands_below_a_value_or_in_one_is_no_such_line():
    for text in (f"id: P3\n{LINE}\n", f"note: |\n  {LINE}\n", f"id: P3  {LINE}\n"):
        assert not has_modeline(text)
        assert with_modeline(text, "cohorts/P3.yaml", "cohorts") == f"{LINE}\n{text}"


@given(handwritten(), st.sampled_from(["a.yaml", "a/b.yaml", "a/b/c.yaml"]))
def test_nothing_but_the_line_changes(written, path):
    value, hand = written
    text = hand.text()
    named = with_modeline(text, path, "cohorts")
    assert compose(named).plain() == value
    assert without_modeline(named) == text
    assert named.endswith(text)
