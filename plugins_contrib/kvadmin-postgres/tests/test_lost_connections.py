"""The connection is cut at chosen points: failed is old, saved is new, unknown is said and settled."""

from __future__ import annotations

import random
import threading
import time

import pytest
from conftest import revision
from kvadmin_postgres.server_errors import as_said

from kvadmin.api import Conflict, KvadminError, Overtaken
from kvadmin.api.engines import Change, OutcomeUnknown

END = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name LIKE 'kvadmin%'"
COMMIT = b"COMMIT\0"


def test_lost_before_anything_was_asked(cut_off, proxy, engine, save):
    save(engine, "t1", {"a": b"1"})
    view = cut_off.view()
    assert view.read(["a"]) == {"a": b"1"}
    proxy.cut_all()
    assert view.read(["a"]) == {"a": b"1"}
    assert view.steady()


def test_lost_at_the_lock(cut_off, proxy, save):
    cut_off.view().names("")
    proxy.cut(b"pg_advisory_lock", "before")
    save(cut_off, "t1", {"a": b"1"})
    proxy.cut(b"pg_advisory_lock", "after")
    save(cut_off, "t2", {"a": b"2"})
    assert cut_off.view().read(["a"]) == {"a": b"2"}
    assert proxy.cuts == 2


@pytest.mark.parametrize(
    "mark", [b"UPDATE meta", b"INSERT INTO documents", b"INSERT INTO logs", b"INSERT INTO changes"]
)
@pytest.mark.parametrize("how", ["before", "after"])
def test_lost_before_commit_was_sent_it_is_written_once_more(cut_off, proxy, save, mark, how):
    proxy.cut(mark, how)
    save(cut_off, "t1", {"a": b"1"}, {"history/1.jsonl": b"1\n"})
    assert proxy.cuts == 1
    view = cut_off.view()
    assert view.number == 1
    assert view.read(["a", "history/1.jsonl"]) == {"a": b"1", "history/1.jsonl": b"1\n"}


def test_lost_before_commit_and_nobody_can_connect(cut_off, proxy, engine, save):
    proxy.cut(b"INSERT INTO changes", "after", refuse=True)
    with pytest.raises(KvadminError) as error:
        save(cut_off, "t1", {"a": b"1"})
    assert error.value.code == "no-connection"
    assert not isinstance(error.value, OutcomeUnknown)
    assert engine.view().entries() == []
    assert not engine.outcome("t1")


def test_commit_never_reached_the_server(cut_off, proxy, engine, save):
    proxy.cut(COMMIT, "before")
    with pytest.raises(KvadminError, match="before the change was saved") as error:
        save(cut_off, "t1", {"a": b"1"})
    assert not isinstance(error.value, OutcomeUnknown)
    assert engine.view().entries() == []
    save(cut_off, "t1", {"a": b"1"})  # the same again
    assert engine.view().read(["a"]) == {"a": b"1"}
    assert engine.outcome("t1")


def test_commit_was_made_and_the_answer_lost(cut_off, proxy, engine):
    with cut_off.writing(who="Kari", command="test") as writing:
        assert writing.view.number == 0
        proxy.cut(COMMIT, "after")
        writing.commit(Change("t1", {"a": b"1"}, {"a": None}))
        assert proxy.cuts == 1
        assert writing.view.read(["a"]) == {"a": b"1"}  # and the lock is held again
        with pytest.raises(Overtaken), engine.writing(who="Ola", command="test", patience=0):
            pass
        writing.commit(Change("t2", {"a": b"2"}, {"a": revision(b"1")}))
    assert engine.view().read(["a"]) == {"a": b"2"}


@pytest.mark.parametrize(("how", "made"), [("before", False), ("after", True)])
def test_nobody_can_say_so_that_is_said_and_asked_later(cut_off, proxy, engine, save, how, made):
    proxy.cut(COMMIT, how, refuse=True)
    with pytest.raises(OutcomeUnknown, match="t1"):
        save(cut_off, "t1", {"a": b"1"})
    with pytest.raises(KvadminError):
        cut_off.outcome("t1")
    proxy.admit()
    assert cut_off.outcome("t1") is made
    assert engine.view().read(["a"]) == ({"a": b"1"} if made else {})


def test_what_was_asked_for_and_not_made_is_not_made_afterwards(engine, opened, server, schema):
    """A change that is under way still when somebody asks for it is waited for."""
    with server.connect() as slow:
        slow.execute(f"SET search_path = {schema}")
        slow.autocommit = False
        slow.execute("INSERT INTO changes (token, number) VALUES ('t1', 1)")
        answers = []
        thread = threading.Thread(target=lambda: answers.append(opened().outcome("t1")))
        thread.start()
        time.sleep(0.3)
        assert answers == []
        slow.commit()
        thread.join()
    assert answers == [True]
    assert not engine.outcome("t2")


def test_a_writer_whose_lock_was_lost_while_another_wrote_is_refused(cut_off, proxy, engine, save):
    with cut_off.writing(who="Kari", command="test") as writing:
        assert writing.view.read(["a"]) == {}
        proxy.cut_all()
        save(engine, "t1", {"b": b"1"})
        with pytest.raises(Overtaken, match="somebody else has written since"):
            writing.view.read(["a"])
        with pytest.raises(Overtaken):
            writing.commit(Change("t2", {"a": b"1"}, {"a": None}))
    assert engine.view().read(["a", "b"]) == {"b": b"1"}
    save(cut_off, "t3", {"a": b"3"})


def test_a_writer_whose_lock_was_lost_and_is_taken_is_refused(cut_off, proxy, engine):
    with cut_off.writing(who="Kari", command="test", patience=0.1) as writing:
        assert writing.view.number == 0
        proxy.cut_all()
        with engine.writing(who="Ola", command="other"), pytest.raises(Overtaken) as error:
            writing.commit(Change("t1", {"a": b"1"}, {"a": None}))
        assert error.value.code == "locked"
        writing.commit(Change("t1", {"a": b"1"}, {"a": None}))  # nobody wrote: it is the same moment still
    assert engine.view().read(["a"]) == {"a": b"1"}


@pytest.mark.parametrize("how", ["before", "after"])
def test_a_line_of_a_log_lies_there_once(cut_off, proxy, engine, how):
    log = cut_off.log("send.jsonl")
    log.add(b"1\n", durable=True)
    proxy.cut(b"INSERT INTO log_lines", how)
    log.add(b"2\n", durable=True)
    log.add(b"3\n", durable=True)
    assert proxy.cuts == 1
    log.close()
    assert engine.view().read(["send.jsonl"]) == {"send.jsonl": b"1\n2\n3\n"}


def test_a_log_that_cannot_be_written_says_so(cut_off, proxy, engine, monkeypatch):
    monkeypatch.setattr("kvadmin_postgres.database_log._PAUSES", (0.0, 0.0))
    log = cut_off.log("send.jsonl")
    proxy.cut(b"INSERT INTO log_lines", "before", refuse=True)
    with pytest.raises(KvadminError) as error:
        log.add(b"1\n", durable=True)
    assert error.value.code == "cannot-write"
    assert engine.view().read(["send.jsonl"]) == {"send.jsonl": b""}


def test_a_hold_that_was_lost_is_taken_again_before_the_next_line(cut_off, proxy, opened):
    with cut_off.hold("mailings/1"):
        log = cut_off.log("send.jsonl")
        log.add(b"1\n", durable=True)
        proxy.cut_all()
        log.add(b"2\n", durable=True)
        with pytest.raises(Conflict), opened().hold("mailings/1"):
            pass
        log.close()
    assert opened().view().read(["send.jsonl"]) == {"send.jsonl": b"1\n2\n"}


def test_a_hold_that_somebody_else_has_meanwhile_stops_the_log(cut_off, proxy, opened):
    with cut_off.hold("mailings/1"):
        log = cut_off.log("send.jsonl")
        log.add(b"1\n", durable=True)
        proxy.cut_all()
        with opened().hold("mailings/1"), pytest.raises(Conflict) as error:
            log.add(b"2\n", durable=True)
        assert error.value.code == "held"
        log.close()
    cut_off.close()
    assert opened().view().read(["send.jsonl"]) == {"send.jsonl": b"1\n"}


@pytest.mark.parametrize("how", ["before", "after"])
def test_put_is_done_once_more(cut_off, proxy, engine, how):
    proxy.cut(b"INSERT INTO documents", how)
    cut_off.put({"a": b"1", "b": b"2"})
    assert proxy.cuts == 1
    assert engine.view().read(["a", "b"]) == {"a": b"1", "b": b"2"}


def test_a_server_that_ends_connections(engine, server, save):
    for at in range(5):
        save(engine, f"t{at}", {"a": b"%d" % at})
        server.run(END)
    with engine.writing(who="Kari", command="test") as writing:
        assert writing.view.read(["a"]) == {"a": b"4"}
        server.run(END)
        writing.commit(Change("t9", {"a": b"9"}, {"a": revision(b"4")}))
    assert engine.view().read(["a"]) == {"a": b"9"}


def test_a_connection_that_was_lost_is_no_wrong_address(engine, server):
    connection = engine.server.connect()
    server.run(END)
    with pytest.raises(KvadminError, match="the connection to the server was lost") as error, as_said("x"):
        connection.execute("SELECT 1")
    connection.close()
    assert error.value.code == "no-connection"
    assert "run the command again" in error.value.hint


def test_cuts_at_random_moments(cut_off, proxy, engine):
    """After each change the programme is what the engine said: old where it failed, new where it did not."""
    chance = random.Random(22)
    stop, saved, said = threading.Event(), b"", {"saved": 0, "failed": 0, "unknown": 0}

    def cut():
        while not stop.wait(chance.random() * 0.1):
            proxy.cut_all()

    cutting = threading.Thread(target=cut)
    cutting.start()
    try:
        for at in range(60):
            new = b"%d" % at
            try:
                with cut_off.writing(who="Kari", command="test") as writing:
                    now = writing.view.read(["a"]).get("a")
                    assert (now or b"") == saved
                    change = Change(f"t{at}", {"a": new}, {"a": revision(now)}, {"history/1.jsonl": new + b"\n"})
                    writing.commit(change)
                saved = new
                said["saved"] += 1
            except OutcomeUnknown:
                said["unknown"] += 1
                saved = new if engine.outcome(f"t{at}") else saved
            except KvadminError:
                said["failed"] += 1
            view = engine.view()
            assert view.read(["a"]).get("a", b"") == saved
            assert (view.read(["history/1.jsonl"]).get("history/1.jsonl") or b"\n").split()[-1:] == [saved][
                : bool(saved)
            ]
    finally:
        stop.set()
        cutting.join()
    assert said["saved"] > 10
    assert proxy.cuts > 3
    assert engine.view().number == len(engine.view().read(["history/1.jsonl"])["history/1.jsonl"].split())
