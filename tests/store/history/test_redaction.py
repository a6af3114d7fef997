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
    assert store.engine.forget(["ola nordmann"], paths=["towns/0301-oslo.yaml"]) == 2
    assert "Nordmann" not in "".join(path.read_text() for path in (folder / "history").iterdir())
    with pytest.raises(Refused, match="erased"):
        store.undo(changed.transaction_id, who="Kari")
    assert store.engine.forget(["ola nordmann"], paths=["towns/0301-oslo.yaml"]) == 0
