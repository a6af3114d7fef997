"""Files that a hand broke: the line that a person would name, and the likely cause in plain words."""

from __future__ import annotations

import pytest

from kvadmin.store.yamltext import parser
from kvadmin.store.yamltext.events import YamlError, compose, position

NBSP = "\u00a0"

#: What was done, the text, the line that a person would name, and a word of what is said about it.
BROKEN = [
    ("a double quote is not closed", 'id: P3\nname: "Pulje 3\ncapacity: 38\nnote: x\n', 2, "quote"),
    ("a single quote is not closed", "id: P3\nname: 'Pulje 3\ncapacity: 38\n", 2, "quote"),
    ("one not closed, another later", "id: P3\nname: 'Pulje 3\ncapacity: 38\nnote: it's\n", 2, "not closed"),
    ("one not closed, a pair later", 'id: P3\nname: "Pulje 3\ncapacity: "38"\nnote: x\n', 2, "not closed"),
    ("in a list", "id: P3\ntags:\n  - 'a\n  - b\nname: x\n", 3, "not closed"),
    ("an apostrophe between quotes", "id: P3\nname: 'it's'\nnote: x\n", 2, "closing quote"),
    ("text behind a quote", 'id: P3\nname: "Pulje" 3\nnote: x\n', 2, "closing quote"),
    ("a path of Windows in quotes", 'id: P3\nname: "C:\\Users\\x"\nnote: x\n', 2, "backslash"),
    ("no colon", "id: P3\nname Pulje 3\ncapacity: 38\n", 2, "no `: `"),
    ("no colon on the last line", "id: P3\nname: x\ncapacity 38\n", 3, "no `: `"),
    ("no colon on the first line", "id P3\nname: x\n", 1, "no `: `"),
    ("no colon, comments between", "id: P3\nname Pulje\n# why\n\ncapacity: 38\n", 2, "no `: `"),
    ("no colon in a list", "members:\n  - name Kari\n    role: x\n", 2, "no `: `"),
    ("no blank behind the colon", "id: P3\nname:Pulje\ncapacity: 38\n", 2, "blank is missing behind the colon"),
    ("the same on the first line", "id:P3\nname: x\n", 1, "blank is missing behind the colon"),
    ("a colon in a text", "id: P3\nname: Pulje: tre\ncapacity: 38\n", 2, "second colon"),
    ("a colon in an item", "id: P3\ntags:\n  - a: b: c\nname: x\n", 3, "second colon"),
    ("a no-break space as indentation", f"id: P3\nquotas:\n{NBSP}{NBSP}- field: county\n", 3, "no-break"),
    ("one behind the dash's column", f"id: P3\nquotas:\n  - field: county\n{NBSP}   value: x\n", 4, "no-break"),
    ("a no-break space behind the colon", f"id: P3\nname:{NBSP}Pulje\ncapacity: 38\n", 2, "no-break"),
    ("a tab as indentation", "id: P3\nquotas:\n\t- field: county\n", 3, "tab"),
    ("a tab before a comment", "id: P3\n\t# c\nname: x\n", 2, "tab"),
    ("a tab as a value", "id: P3\nname: \t@x\n", 2, "begin"),
    ("a bracket is not closed", "id: P3\ntags: [a, b\nname: x\n", 2, "bracket that opens here"),
    ("a brace is not closed", "id: P3\nlead: {a: b\nname: x\n", 2, "bracket that opens here"),
    ("a bracket at the end", "id: P3\ntags: [a, b\n", 2, "bracket that opens here"),
    ("a bracket over lines", "id: P3\ntags: [\n  a,\n  b\nname: x\n", 2, "bracket that opens here"),
    ("a colon between brackets", "tags: [\n  a,\n  b: c: d,\n]\n", 3, "comma"),
    ("a bracket too many", "id: P3\ntags: [a, b]]\nname: x\n", 2, "too many"),
    ("text behind a bracket", "id: P3\ntags: [a] b\nname: x\n", 2, "closing bracket"),
    ("a name indented too far", "id: P3\n name: x\ncapacity: 38\n", 2, "indented further"),
    ("a name below a text", "id: P3\nname: Pulje\n  capacity: 38\n", 3, "indented further"),
    ("a name between columns", "quotas:\n   - a: 1\n  b: 2\n", 3, "column"),
    ("a dash between columns", "quotas:\n  - a\n - b\n", 3, "column"),
    ("an item's name off by one", "quotas:\n  - field: a\n   value: b\n", 3, "column"),
    ("no blank behind a dash", "quotas:\n  - a\n  -b\n", 3, "dash"),
    ("a list behind a name", "quotas: - a\n  - b\n", 1, "dash"),
    ("a list beside names", "id: b\n- a\n", 2, "list"),
    ("a text that begins with an at", "id: P3\nname: @x\n", 2, "begin with `@`"),
    ("a text that begins with a percent", "id: P3\nname: %x\n", 2, "begin with `%`"),
    ("a text that begins with a backtick", "id: P3\nname: `x\n", 2, "begin with"),
    ("a text that begins with an ampersand", "id: P3\nname: & sons\n", 2, "begin with `&`"),
    ("text behind a bar", "id: P3\nnote: | abc\n  x\n", 2, "next line"),
    ("a comparison", "id: P3\nnote: >50\nname: x\n", 2, "next line"),
    ("block text out of its column", "note: |\n    a\n  b\nname: x\n", 3, "column"),
]


def problem(text):
    with pytest.raises(YamlError) as caught:
        compose(text)
    index, _, said, hint = caught.value.problems[0]
    return position(text, index)[0], said, hint


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(("what", "text", "line", "word"), BROKEN, ids=[one[0] for one in BROKEN])
def test_the_line_that_a_person_would_name(what, text, line, word, eol):
    found, said, hint = problem(text.replace("\n", eol))
    assert (found, word in said, bool(hint)) == (line, True, True), (what, said)


@pytest.mark.parametrize(("what", "text", "line", "word"), BROKEN, ids=[one[0] for one in BROKEN])
def test_without_the_c_part_the_line_is_the_same(what, text, line, word, monkeypatch):
    monkeypatch.setattr(parser, "fast", lambda: None)
    found, said, _ = problem(text)
    assert (found, "ruamel" in said, "<block end>" in said) == (line, False, False), (what, said)


@pytest.mark.parametrize("text", [f"a: |\n  {NBSP}x\n  \ty\n", f'a: "x\n  {NBSP}y"\n'])
def test_inside_a_text_odd_blanks_are_content(text):
    assert NBSP in compose(text).plain()["a"] or "\t" in compose(text).plain()["a"]
