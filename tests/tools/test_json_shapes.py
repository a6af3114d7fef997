"""Schemas are learnt from examples: strict about what was seen, widened by what is new, and what a person said stays."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from json_shapes import FORMS, Shape  # noqa: E402 - found through the path above
from schemas import Learnt  # noqa: E402


def learnt(*outputs, old=None):
    made = Learnt("cohort show")
    if old is not None:
        made.read(old)
    for each in outputs:
        made.learn({"schema": 1, **each})
    return made.schema()


def fits(schema, output):
    return Draft202012Validator(schema).is_valid({"schema": 1, **output})


def test_what_was_seen_fits_and_nothing_else():
    schema = learnt({"id": "P1", "members": [{"municipality": "0301", "from": "2008-08-25", "to": None}], "n": 1})
    assert fits(schema, {"id": "P2", "members": [], "n": 2})
    for wrong in ({"id": 2}, {"n": "1"}, {"n": 1.5}, {"more": 1}, {"members": [{"municipality": "0301"}]}):
        assert not fits(schema, {"id": "P2", "members": [], "n": 2, **wrong}), wrong
    member = {"municipality": "0301", "from": "2008-08-25", "to": None}
    for wrong in ({"municipality": 301}, {"municipality": "Oslo"}, {"from": "25.8.2008"}, {"from": None}):
        assert not fits(schema, {"id": "P2", "members": [member | wrong], "n": 2}), wrong


def test_more_examples_widen_it():
    schema = learnt({"n": 1, "x": "a"}, {"n": 1.5, "x": None}, {"n": 2, "x": "b", "more": []})
    assert "more" not in schema["required"]
    assert fits(schema, {"n": 0.5, "x": None})
    assert not fits(schema, {"n": None, "x": None})


def test_a_schema_that_is_read_is_what_was_written_and_what_a_person_said_stays():
    schema = learnt({"id": "P1", "kind": "cohort", "day": "2008-01-01", "parts": {"a": [1]}}, {"saved": []})
    assert learnt(old=schema) == schema
    form = schema["oneOf"][0]["properties"]
    form["id"]["minLength"] = 1
    form["parts"]["properties"]["a"]["description"] = "Said by hand."
    wider = learnt({"id": "P1", "kind": "effort", "day": None, "parts": {"a": ["x"]}, "new": True}, old=schema)
    form = wider["oneOf"][0]["properties"]
    assert form["id"]["minLength"] == 1
    assert form["parts"]["properties"]["a"]["description"] == "Said by hand."
    assert form["parts"]["properties"]["a"]["items"] == {"type": ["string", "integer"]}
    assert form["day"] == {"anyOf": [{"$ref": "#/$defs/date"}, {"type": "null"}]}
    assert "new" in wider["oneOf"][0]["required"]


def test_outputs_of_two_forms_are_kept_apart():
    schema = learnt({"missing": [], "period": "2008-Q1"}, {"values": [1]})
    assert len(schema["oneOf"]) == 2
    assert fits(schema, {"values": []})
    assert not fits(schema, {"values": [], "period": "2008-Q1"})


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("date", ["2008-08-25"], ["25.8.2008", "2008-08-25T10:00"]),
        (
            "moment",
            ["2008-08-25T10:00", "2008-08-25T10:00:00+02:00", "2008-08-25T10:00:00.5Z"],
            ["2008-08-25", "10:00"],
        ),
        ("municipality", ["0301"], ["301", "03010", "Oslo"]),
        ("decimal", ["8", "-98.0"], ["8,0", "1e3", ""]),
        ("sha256", ["0" * 64], ["0" * 63]),
    ],
)
def test_forms(form, right, wrong):
    schema = Draft202012Validator(FORMS[form])
    assert all(schema.is_valid(text) for text in right)
    assert not any(schema.is_valid(text) for text in wrong)


def test_a_text_that_only_looked_like_a_form_becomes_text():
    shape = Shape("note", "x.note", lambda _: False)
    shape.learn("2008-08-25")
    assert shape.schema() == {"$ref": "#/$defs/date"}
    shape.learn("soon")
    assert shape.schema() == {"type": "string"}


def test_keys_that_are_data_make_a_map():
    shape = Shape("", "x", lambda path: path == "x.counts")
    shape.learn({"counts": {"imported": 1}})
    shape.learn({"counts": {"refused": 2}})
    assert shape.schema()["properties"]["counts"] == {"type": "object", "additionalProperties": {"type": "integer"}}
