"""The schema of a kind of record: what is in it of the class, its docstring, the collection and other plugins."""

from __future__ import annotations

import json
from datetime import date
from enum import Enum
from typing import Annotated, Any, ClassVar, Literal

import msgspec
import pytest
from jsonschema import Draft7Validator
from store.editor.editor_reading import core_yaml, refused

from kvadmin.extension.collections import Collection, Reference
from kvadmin.extension.extra_fields import ExtraField
from kvadmin.model.record import Part, Record
from kvadmin.store.editor.record_schema import record_schema
from kvadmin.store.schema.collection_schema import CollectionSchema


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Branch(Part, kw_only=True):
    """A branch, which may have branches."""

    name: str
    branches: list[Branch] = []


class Tree(Record, kw_only=True):
    """A tree. ``kind`` is what a botanist calls it.

    Args:
        planted: The day it was put there.
    """

    collection: ClassVar[str] = "trees"
    KINDS: ClassVar[tuple[str, ...]] = ("oak", "ash")

    id: str
    town: str
    kind: str = "oak"
    planted: date = msgspec.field(name="from")
    colour: Colour = Colour.RED
    side: Literal["north", "south"] | None = None
    height: Annotated[int, msgspec.Meta(ge=1, description="In metres.", examples=[12])] = 3
    branches: list[Branch] = []
    signs: Annotated[str, msgspec.Meta(pattern="^[A-Z]+$", min_length=2)] = "AB"
    owner: str = ""
    anything: Any = None


@pytest.fixture
def schema():
    references = (Reference("owner", "people/parts.id|people"), Reference("branches.name", "names"))
    collection = Collection("trees", "trees/{town}/{id}.yaml", "-", help="Trees of towns.", references=references)
    extra = (ExtraField("trees", "walks_length", "decimal", help="How far it is."), ExtraField("towns", "other"))
    made = CollectionSchema(collection, extra)
    made.record = Tree
    return record_schema(made)


def test_it_is_json_schema_and_the_same_each_time(schema):
    Draft7Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    assert [*schema][:3] == ["$schema", "title", "description"]
    assert schema["description"].startswith("Trees of towns. A tree.")


def test_fields_are_described(schema):
    fields = schema["properties"]
    assert fields["kind"]["description"] == "kind is what a botanist calls it."
    assert fields["kind"]["title"] == "Kind"
    assert fields["from"]["description"] == "The day it was put there. A date such as 2008-05-20."
    assert fields["height"]["description"] == "In metres."
    assert fields["walks_length"]["description"] == "How far it is. A number with a decimal point."
    assert fields["owner"]["description"] == "Names one of parts.id of people or people."
    assert "other" not in fields


def test_words_and_defaults(schema):
    fields = schema["properties"]
    assert fields["kind"]["enum"] == ["oak", "ash"]
    assert fields["kind"]["default"] == "oak"
    assert fields["colour"]["enum"] == ["red", "blue"]
    assert fields["side"]["enum"] == ["north", "south", None]
    assert (fields["height"]["default"], fields["height"]["minimum"], fields["height"]["examples"]) == (3, 1, [12])
    assert "default" not in fields["owner"]


@pytest.mark.parametrize(
    ("text", "sound"),
    [("signs: AB", True), ("signs: A", False), ("signs: ab", False), ("height: 0", False), ("height: 1", True)],
)
def test_bounds_of_an_annotated_type(schema, text, sound):
    assert (not refused(schema, core_yaml(f"from: 2008-05-20\n{text}"))) is sound


def test_what_the_file_name_says_may_be_left_out(schema):
    assert schema["required"] == ["from"]
    assert not refused(schema, core_yaml("from: 2008-05-20"))
    assert not refused(schema, core_yaml("id: 0301\ntown: true\nfrom: 2008-05-20"))
    for said in ("id:", "id: ''", "id: a/b", "id: .x", "id: _x", "id: '~$x'"):
        assert refused(schema, core_yaml(f"from: 2008-05-20\n{said}")), said
    assert schema["properties"]["id"]["description"] == "The name of the file says it too: trees/{town}/{id}.yaml."


def test_a_part_of_itself(schema):
    deep = "from: 2008-05-20\nbranches: [{name: a, branches: [{name: b, branches: [{name: c}]}]}]"
    assert not refused(schema, core_yaml(deep))
    assert refused(schema, core_yaml(deep.replace("name: c", "nam: c")))
    assert [*schema["definitions"]] == ["Branch"]


def test_names_that_are_not_known(schema):
    assert schema["additionalProperties"] is False
    assert schema["properties"]["branches"]["items"]["additionalProperties"] is False


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("schema: 1", True),
        ("schema: '2'", True),
        ("schema: 3", False),
        ("schema: 0", False),
        ("schema: one", False),
        ("schema: [1]", False),
        ("name: x", False),
    ],
)
def test_the_version_of_the_folder_is_one_that_is_read(text, sound):
    """As the store demands of ``programme.yaml`` before it reads anything else."""
    made = CollectionSchema(Collection("programme", "programme.yaml", "kvadmin.model.programme:Programme"))
    schema = record_schema(made, versions=2)
    assert (not refused(schema, core_yaml(f"{text}\nname: x\n" if "name" not in text else text))) is sound
