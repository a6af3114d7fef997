"""Reading: values, places, and everything that is refused with its place."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from store.handwriting import handwritten

from kvadmin.store.yamltext import parser
from kvadmin.store.yamltext.events import YamlError, compose, decode, findings, position


def problems(text):
    with pytest.raises(YamlError) as caught:
        compose(text)
    return [(f"{one.line}:{one.column}", one.code) for one in findings("f.yaml", text, caught.value.problems)]


def test_every_scalar_is_text():
    text = "a: 0301\nb: no\nc: 12:30\nd: +4741470525\ne: 2008-05-20\nf: 1e3\ng: 0x10\nh: 'null'\ni: Null\nj: true\n"
    wanted = ["0301", "no", "12:30", "+4741470525", "2008-05-20", "1e3", "0x10", "null", "Null", "true"]
    assert list(compose(text).plain().values()) == wanted


def test_only_empty_tilde_and_null_are_nothing():
    assert set(compose("a:\nb: ~\nc: null\n").plain().values()) == {None}
    assert compose('a: ""\nb: "~"\n').plain() == {"a": "", "b": "~"}


def test_names_are_text_too():
    assert list(compose("null: 1\n~: 2\n0301: 3\nno: 4\n").plain()) == ["null", "~", "0301", "no"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", [("3:1", "yaml-duplicate-key")]),
        ("x:\n  - a: 1\n    'a': 2\n", [("3:5", "yaml-duplicate-key")]),
        ("a: &x 1\nb: *x\n", [("1:4", "yaml-anchor"), ("2:4", "yaml-alias")]),
        ("a: &x {}\n", [("1:4", "yaml-anchor")]),
        ("a: !!str 3\nb: !own [x]\n", [("1:4", "yaml-tag"), ("2:4", "yaml-tag")]),
        ("a: 1\n---\nb: 2\n", [("2:1", "yaml-several-documents")]),
        ("a: 1\n...\n---\nb: 2\n", [("3:1", "yaml-several-documents")]),
        ("- a\n- b\n", [("1:1", "yaml-no-mapping")]),
        ("just text\n", [("1:1", "yaml-no-mapping")]),
        ("", [("1:1", "yaml-no-mapping")]),
        ("# nothing\n", [("1:1", "yaml-no-mapping")]),
        (
            "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n",
            [("2:1", "git-conflict"), ("6:1", "git-conflict")],
        ),
        ("a:\n\tb: 1\n", [("2:1", "yaml-tab")]),
        ("a: x\x00y\n", [("1:5", "yaml-character")]),
        ("a: x\x1by\nb: \x07\n", [("1:5", "yaml-character"), ("2:4", "yaml-character")]),
        ("a: x\ry\n", [("1:5", "yaml-character")]),
        ("\ufeffa: 1\n", [("1:1", "yaml-bom")]),
        ("a: 1\nb: [1, 2\n", [("2:4", "yaml-syntax")]),
        ("a: 'x\n", [("1:4", "yaml-syntax")]),
        ("a: b: c\n", [("1:5", "yaml-syntax")]),
        ("a: 1\n b: 2\n", [("2:2", "yaml-syntax")]),
        ("? [a]\n: b\n", [("1:3", "yaml-key")]),
    ],
)
def test_refused_with_its_place(text, found):
    assert problems(text) == found


def test_bytes_that_are_no_utf8():
    with pytest.raises(YamlError) as caught:
        decode("navn: Bø\n".encode("cp1252"))
    assert caught.value.problems[0][:2] == (7, "yaml-encoding")


def test_a_deep_nest_is_a_finding_and_no_crash():
    assert problems("a: " + "[" * 5000)[0][1] == "yaml-syntax"


def test_a_literal_text_may_look_like_a_conflict():
    assert compose("a: |\n  <<<<<<< x\n  =======\n").plain() == {"a": "<<<<<<< x\n=======\n"}


def test_places_of_values():
    text = "# c\na: 1\nb:\n  - æ: ø\n    x: y\n"
    root = compose(text)
    assert position(text, root.at(("b", 0, "x")).start) == (5, 8)
    assert position(text, root.at(("b", 0, "missing")).start) == (4, 5)
    assert root.at(("b", 0, "æ")).plain() == "ø"


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(handwritten())
def test_without_the_c_part_the_same_is_read(written):
    value, hand = written
    text = hand.text()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parser, "fast", lambda: None)
        assert compose(text).plain() == value
        with pytest.raises(YamlError):
            compose(text + "\n: [")


def test_what_only_libyaml_refuses_is_read():
    assert compose("a: [12:30, http://x.no]\n").plain() == {"a": ["12:30", "http://x.no"]}
