"""Whole or not at all, as somebody sees it who looks all the time while changes are made."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from kvadmin.errors import Overtaken
from kvadmin.extension.engines import Change, Engine
from kvadmin.testing.engines.engine_trial import HISTORY, OSLO, PATIENCE, SENT, EngineTrial, hashed

#: Contents of one change, which are all of one version.
MANY = tuple(f"many/{number:02}.txt" for number in range(12))


def lines_upto(number: int) -> bytes:
    """What each log holds after so many changes; a line of the history tells of its change, as kvadmin's do."""
    return b"".join(b'{"id": "t%d"}\n' % each for each in range(1, number + 1))


class WholeTrial(EngineTrial):
    """What may be seen of a change: all of it or nothing."""

    def make_version(self, engine: Engine, number: int) -> None:
        """The change of this number: each of the contents is another one, and two logs have a line more."""
        contents = dict.fromkeys(MANY, b"%d" % number * 400)
        line = b'{"id": "t%d"}\n' % number
        self.commit(engine, contents, added={HISTORY: line, SENT: line}, token=f"t{number}")

    def version_seen(self, engine: Engine) -> int:
        """The number of the last change, when all that is seen is of that one: else the test fails.

        Raises:
            Overtaken: The engine of files, which was written to while it was read.
        """
        view = engine.view()
        found, number = view.read([*MANY, HISTORY, SENT]), view.number
        version = found.get(HISTORY, b"").count(b"\n")
        content = b"%d" % version * 400 if version else None
        assert {found.get(name) for name in MANY} == {content}, "contents are of another change than the log"
        assert [found.get(name, b"") for name in (HISTORY, SENT)] == [lines_upto(version)] * 2
        assert number == version, "the number is of another change than the log"
        return version

    def test_who_looks_while_it_is_made_sees_a_change_whole_or_not_at_all(
        self, engine: Engine, another: Callable[[], Engine]
    ) -> None:
        other, ended = another(), threading.Event()

        def look() -> int:
            while True:
                last = ended.is_set()
                try:
                    seen = self.version_seen(other)
                except Overtaken:
                    assert not last
                    assert not self.remembers
                else:
                    if last:
                        return seen

        with ThreadPoolExecutor(1) as pool:
            looking = pool.submit(look)
            try:
                for number in range(1, 13):
                    self.make_version(engine, number)
            finally:
                ended.set()
            assert looking.result(PATIENCE) == 12

    def test_who_looks_while_it_is_put_sees_a_content_whole(
        self, engine: Engine, another: Callable[[], Engine]
    ) -> None:
        other, ended = another(), threading.Event()
        name = "letters/1.pdf"
        versions = [b"%d" % number * (1 + 20_000 * (number % 2)) for number in range(10)]
        engine.put({name: versions[0]})

        def look() -> None:
            while not ended.is_set():
                try:
                    seen = other.view().read([name])
                except Overtaken:
                    continue
                assert seen.get(name) in versions

        with ThreadPoolExecutor(1) as pool:
            looking = pool.submit(look)
            try:
                for content in versions * 2:
                    engine.put({name: content})
            finally:
                ended.set()
            looking.result(PATIENCE)

    @pytest.mark.parametrize("ask", ["view", "number"])
    def test_a_view_is_of_one_moment_not_before_it_was_asked_for(
        self, engine: Engine, another: Callable[[], Engine], ask: str
    ) -> None:
        other = another()
        other.view().read([OSLO])
        for number in range(1, 4):
            self.make_version(engine, number)
            assert self.version_seen(other) == number
        view = other.view()
        first = view.number if ask == "number" else None
        self.make_version(engine, 4)
        try:
            found = view.read([MANY[0]])[MANY[0]][:1]
            self.make_version(engine, 5)
            found += view.read([MANY[1]])[MANY[1]][:1] + view.part(SENT, 0, 1000)[-4:-3]
        except Overtaken:
            assert not self.remembers
        else:
            assert found in ((b"333",) if first is not None else (b"333", b"444"))

    def test_the_number_grows_with_every_kind_of_change(self, engine: Engine) -> None:
        start = engine.view().number
        self.commit(engine, {}, added={HISTORY: b"1\n"})
        self.commit(engine, {OSLO: b"1"})
        self.commit(engine, {OSLO: b"1"})  # to what it is
        self.commit(engine, {OSLO: None})
        self.commit(engine, {HISTORY: b"2\n"}, forgets=True)
        assert engine.view().number == start + 5
        engine.log(SENT).close()
        assert engine.view().number == start + 5

    def test_the_view_of_a_writer_is_that_of_now_each_time(self, engine: Engine) -> None:
        with engine.writing(who="Kari", command="test") as writing:
            for number in range(3):
                before = writing.view.read([OSLO]).get(OSLO)
                assert before == (b"%d" % (number - 1) if number else None)
                writing.commit(Change(f"t{number}", {OSLO: b"%d" % number}, {OSLO: hashed(before)}))
                assert writing.view.read([OSLO]) == {OSLO: b"%d" % number}

    @pytest.mark.parametrize("new", [b"{}\n", None])
    def test_a_log_that_is_replaced_must_be_as_expected_too(self, engine: Engine, new: bytes | None) -> None:
        self.commit(engine, {OSLO: b"1"}, added={HISTORY: b"1\n"})
        self.commit(engine, {}, added={HISTORY: b"2\n"})  # by somebody else, since it was read
        number = engine.view().number
        change = Change("t", {HISTORY: new, OSLO: b"2"}, {HISTORY: hashed(b"1\n"), OSLO: hashed(b"1")}, forgets=True)
        with engine.writing(who="Kari", command="test") as writing, pytest.raises(Overtaken):
            writing.commit(change)
        assert self.everything(engine) == {OSLO: b"1", HISTORY: b"1\n2\n"}
        assert (engine.view().number, engine.outcome("t")) == (number, False)
