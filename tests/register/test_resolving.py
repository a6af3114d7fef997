"""The register of a day, from the data of a programme."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api.imports import register_on
from kvadmin.errors import UnknownName
from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.store.store import open_store
from kvadmin.testing import Kit


@pytest.fixture
def data(tmp_path):
    kit = Kit(tmp_path / "programme", today="2008-01-31")
    kit.municipality("0101", "Halden", county="Østfold")
    kit.municipality("0718", "Ramnes", county="Vestfold", valid_to=date(2001, 12, 31), successors=["0716"])
    kit.municipality("0716", "Re", county="Vestfold", valid_from=date(2002, 1, 1))
    plugins = Plugins(discover(frozenset()))
    return open_store(kit.folder, plugins.gather("kvadmin_collections"), plugins.gather("kvadmin_fields")).snapshot()


@pytest.mark.parametrize(("day", "numbers"), [("2001-12-31", ["0101", "0718"]), ("2002-01-01", ["0101", "0716"])])
def test_only_those_that_exist_on_the_day_are_in_it(data, day, numbers):
    assert sorted(register_on(data, date.fromisoformat(day)).entries) == numbers


def test_without_a_day_every_entry_counts(data):
    assert sorted(register_on(data, None).entries) == ["0101", "0716", "0718"]


def test_what_ships_with_kvadmin_comes_with_it(data):
    register = register_on(data, date(2008, 1, 31))
    match = register.match(name="Ramnes")
    assert (match.verdict, match.candidates) == ("abolished", ("0716",))
    assert register.match(name="Nordland fylkeskommune").verdict == "not-a-municipality"
    assert register.succession.changes
    with pytest.raises(UnknownName):
        register.find("Ramnes")
