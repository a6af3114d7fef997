"""One writer at a time: others wait, are told so, and lose nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex
from typing import Any

import pytest

from kvadmin.errors import Overtaken
from kvadmin.extension.engines import Change, Engine
from kvadmin.testing.engines.engine_trial import HISTORY, OSLO, PATIENCE, EngineTrial, hashed


class WriterTrial(EngineTrial):
    """Several who write."""

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
            with other.writing(who="Ola", command="test", patience=PATIENCE) as writing:
                return writing.view.read([OSLO])[OSLO]

        with ThreadPoolExecutor(1) as pool:
            with engine.writing(who="Kari", command="test") as writing:
                found = pool.submit(wait)
                assert waiting.wait(PATIENCE)
                writing.commit(Change("t1", {OSLO: b"1"}, {OSLO: None}))
                writing.commit(Change("t2", {OSLO: b"2"}, {OSLO: hashed(b"1")}))
            assert found.result(PATIENCE) == b"2"

    def test_nothing_of_many_writers_is_lost(self, another: Callable[[], Engine]) -> None:
        def count(engine: Engine) -> None:
            for _ in range(10):
                with engine.writing(who="Kari", command="count", patience=PATIENCE) as writing:
                    now = writing.view.read(["count"]).get("count")
                    change = {"count": b"%d" % (int(now or b"0") + 1)}
                    writing.commit(Change(token_hex(8), change, {"count": hashed(now)}, {HISTORY: b"1\n"}))

        engines = [another() for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(count, engines))
        assert self.everything(engines[0]) == {"count": b"40", HISTORY: b"1\n" * 40}
