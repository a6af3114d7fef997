"""What is kept beside all changes: held names, logs, letters; and the end of a connection."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex
from typing import Any

import pytest

from kvadmin.errors import Conflict
from kvadmin.extension.engines import Change, Engine, Log, RecordQuery
from kvadmin.testing.engines.engine_trial import HISTORY, OSLO, SENT, EngineTrial


class BesideTrial(EngineTrial):
    """What stands beside the changes."""

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
