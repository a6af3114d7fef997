"""Values read without nodes: those of the nodes, or none."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from store.handwriting import handwritten

from kvadmin.store.yamltext import parser
from kvadmin.store.yamltext.emit import document
from kvadmin.store.yamltext.events import YamlError, compose
from kvadmin.store.yamltext.plain_values import plain_values

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))
import plain_fuzz


@pytest.mark.parametrize("block", range(20))
def test_a_sample_of_the_mutated_texts(block):
    found = Counter(plain_fuzz.judged(plain_fuzz.text_of(20_000_000 + 1000 * block + number)) for number in range(60))
    assert (found["wrong"], found["overruled"]) == (0, 0)
    assert found["in lines"]
    assert found["by events"]


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(handwritten())
def test_what_people_write_is_read_without_nodes(written):
    value, hand = written
    assert plain_values(hand.text()) in (value, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "- a\n- b\n",
        "text\n",
        "a: 1\na: 2\n",
        "a: 1\n'a': 2\n",
        "a: &x 1\n",
        "a: &x {}\n",
        "&x a: 1\n",
        "&x\na: 1\n",
        "a: !!str 3\n",
        "a:\n- !own [x]\n",
        "!own\na: 1\n",
        "a: *x\n",
        "a: 1\n---\nb: 2\n",
        "? [a]\n: b\n",
        "a:\n\tb: 1\n",
        "a:\n\u00a0 b: 1\n",
        "a: x\x07y\n",
        "a: x\ry\n",
        "\ufeffa: 1\n",
        "a: [1, 2\n",
        "a: b: c\n",
        "a: 1\n b: 2\n",
        "a: [12:30]\n",
        "a: " + "[" * 60 + "]" * 60 + "\n",
    ],
)
def test_what_is_refused_or_only_unusual_is_left_to_the_nodes(text):
    assert plain_values(text) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("null: ~\n~: null\n", {"null": None, "~": None}),
        ("a: 'null'\nb: \"~\"\nc: ''\nd:\n", {"a": "null", "b": "~", "c": "", "d": None}),
        ("a: |\n  x: y\n\n  # z\nb: |-\n  q\n", {"a": "x: y\n\n# z\n", "b": "q"}),
        ("a:\n- x\n- b: c\n  d:\n  - e\nf: g\n", {"a": ["x", {"b": "c", "d": ["e"]}], "f": "g"}),
        ("a: x # c\nb: x#c\nc: 'it''s' # d\n", {"a": "x", "b": "x#c", "c": "it's"}),
        ("a:\r\n  - b\r\nc: |\r\n  d\r\n  e\r\n", {"a": ["b"], "c": "d\ne\n"}),
        ("a:: b\nc: d\n", {"a:": "b", "c": "d"}),
        ("a: 'b: c'\nd:\n  - 'e: f'\n  - http://x.no\n", {"a": "b: c", "d": ["e: f", "http://x.no"]}),
        ("a: x & y!\nb: Bø – «å»\u00a0z\n", {"a": "x & y!", "b": "Bø – «å»\u00a0z"}),
    ],
)
def test_values(text, values):
    assert plain_values(text) == plain_values(text, text.encode()) == compose(text).plain() == values


def test_a_line_is_no_name_because_another_text_had_one_there():
    assert plain_values("name: x\nopen:\n  - y\n") == {"name": "x", "open": ["y"]}
    for text in ("name\n", "name: x\nname\n", "x: y\nopen:: z\n", "open\n  - y\n"):
        try:
            wanted = compose(text).plain()
        except YamlError:
            wanted = None
        assert plain_values(text) == wanted


def test_the_count_of_libyaml_has_the_last_word(monkeypatch):
    text = "a: b\nc: d\n"
    monkeypatch.setattr("kvadmin.store.yamltext.plain_values.values_in_lines", lambda text: ({"a": "wrong"}, 8))
    assert plain_values(text) == {"a": "b", "c": "d"}


def test_a_parser_that_cannot_count_gives_events(monkeypatch):
    from kvadmin.store.yamltext import plain_values as module

    kinds = module._kinds()._replace(counts=False)
    monkeypatch.setattr(module, "_kinds", lambda: kinds)
    monkeypatch.setattr(module, "values_in_lines", None)
    assert plain_values("a: b\nc:\n- d\n") == {"a": "b", "c": ["d"]}


def test_many_different_names_are_not_kept_for_ever():
    from kvadmin.store.yamltext import plain_lines

    for block in range(3):
        names = {f"n{block}x{number}": "x" for number in range(plain_lines._MOST_HEADS - 1)}
        assert plain_values(document(names)) == names
        assert len(plain_lines._HEADS) <= plain_lines._MOST_HEADS


def test_a_deep_nest_gives_what_the_nodes_give():
    for depth in (10, 39, 40, 41, 42, 200):
        text = "".join(" " * level + f"a{level}:\n" for level in range(depth)) + " " * depth + "- x\n"
        assert plain_values(text) in (compose(text).plain(), None)
        flow = "a: " + "[" * depth + "]" * depth + "\n"
        assert plain_values(flow) in (compose(flow).plain(), None)
    with pytest.raises(YamlError):
        compose("a: " + "[" * 5000)
    assert plain_values("a: " + "[" * 5000 + "]" * 5000) is None


def test_every_refused_sign_is_known_by_the_short_check():
    from kvadmin.store.yamltext.events import may_be_odd

    odd = [*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF, 0xD800, 0xDFFF]
    assert all(may_be_odd(f"a: x{chr(sign)}y\n") for sign in odd)
    assert may_be_odd("a: x\ry\n")
    assert not may_be_odd("a: x\r\n")
    blanks = [0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
    assert all(may_be_odd(f"a:\n {chr(sign)}b: 1\n") and not may_be_odd(f"a: x{chr(sign)}y\n") for sign in blanks)


def test_without_the_c_part_the_nodes_are_asked(monkeypatch):
    from kvadmin.store.yamltext import plain_values as module

    module._kinds.cache_clear()
    monkeypatch.setattr(parser, "fast", lambda: None)
    try:
        assert plain_values("a: 1\n") is None
    finally:
        monkeypatch.undo()
        module._kinds.cache_clear()
