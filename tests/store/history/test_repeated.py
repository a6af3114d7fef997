"""The hash of a request: the same for the same edits, and nothing of what is never kept."""

from __future__ import annotations

import pytest
from store.programme import opened
from store.records import COLLECTIONS

from kvadmin.errors import Conflict
from kvadmin.model.changes import Create, DeleteFile, PutFile, Set
from kvadmin.store.history.repeated import request_of
from kvadmin.store.schema.collection_schema import CollectionSchema

SCHEMAS = [CollectionSchema(one) for one in COLLECTIONS]


def test_it_tells_one_request_from_another_and_hides_sensitive_values():
    one = request_of([Set("groups", "P3", ("name",), "a"), PutFile("x.txt", b"1")], SCHEMAS)
    assert one == request_of([Set("groups", "P3", ("name",), "a"), PutFile("x.txt", b"1")], SCHEMAS)
    assert one != request_of([Set("groups", "P3", ("name",), "b"), PutFile("x.txt", b"1")], SCHEMAS)
    assert one != request_of([Set("groups", "P3", ("name",), "a"), PutFile("x.txt", b"2")], SCHEMAS)
    for edits in ([Set("diets", "G1", ("needs",), "%s")], [PutFile("sensitive/x", b"%s")]):
        assert request_of(edits, SCHEMAS) == request_of([type(edits[0])(*_other(edits[0]))], SCHEMAS)
    assert request_of([DeleteFile("a")], SCHEMAS) != request_of([DeleteFile("b")], SCHEMAS)


def _other(edit):
    """The same edit with another value."""
    return (edit.path, b"nuts") if isinstance(edit, PutFile) else (edit.collection, edit.key, edit.path, "nuts")


def test_a_repetition_is_known_whatever_was_done_since_and_writes_nothing(folder):
    engine = opened(folder).records
    edits = [Create("towns", "0101", {"number": "0101"})]
    asked = {"expect": {"towns/0101.yaml": None}, "who": "Kari", "why": "", "transaction_id": "mine-1"}
    first = engine.commit(edits, **asked)
    engine.commit([Set("groups", "P3", ("name",), "new")], expect={}, who="Ola", why="")
    before = [path.read_bytes() for path in sorted((folder / "history").iterdir())]
    assert engine.commit(edits, **asked) == first
    with pytest.raises(Conflict, match="another change"):
        engine.commit([*edits, PutFile("x.txt", b"x")], **asked)
    assert [path.read_bytes() for path in sorted((folder / "history").iterdir())] == before
