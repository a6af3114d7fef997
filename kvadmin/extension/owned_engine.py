"""An engine in the hands of kvadmin: whatever goes wrong in it carries the name of its plugin.

An engine is asked thousands of times in a command and from several threads, so its calls are not contained as those of
hooks are (:mod:`kvadmin.extension.containment`): what they print or change around them is not caught.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from kvadmin.errors import KvadminError
from kvadmin.extension.blame import failure
from kvadmin.extension.discovering.discovery import describe
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.engines import Change, Engine, Entry, Log, QueriedRecord, RecordQuery, View, Writing
    from kvadmin.model.finding import Finding

_Answer = TypeVar("_Answer")


class _Blame:
    """Who is named, and the calls that are made in that name.

    Args:
        plugin: Name of the plugin.
        engine: Name of the engine.
    """

    def __init__(self, plugin: str, engine: str) -> None:
        self._plugin, self._engine = plugin, engine

    def call(self, what: str, function: Callable[[], _Answer], kind: type | tuple[type, ...] = object) -> _Answer:
        """What a method of the engine answers.

        Args:
            what: Which.
            function: Calls it.
            kind: What the answer must be.

        Raises:
            KvadminError: The engine's own, as it is, with the name of the plugin.
            PluginFailure: Anything else it raises, an answer of another kind among it.
        """
        try:
            answer = function()
        except BaseException as error:
            raise self._named(what, error) from error
        if not isinstance(answer, kind):
            raise self._failed(what, tr("returned {kind}", kind=type(answer).__name__))
        return answer

    @contextmanager
    def block(self, what: str, make: Callable[[], AbstractContextManager[_Answer]]) -> Iterator[_Answer]:
        """A block of the engine's; what is raised inside the block by whoever uses it passes as it is."""
        manager = self.call(what, make)
        answer = self.call(what, lambda: manager.__enter__())  # noqa: PLW0108 - that it has none is told, too
        try:
            yield answer
        except BaseException as inside:
            raised = inside  # its name is gone at the end of this
            try:
                swallowed = manager.__exit__(type(raised), raised, raised.__traceback__)
            except BaseException as error:
                if error is raised:
                    raise
                raise self._named(what, error) from error
            if not swallowed:
                raise
        else:
            self.call(what, lambda: manager.__exit__(None, None, None))

    def _named(self, what: str, error: BaseException) -> BaseException:
        if isinstance(error, KvadminError):
            error.plugin = error.plugin or self._plugin
            return error
        return error if isinstance(error, KeyboardInterrupt) else self._failed(what, describe(error))

    def _failed(self, what: str, problem: str) -> KvadminError:
        return failure(self._plugin, f"engine {self._engine!r}, {what}", problem)


def _bytes(data: Any) -> bytes:
    """What a driver of a database has for bytes; TypeError where it is none."""
    return data if type(data) is bytes else bytes(memoryview(data))


class OwnedView:
    """A view of a plugin's engine; see :class:`~kvadmin.extension.engines.View`."""

    def __init__(self, view: View, blame: _Blame) -> None:
        self._view, self._blame = view, blame
        self.number = blame.call("number", lambda: view.number, int)

    def names(self, folder: str) -> tuple[list[str], list[str]]:
        """The folders and the contents directly in a folder."""
        return self._blame.call("names", lambda: self._both(*self._view.names(folder)))

    @staticmethod
    def _both(folders: Iterable[str], names: Iterable[str]) -> tuple[list[str], list[str]]:
        return list(folders), list(names)

    def entries(self, below: str = "") -> Iterable[Entry]:
        """All contents and logs below a folder."""
        return self._blame.call("entries", lambda: list(self._view.entries(below)))

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """The bytes of contents and logs."""
        return self._blame.call("read", lambda: {name: _bytes(data) for name, data in self._view.read(names).items()})

    def part(self, name: str, at: int, length: int) -> bytes:
        """So many bytes of a log from there on."""
        return self._blame.call("part", lambda: _bytes(self._view.part(name, at, length)))

    def query(self, query: RecordQuery) -> list[QueriedRecord]:
        """What many records say."""
        return self._blame.call("query", lambda: list(self._view.query(query)))

    def faults(self) -> list[Finding]:
        """What is kept beside the bytes and is not as they are."""
        return self._blame.call("faults", lambda: list(self._view.faults()))

    def steady(self) -> bool:
        """Whether all that was read is of one moment still."""
        return self._blame.call("steady", lambda: bool(self._view.steady()))


class OwnedWriting:
    """What only one has at a time; see :class:`~kvadmin.extension.engines.Writing`."""

    def __init__(self, writing: Writing, blame: _Blame) -> None:
        self._writing, self._blame = writing, blame

    @property
    def view(self) -> OwnedView:
        """Everything as it is now."""
        return OwnedView(self._blame.call("view", lambda: self._writing.view), self._blame)

    def commit(self, change: Change) -> None:
        """Make one change."""
        self._blame.call("commit", lambda: self._writing.commit(change))


class OwnedLog:
    """A log; see :class:`~kvadmin.extension.engines.Log`."""

    def __init__(self, log: Log, blame: _Blame) -> None:
        self._log, self._blame = log, blame

    def reserve(self, size: int) -> None:
        """Make sure that so many more bytes will find room."""
        self._blame.call("reserve", lambda: self._log.reserve(size))

    def add(self, line: bytes, *, durable: bool = False) -> None:
        """Add bytes at the end."""
        self._blame.call("add", lambda: self._log.add(line, durable=durable))

    def close(self) -> None:
        """Nothing more is added."""
        self._blame.call("close of a log", self._log.close)


class OwnedEngine:
    """An engine of a plugin; see :class:`~kvadmin.extension.engines.Engine`.

    Args:
        engine: The plugin's own.
        plugin: Name of the plugin.
        name: Name of the engine.
    """

    def __init__(self, engine: Engine, plugin: str, name: str) -> None:
        self._engine, self._blame = engine, _Blame(plugin, name)

    def view(self) -> OwnedView:
        """Everything as it is now."""
        return OwnedView(self._blame.call("view", self._engine.view), self._blame)

    @contextmanager
    def writing(self, *, who: str, command: str, patience: float | None = None) -> Iterator[OwnedWriting]:
        """Be the only one who changes anything."""
        begin = lambda: self._engine.writing(who=who, command=command, patience=patience)  # noqa: E731
        with self._blame.block("writing", begin) as writing:
            yield OwnedWriting(writing, self._blame)

    def outcome(self, token: str) -> bool:
        """Whether a change was made."""
        return self._blame.call("outcome", lambda: self._engine.outcome(token), bool)

    def hold(self, name: str) -> AbstractContextManager[None]:
        """Be the only one who holds this name."""
        return self._blame.block("hold", lambda: self._engine.hold(name))

    def log(self, name: str) -> OwnedLog:
        """A log, to add lines to it."""
        return OwnedLog(self._blame.call("log", lambda: self._engine.log(name)), self._blame)

    def put(self, contents: Mapping[str, bytes]) -> None:
        """Keep contents beside all changes."""
        self._blame.call("put", lambda: self._engine.put(contents))

    def health(self) -> list[tuple[str, str]]:
        """What there is to say of the engine itself."""
        return self._blame.call("health", lambda: [(str(name), str(value)) for name, value in self._engine.health()])

    def close(self) -> None:
        """Let go of everything."""
        self._blame.call("close", self._engine.close)
