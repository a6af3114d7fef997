"""Queries in SQL give what reading all records gives."""

from __future__ import annotations

import pytest
from conftest import revision
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kvadmin.api.engines import Change, RecordQuery, query_by_reading

FIELDS = ("name", "number", "a.b", "it's", "Ærlig", "%s", "list")
TEXTS = st.one_of(
    st.sampled_from(
        ["", "a", "A", "å", "z", "10", "9", "null", "true", '"', "\\", "\\u0000", "[]", "Å", "aa", "😀", "\uffff"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)
VALUES = st.one_of(
    TEXTS, st.lists(TEXTS, max_size=2), st.dictionaries(st.sampled_from(FIELDS), TEXTS, max_size=2), st.just("\0")
)
RECORDS = st.one_of(
    st.dictionaries(st.sampled_from(FIELDS), TEXTS, max_size=5),
    st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5),
    st.none(),  # one that cannot be read
)
QUERIES = st.builds(
    RecordQuery,
    st.just("m"),
    st.lists(st.sampled_from((*FIELDS, "none", "\0")), max_size=4).map(tuple),
    st.dictionaries(
        st.sampled_from((*FIELDS, "none")), st.lists(st.one_of(TEXTS, st.just("\0")), max_size=3), max_size=2
    ),
    st.lists(st.sampled_from([sign + each for each in (*FIELDS, "none") for sign in ("", "-")]), max_size=2).map(tuple),
)


def yaml_of(record):
    """A record as YAML in double quotes; of None, something that is none."""
    if record is None:
        return b"name: [1,\n"
    return "".join(f"{_quoted(key)}: {_value(value)}\n" for key, value in record.items()).encode() or b"{}\n"


def _value(value):
    if isinstance(value, list):
        return "[" + ", ".join(map(_quoted, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)}: {_quoted(each)}" for key, each in value.items()) + "}"
    return _quoted(value)


def _quoted(text):
    return (
        '"' + "".join(f"\\U{ord(sign):08x}" if sign in '"\\' or not sign.isprintable() else sign for sign in text) + '"'
    )


@pytest.fixture
def writing(engine):
    with engine.writing(who="Kari", command="test") as one:
        yield one


@settings(
    max_examples=100,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(records=st.lists(RECORDS, max_size=6), queries=st.lists(QUERIES, min_size=1, max_size=6))
def test_sql_answers_as_reading_does(writing, counted, records, queries):
    wanted = {f"m/{at}.yaml": yaml_of(each) for at, each in enumerate(records)} | {
        "m/x.txt": b"a: 1\n",
        "m/n/1.yaml": b"a: 1\n",
    }
    now = writing.view.read([each.name for each in writing.view.entries()])
    contents = dict.fromkeys(now) | wanted
    expected = {name: revision(now.get(name)) for name in contents}
    counted.append(1)
    writing.commit(Change(f"t{len(counted)}", contents, expected))
    for query in queries:
        by_reading = query_by_reading(writing.view, query)
        assert writing.view.query(query) == by_reading, query


@pytest.fixture
def counted():
    return []


def test_rows_come_in_the_order_of_code_points(engine, save):
    names = ["Å", "Ø", "Æ", "a", "B", "z", "", "10", "9"]
    save(
        engine,
        "t1",
        {f"m/{at}.yaml": yaml_of({"name": name}) for at, name in enumerate(names)} | {"m/9.yaml": b"x: 1\n"},
    )
    found = engine.view().query(RecordQuery("m", ("name",), order=("name",)))
    assert [row.values.get("name") for row in found] == [None, *sorted(names)]
    found = engine.view().query(RecordQuery("m", ("name",), order=("-name",)))
    assert [row.values["name"] for row in found[:2]] == ["Ø", "Æ"]


def test_a_list_of_records_does_not_fetch_their_bytes(engine, save, monkeypatch):
    save(engine, "t1", {f"m/{at}.yaml": b"name: x\nnote: long\n" for at in range(20)})
    view = engine.view()
    monkeypatch.setattr(view, "read", None)
    assert len(view.query(RecordQuery("m", ("name",), {"name": ["x"]}, ("name",)))) == 20


def test_what_cannot_be_read_is_always_found(engine, save):
    save(
        engine, "t1", {"m/1.yaml": b"name: [1,\n", "m/2.yaml": b"\xff", "m/3.yaml": b"name: a\n", "m/4.yaml": b"- 1\n"}
    )
    found = engine.view().query(RecordQuery("m", ("name",), {"name": ["b"]}))
    assert [(row.name, row.values) for row in found] == [("m/1.yaml", None), ("m/2.yaml", None), ("m/4.yaml", None)]
    assert found[1].mark == revision(b"\xff")
