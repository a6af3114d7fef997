"""Many who write at once: nobody overwrites anybody."""

from __future__ import annotations

import multiprocessing
import threading

import pytest
from conftest import revision
from kvadmin_postgres.engine import open_engine

from kvadmin.api import Overtaken
from kvadmin.api.engines import Change


def add_twenty(address, me):
    """A process of its own: one counter is raised, and one log gets a line, twenty times."""
    engine = open_engine(None, address)
    for at in range(20):
        with engine.writing(who=me, command="add", patience=60) as writing:
            now = writing.view.read(["counter.yaml"])["counter.yaml"]
            new = b"count: %d\n" % (int(now.split()[1]) + 1)
            line = b"%s %d\n" % (me.encode(), at)
            contents, expected = {"counter.yaml": new}, {"counter.yaml": revision(now)}
            writing.commit(Change(f"{me}-{at}", contents, expected, {"history/1.jsonl": line}))
    engine.close()


def test_eight_processes_add_twenty_each(engine, address, save):
    save(engine, "t", {"counter.yaml": b"count: 0\n"})
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["kvadmin_postgres.engine", "conftest"])  # imported once, not by each of them
    running = [processes.Process(target=add_twenty, args=(address, f"w{at}")) for at in range(8)]
    for each in running:
        each.start()
    for each in running:
        each.join(300)
    assert [each.exitcode for each in running] == [0] * 8
    view = engine.view()
    assert view.read(["counter.yaml"]) == {"counter.yaml": b"count: 160\n"}
    assert view.number == 161
    lines = view.read(["history/1.jsonl"])["history/1.jsonl"].splitlines()
    assert sorted(lines) == sorted(b"w%d %d" % (one, at) for one in range(8) for at in range(20))


def test_who_waits_in_vain_is_told_for_whom(engine, opened):
    with (
        engine.writing(who="Åse Nordmann", command="cohort set"),
        pytest.raises(Overtaken) as error,
        opened().writing(who="Ola", command="test", patience=0.1),
    ):
        pass
    assert error.value.code == "locked"
    assert "Åse Nordmann, cohort set (kvadmin_owner)" in error.value.message
    with opened().writing(who="Ola", command="test", patience=0):
        pass


def test_a_name_that_is_too_long_is_cut_between_letters(engine, opened):
    with (
        engine.writing(who="Å" * 50, command="x"),
        pytest.raises(Overtaken, match="ÅÅÅ") as error,
        opened().writing(who="Ola", command="", patience=0),
    ):
        pass
    assert "%" not in error.value.message


def test_a_thread_may_ask_again_and_others_wait(engine):
    with engine.writing(who="Kari", command="one") as outer:
        with engine.writing(who="Kari", command="two") as inner:
            inner.commit(Change("t1", {"a": b"1"}, {"a": None}))
        assert engine.view().number == 1
        said = []

        def other():
            try:
                with engine.writing(who="Ola", command="three", patience=0.05):
                    said.append("in")
            except Overtaken as error:
                said.append(error.code)

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        assert said == ["locked"]
        with pytest.raises(Overtaken):  # it was decided on what was there before
            outer.commit(Change("t2", {"a": b"2"}, {"a": None}))
    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert said == ["locked", "in"]


def test_readers_and_holders_are_not_held_up(engine, opened, save):
    save(engine, "t1", {"a": b"1"})
    with engine.writing(who="Kari", command="test"):
        assert opened().view().read(["a"]) == {"a": b"1"}
        with opened().hold("x"):
            pass
        log = opened().log("l.jsonl")
        log.add(b"1\n", durable=True)
        log.close()


def test_whoever_got_past_the_lock_is_noticed(engine, server, schema):
    """Through a pooler that gives each transaction another connection, locks mean nothing; the number does."""
    with engine.writing(who="Kari", command="test") as writing:
        assert writing.view.number == 0
        server.run(f"UPDATE {schema}.meta SET commits = commits + 1")
        with pytest.raises(Overtaken, match="somebody else has written"):
            writing.commit(Change("t1", {"a": b"1"}, {"a": None}))
    assert engine.view().read(["a"]) == {}
