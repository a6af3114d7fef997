"""Edits on handwritten files: the value becomes what it should, and no other line changes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from store.handwriting import handwritten, leaves, names
from store.layouts import LAYOUTS

from kvadmin.errors import InvalidData, KvadminError
from kvadmin.model.changes import Insert, Remove, Set
from kvadmin.store import differences as diff
from kvadmin.store.yamltext import text_edits as surgery
from kvadmin.store.yamltext.emit import text_form
from kvadmin.store.yamltext.events import compose
from kvadmin.store.yamltext.round_trip import rewrite

new_values = (
    leaves
    | st.integers(-5, 5)
    | st.booleans()
    | st.just(dt.date(2008, 5, 20))
    | st.just(Decimal("8.00"))
    | st.lists(leaves, max_size=3)
    | st.dictionaries(names, leaves | st.lists(leaves, max_size=2), max_size=3)
    | st.lists(st.dictionaries(names, leaves, min_size=1, max_size=2), max_size=2)
)


def places(value, path=()):
    """Every path in a document."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, item in value.items():
            yield from places(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*path, index))


def at(value, path):
    for step in path:
        value = value[step]
    return value


@st.composite
def edits_of(draw, value):
    path = draw(st.sampled_from(list(places(value))))
    target = at(value, path)
    kind = draw(st.sampled_from(("set", "remove", "insert" if isinstance(target, list) else "add")))
    if kind == "remove":
        return Remove("c", "k", path)
    if kind == "insert":
        return Insert("c", "k", path, draw(st.integers(0, len(target))), draw(new_values))
    if kind == "add":
        parent = path if isinstance(target, dict) else ()
        return Set("c", "k", (*parent, draw(names)), draw(new_values))
    return Set("c", "k", path, draw(new_values))


def may_change(line, owner, kind, edit, value):
    """Whether an old line may be gone after the edit."""
    path = edit.path
    if isinstance(edit, Insert):
        # Only an empty or flow list's own line, a line that holds the list in brackets, or a compact first dash.
        return kind == "value" and (path[: len(owner)] == owner or (owner[: len(path)] == path and edit.index == 0))
    if owner[: len(path)] == path:
        in_list = isinstance(path[-1], int)
        return owner != path or kind == "value" or (kind == "comment" and isinstance(edit, Remove) and in_list)
    siblings = isinstance(edit, Remove) and owner[: len(path) - 1] == path[:-1]
    compact = siblings and (path[-1] == 0 or path[-1] == next(iter(at(value, path[:-1])), None))
    if kind != "value":
        return compact and line == ""
    return compact or path[: len(owner)] == owner  # a bracket around it, or the name of a list that is empty now


@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_an_edit_changes_its_place_only(data):
    value, hand = data.draw(handwritten())
    text = hand.text()
    assert compose(text).plain() == value
    edit = data.draw(edits_of(value))
    expected = text_form(diff.apply(value, [edit]))
    event(type(edit).__name__)
    result = surgery._cut(text, [edit], surgery.no_order)
    assert compose(result).plain() == expected
    assert result == surgery.operate(text, [edit])
    kept = [line for line, owner, kind in hand.lines if not may_change(line, owner, kind, edit, value)]
    eol = hand.eol if hand.eol in text else "\n"  # of a single line nobody knows how it would end
    rest = iter(result.split(eol))
    for line in kept:
        assert any(line == other for other in rest), f"{line!r} is gone"
    if eol == "\r\n":
        assert result.count("\n") == result.count("\r\n")


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_several_edits_one_after_the_other(data):
    value, hand = data.draw(handwritten())
    edits = []
    for _ in range(data.draw(st.integers(1, 4))):
        now = diff.apply(value, edits)
        if not now:
            break
        edits.append(data.draw(edits_of(now)))
    expected = text_form(diff.apply(value, edits))
    assert compose(surgery.operate(hand.text(), edits)).plain() == expected


FILE = """\
# header
id: P3   # the id
name: "Pulje 3"

quotas: []
flow: [a, b, c]
map: {x: 1}
text: | # lit
  one

  two

# about members
memberships:
  # first
  - municipality: '0101'
    from: 2008-08-25
  # second
  - municipality: 0301 # Oslo
    from: 2008-08-25
    to:
  # trailing
last: 1"""


def changed(*edits, text=FILE):
    """Lines that went and lines that came."""
    old, new = text.split("\n"), surgery.operate(text, edits).split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.mark.parametrize(
    ("edit", "gone", "come"),
    [
        (Set("c", "k", ("id",), "P4"), ["id: P3   # the id"], ["id: P4   # the id"]),
        (Set("c", "k", ("name",), "no"), ['name: "Pulje 3"'], ["name: 'no'"]),
        (Insert("c", "k", ("quotas",), 0, {"min": 1}), ["quotas: []"], ["quotas:", "  - min: 1"]),
        (Insert("c", "k", ("flow",), 1, "0301"), ["flow: [a, b, c]"], ["flow: [a, '0301', b, c]"]),
        (Remove("c", "k", ("flow", 2)), ["flow: [a, b, c]"], ["flow: [a, b]"]),
        (Set("c", "k", ("map", "y"), 2), ["map: {x: 1}"], ["map: {x: 1, 'y': 2}"]),
        (Set("c", "k", ("memberships", 1, "to"), dt.date(2009, 1, 31)), ["    to:"], ["    to: 2009-01-31"]),
        (Remove("c", "k", ("last",)), ["last: 1"], []),
        (Set("c", "k", ("text",), 3), ["text: | # lit", "  one", "  two"], ["text: 3 # lit"]),
        (Set("c", "k", ("id",), ["a"]), ["id: P3   # the id"], ["id:   # the id", "  - a"]),
        (Remove("c", "k", ("memberships", 0)), ["  # first", "  - municipality: '0101'"], []),
        (Remove("c", "k", ("memberships", 0, "municipality")), ["  - municipality: '0101'", "    from: 2008-08-25"][:1], ["  - from: 2008-08-25"]),
    ],
)  # fmt: skip
def test_golden_cuts(edit, gone, come):
    assert changed(edit) == (gone, come)


def test_removing_every_item_leaves_an_empty_list_and_the_other_comments():
    first = Remove("c", "k", ("memberships", 0))
    result = surgery.operate(FILE, [first, first])
    assert result.endswith("# about members\nmemberships: []\n  # trailing\nlast: 1")


def test_a_new_name_stands_where_the_schema_has_it():
    order = ["id", "name", "kind", "quotas"]
    result = surgery.operate(FILE, [Set("c", "k", ("kind",), "cohort")], lambda path: order)
    assert 'name: "Pulje 3"\nkind: cohort\n' in result


def test_many_inserts_in_a_row_are_one_cut():
    edits = [Insert("c", "k", ("memberships",), 2 + i, {"municipality": f"{i:04}"}) for i in range(500)]
    assert len(surgery._runs(edits)) == 1
    assert len(compose(surgery.operate(FILE, edits)).plain()["memberships"]) == 502


def test_an_indentless_hand_is_continued():
    text = "a:\n- x\nb: []\n"
    assert surgery.operate(text, [Set("c", "k", ("b",), ["z"])]) == "a:\n- x\nb:\n- z\n"


def test_the_last_name_of_a_record_may_go():
    assert surgery.operate("# c\na: 1\n", [Remove("c", "k", ("a",))]) == "# c\n{}\n"


def test_a_place_that_is_not_there_is_refused():
    with pytest.raises(InvalidData, match=r"no place nothing\.x"):
        surgery.operate(FILE, [Set("c", "k", ("nothing", "x"), 1)])


def test_where_cutting_fails_the_round_trip_writes(monkeypatch):
    def broken(*_):
        raise LookupError

    monkeypatch.setattr(surgery, "_cut", broken)
    result = surgery.operate(
        FILE, [Set("c", "k", ("name",), "0301"), Insert("c", "k", ("memberships",), 2, {"n": "no"})]
    )
    assert compose(result).plain()["memberships"][2] == {"n": "no"}
    assert "# Oslo" in result


def test_odd_layouts_fall_back_and_are_proved():
    text = "? a\n: 1\nb: {a, c: 2}\n"
    result = surgery.operate(text, [Set("c", "k", ("b", "a"), "x"), Set("c", "k", ("a",), "y")])
    assert compose(result).plain() == {"a": "y", "b": {"a": "x", "c": "2"}}


def test_the_round_trip_keeps_texts_as_texts():
    text = "a: 0301\nb: 12:30\nc: no\nd: 2008-05-20\n"
    assert rewrite(text, [Set("c", "k", ("a",), "0402")], surgery.no_order) == text.replace("0301", "'0402'")


VALUES = (5, "no", "a\nb", ["x"], [], {}, {"k": "v", "l": ["1"]}, [{"a": "b"}], None, "x # y", [["q"]])
#: Layouts where cutting is not enough: names with `?`.
ROUND_TRIPS = {"explicit": 2}


def every_edit(value):
    for path in [(), *places(value)]:
        target = at(value, path)
        if path:
            yield Remove("c", "k", path)
            yield from (Set("c", "k", path, new) for new in VALUES)
        if isinstance(target, list):
            yield from (Insert("c", "k", path, i, new) for i in range(len(target) + 1) for new in VALUES)
        if isinstance(target, dict):
            yield from (Set("c", "k", (*path, "new"), new) for new in VALUES)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_edit_of_every_layout(name, monkeypatch):
    text = LAYOUTS[name]
    value = compose(text).plain()
    used = []
    monkeypatch.setattr(surgery, "_round_trip", lambda *given: used.append(given) or rewrite(*given))
    for edit in every_edit(value):
        result = surgery.operate(text, [edit])  # proves the value itself
        assert compose(result).plain() == text_form(diff.apply(value, [edit]))
    assert len(used) == ROUND_TRIPS.get(name, 0)


def test_a_comment_below_does_not_become_part_of_a_text():
    text = "a: x\n  # about it\nb: y\n"
    result = surgery.operate(text, [Set("c", "k", ("a",), "one\ntwo")])
    assert result == 'a: "one\\ntwo"\n  # about it\nb: y\n'


@pytest.mark.parametrize(
    ("text", "edit", "changed"),
    [
        ("a: 1\nb: |\n  x", Set("c", "k", ("new",), "z"), "a: 1\nb: |-\n  x\nnew: z"),
        ("a: 1\nb: |\n  x", Set("c", "k", ("new",), "y\nz\n"), 'a: 1\nb: |-\n  x\nnew: "y\\nz\\n"'),
        ("a:\n- |\n  x", Insert("c", "k", ("a",), 1, "z"), "a:\n- |-\n  x\n- z"),
        ("b: |\n  x\na: 1", Remove("c", "k", ("a",)), "b: |\n  x\n"),
        ("b: |+\n  x\n\na: 1\n\nc: 2\n", Remove("c", "k", ("a",)), "b: |+\n  x\n\nc: 2\n"),
        ("b: |\n x\na: 1\n    # about\nc: 2\n", Remove("c", "k", ("a",)), "b: |\n x\n# about\nc: 2\n"),
        ("a: 1\t# tab\nb: 2\n", Set("c", "k", ("b",), "3"), "a: 1\t# tab\nb: '3'\n"),
    ],
)
def test_beside_a_block_text(text, edit, changed):
    assert surgery.operate(text, [edit]) == changed


def test_what_ruamel_raises_reaches_nobody(monkeypatch):
    def away(*_given):
        raise LookupError

    monkeypatch.setattr(surgery, "_cut", away)
    with pytest.raises(KvadminError, match="too unusual"):  # ruamel refuses a tab before a comment
        surgery.operate("a: 1\t# tab\nb: 2\n", [Set("c", "k", ("b",), "3")])
