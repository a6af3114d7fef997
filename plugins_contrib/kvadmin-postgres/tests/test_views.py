"""A view is of one moment, whoever commits."""

from __future__ import annotations

import threading

import pytest

from kvadmin.api.engines import RecordQuery


def test_what_another_engine_commits_is_not_seen(engine, opened, save):
    save(engine, "t1", {"a/1.yaml": b"x: 1\n"}, {"history/1.jsonl": b"1\n"})
    other, view = opened(), engine.view()
    assert view.number == 1
    save(other, "t2", {"a/1.yaml": b"x: 2\n", "a/2.yaml": b"x: 2\n"}, {"history/1.jsonl": b"2\n"})
    other.put({"p": b"1"})
    assert view.read(["a/1.yaml", "history/1.jsonl", "p"]) == {"a/1.yaml": b"x: 1\n", "history/1.jsonl": b"1\n"}
    assert view.names("a") == ([], ["1.yaml"])
    assert [row.values for row in view.query(RecordQuery("a", ("x",)))] == [{"x": "1"}]
    assert view.part("history/1.jsonl", 0, 99) == b"1\n"
    assert view.steady()
    assert view.number == 1
    assert engine.view().number == 2


def test_it_begins_with_the_first_question(engine, opened, save):
    view = engine.view()
    save(opened(), "t1", {"a": b"1"})
    assert view.read(["a"]) == {"a": b"1"}
    assert view.number == 1


def test_a_later_view_ends_an_earlier_one_which_says_so_where_it_matters(engine, opened, save):
    save(engine, "t1", {"a": b"1"})
    first = engine.view()
    assert first.read(["a"]) == {"a": b"1"}
    assert engine.view().number == 1
    assert first.read(["a"]) == {"a": b"1"}
    assert first.steady()  # another transaction, the same moment
    save(opened(), "t2", {"a": b"2"})
    assert engine.view().number == 2
    assert first.steady()
    assert first.read(["a"]) == {"a": b"2"}
    assert not first.steady()
    assert first.number == 1


def test_a_commit_of_ours_ends_it(engine, save):
    save(engine, "t1", {"a": b"1"})
    view = engine.view()
    assert view.read(["a"]) == {"a": b"1"}
    save(engine, "t2", {"a": b"2"})
    assert view.read(["a"]) == {"a": b"2"}
    assert not view.steady()


def test_one_whose_connection_was_ended_goes_on(engine, opened, server, save):
    save(engine, "t1", {"a": b"1"})
    view = engine.view()
    assert view.read(["a"]) == {"a": b"1"}
    end_all(server)
    assert view.read(["a"]) == {"a": b"1"}
    assert view.steady()
    save(opened(), "t2", {"a": b"2"})
    end_all(server)
    assert view.read(["a"]) == {"a": b"2"}
    assert not view.steady()


def end_all(server):
    """End all connections of engines."""
    server.run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name LIKE 'kvadmin%'")


@pytest.mark.parametrize("threads", [4])
def test_threads_may_read_at_once(engine, save, threads):
    save(engine, "t1", {f"m/{at}": b"%d" % at for at in range(50)})
    wrong = []

    def read():
        view = engine.view()
        wrong.extend(at for at in range(50) if view.read([f"m/{at}"]) != {f"m/{at}": b"%d" % at} or not view.steady())

    all_of_them = [threading.Thread(target=read) for _ in range(threads)]
    for each in all_of_them:
        each.start()
    for each in all_of_them:
        each.join()
    assert wrong == []
