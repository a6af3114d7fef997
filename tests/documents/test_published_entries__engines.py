"""What calendars were told, noted where no disk is: the same lines, each once, and no number twice."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from store.memory_engine import MemoryEngine

from kvadmin.documents.published_entries import PUBLISHED_FILE, note_published
from kvadmin.errors import Overtaken


def entry(content, number=0):
    return (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u@x\r\nDTSTAMP:20080610T000000Z\r\nDTSTART:20080701T100000\r\n"
        f"SEQUENCE:{number}\r\nX-KVADMIN-FINGERPRINT:u@x {content}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


@pytest.fixture
def stores(tmp_path):
    engine = MemoryEngine()
    afar = SimpleNamespace(engine=engine, contents=lambda: SimpleNamespace(on_disk=False), folder=None)
    near = SimpleNamespace(contents=lambda: SimpleNamespace(on_disk=True), folder=tmp_path)
    return near, afar


def test_the_same_lines_as_in_a_file(stores, tmp_path):
    afar = stores[1]
    for files in ([entry("a")], [entry("a"), entry("b", 1)], [entry("b", 1)], []):
        for store in stores:
            note_published(store, files)
    lines = (tmp_path / PUBLISHED_FILE).read_bytes()
    assert lines.count(b"\n") == 2
    assert afar.engine.memory.data[PUBLISHED_FILE] == lines


def test_a_number_that_said_something_else_does_not_leave(stores):
    for store in stores:
        note_published(store, [entry("a")])
        with pytest.raises(Overtaken, match="another calendar entry has left under the number 0"):
            note_published(store, [entry("b")])
    afar = stores[1]
    assert afar.engine.memory.data[PUBLISHED_FILE].count(b"\n") == 1


def test_two_at_the_same_moment_are_told_so(stores):
    afar = stores[1]
    with afar.engine.hold(PUBLISHED_FILE), pytest.raises(Overtaken, match="at this moment"):
        note_published(afar, [entry("a")])
    note_published(afar, [entry("a")])
