"""What is read of an engine: names, entries, bytes and parts, all of one moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Any

import pytest

from kvadmin.errors import Overtaken, UnknownName
from kvadmin.extension.engines import Change, Engine, RecordQuery, View
from kvadmin.testing.engines.engine_trial import BO, HISTORY, OSLO, SENT, EngineTrial, hashed

#: Bytes that no text, query or string of a language may spoil.
AWKWARD = {
    "notes/æøå ÆØÅ 100%_[x]'; --.txt": b"",
    "notes/null.bin": b"\x00\xff\x00",
    "notes/'quoted' $1 ${x} %s.txt": "nøtter\r\n".encode(),
    f"notes/{'long' * 40}.txt": b"x",
    "notes/deep/er/and/deeper.txt": bytes(range(256)),
    "notes/large.bin": bytes(range(256)) * 20_000,
    "notes/not text.yaml": b"\xff\xfe\x00: [",
}


class ReadingTrial(EngineTrial):
    """What is read."""

    def test_where_nothing_has_been_made_yet(self, connect: Callable[[], Engine]) -> None:
        engine = connect()
        try:
            said = ""
            try:
                assert engine.view().names("") == ([], [])
            except UnknownName as error:
                said = error.code
            assert said in ("", "not-set-up")
            self.commit(engine, {OSLO: b"1"})  # writing makes it
            assert self.everything(engine) == {OSLO: b"1"}
        finally:
            engine.close()

    def test_an_empty_store(self, engine: Engine) -> None:
        view = engine.view()
        assert view.names("") == ([], [])
        assert list(view.entries()) == list(view.entries("history")) == []
        assert view.read([]) == view.read([OSLO, HISTORY]) == {}
        assert view.query(RecordQuery("municipalities", ("name",))) == []
        assert isinstance(view.number, int)
        assert view.steady()

    def test_names_are_those_directly_in_a_folder(self, engine: Engine) -> None:
        self.commit(engine, {"programme.yaml": b"a", OSLO: b"b", "gatherings/G1/plan.yaml": b"c", "gath.yaml": b"d"})
        self.commit(engine, {BO: b"e"}, added={HISTORY: b"{}\n"})
        view = engine.view()
        assert view.names("") == (["gatherings", "history", "municipalities"], ["gath.yaml", "programme.yaml"])
        assert view.names("municipalities") == ([], ["0301-oslo.yaml", "0821-bo.yaml"])
        assert view.names("gatherings") == (["G1"], [])
        assert view.names("gatherings/G1") == ([], ["plan.yaml"])
        assert view.names("history") == ([], ["2008-05.jsonl"])
        assert view.names("gath") == view.names("none") == view.names("gatherings/G2") == ([], [])

    def test_entries_say_what_is_known_without_reading(self, engine: Engine) -> None:
        self.commit(engine, {OSLO: b"name: Oslo\n", "a.txt": b""}, added={HISTORY: b"{}\n"})
        engine.log(SENT).close()
        every = list(engine.view().entries())
        assert [entry.name for entry in every] == ["a.txt", HISTORY, SENT, OSLO]
        assert [entry.log for entry in every] == [False, True, True, False]
        assert [entry.size for entry in every] == [0, 3, 0, 11]
        assert (every[0].mark, every[3].mark) == (hashed(b""), hashed(b"name: Oslo\n"))
        assert [entry.name for entry in engine.view().entries("municipalities")] == [OSLO]
        assert list(engine.view().entries("municipal")) == []

    def test_the_mark_of_a_log_is_another_one_when_its_bytes_are(self, engine: Engine) -> None:
        marks = []
        for line in (b"a\n", b"b\n", b"b\n"):
            self.commit(engine, {}, added={HISTORY: line})
            marks += [entry.mark for entry in engine.view().entries()]
        self.commit(engine, {HISTORY: b"a\nc\nb\n"}, forgets=True)
        marks += [entry.mark for entry in engine.view().entries()]
        assert len(set(marks)) == len(marks) == 4
        assert marks[3:] == [entry.mark for entry in engine.view().entries()]

    def test_many_are_read_at_once_and_those_that_are_not_there_are_left_out(self, engine: Engine) -> None:
        contents: dict[str, bytes | None] = {f"many/{number:04}.txt": b"%d" % number for number in range(1500)}
        self.commit(engine, contents)
        names = [name for each in contents for name in (each, f"{each}x")]
        assert engine.view().read(names) == contents
        assert len(list(engine.view().entries("many"))) == 1500

    def test_a_part_of_a_log(self, engine: Engine) -> None:
        for line in (b"first\n", b"-\n", b"second\n"):
            self.commit(engine, {}, added={HISTORY: line})
        whole = b"first\n-\nsecond\n"
        view = engine.view()
        assert view.part("history/none.jsonl", 0, 10) == view.part("none", 5, 10) == b""
        for at in range(len(whole) + 2):
            for length in (0, 1, 4, 100):
                assert view.part(HISTORY, at, length) == whole[at : at + length]

    @pytest.mark.parametrize("name", AWKWARD)
    def test_any_name_and_any_bytes(self, engine: Engine, another: Callable[[], Engine], name: str) -> None:
        content = AWKWARD[name]
        for keep in (lambda: self.commit(engine, {name: content}), lambda: engine.put({f"{name}2": content})):
            keep()
        view = another().view()
        assert view.read([name, f"{name}2"]) == {name: content, f"{name}2": content}
        folder, _, last = name.rpartition("/")
        assert last in view.names(folder)[1]
        entry = next(entry for entry in view.entries() if entry.name == name)
        assert (entry.size, entry.mark, entry.log) == (len(content), hashed(content), False)

    @pytest.mark.parametrize("looked", [False, True])
    def test_a_view_never_changes(self, engine: Engine, another: Callable[[], Engine], looked: bool) -> None:
        other = another()
        self.commit(engine, {OSLO: b"name: Oslo\n", "t/a.yaml": b"n: 1\n", "gone.txt": b"x"}, added={HISTORY: b"1\n"})
        view = engine.view()
        number = view.number
        before = seen(view) if looked else None
        other.view()
        self.commit(other, {OSLO: b"name: Christiania\n", BO: b"name: b\n", "gone.txt": None}, added={HISTORY: b"2\n"})
        self.commit(other, {"t/a.yaml": b"n: 2\n", "t/b.yaml": b"n: 3\n"}, added={HISTORY: b"3\n"})
        was = {
            "names": ["gone.txt"],
            "entries": ["gone.txt", HISTORY, OSLO, "t/a.yaml"],
            "read": [b"name: Oslo\n", b"x", b"1\n"],
            "part": b"1\n",
            "query": [{"n": "1"}],
        }
        assert before in (None, was)
        assert view.number == number
        for question, ask in _QUESTIONS.items():
            try:
                said = ask(view)
            except Overtaken:
                assert not self.remembers, f"a view says nothing any more when it is asked for its {question}"
                assert not view.steady()
            else:
                assert said == was[question], question
        assert engine.view().read([OSLO]) == {OSLO: b"name: Christiania\n"}

    def test_the_number_grows_by_one_with_each_change(self, engine: Engine, another: Callable[[], Engine]) -> None:
        numbers = [engine.view().number]
        for each in (engine, another(), engine):
            self.commit(each, {OSLO: token_hex(4).encode()})
            numbers.append(engine.view().number)
        engine.put({"letters/1.pdf": b"x"})
        numbers.append(engine.view().number)
        assert [each - numbers[0] for each in numbers] == [0, 1, 2, 3, 3]

    def test_what_is_committed_is_there_for_all_at_once(self, engine: Engine, another: Callable[[], Engine]) -> None:
        other = another()
        other.view().read([OSLO])
        with engine.writing(who="Kari", command="test") as writing:
            writing.commit(Change("t1", {OSLO: b"1"}, {OSLO: None}, {HISTORY: b"1\n"}))
            assert other.view().read([OSLO, HISTORY]) == {OSLO: b"1", HISTORY: b"1\n"}
            assert writing.view.read([OSLO]) == {OSLO: b"1"}
            writing.commit(Change("t2", {OSLO: b"2"}, {OSLO: hashed(b"1")}))
            assert other.view().read([OSLO]) == {OSLO: b"2"}


_QUESTIONS: Mapping[str, Callable[[View], Any]] = {
    "names": lambda view: view.names("")[1],
    "entries": lambda view: [entry.name for entry in view.entries()],
    "read": lambda view: [view.read([OSLO, "gone.txt", HISTORY, BO])[name] for name in (OSLO, "gone.txt", HISTORY)],
    "part": lambda view: view.part(HISTORY, 0, 100),
    "query": lambda view: [row.values for row in view.query(RecordQuery("t", ("n",)))],
}


def seen(view: View) -> dict[str, Any]:
    """What a view answers to each question."""
    return {question: ask(view) for question, ask in _QUESTIONS.items()}
