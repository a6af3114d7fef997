"""Names that are not known: found in plain values wherever the nodes of the text have one, and nowhere else."""

from __future__ import annotations

import json
from types import SimpleNamespace

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from store.records import COLLECTIONS, FIELDS

from kvadmin.store.schema.faults import faults_of
from kvadmin.store.schema.shapes import Shape, shape_of
from kvadmin.store.store import open_store
from kvadmin.store.yamltext.events import compose


class Leaf(msgspec.Struct, kw_only=True):
    text: str | None = None
    start: str | None = msgspec.field(name="from", default=None)


class Tree(msgspec.Struct, kw_only=True):
    name: str | None = None
    leaf: Leaf | None = None
    leaves: list[Leaf] | None = None
    below: list["Tree"] = []  # noqa: UP037 - a record that holds records of its own kind
    by_name: dict[str, Leaf | None] = {}
    lists: dict[str, list[Leaf]] = {}
    free: dict[str, str | None] = {}
    texts: list[str | None] | None = None
    either: Leaf | list[Leaf] | None = None
    pairs: tuple[Leaf, ...] = ()


SCHEMA = SimpleNamespace(record=Tree, extra={"x_days": list[str]}, typed=lambda plain: msgspec.convert(plain, Tree))
NAMES = [*(field.encode_name for field in msgspec.structs.fields(Tree)), "text", "from", "x_days", "start", "fron"]
VALUES = st.recursive(
    st.sampled_from(["a", "1", None]),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5))
def test_a_name_is_strange_where_the_nodes_have_a_warning(plain):
    root = compose(json.dumps(plain))
    warned = any(fault.code == "field-unknown" for fault in faults_of(SCHEMA, root))
    assert shape_of(SCHEMA).strange(root.plain()) == warned


#: A file with something of each kind that ``check`` says of records, and sound ones.
FILES = {
    "groups/P1.yaml": "name: sound\nmembers:\n  - {municipality: '0301', from: 2008-05-20}\n",
    "groups/P2.yaml": "naem: a slip\nlead: {municipality: '0301', from: 2008-05-20, fron: x}\nsizes: {free: 1}\n",
    "groups/P3.yaml": "capacity: many\ncapasity: 3\nlat: inf\n",
    "groups/P4.yaml": "id: P5\nextra: 1\n",
    "groups/P6.yaml": "members:\n  - municipality: '0301'\n    from: 2008-05-20\n    till: 2009-01-01\nx_days: [a]\n",
    "groups/P7.yaml": "name: &a x\nnaem: y\n",
    "groups/P8.yaml": "<<<<<<< HEAD\nname: x\n=======\nname: y\n>>>>>>> other\n",
    "towns/0301-oslo.yaml": "number: '0301'\nname: Oslo\npone: 1\n",
    "towns/0301-oslo (1).yaml": "number: '0301'\nname: Oslo\npone: 2\n",
    "towns/0219.yaml": "{number: '0219', {a: b}: c}\n",
    "towns/0220.yaml": "",
}


def test_plain_values_and_nodes_find_the_same_in_a_folder_with_every_kind_of_fault(tmp_path, monkeypatch):
    for name, text in {"programme.yaml": "schema: 1\n", **FILES}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = open_store(tmp_path, COLLECTIONS, FIELDS).check()
    monkeypatch.setattr(Shape, "strange", lambda *_: True)  # every file is looked at by its nodes
    assert found == open_store(tmp_path, COLLECTIONS, FIELDS).check()
    codes = {
        "field-unknown",
        "value",
        "key-mismatch",
        "yaml-anchor",
        "git-conflict",
        "conflict-copy",
        "yaml-no-mapping",
    }
    assert codes <= {each.code for each in found}
    assert sum(each.code == "field-unknown" for each in found) > 4
