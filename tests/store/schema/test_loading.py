"""A file is loaded without nodes as it is with them: values, key, extra fields, record and every finding."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from store.records import COLLECTIONS, FIELDS
from store.yamltext.test_grammar import BROKEN

from kvadmin.store.schema import loading
from kvadmin.store.schema.collection_schema import CollectionSchema

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))
import many_records
import plain_fuzz

SCHEMAS = {one.name: CollectionSchema(one, FIELDS) for one in COLLECTIONS}
EXAMPLE = Path(__file__).parents[3] / "fixtures" / "example"

GROUP = """\
id: P3
name: Pulje 3
capacity: 36
weight: 1.50
lat: 59.91
open: true
decided: 2008-06-10T12:00:00Z
tags:
  - '0301'
  - no
sizes:
  a: 1
lead:
  municipality: '0301'
  from: 2008-08-25
members:
  - municipality: '0101'
    from: 2008-08-25
    to:
    reason: withdrawn
x_days:
  - 2008-05-20
"""

#: Lines that are put in for one of the text's, most of them refused.
EDITS = (
    "id: P4",
    "capacity: many",
    "weight: NaN",
    "weight: -Infinity",
    "weight: sNaN",
    "lat: inf",
    "lat: nan",
    "open: perhaps",
    "name:",
    "name: null",
    "name: 'null'",
    "decided: yesterday",
    "lead: Oslo",
    "members:",
    "tags: no",
    "sizes: {a: x, b: 2}",
    "x_days: 3",
    "x_days:",
    "capasity: 3",
    "  - from: 2008-13-01",
    "    reason: bored",
    "name: informasjon om finansiering",
    "id: 'P3'",
    "id:",
    "ID: P3",
    "name: &x y",
    "name: !!str y",
    "name: *x",
    "\tname: x",
)


def told(schema, path, data):
    """Everything that a loaded file tells."""
    one = loading.load(schema, path, data)
    return (one.key, repr(one.plain), repr(one.extra), one.findings, one.spare, one.path, one.data, one.revision)


def same(schema, path, data, monkeypatch):
    """Whether a file is loaded alike on both ways; what it tells."""
    quick = told(schema, path, data)
    with monkeypatch.context() as patch:
        patch.setattr(loading, "plain_values", lambda *_: None)
        slow = told(schema, path, data)
    assert quick == slow, data
    return quick


def test_every_file_of_the_example_programme(monkeypatch):
    schemas = [CollectionSchema(one) for one in many_records.collections()]
    read = 0
    for path in sorted(EXAMPLE.rglob("*.yaml")):
        relative = path.relative_to(EXAMPLE).as_posix()
        for schema in schemas:
            if schema.template.parse(relative) is not None:
                found = same(schema, relative, path.read_bytes(), monkeypatch)
                assert not found[3]
                read += 1
    assert read > 400


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_refused_hand_edits(eol, monkeypatch):
    for _, text, _, _ in BROKEN:
        assert same(SCHEMAS["groups"], "groups/P3.yaml", text.replace("\n", eol).encode(), monkeypatch)[3]


@pytest.mark.parametrize("edit", EDITS)
def test_edits_of_every_line(edit, monkeypatch):
    lines = GROUP.splitlines()
    for number in range(len(lines)):
        for changed in ([*lines[:number], edit, *lines[number + 1 :]], [*lines[:number], edit, *lines[number:]]):
            same(SCHEMAS["groups"], "groups/P3.yaml", ("\n".join(changed) + "\n").encode(), monkeypatch)


@pytest.mark.parametrize("block", range(10))
def test_mutated_files(block, monkeypatch):
    rng = random.Random(block)
    sound = 0
    for _ in range(60):
        text = GROUP
        for _ in range(rng.choice((0, 1, 1, 2))):
            text = plain_fuzz.mutated(rng, text)
        sound += not same(SCHEMAS["groups"], "groups/P3.yaml", text.encode(), monkeypatch)[3]
        same(SCHEMAS["towns"], "towns/P3-oslo.yaml", text.encode(), monkeypatch)
        same(SCHEMAS["entries"], "entries/a/b.yaml", text.encode(), monkeypatch)
    assert sound


def test_bytes_that_are_no_text_and_keys_that_come_from_the_name(monkeypatch):
    assert same(SCHEMAS["groups"], "groups/P3.yaml", b"id: P3\nname: B\xf8\n", monkeypatch)[3]
    assert same(SCHEMAS["towns"], "towns/0301-oslo.yaml", b"number: '0301'\n", monkeypatch)[0] == "0301"
    assert same(SCHEMAS["towns"], "towns/0301-oslo.yaml", b"name: Oslo\n", monkeypatch)[0] == "0301-oslo"
    assert same(SCHEMAS["entries"], "entries/P3/0301.yaml", b"score: 2\n", monkeypatch)[0] == "P3/0301"
    assert same(SCHEMAS["towns"], "towns/0302.yaml", b"number: '0301'\n", monkeypatch)[3]
    assert same(SCHEMAS["guests"], "entries/P3/_others.yaml", b"names:\n  - a\n", monkeypatch)[0] == "P3"
