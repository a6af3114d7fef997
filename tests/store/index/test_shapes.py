"""What a row means hangs on the version, the collection and the types of its records."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import pytest
from store.records import COLLECTIONS, FIELDS, Town, TownOutline

from kvadmin.extension.extra_fields import ExtraField
from kvadmin.model.record import Outline, Part, Record
from kvadmin.store.index.shapes import shape_of
from kvadmin.store.schema.collection_schema import CollectionSchema

TOWNS = next(each for each in COLLECTIONS if each.name == "towns")


def _made(part_of="int", default=""):
    """An outline of a record with a part, declared anew."""

    class Square(Part, kw_only=True):
        __annotations__ = {"size": part_of}
        size = 0

    class Place(Record, kw_only=True):
        collection: ClassVar[str] = "towns"
        number: str
        name: str = default
        squares: list[Square] = []

    class PlaceOutline(Outline, kw_only=True):
        record: ClassVar[type[Record]] = Place
        number: str

    for each in (Square, Place, PlaceOutline):
        each.__annotations__ = {
            name: {"list[Square]": list[Square]}.get(hint, hint) for name, hint in each.__annotations__.items()
        }
    schema = CollectionSchema(TOWNS, FIELDS)
    schema.__dict__["record"] = Place
    return shape_of(schema, PlaceOutline)


def test_the_same_declaration_has_the_same_shape():
    assert _made() == _made()
    assert shape_of(CollectionSchema(TOWNS, FIELDS), TownOutline) == shape_of(
        CollectionSchema(TOWNS, FIELDS), TownOutline
    )


def test_a_type_or_default_of_a_record_or_of_its_parts_is_another_shape():
    assert len({_made(), _made("str"), _made(default="x")}) == 3


@pytest.mark.parametrize(
    "other",
    [
        CollectionSchema(replace(TOWNS, path="places/{number}.yaml"), FIELDS),
        CollectionSchema(replace(TOWNS, slug=None), FIELDS),
        CollectionSchema(TOWNS, (*FIELDS, ExtraField("towns", "more"))),
        CollectionSchema(TOWNS, [replace(each, type="int") for each in FIELDS]),
    ],
)
def test_another_place_or_extra_field_is_another_shape(other):
    assert other.record is Town
    assert shape_of(other, TownOutline) != shape_of(CollectionSchema(TOWNS, FIELDS), TownOutline)


def test_another_version_is_another_shape(monkeypatch):
    before = _made()
    monkeypatch.setattr("kvadmin.store.index.shapes.__version__", "9.9")
    assert _made() != before
