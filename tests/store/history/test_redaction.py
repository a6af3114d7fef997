"""Forgetting a person: the history is blanked, and undo says so."""

from __future__ import annotations

import pytest
from store.programme import opened
from store.records import Town

from kvadmin.errors import Refused


def test_forgetting_blanks_the_history_and_ends_undo(folder):
    store = opened(folder)
    change = store.transaction("Kari", "asked by Ola Nordmann")
    change.create(Town(number="0301", name="Oslo", phone="Ola Nordmann 22"))
    change.commit()
    change = store.transaction("Kari")
    change.update(Town(number="0301", name="Oslo"))
    changed = change.commit()
    assert "Ola Nordmann" in next((folder / "history").iterdir()).read_text()
    assert store.records.forget(["ola nordmann"], paths=["towns/0301-oslo.yaml"]) == 2
    assert "Nordmann" not in "".join(path.read_text() for path in (folder / "history").iterdir())
    with pytest.raises(Refused, match="erased"):
        store.undo(changed.transaction_id, who="Kari")
    assert store.records.forget(["ola nordmann"], paths=["towns/0301-oslo.yaml"]) == 0


def test_forgetting_blanks_what_records_said_after_other_changes(folder):
    store = opened(folder)
    change = store.transaction("Kari")
    change.create(Town(number="0301", name="Oslo", phone="Ola Nordmann 22"))
    change.commit()
    change = store.transaction("Kari")  # the person stands in the record that another field of is changed
    change.update(Town(number="0301", name="Christiania", phone="Ola Nordmann 22"))
    change.commit()
    change = store.transaction("Kari")
    change.update(Town(number="0301", name="Christiania"))
    change.commit()
    assert store.records.forget(["ola nordmann"], paths=["towns/0301-oslo.yaml"]) == 3
    assert "Nordmann" not in "".join(path.read_text() for path in (folder / "history").iterdir())
    assert [entry.changes[0].action for entry in store.records.history(changes=True)] == [
        "create",
        "unknown",
        "unknown",
    ]


def test_a_request_leaves_no_hash_of_what_was_forgotten(folder):
    store = opened(folder)
    change = store.transaction("Kari")
    change.transaction_id = "mine-1"
    change.create(Town(number="0301", name="Oslo", phone="Ola Nordmann 22"))
    change.commit()
    assert '"request"' in next((folder / "history").iterdir()).read_text()
    store.records.forget(["ola nordmann"], paths=["towns/0301-oslo.yaml"])
    assert '"request"' not in next((folder / "history").iterdir()).read_text()
