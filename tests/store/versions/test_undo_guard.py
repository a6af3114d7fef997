"""Undo and redo where records were lifted: never records of two forms side by side."""

from __future__ import annotations

import pytest
from store.migrating.older import Visit, first_form, migrate, opened
from store.programme import make

from kvadmin.errors import Conflict
from kvadmin.store.versions.standing import PROGRAMME


@pytest.fixture
def folder(tmp_path):
    return first_form(tmp_path / "programme")


def add(folder, key):
    change = opened(folder).transaction("Kari")
    change.create(Visit(id=key, on="2010", visitor="Kari"))
    return change.commit().transaction_id


def noted(folder):
    return "schemas" in (folder / PROGRAMME).read_text()


def test_the_note_stays_as_long_as_there_are_records_of_it(tmp_path):
    folder = make(tmp_path / "programme", programme="schema: 1\nname: Test\n")
    first, second = add(folder, "v1"), add(folder, "v2")
    opened(folder).undo(first, who="Kari")
    assert noted(folder), "v2 is of today's form"
    assert opened(folder).snapshot().get(Visit, "v2").on == "2010"
    opened(folder).undo(second, who="Kari")
    opened(folder).undo(who="Kari", redo=True)
    assert noted(folder)
    assert migrate(folder) is None


def test_the_note_goes_with_the_only_record(tmp_path):
    folder = make(tmp_path / "programme", programme="schema: 1\nname: Test\n")
    before = (folder / PROGRAMME).read_bytes()
    add(folder, "v1")
    opened(folder).undo(who="Kari")
    assert (folder / PROGRAMME).read_bytes() == before
    opened(folder).undo(who="Kari", redo=True)
    assert noted(folder)
    assert opened(folder).snapshot().get(Visit, "v1").on == "2010"


def test_a_migration_is_taken_back_only_before_others_have_gone_on(folder):
    lifted = migrate(folder).transaction_id
    later = add(folder, "v3")
    with pytest.raises(Conflict, match=later) as caught:
        opened(folder).undo(lifted, who="Kari")
    assert f"kvadmin undo {later}" in (caught.value.hint or "")
    assert caught.value.code == "cannot-undo"
    opened(folder).undo(later, who="Kari")
    opened(folder).undo(lifted, who="Kari")
    assert not noted(folder)


def test_a_change_of_other_records_does_not_stand_in_the_way(folder):
    lifted = migrate(folder).transaction_id
    change = opened(folder).transaction("Kari")
    change.put_file("letters/a.txt", b"x")
    change.commit()
    opened(folder).undo(lifted, who="Kari")
    assert not noted(folder)


def test_what_was_changed_before_comes_back_only_after_the_migration_is_undone(folder):
    """A record that was removed in its older form would come back in that form."""
    assert migrate(folder)
    opened(folder).undo(who="Kari")
    removed = opened(folder).records.commit(_removal(), expect={}, who="Kari", why="").transaction_id
    lifted = migrate(folder).transaction_id
    with pytest.raises(Conflict, match="has another form since") as caught:
        opened(folder).undo(removed, who="Kari")
    assert f"kvadmin undo {lifted}" in (caught.value.hint or "")
    opened(folder).undo(lifted, who="Kari")
    opened(folder).undo(removed, who="Kari")
    assert (folder / "visits/v2.yaml").exists()
    assert migrate(folder)


def _removal():
    from kvadmin.model.changes import DeleteFile

    return [DeleteFile("visits/v2.yaml")]
