"""What a check says of files that are no records: whose they are decides, and who says so."""

from __future__ import annotations

from typing import ClassVar

import pytest

from kvadmin.extension.collections import Collection
from kvadmin.model.record import Record
from kvadmin.store.store import open_store


class Trip(Record, kw_only=True):
    collection: ClassVar[str] = "trips"
    id: str


class Bus(Record, kw_only=True):
    collection: ClassVar[str] = "buses"
    id: str


def strays(folder, *beside):
    trips = Collection("trips", "trips/{id}.yaml", f"{__name__}:Trip", beside=beside)
    buses = Collection("buses", "buses/{id}.yaml", f"{__name__}:Bus")
    found = open_store(folder, [trips, buses]).check()
    return [each.path for each in found if each.code == "stray-file" and "/" in each.path]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "programme.yaml").write_text("schema: 1\nname: Program\n", encoding="utf-8")
    for path in ("trips/pictures/by/one.png", "trips/pictures-of-old/two.png", "trips/notes.md", "buses/three.png"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", encoding="utf-8")
    return tmp_path


def test_files_that_are_no_records_are_strays(folder):
    everything = ["buses/three.png", "trips/notes.md", "trips/pictures-of-old/two.png", "trips/pictures/by/one.png"]
    assert strays(folder) == everything


def test_a_folder_beside_the_records_is_the_plugins_own(folder):
    assert strays(folder, "trips/pictures") == ["buses/three.png", "trips/notes.md", "trips/pictures-of-old/two.png"]


def test_no_plugin_answers_for_the_folder_of_another(folder):
    assert strays(folder, "buses", "trips", "") == strays(folder)
