"""Who holds what among threads, how long, and what a connection leaves open when it is closed."""

from __future__ import annotations

import gc
import os
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kvadmin.errors import Conflict, Overtaken
from kvadmin.extension.engines import Change, Engine, RecordQuery
from kvadmin.testing.engines.engine_trial import HISTORY, OSLO, PATIENCE, SENT, EngineTrial, hashed

_HELD = "mailings/m1/send"
#: Where Linux shows what a process has open.
_OPEN = Path("/proc/self/fd")


class HoldingTrial(EngineTrial):
    """Locks, and the end of a connection."""

    @pytest.mark.parametrize("whose", ["the same", "another"])
    def test_another_thread_is_another_writer_and_another_holder(
        self, engine: Engine, another: Callable[[], Engine], elsewhere: Callable[..., Any], whose: str
    ) -> None:
        other = engine if whose == "the same" else another()
        self.commit(engine, {"mailings/m1/mailing.yaml": b"x"})

        def refused() -> tuple[str, str]:
            return _refusal(other, 0), _held(other)

        with engine.writing(who="Kari", command="test"), engine.hold(_HELD):
            for _ in range(2):
                assert elsewhere(refused) == ("locked", "held")
        assert elsewhere(refused) == ("", "")

    def test_a_name_is_held_while_its_holder_commits(
        self, engine: Engine, another: Callable[[], Engine], elsewhere: Callable[..., Any]
    ) -> None:
        other = another()
        self.commit(engine, {"mailings/m1/mailing.yaml": b"x"})
        with engine.hold(_HELD):
            for each in (engine, other, engine):
                elsewhere(self.commit, each, {OSLO: str(id(each)).encode()})
                self.commit(engine, {}, added={HISTORY: b"1\n"})
                assert elsewhere(_held, other) == "held"
            log = engine.log(SENT)
            log.add(b"1\n", durable=True)
            log.close()
            engine.put({"mailings/m1/1.pdf": b"x"})
            assert elsewhere(_held, other) == "held"
        assert elsewhere(_held, other) == ""

    def test_a_writer_is_the_only_one_until_its_block_ends(
        self, engine: Engine, another: Callable[[], Engine], elsewhere: Callable[..., Any]
    ) -> None:
        other = another()
        with engine.writing(who="Kari", command="test") as writing:
            before = None
            for number in range(3):
                new = b"%d" % number
                writing.commit(Change(f"t{number}", {OSLO: new}, {OSLO: hashed(before)}))
                before = new
                assert elsewhere(_refusal, other, 0) == "locked"
            engine.put({"letters/1.pdf": b"x"})
            assert elsewhere(_refusal, other, 0) == "locked"
        assert elsewhere(_refusal, other, 0) == ""

    def test_who_may_wait_long_is_still_there_when_who_may_not_is_refused(
        self, engine: Engine, another: Callable[[], Engine]
    ) -> None:
        waiting, impatient, begun = another(), another(), threading.Event()

        def wait() -> bool:
            begun.set()
            with waiting.writing(who="Ola", command="test", patience=PATIENCE):
                return True

        with ThreadPoolExecutor(2) as pool:
            with engine.writing(who="Kari", command="test"):
                waits = pool.submit(wait)
                assert begun.wait(PATIENCE)
                assert pool.submit(_refusal, impatient, 0).result(PATIENCE) == "locked"
                assert not waits.done()
            assert waits.result(PATIENCE)

    def test_nobody_waits_for_a_name_that_is_held(self, engine: Engine, another: Callable[[], Engine]) -> None:
        """Who may wait half a second to write and began before is refused later, at least in one of three tries."""
        writer, holder = another(), another()
        self.commit(engine, {"mailings/m1/mailing.yaml": b"x"})

        def refused_first() -> bool:
            order, begun = list[str](), threading.Event()

            def write() -> None:
                begun.set()
                order.append(_refusal(writer, 0.5))

            def hold() -> None:
                assert begun.wait(PATIENCE)
                order.append(_held(holder))

            for each in [pool.submit(write), pool.submit(hold)]:
                each.result(PATIENCE)
            return order == ["held", "locked"]

        with ThreadPoolExecutor(2) as pool, engine.writing(who="Kari", command="test"), engine.hold(_HELD):
            assert any(refused_first() for _ in range(3))

    def test_a_closed_connection_leaves_nothing_open(self, connect: Callable[[], Engine]) -> None:
        before, threads, kept = Counter[str](), set[threading.Thread](), []
        for _ in range(3):
            kept.append(connect())
            self._use_all(kept[-1])
            kept[-1].close()
            gc.collect()
            if len(kept) == 1:  # what a process opens once, it may keep
                before, threads = _what_is_open(), set(threading.enumerate())
        left = sorted((_what_is_open() - before).elements())
        assert left == []
        for thread in set(threading.enumerate()) - threads:
            thread.join(PATIENCE / 6)
            assert not thread.is_alive(), f"{thread.name} runs on"

    def _use_all(self, engine: Engine) -> None:
        """Everything that an engine can do, once."""
        self.commit(engine, {OSLO: b"name: Oslo\n", "mailings/m1/mailing.yaml": b"x"}, added={HISTORY: b"1\n"})
        view = engine.view()
        with suppress(Overtaken):
            list(view.entries())
            view.names("")
            view.read([OSLO])
            view.part(HISTORY, 0, 2)
            view.query(RecordQuery("municipalities", ("name",)))
            list(view.faults())
        with suppress(KeyError), engine.writing(who="Kari", command="test"), engine.hold(_HELD):
            assert _held_by_another_thread(engine) == "held"
            raise KeyError
        log = engine.log(SENT)
        log.add(b"1\n", durable=True)
        log.close()
        engine.put({"letters/1.pdf": b"x"})
        self.commit(engine, {OSLO: None}, forgets=True)
        engine.outcome("t")
        engine.health()


def _refusal(engine: Engine, patience: float) -> str:
    """The code of the refusal to write; none: it may."""
    try:
        with engine.writing(who="Ola", command="test", patience=patience):
            return ""
    except Overtaken as error:
        return error.code


def _held(engine: Engine) -> str:
    """The code of the refusal to hold a name; none: it was free."""
    try:
        with engine.hold(_HELD):
            return ""
    except Conflict as error:
        return error.code


def _held_by_another_thread(engine: Engine) -> str:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_held, engine).result(PATIENCE)


def _what_is_open() -> Counter[str]:
    """The files and sockets that this process has open, as often as each; nothing where that is not shown."""
    found: Counter[str] = Counter()
    for each in _OPEN.iterdir() if _OPEN.is_dir() else ():
        with suppress(OSError):  # the listing's own
            found[os.readlink(each)] += 1  # noqa: PTH115 - a socket is no path
    return found
