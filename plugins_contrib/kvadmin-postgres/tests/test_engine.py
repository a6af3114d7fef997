"""The engine, method by method, on a real server."""

from __future__ import annotations

import threading

import pytest
from conftest import revision
from kvadmin_postgres import changes

from kvadmin.api import Conflict, InvalidData, KvadminError, Overtaken, UnknownName
from kvadmin.api.engines import Change, Entry, RecordQuery

AWKWARD = [
    "kommuner/Bø i Telemark – «Sør-Trøndelag» čáhci.yaml",
    "a'b/c\"d/%s {x} $1 \\n; DROP TABLE documents; --.bin",
    f"lang/{'æ' * 90}.yaml",
    "x" * 200,
    "-/_",
    "𝔸/😀.txt",
]


def test_contents_and_logs_are_read_as_they_were_written(engine, save):
    save(engine, "t1", {"a/b.yaml": b"x: 1\n", "c.bin": bytes(range(256))}, {"history/1.jsonl": b'{"id": "t1"}\n'})
    view = engine.view()
    assert view.number == 1
    assert view.names("") == (["a", "history"], ["c.bin"])
    assert view.names("a") == ([], ["b.yaml"])
    assert view.names("nowhere") == ([], [])
    assert view.read(["nowhere", "c.bin", "a/b.yaml", "history/1.jsonl", "\0", "\ud800"]) == {
        "c.bin": bytes(range(256)), "a/b.yaml": b"x: 1\n", "history/1.jsonl": b'{"id": "t1"}\n',
    }  # fmt: skip
    assert list(view.read(["c.bin", "a/b.yaml"])) == ["c.bin", "a/b.yaml"]
    assert view.read([]) == {}
    found = view.entries()
    assert found == [
        Entry("a/b.yaml", 5, revision(b"x: 1\n")),
        Entry("c.bin", 256, revision(bytes(range(256)))),
        Entry("history/1.jsonl", 13, found[2].mark, log=True),
    ]
    assert view.entries("a") == found[:1]
    assert view.entries("hist") == []


def test_folders_are_those_that_something_lies_below(engine, save):
    names = ["a/1", "a-b/1", "a.b/c/1", "a/b/c/1", "a/b-c/1", "a0/1", "å/1", "z"]
    save(engine, "t1", dict.fromkeys(names, b""), {"a/l/send.jsonl": b"1\n", "q/r/s.jsonl": b"1\n"})
    view = engine.view()
    assert view.names("") == (sorted(["a", "a-b", "a.b", "a0", "q", "å"]), ["z"])
    assert view.names("a") == (["b", "b-c", "l"], ["1"])
    assert view.names("q") == (["r"], [])
    assert [each.name for each in view.entries("a")] == ["a/1", "a/b-c/1", "a/b/c/1", "a/l/send.jsonl"]


def test_awkward_names(engine, save):
    save(engine, "t1", {name: name.encode() for name in AWKWARD})
    view = engine.view()
    assert view.read(AWKWARD) == {name: name.encode() for name in AWKWARD}
    assert [each.name for each in view.entries()] == sorted(AWKWARD)
    for name in AWKWARD:
        folder, _, file = name.rpartition("/")
        assert file in view.names(folder)[1]
    save(engine, "t2", dict.fromkeys(AWKWARD))
    assert engine.view().entries() == []


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_a_name_that_no_text_of_the_server_can_be_is_refused(engine, name):
    for write in (
        lambda: engine.put({name: b"x"}),
        lambda: engine.log(name),
        lambda: _commit(engine, Change("t", {name: b"x"}, {name: None})),
        lambda: _commit(engine, Change("t", {}, {}, {name: b"x"})),
    ):
        with pytest.raises(InvalidData) as error:
            write()
        assert error.value.code == "bad-name"
    assert engine.view().entries() == []


def _commit(engine, change):
    with engine.writing(who="Kari", command="test") as writing:
        writing.commit(change)


def test_a_long_content_comes_back(engine, save):
    content = b"\0\xff\n" * 7_000_000
    save(engine, "t1", {"big.bin": content})
    assert engine.view().read(["big.bin"])["big.bin"] == content
    assert engine.view().part("big.bin", 20_999_998, 10) == b"\xff\n"
    assert engine.view().entries()[0].size == 21_000_000


def test_many_contents_in_one_change(engine, save, monkeypatch):
    monkeypatch.setattr(changes, "_AT_ONCE", 160_000)  # they come in several portions
    contents = {f"m/{at:05}.yaml": f"n: {at}\n".encode() + b"#" * 200 for at in range(2500)}
    save(engine, "t1", contents)
    assert engine.view().read(list(contents)) == contents


def test_parts_of_a_log(engine, save):
    data = b"".join(b"line %d\n" % at for at in range(50)) + b"no end"
    for at in range(0, len(data), 13):  # lines come in pieces
        save(engine, f"t{at}", {}, {"history/l.jsonl": data[at : at + 13]})
    view = engine.view()
    assert view.read(["history/l.jsonl"])["history/l.jsonl"] == data
    for at in (0, 1, 6, 7, 8, 100, len(data) - 1, len(data), len(data) + 5):
        for length in (0, 1, 7, 50, 10_000):
            assert view.part("history/l.jsonl", at, length) == data[at : at + length]
    assert view.part("nowhere", 0, 5) == b""


def test_what_is_not_as_expected_changes_nothing(engine, save):
    save(engine, "t1", {"a": b"1"}, {"history/1.jsonl": b"1\n"})
    before = engine.view().entries()
    for expected in ({"a": None, "b": None}, {"a": revision(b"2"), "b": None}, {"a": revision(b"1"), "b": "0" * 64}):
        with pytest.raises(Overtaken), engine.writing(who="Ola", command="test") as writing:
            writing.commit(Change("t2", {"a": b"3", "b": b"4"}, expected, {"history/1.jsonl": b"2\n"}))
    assert engine.view().entries() == before
    assert engine.view().number == 1
    assert not engine.outcome("t2")


def test_a_change_after_one_that_failed_in_the_same_block(engine):
    with engine.writing(who="Ola", command="test") as writing:
        with pytest.raises(Overtaken):
            writing.commit(Change("t1", {"a": b"1"}, {"a": "0" * 64}))
        assert writing.view.read(["a"]) == {}
        writing.commit(Change("t2", {"a": b"1"}, {"a": None}))
        assert writing.view.read(["a"]) == {"a": b"1"}
        writing.commit(Change("t3", {"a": None}, {"a": revision(b"1")}))
    assert engine.view().read(["a"]) == {}
    assert engine.view().number == 2


def test_the_outcome_of_a_change(engine, save):
    save(engine, "t1", {"a": b"1"})
    assert engine.outcome("t1")
    assert not engine.outcome("t2")
    save(engine, "t2", {"a": b"2"})  # the same again, once it is known that it was not made
    assert engine.outcome("t2")
    with pytest.raises(Overtaken, match="already"):
        save(engine, "t2", {"a": b"3"})
    assert engine.view().read(["a"]) == {"a": b"2"}


def test_a_log_beside_all_changes(engine, opened):
    log = engine.log("mailings/1/send.jsonl")
    log.reserve(1000)
    log.add(b"1\n")
    log.add(b"2\n", durable=True)
    assert opened().view().read(["mailings/1/send.jsonl"]) == {"mailings/1/send.jsonl": b"1\n2\n"}
    log.add(b"3\n")
    log.close()
    log.close()
    again = opened().log("mailings/1/send.jsonl")
    again.add(b"4\n", durable=True)
    again.close()
    assert opened().view().read(["mailings/1/send.jsonl"]) == {"mailings/1/send.jsonl": b"1\n2\n3\n4\n"}
    assert opened().view().number == 0


def test_a_log_that_is_begun_is_there_and_empty(engine, opened):
    engine.log("l.jsonl").close()
    view = opened().view()
    assert view.read(["l.jsonl"]) == {"l.jsonl": b""}
    assert view.part("l.jsonl", 0, 9) == b""
    assert view.entries() == [Entry("l.jsonl", 0, "0-0", log=True)]


def test_a_log_goes_on_after_the_end_of_a_torn_line(engine, opened, save):
    save(engine, "t1", {}, {"l.jsonl": b"1\n2"})
    with_log = opened().log("l.jsonl")
    with_log.add(b"3\n", durable=True)
    with_log.close()
    assert opened().view().read(["l.jsonl"]) == {"l.jsonl": b"1\n2\n3\n"}


def test_two_who_add_to_one_log_lose_nothing(opened, engine):
    first, second = engine.log("l.jsonl"), opened().log("l.jsonl")
    for at in range(10):
        (first if at % 3 else second).add(b"%d\n" % at, durable=True)
    first.close()
    second.close()
    assert opened().view().read(["l.jsonl"])["l.jsonl"].split() == [b"%d" % at for at in range(10)]


def test_a_log_that_was_taken_away_meanwhile_is_begun_again(engine, opened, save):
    log = engine.log("l.jsonl")
    log.add(b"1\n", durable=True)
    save(opened(), "t1", {"l.jsonl": None})
    log.add(b"2\n", durable=True)
    assert opened().view().read(["l.jsonl"]) == {"l.jsonl": b"2\n"}


def test_threads_add_whole_lines_and_share_transactions(engine, opened):
    log = engine.log("l.jsonl")
    lines = [b"%d-%d\n" % (one, at) for one in range(4) for at in range(25)]

    def add(mine):
        for line in mine:
            log.add(line, durable=True)

    threads = [threading.Thread(target=add, args=(lines[at * 25 : at * 25 + 25],)) for at in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    log.close()
    kept = opened().view().read(["l.jsonl"])["l.jsonl"].splitlines(keepends=True)
    assert sorted(kept) == sorted(lines)
    for one in range(4):  # each thread's in its order
        mine = [line for line in kept if line.startswith(b"%d-" % one)]
        assert mine == lines[one * 25 : one * 25 + 25]


def test_a_content_becomes_a_log_when_lines_are_added_to_it(engine, opened, save):
    save(engine, "t1", {"a.jsonl": b"1\n", "b.jsonl": b"1\n"})
    save(engine, "t2", {}, {"a.jsonl": b"2\n"})
    log = opened().log("b.jsonl")
    log.add(b"2\n", durable=True)
    log.close()
    save(engine, "t3", {"c.jsonl": b"1\n"}, {"c.jsonl": b"2\n"})
    view = opened().view()
    assert view.read(["a.jsonl", "b.jsonl", "c.jsonl"]) == dict.fromkeys(("a.jsonl", "b.jsonl", "c.jsonl"), b"1\n2\n")
    assert [each.log for each in view.entries()] == [True, True, True]


def test_a_log_may_be_written_anew_and_its_mark_tells(engine, save):
    save(engine, "t1", {}, {"history/1.jsonl": b'{"who": "Kari"}\n', "history/2.jsonl": b"x\n"})
    before = engine.view().entries()
    save(engine, "t2", {"history/1.jsonl": b'{"who": "Olav"}\n', "history/2.jsonl": None}, forgets=True)
    after = engine.view().entries()
    assert [(each.name, each.size, each.log) for each in after] == [("history/1.jsonl", 16, True)]
    assert after[0].mark != before[0].mark
    assert engine.view().read(["history/1.jsonl"]) == {"history/1.jsonl": b'{"who": "Olav"}\n'}
    save(engine, "t3", {}, {"history/1.jsonl": b"more\n"})
    assert engine.view().part("history/1.jsonl", 16, 9) == b"more\n"


def test_nothing_of_what_is_forgotten_stays_in_the_tables(engine, server, schema, save):
    save(engine, "t1", {"p.yaml": b"name: Hemmelig\n"}, {"history/1.jsonl": b'{"who": "Hemmelig"}\n'})
    save(
        engine, "t2", {"p.yaml": b"name: x\n", "history/1.jsonl": b'{"who": "x"}\n'}, forgets=True,
        sensitive=frozenset({"p.yaml"}),
    )  # fmt: skip
    for table in ("documents", "log_lines", "logs", "changes", "meta"):
        for row in server.run(f"SELECT * FROM {schema}.{table}"):
            assert "Hemmelig" not in str(row)


def test_put_replaces_each_whole(engine, opened, save):
    save(engine, "t1", {}, {"a.jsonl": b"1\n"})
    engine.put({"p/1.docx": b"one", "p/2.yaml": b"x: 1\n", "a.jsonl": b"2\n"})
    engine.put({"p/1.docx": b"two"})
    engine.put({})
    view = opened().view()
    assert view.read(["p/1.docx", "p/2.yaml", "a.jsonl"]) == {
        "p/1.docx": b"two", "p/2.yaml": b"x: 1\n", "a.jsonl": b"2\n",
    }  # fmt: skip
    assert view.number == 1
    assert view.query(RecordQuery("p", ("x",)))[0].values == {"x": "1"}


def test_one_holds_a_name(engine, opened):
    other = opened()
    with engine.hold("mailings/1"):
        with pytest.raises(Conflict) as error, other.hold("mailings/1"):
            pass
        assert error.value.code == "held"
        with other.hold("mailings/2"), other.writing(who="Ola", command="test", patience=0):
            pass
    with other.hold("mailings/1"):
        pass


def test_health_says_what_there_is(engine, save):
    save(engine, "t1", {"a": b"1"})
    told = dict(engine.health())
    assert told["server"].startswith("PostgreSQL ")
    assert (told["changes"], told["contents"], told["logs"]) == ("1", "1", "0")
    assert told["rights"] == "owner of the tables"
    assert told["encrypted"].startswith("no: ")


def test_an_empty_database_says_what_to_run(opened):
    engine = opened()
    for ask in (lambda: engine.view().names(""), lambda: engine.log("x"), lambda: engine.put({"a": b""})):
        with pytest.raises(UnknownName) as error:
            ask()
        assert error.value.code == "not-set-up"
        assert "kvadmin postgres setup" in error.value.hint
    assert dict(engine.health())["tables"] == "none yet: kvadmin postgres setup"


def test_a_writer_who_may_makes_the_tables(opened, save):
    engine = opened()
    save(engine, "t1", {"a": b"1"})
    assert opened().view().read(["a"]) == {"a": b"1"}


def test_two_programmes_in_one_database(server, schema, opened, save):
    first, second = opened(), opened(server.address(schema=f"{schema}_b"))
    save(first, "t1", {"a": b"1"})
    with first.writing(who="Kari", command="test"), first.hold("x"), second.hold("x"):
        save(second, "t1", {"a": b"2"})
    assert first.view().read(["a"]) == {"a": b"1"}
    assert second.view().read(["a"]) == {"a": b"2"}


def test_an_engine_is_closed_more_than_once(engine):
    engine.close()
    engine.close()


def test_a_database_that_is_not_there(server, opened):
    with pytest.raises(KvadminError, match="does not exist"):
        opened(server.address("no_such_database")).view().names("")
