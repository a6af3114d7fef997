"""A layer: names and contents of a folder as they would be."""

from __future__ import annotations

import pytest
from store.programme import make

from kvadmin.store.folder import Folder
from kvadmin.store.layer import Layer

NEW = {"visits/v1.yaml": b"new", "visits/v2.yaml": None, "notes/deep/n.yaml": b"note", "top.yaml": b"top"}


@pytest.fixture
def layer(tmp_path):
    make(tmp_path / "p", visits__v1="old\n", visits__v2="old\n", visits__v3="old\n")
    return Layer(Folder(tmp_path / "p"), NEW)


def test_names_and_contents(layer):
    assert layer.names("") == (["notes", "visits"], ["programme.yaml", "top.yaml"])
    assert layer.names("visits") == ([], ["v1.yaml", "v3.yaml"])
    assert layer.names("notes") == (["deep"], [])
    assert layer.files("") == ["notes/deep/n.yaml", "programme.yaml", "top.yaml", "visits/v1.yaml", "visits/v3.yaml"]
    assert [layer.read(f"visits/v{number}.yaml") for number in (1, 2, 3, 4)] == [b"new", None, b"old\n", None]


def test_one_above_another(layer):
    above = Layer(layer, {"visits/v2.yaml": b"again", "top.yaml": None})
    assert above.names("visits")[1] == ["v1.yaml", "v2.yaml", "v3.yaml"]
    assert above.read("top.yaml") is None
    assert above.read("visits/v1.yaml") == b"new"
    assert above.state == layer.state
    assert above.still()


def test_what_was_listed_is_looked_at_again_after_forgetting(layer):
    before = layer.looks
    assert layer.names("visits") == layer.names("visits")
    assert layer.looks == before + 1
    (layer.base / "visits/v9.yaml").write_text("x")
    layer.forget()
    assert "v9.yaml" in layer.names("visits")[1]
    layer.turn_to(Layer(Folder(layer.base), {}))
    assert layer.still()
