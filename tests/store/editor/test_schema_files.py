"""The schemas of a folder: every record of the example fits, of plugins outside this repository too."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from jsonschema import Draft7Validator
from store.editor.editor_reading import core_yaml, refused
from store.editor.judging import disagreement, schema_for

import kvadmin.plugins
from kvadmin.errors import Refused
from kvadmin.resources import example_files
from kvadmin.store.editor.schema_files import SchemaFiles
from kvadmin.store.schema.collection_schema import CollectionSchema

CONTRIB = Path(__file__).resolve().parents[3] / "plugins_contrib"
BUILT_IN = [f"kvadmin.plugins.{each.name}" for each in iter_modules(kvadmin.plugins.__path__)]
STRANGERS = sorted(each.name for folder in CONTRIB.glob("kvadmin-*") for each in folder.glob("kvadmin_*"))


@pytest.fixture(scope="module")
def schemas():
    """Every collection of every plugin of the repository."""
    sys.path[:0] = [str(folder) for folder in CONTRIB.glob("kvadmin-*")]
    try:
        modules = [import_module(name) for name in (*BUILT_IN, *STRANGERS)]
        found = [each for module in modules for each in getattr(module, "kvadmin_collections", list)()]
        fields = [each for module in modules for each in getattr(module, "kvadmin_fields", list)()]
        made = {each.name: CollectionSchema(each, fields) for each in found}
        assert {"municipalities", "measures", "visits", "roadtimes"} <= set(made)
        assert all(each.record for each in made.values())
    finally:
        del sys.path[: len(STRANGERS)]
    return made


def test_each_is_json_schema_and_written_a_field_on_a_line(schemas):
    files = SchemaFiles(schemas, 1)
    for name in schemas:
        schema = files.schema(name)
        Draft7Validator.check_schema(schema)
        text = files.text(name)
        assert json.loads(text) == schema
        assert sum(line.startswith("  ") for line in text.splitlines()) == len(schema["properties"])


def test_every_record_of_the_example_fits(schemas):
    seen = 0
    for path, content in example_files().items():
        for schema in schemas.values():
            if schema.template.parse(path) is not None:
                assert refused(schema_for(schema), core_yaml(content.decode())) == [], path
                assert disagreement(schema, path, content) == ""
                seen += 1
    assert seen > 400


def test_every_field_has_a_title_and_words_are_those_of_the_class(schemas):
    for schema in schemas.values():
        for name, field in schema_for(schema)["properties"].items():
            assert name in schema.extra or field["title"], (schema.collection.name, name)
    fields = schema_for(schemas["municipalities"])["properties"]
    assert fields["language_form"]["enum"] == ["bokmal", "nynorsk", "neutral", ""]


def test_a_store_whose_records_are_no_files(schemas):
    class Elsewhere:
        def read_file(self, _path):
            return None

    with pytest.raises(Refused, match="no files"):
        SchemaFiles(schemas, 1).to_write(Elsewhere())
    assert SchemaFiles(schemas, 1).findings(Elsewhere()) == []
