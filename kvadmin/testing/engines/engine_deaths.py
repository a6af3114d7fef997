"""What a process leaves that is killed: nothing half, and nothing locked."""

from __future__ import annotations

import gc
import os
import random
import select
import signal
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import ClassVar

import pytest

from kvadmin.errors import Conflict, Overtaken
from kvadmin.extension.engines import Engine
from kvadmin.testing.engines.engine_trial import OSLO, PATIENCE
from kvadmin.testing.engines.engine_wholeness import MANY, WholeTrial

#: Seconds until a name that a dead process held is held to be lost; a server may need a moment to hear of a death.
SOON = 10.0
#: What a mailing in sending holds.
_HELD = "mailings/m1/send"


class OtherProcess:
    """A process beside that of the test, which says how far it is.

    Args:
        number: Its number.
        said: Where it writes a sign for each step.
    """

    def __init__(self, number: int, said: int) -> None:
        self.number, self._said = number, said

    def wait(self, signs: int = 1) -> None:
        """Until it has said so many more signs."""
        while signs:
            assert select.select([self._said], [], [], PATIENCE)[0], "the other process says nothing"
            heard = os.read(self._said, signs)
            assert heard, "the other process has ended by itself; its error stands above"
            signs -= len(heard)

    def kill(self) -> None:
        """End it as nothing can be that still tidies up."""
        os.kill(self.number, signal.SIGKILL)
        os.waitpid(self.number, 0)
        self.number = 0


@contextmanager
def other_process(work: Callable[[Callable[[], object]], None]) -> Iterator[OtherProcess]:
    """Work done by a process of its own until it is killed, at the latest at the end of the block.

    It is a copy of this one (``fork``), so that it has the fixtures of the test; nothing may be open here that must
    not be copied, such as a connection to a database.

    Args:
        work: Is given a function that says one sign.
    """
    gc.collect()  # what is left of connections of before
    said, say = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12: where there are threads
        number = os.fork()
    if not number:
        try:
            os.close(said)
            work(lambda: os.write(say, b"."))
            time.sleep(PATIENCE)
        except BaseException:  # nothing may go on here but the end of this copy
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(say)
    process = OtherProcess(number, said)
    try:
        yield process
    finally:
        if process.number:
            process.kill()
        os.close(said)


class DeathTrial(WholeTrial):
    """Processes that die; where a system cannot copy a process (Windows), these are skipped."""

    #: Whether what is kept is there for other processes, too; False for an engine in memory.
    outlives: ClassVar[bool] = True

    @pytest.fixture
    def processes(self) -> None:
        """Skips the test where it cannot be."""
        if not self.outlives or not hasattr(os, "fork"):
            pytest.skip("no other process can be had, or none sees what this one keeps")

    @pytest.mark.usefixtures("processes")
    def test_a_process_that_dies_lets_go_of_writing_and_of_names(self, connect: Callable[[], Engine]) -> None:
        def work(say: Callable[[], object]) -> None:
            engine = connect()
            self.commit(engine, {"mailings/m1/mailing.yaml": b"x"})
            with engine.hold(_HELD), engine.writing(who="Ola", command="test"):
                say()
                time.sleep(PATIENCE)

        with other_process(work) as process:
            process.wait()
            with closing(connect()) as engine:
                with pytest.raises(Overtaken), engine.writing(who="Kari", command="test", patience=0):
                    pass
                assert not _is_free(engine)
                process.kill()
                with engine.writing(who="Kari", command="test", patience=SOON):
                    pass
                self.commit(engine, {OSLO: b"1"})
                assert _is_free_soon(engine), "a dead process holds a name"

    @pytest.mark.usefixtures("processes")
    def test_a_process_that_is_killed_while_it_commits_leaves_whole_changes(
        self, connect: Callable[[], Engine]
    ) -> None:
        chance, made = random.Random(0), 0  # noqa: S311 - no secret

        def work(say: Callable[[], object]) -> None:
            engine = connect()
            with engine.writing(who="Ola", command="init"):
                pass
            for number in range(made + 1, made + 1000):
                self.make_version(engine, number)
                say()

        for _ in range(5):
            with other_process(work) as process:
                process.wait(2)
                time.sleep(chance.random() / 100)
                process.kill()
            with closing(connect()) as engine:
                with engine.writing(who="Kari", command="test", patience=SOON):
                    pass
                seen = self.version_seen(engine)
                assert seen >= made + 2, "a change is lost that was made"
                assert [engine.outcome(f"t{number}") for number in (seen - 1, seen, seen + 1)] == [True, True, False]
                made = seen + 1
                self.make_version(engine, made)
                assert self.version_seen(engine) == made
                assert [entry.name for entry in engine.view().entries("many")] == list(MANY)


def _is_free(engine: Engine) -> bool:
    try:
        with engine.hold(_HELD):
            return True
    except Conflict:
        return False


def _is_free_soon(engine: Engine) -> bool:
    end = time.monotonic() + SOON
    while not _is_free(engine):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
