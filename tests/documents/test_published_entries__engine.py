"""What calendars have been told, noted in an engine: once, and no number for two contents."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest
from store.memory_engine import MemoryEngine
from store.sqlite_engine import SqliteEngine

from kvadmin.documents.published_entries import (
    CALENDAR_FINGERPRINT,
    PUBLISHED_FILE,
    PublishedEntries,
    note_published,
)
from kvadmin.errors import Overtaken
from kvadmin.store.engines.engine_folder import EngineFolder


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    engine = MemoryEngine() if request.param == "memory" else SqliteEngine(tmp_path / "programme.db")
    return SimpleNamespace(engine=engine, folder=tmp_path, contents=lambda: EngineFolder(engine, tmp_path))


def entry(number=0, says="a", key="one"):
    return (
        f"BEGIN:VEVENT\r\nUID:{key}@x\r\nSEQUENCE:{number}\r\n{CALENDAR_FINGERPRINT}:{key} {says}\r\nEND:VEVENT\r\n"
    ).encode()


def lying(store):
    return store.engine.view().read([PUBLISHED_FILE]).get(PUBLISHED_FILE, b"")


def test_an_entry_is_noted_once(store):
    note_published(store, [entry(), entry()], "Kari")
    before = lying(store)
    assert before.count(b"\n") == 1
    note_published(store, [entry()])
    assert lying(store) == before
    note_published(store, [entry(1, "b")])
    assert lying(store).startswith(before)
    snapshot = SimpleNamespace(read_file=lambda _: lying(store))
    assert PublishedEntries.of(snapshot).number("one@x", "one", "b") == 1
    assert PublishedEntries.of(snapshot).number("one@x", "one", "c") == 2


def test_a_number_that_left_with_something_else_stays_its_own(store):
    note_published(store, [entry(0, "a")])
    before = lying(store)
    with pytest.raises(Overtaken, match="under the number 0"):
        note_published(store, [entry(0, "b")])
    assert lying(store) == before


def test_one_file_never_says_two_things_under_a_number(store):
    with pytest.raises(Overtaken):
        note_published(store, [entry(0, "a"), entry(0, "b")])
    assert lying(store) == b""


def test_of_many_at_once_one_has_the_number(store):
    done = []

    def give(says):
        try:
            note_published(store, [entry(0, says)])
            done.append(says)
        except Overtaken:
            pass

    if isinstance(store.engine, MemoryEngine):
        pytest.skip("it is for one at a time")
    threads = [threading.Thread(target=give, args=(f"says{n}",)) for n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(done) == 1
    assert lying(store).count(b"\n") == 1
