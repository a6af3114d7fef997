"""What the tests of engines share: connections, another thread, one change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from secrets import token_hex
from typing import Any, ClassVar, TypeVar

import pytest

from kvadmin.extension.engines import Change, Engine

T = TypeVar("T")

#: Where kvadmin keeps its own logs: engines of files know logs by such names.
HISTORY, SENT = "history/2008-05.jsonl", "mailings/m1/send.jsonl"
OSLO, BO = "municipalities/0301-oslo.yaml", "municipalities/0821-bo.yaml"
#: Seconds until a test gives up waiting for another thread; none of them takes so long.
PATIENCE = 60.0


def hashed(content: bytes | None) -> str | None:
    """The revision of a content."""
    return None if content is None else sha256(content).hexdigest()


class EngineTrial:
    """Fixtures and questions; :class:`~kvadmin.testing.engines.EngineContract` says what they need."""

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
                return pool.submit(function, *arguments).result(PATIENCE)

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
