"""What every engine promises of contents, logs and changes (:mod:`kvadmin.extension.engines`), as tests to inherit."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any, ClassVar, TypeVar

import pytest

from kvadmin.errors import Conflict, Overtaken, UnknownName
from kvadmin.extension.engines import Change, Engine, Log, RecordQuery, View
from kvadmin.store.engines.reading import query_by_reading

T = TypeVar("T")

#: Where kvadmin keeps its own logs: engines of files know logs by such names.
HISTORY, SENT = "history/2008-05.jsonl", "mailings/m1/send.jsonl"
OSLO, BO = "municipalities/0301-oslo.yaml", "municipalities/0821-bo.yaml"
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
#: Seconds until a test gives up waiting for another thread; none of them takes so long.
_PATIENCE = 60.0


def hashed(content: bytes | None) -> str | None:
    """The revision of a content."""
    return None if content is None else sha256(content).hexdigest()


class EngineContract:
    """Every promise of :class:`kvadmin.api.engines.Engine` as a test.

    Subclass it with a fixture ``connect``: a function that opens one more connection to a store of the test's own, as
    another process would; the store is empty at first. What an engine keeps in files belongs below ``tmp_path``, where
    it is looked for what should be forgotten.

    Added in version 0.2.
    """

    #: Whether a view goes on to answer after others have committed; else it raises Overtaken, as files must.
    remembers: ClassVar[bool] = True

    @pytest.fixture
    def connect(self) -> Callable[[], Engine]:
        """Opens one more connection to the store of the test."""
        pytest.fail("give the class a fixture `connect` that returns a function without arguments")

    @pytest.fixture
    def another(self, connect: Callable[[], Engine]) -> Iterator[Callable[[], Engine]]:
        """The same, and what was opened is closed at the end; the first one has made the store, as ``init`` does."""
        opened: list[Engine] = []

        def open_one() -> Engine:
            opened.append(connect())
            if len(opened) == 1:
                with opened[0].writing(who="Kari", command="init"):
                    pass
            return opened[-1]

        yield open_one
        for each in opened:
            each.close()

    @pytest.fixture
    def engine(self, another: Callable[[], Engine]) -> Engine:
        """One connection."""
        return another()

    @pytest.fixture
    def elsewhere(self) -> Iterator[Callable[..., Any]]:
        """Calls a function in another thread, which no lock takes for its own, and gives what it returns or raises."""
        with ThreadPoolExecutor(4) as pool:

            def call(function: Callable[..., T], *arguments: Any) -> T:
                return pool.submit(function, *arguments).result(_PATIENCE)

            yield call

    def commit(self, engine: Engine, contents: Mapping[str, bytes | None], **more: Any) -> str:
        """Make a change of contents as they are now; its token."""
        token = str(more.pop("token", token_hex(8)))
        with engine.writing(who="Kari", command="test") as writing:
            before = writing.view.read(list(contents))
            expected = {name: hashed(before.get(name)) for name in contents}
            writing.commit(Change(token, contents, expected, **more))
        return token

    def everything(self, engine: Engine) -> dict[str, bytes]:
        """All that is kept, by name."""
        view = engine.view()
        return view.read([entry.name for entry in view.entries()])

    def lines(self, engine: Engine, name: str) -> list[bytes]:
        """The lines of a log; blank ones at its end are room that is made ahead."""
        return [line for line in engine.view().read([name])[name].split(b"\n") if line]

    # -- what is read ------------------------------------------------------------------------

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

    # -- queries -----------------------------------------------------------------------------

    def test_a_query_gives_the_columns_that_a_record_has(self, engine: Engine) -> None:
        oslo = b"name: Oslo\nregion: east\nparts: [a, b]\nlead: {name: Kari}\n"
        self.commit(engine, {OSLO: oslo, BO: "name: Bø\n".encode()})
        self.commit(engine, {"municipalities/more/x.yaml": b"name: x\n", "municipalities/x.txt": b"name: x\n"})
        rows = engine.view().query(RecordQuery("municipalities", ("name", "parts", "lead", "phone")))
        assert [(row.name, row.mark) for row in rows] == [(OSLO, hashed(oslo)), (BO, hashed("name: Bø\n".encode()))]
        assert rows[0].values == {"name": "Oslo", "parts": ["a", "b"], "lead": {"name": "Kari"}}
        assert rows[1].values == {"name": "Bø"}

    def test_a_query_leaves_out_what_is_not_meant(self, engine: Engine) -> None:
        kept = {
            "t/1.yaml": "name: Bø\ncounty: '08'\n",
            "t/2.yaml": "name: bø\ncounty: 08\n",
            "t/3.yaml": "name: Å\ncounty:\n",
            "t/4.yaml": "name: Ås\n",
            "t/5.yaml": "name: [Bø]\ncounty: {a: '08'}\n",
        }
        self.commit(engine, {name: text.encode() for name, text in kept.items()})

        def found(**where: tuple[str, ...]) -> list[str]:
            return [row.name for row in engine.view().query(RecordQuery("t", (), where))]

        assert found(county=("08",)) == ["t/1.yaml", "t/2.yaml"]
        assert found(county=("08",), name=("Bø", "Å")) == ["t/1.yaml"]
        assert found(name=("Å", "Ås", "none")) == ["t/3.yaml", "t/4.yaml"]
        assert found(name=()) == found(phone=("1",)) == []

    def test_records_that_cannot_be_read_are_always_found(self, engine: Engine) -> None:
        broken = {
            "t/1.yaml": b"a: [",
            "t/2.yaml": b"",
            "t/3.yaml": b"- x\n",
            "t/4.yaml": b"\xff",
            "t/5.yaml": b"a: b\n",
        }
        self.commit(engine, broken)
        rows = engine.view().query(RecordQuery("t", ("a",), {"a": ("c",)}))
        assert [(row.name, row.values) for row in rows] == [(f"t/{number}.yaml", None) for number in range(1, 5)]

    def test_a_query_sorts(self, engine: Engine) -> None:
        names = ["Bø", "Oslo", "Ås", "Østre", "Ærø", "oslo", "10", "9", ""]
        kept = {f"t/{at}.yaml": f"name: {name!r}\nkind: k{at % 2}\n".encode() for at, name in enumerate(names)}
        self.commit(engine, {**kept, "t/odd.yaml": b"kind: k1\nname: [x]\n"})

        def found(*order: str) -> list[str]:
            return [row.name[2:-5] for row in engine.view().query(RecordQuery("t", (), order=order))]

        by_name = [str(names.index(name)) for name in sorted(names)]
        assert found() == [*map(str, range(len(names))), "odd"]
        assert found("name") == ["odd", *by_name]
        assert found("-name") == [*reversed(by_name), "odd"]
        assert found("kind") == ["0", "2", "4", "6", "8", "1", "3", "5", "7", "odd"]
        assert found("-kind", "name") == ["odd", *(each for each in by_name if int(each) % 2), *(
            each for each in by_name if not int(each) % 2
        )]  # fmt: skip

    @pytest.mark.parametrize("seed", range(8))
    def test_a_query_says_what_reading_says(self, engine: Engine, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - no secret
        self.commit(engine, {f"r/{number}.yaml": _record(chance) for number in range(60)})
        view = engine.view()
        for _ in range(25):
            fields = chance.sample(FIELDS, chance.randint(0, 3))
            where = {each: tuple(chance.sample(TEXTS, chance.randint(0, 4))) for each in fields[:2]}
            order = tuple(chance.choice(("", "-")) + each for each in chance.sample(FIELDS, chance.randint(0, 2)))
            asked = RecordQuery("r", tuple(fields), where, order)
            assert view.query(asked) == query_by_reading(view, asked)

    def test_there_is_no_fault_in_what_came_by_the_engine(self, engine: Engine) -> None:
        chance = random.Random(0)  # noqa: S311 - no secret
        self.commit(engine, {f"r/{number}.yaml": _record(chance) for number in range(60)}, added={HISTORY: b"a\nb"})
        engine.put({"r/odd.yaml": b'name: "\\0"\n', "r/none.yaml": b"\xff"})
        self.commit(engine, {"r/1.yaml": b"name: Oslo\n", "r/2.yaml": None}, added={HISTORY: b"c\nd\n"})
        log = engine.log(SENT)
        log.add(b"1\n")
        log.close()
        assert list(engine.view().faults()) == []

    # -- one moment --------------------------------------------------------------------------

    @pytest.mark.parametrize("looked", [False, True])
    def test_a_view_never_changes(self, engine: Engine, another: Callable[[], Engine], looked: bool) -> None:
        other = another()
        self.commit(engine, {OSLO: b"name: Oslo\n", "t/a.yaml": b"n: 1\n", "gone.txt": b"x"}, added={HISTORY: b"1\n"})
        view = engine.view()
        number = view.number
        before = _seen(view) if looked else None
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

    # -- changes -----------------------------------------------------------------------------

    @pytest.mark.parametrize("what", ["it has changed", "it was not expected", "it is gone"])
    def test_a_change_of_what_is_not_as_expected_changes_nothing(self, engine: Engine, what: str) -> None:
        self.commit(engine, {OSLO: b"1", "a.txt": b"a"}, added={HISTORY: b"1\n"})
        was, number = self.everything(engine), engine.view().number
        expected = {"it has changed": hashed(b"0"), "it was not expected": None, "it is gone": hashed(b"x")}[what]
        name = "none.txt" if what == "it is gone" else OSLO
        contents: dict[str, bytes | None] = {"a.txt": b"new", "b.txt": b"new", name: b"new"}
        change = Change("t1", contents, {"a.txt": hashed(b"a"), "b.txt": None, name: expected}, {HISTORY: b"2\n"})
        with engine.writing(who="Kari", command="test") as writing, pytest.raises(Overtaken) as raised:
            writing.commit(change)
        assert raised.value.code != "locked"
        assert self.everything(engine) == was
        assert (engine.view().number, engine.outcome("t1")) == (number, False)

    def test_a_deletion_expects_too(self, engine: Engine) -> None:
        self.commit(engine, {OSLO: b"1"})
        with engine.writing(who="Kari", command="test") as writing, pytest.raises(Overtaken):
            writing.commit(Change("t1", {OSLO: None}, {OSLO: hashed(b"0")}))
        assert self.everything(engine) == {OSLO: b"1"}

    def test_what_is_deleted_is_gone_and_its_folder(self, engine: Engine) -> None:
        self.commit(engine, {"a/b/c.txt": b"1", OSLO: b"2"})
        self.commit(engine, {"a/b/c.txt": None})
        view = engine.view()
        assert view.names("") == (["municipalities"], [])
        assert [entry.name for entry in view.entries()] == [OSLO]
        assert view.read(["a/b/c.txt"]) == {}
        self.commit(engine, {"a/b/c.txt": b"3"})
        assert engine.view().read(["a/b/c.txt"]) == {"a/b/c.txt": b"3"}

    def test_a_block_that_ends_without_commit_or_in_an_error_changes_nothing(self, engine: Engine) -> None:
        self.commit(engine, {OSLO: b"1"})
        with engine.writing(who="Kari", command="test") as writing:
            writing.view.read([OSLO])
        with pytest.raises(KeyError), engine.writing(who="Kari", command="test"):
            raise KeyError
        assert self.everything(engine) == {OSLO: b"1"}
        self.commit(engine, {OSLO: b"2"})

    def test_what_is_added_stands_at_the_end(self, engine: Engine) -> None:
        for line in (b"1\n", b"2\n", b"2\n", b"two\nlines\n", "å\n".encode()):
            self.commit(engine, {}, added={HISTORY: line})
        assert engine.view().read([HISTORY]) == {HISTORY: b"1\n2\n2\ntwo\nlines\n" + "å\n".encode()}

    def test_several_logs_in_one_change(self, engine: Engine) -> None:
        self.commit(engine, {OSLO: b"1"}, added={HISTORY: b"1\n", "history/2008-06.jsonl": b"2\n", SENT: b"\xff\x00\n"})
        self.commit(engine, {}, added={HISTORY: b"3\n", SENT: b"4\n"})
        kept = {OSLO: b"1", HISTORY: b"1\n3\n", "history/2008-06.jsonl": b"2\n", SENT: b"\xff\x00\n4\n"}
        assert self.everything(engine) == kept

    @pytest.mark.parametrize("how", ["forgets", "sensitive"])
    def test_what_is_forgotten_is_nowhere(
        self, engine: Engine, another: Callable[[], Engine], tmp_path: Path, how: str
    ) -> None:
        secret, other = b"nuts-5f2a91", "sensitive/G1.yaml"
        other_connection = another()
        self.commit(
            engine, {other: secret * 9, OSLO: b"1"}, added={HISTORY: secret + b"\n"}, sensitive=frozenset({other})
        )
        assert other_connection.view().read([other]) == {other: secret * 9}
        if how == "forgets":
            self.commit(engine, {other: None, HISTORY: b"{}\n"}, forgets=True)
            assert self.everything(engine) == {OSLO: b"1", HISTORY: b"{}\n"}
            self.commit(engine, {}, added={HISTORY: b"more\n"})
            assert self.lines(engine, HISTORY) == [b"{}", b"more"]
            assert [entry.log for entry in engine.view().entries("history")] == [True]
        else:
            self.commit(engine, {other: b"milk", HISTORY: b"{}\n"}, sensitive=frozenset({other, HISTORY}))
            assert self.everything(engine) == {OSLO: b"1", HISTORY: b"{}\n", other: b"milk"}
        other_connection.close()
        engine.close()
        left = [path for path in tmp_path.rglob("*") if path.is_file() and secret in path.read_bytes()]
        assert left == []

    def test_the_outcome_of_a_change_can_be_asked(self, engine: Engine, another: Callable[[], Engine]) -> None:
        for token in ("t-1", "t-2"):  # the line of the history holds it, as kvadmin's do
            self.commit(
                engine, {OSLO: token.encode()}, added={HISTORY: b'{"id": "%s"}\n' % token.encode()}, token=token
            )
        for each in (engine, another()):
            assert [each.outcome(token) for token in ("t-1", "t-2", "t-3", "t", "")] == [
                True,
                True,
                False,
                False,
                False,
            ]

    # -- one writer --------------------------------------------------------------------------

    def test_a_thread_that_writes_may_ask_again(
        self, engine: Engine, another: Callable[[], Engine], elsewhere: Callable[..., Any]
    ) -> None:
        other = another()

        def refused() -> bool:
            with pytest.raises(Overtaken), other.writing(who="Ola", command="test", patience=0):
                pass
            return True

        with engine.writing(who="Kari", command="outer") as outer:
            with engine.writing(who="Kari", command="inner") as inner:
                inner.commit(Change("t1", {OSLO: b"1"}, {OSLO: None}))
                assert elsewhere(refused)
            assert elsewhere(refused)
            assert outer.view.read([OSLO]) == {OSLO: b"1"}
            outer.commit(Change("t2", {OSLO: b"2"}, {OSLO: hashed(b"1")}))
            assert elsewhere(refused)
        assert elsewhere(lambda: self.commit(other, {OSLO: b"3"}))

    def test_who_may_not_wait_is_told_that_somebody_writes(
        self, engine: Engine, another: Callable[[], Engine], elsewhere: Callable[..., Any]
    ) -> None:
        other = another()

        def tried(patience: float) -> None:
            with other.writing(who="Ola", command="test", patience=patience):
                pytest.fail("two write at a time")

        with engine.writing(who="Kari", command="test"):
            for patience in (0.0, 0.05):
                with pytest.raises(Overtaken) as raised:
                    elsewhere(tried, patience)
                assert raised.value.code == "locked"
            assert elsewhere(lambda: other.view().names("")) == ([], [])

    def test_who_waits_comes_next_and_sees_what_was_written(
        self, engine: Engine, another: Callable[[], Engine]
    ) -> None:
        other, waiting = another(), threading.Event()

        def wait() -> bytes:
            waiting.set()
            with other.writing(who="Ola", command="test", patience=_PATIENCE) as writing:
                return writing.view.read([OSLO])[OSLO]

        with ThreadPoolExecutor(1) as pool:
            with engine.writing(who="Kari", command="test") as writing:
                found = pool.submit(wait)
                assert waiting.wait(_PATIENCE)
                writing.commit(Change("t1", {OSLO: b"1"}, {OSLO: None}))
                writing.commit(Change("t2", {OSLO: b"2"}, {OSLO: hashed(b"1")}))
            assert found.result(_PATIENCE) == b"2"

    def test_nothing_of_many_writers_is_lost(self, another: Callable[[], Engine]) -> None:
        def count(engine: Engine) -> None:
            for _ in range(10):
                with engine.writing(who="Kari", command="count", patience=_PATIENCE) as writing:
                    now = writing.view.read(["count"]).get("count")
                    change = {"count": b"%d" % (int(now or b"0") + 1)}
                    writing.commit(Change(token_hex(8), change, {"count": hashed(now)}, {HISTORY: b"1\n"}))

        engines = [another() for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(count, engines))
        assert self.everything(engines[0]) == {"count": b"40", HISTORY: b"1\n" * 40}

    # -- beside all changes ------------------------------------------------------------------

    def test_a_name_is_held_by_one_until_the_block_ends(
        self, engine: Engine, another: Callable[[], Engine], elsewhere: Callable[..., Any]
    ) -> None:
        other = another()
        self.commit(engine, {"mailings/m1/mailing.yaml": b"x"})

        def tried() -> str:
            try:
                with other.hold("mailings/m1/send"):
                    return "free"
            except Conflict as error:
                return error.code

        def writes_and_holds_another_name() -> bool:
            self.commit(other, {OSLO: token_hex(4).encode()})
            with other.hold("mailings/m1/archive"):
                return True

        with engine.hold("mailings/m1/send"):
            assert elsewhere(tried) == "held"
            assert elsewhere(writes_and_holds_another_name)
        assert elsewhere(tried) == "free"

        def failing() -> None:
            with engine.hold("mailings/m1/send"):
                raise KeyError

        with pytest.raises(KeyError):
            failing()
        with engine.hold("mailings/m1/send"):
            pass

    def test_a_log_is_begun_and_gone_on_with(self, engine: Engine, another: Callable[[], Engine]) -> None:
        for number in range(3):
            log = (engine, another(), engine)[number].log(SENT)
            log.reserve(100)
            log.add(b"%d\n" % number)
            log.close()
        assert engine.view().read([SENT]) == {SENT: b"0\n1\n2\n"}
        assert [(entry.name, entry.log) for entry in engine.view().entries()] == [(SENT, True)]

    def test_a_durable_line_is_there_for_all_at_once(self, engine: Engine, another: Callable[[], Engine]) -> None:
        other, log = another(), engine.log(SENT)
        try:
            for number in range(1, 4):
                log.add(b"%d\n" % number, durable=True)
                assert self.lines(other, SENT) == [b"%d" % each for each in range(1, number + 1)]
        finally:
            log.close()

    def test_threads_add_whole_lines_in_their_order(self, engine: Engine) -> None:
        log = engine.log(SENT)

        def add(thread: int) -> None:
            for number in range(25):
                log.add(b"%d %d %s\n" % (thread, number, b"x" * 200), durable=number % 5 == 0)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(add, range(4)))
        log.close()
        said = [line.split(b" ") for line in self.lines(engine, SENT)]
        assert all(rest == b"x" * 200 for *_, rest in said)
        for thread in range(4):
            assert [int(number) for of, number, _ in said if int(of) == thread] == list(range(25))

    def test_logs_and_contents_are_kept_while_somebody_writes(
        self, engine: Engine, another: Callable[[], Engine], elsewhere: Callable[..., Any]
    ) -> None:
        other = another()

        def keep() -> None:
            log: Log = other.log(SENT)
            log.add(b"1\n", durable=True)
            log.close()
            other.put({"letters/1.pdf": b"x"})

        with engine.writing(who="Kari", command="test") as writing:
            elsewhere(keep)
            writing.commit(Change("t1", {OSLO: b"1"}, {OSLO: None}))
        assert self.everything(engine) == {SENT: b"1\n", "letters/1.pdf": b"x", OSLO: b"1"}

    def test_contents_are_kept_beside_all_changes_and_replaced(
        self, engine: Engine, another: Callable[[], Engine]
    ) -> None:
        other = another()
        engine.put({"letters/1.pdf": b"long content", "letters/2.pdf": b""})
        engine.put({"letters/1.pdf": b"short"})
        engine.put({})
        assert self.everything(other) == {"letters/1.pdf": b"short", "letters/2.pdf": b""}
        self.commit(other, {"letters/1.pdf": None})
        assert self.everything(engine) == {"letters/2.pdf": b""}
        engine.put({OSLO: b"name: Oslo\n"})
        assert [row.values for row in other.view().query(RecordQuery("municipalities", ("name",)))] == [
            {"name": "Oslo"}
        ]

    def test_the_engine_says_how_it_is(self, engine: Engine) -> None:
        said = engine.health()
        assert said
        assert all(type(text) is str and text for pair in said for text in pair)

    def test_what_was_kept_is_there_after_closing(self, another: Callable[[], Engine]) -> None:
        first = another()
        self.commit(first, {OSLO: b"1"}, added={HISTORY: b"1\n"})
        first.view()
        first.close()
        assert self.everything(another()) == {OSLO: b"1", HISTORY: b"1\n"}


FIELDS = ("name", "county", "note", "x-y", "a b")
TEXTS = (
    "",
    "Oslo",
    "oslo",
    "Bø i Telemark",
    "Ås",
    "08",
    "8",
    "true",
    "null",
    "~",
    "it's",
    '"',
    "%",
    "_",
    "a: b",
    "💡",
    "-",
)
_ODD = ("a: [", "", "- x", "a: 1\na: 2", "\ttab: x", "name: &x Oslo\ncounty: *x")


def _record(chance: random.Random) -> bytes:
    """A record as somebody may have written it, or something else that lies there."""
    if chance.random() < 0.1:
        return chance.choice(_ODD).encode()
    lines = []
    for name in chance.sample(FIELDS, chance.randint(1, len(FIELDS))):
        text = chance.choice(TEXTS).replace("'", "''")
        kind = chance.random()
        value = (
            f"'{text}'" if kind < 0.7 else f"['{text}']" if kind < 0.8 else f"{{name: '{text}'}}" if kind < 0.9 else ""
        )
        lines.append(f"{name}: {value}\n")
    return "".join(lines).encode()


_QUESTIONS: Mapping[str, Callable[[View], Any]] = {
    "names": lambda view: view.names("")[1],
    "entries": lambda view: [entry.name for entry in view.entries()],
    "read": lambda view: [view.read([OSLO, "gone.txt", HISTORY, BO])[name] for name in (OSLO, "gone.txt", HISTORY)],
    "part": lambda view: view.part(HISTORY, 0, 100),
    "query": lambda view: [row.values for row in view.query(RecordQuery("t", ("n",)))],
}


def _seen(view: View) -> dict[str, Any]:
    return {question: ask(view) for question, ask in _QUESTIONS.items()}
