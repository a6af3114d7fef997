"""Queries answered by reading, and the values of records for engines that keep them."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.memory_engine import Memory, MemoryView

from kvadmin.extension.engines import RecordQuery
from kvadmin.store.engines.reading import plain_values, query_by_reading

TEXTS = st.sampled_from(("", "a", "B", "å", "Ø", "10", "9"))


def view_of(contents):
    memory = Memory()
    memory.data.update(contents)
    return MemoryView(memory)


def test_values_are_texts_as_the_file_spells_them():
    content = b"number: 0301\nopen: no\nat: 12:30\nempty:\nparts: [1, {a: b}]\n"
    assert plain_values(content) == {
        "number": "0301",
        "open": "no",
        "at": "12:30",
        "empty": None,
        "parts": ["1", {"a": "b"}],
    }


def test_what_is_no_record_has_no_values():
    assert [plain_values(content) for content in (b"", b"- a\n", b"a: [", b"\xff", b"a: 1\na: 2\n")] == [None] * 5


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.dictionaries(st.sampled_from("xyz"), TEXTS, min_size=1), max_size=12),
    st.dictionaries(st.sampled_from("xyz"), st.sets(TEXTS, max_size=3), max_size=2),
    st.lists(st.tuples(st.booleans(), st.sampled_from("xyz")), max_size=2),
)
def test_it_filters_and_sorts_as_plain_python_does(records, where, order):
    contents = {
        f"r/{at:02}.yaml": "".join(f"{name}: '{text}'\n" for name, text in each.items()).encode()
        for at, each in enumerate(records)
    }
    asked = RecordQuery("r", ("x", "z"), where, tuple(("-" if turned else "") + name for turned, name in order))
    meant = [
        (f"r/{at:02}.yaml", each)
        for at, each in enumerate(records)
        if all(name in each and each[name] in texts for name, texts in where.items())
    ]
    for turned, name in reversed(order):
        present = [one for one in meant if name in one[1]]
        absent = [one for one in meant if name not in one[1]]
        present.sort(key=lambda one, name=name: one[1][name], reverse=turned)
        meant = present + absent if turned else absent + present
    rows = query_by_reading(view_of(contents), asked)
    assert [(row.name, row.values) for row in rows] == [
        (name, {each: values[each] for each in ("x", "z") if each in values}) for name, values in meant
    ]
