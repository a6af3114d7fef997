"""Where one mailing lies: its plan, what was noted beside it, its log, and the name that its sender holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from kvadmin.api import Conflict, KvadminError, Refused, Snapshot, tr

from ..kept import Kept

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kvadmin.api.engines import Log

SEND_LOG = "send.jsonl"


class MailingFolder(Protocol):
    """What can be read of a mailing."""

    def read(self, name: str) -> bytes | None:
        """What a name in it has, or None."""
        ...

    def shown(self, name: str = "") -> str:
        """It, or a name in it, as messages say it."""
        ...


class SendingFolder(MailingFolder, Protocol):
    """A mailing that can be sent."""

    @property
    def kept(self) -> Kept:
        """What keeps the programme."""
        ...

    @property
    def here(self) -> Path:
        """Where on this computer lies what a person opens: drafts, the list of those to look at."""
        ...

    @property
    def above(self) -> str:
        """The name of the folder that all mailings lie in."""
        ...

    def put(self, files: Mapping[str, bytes]) -> None:
        """Keep contents in it beside all changes; one may take the place of the log."""
        ...

    def log(self) -> Log:
        """The send log, to add lines to it."""
        ...

    def hold(self) -> AbstractContextManager[None]:
        """Be the only one who sends it, or says what became of its letters."""
        ...


class KeptMailing:
    """A mailing of the programme, as it is at the moment when something is asked.

    Args:
        kept: What keeps the programme.
        name: Of the folder in it: ``outbox/2008-06-vedtak``.
    """

    def __init__(self, kept: Kept, name: str) -> None:
        self.kept = kept
        self.name = name

    @property
    def here(self) -> Path:
        """The folder of files, whether anything lies in it or not."""
        return self.kept.folder / self.name

    @property
    def above(self) -> str:
        """The name of the folder that all mailings lie in."""
        return self.name.rpartition("/")[0]

    def read(self, name: str) -> bytes | None:
        """What a name in it has now."""
        return self.kept.contents().read(f"{self.name}/{name}")

    def shown(self, name: str = "") -> str:
        """A path where it is one, else the name."""
        return self.kept.shown(f"{self.name}/{name}" if name else self.name)

    def put(self, files: Mapping[str, bytes]) -> None:
        """Keep contents in it beside all changes."""
        self.kept.engine.put({f"{self.name}/{name}": content for name, content in files.items()})

    def log(self) -> Log:
        """The send log."""
        return self.kept.engine.log(f"{self.name}/{SEND_LOG}")

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the mailing.

        Raises:
            Conflict: Somebody else holds it.
            Refused: That it is held cannot be noted.
        """
        with ExitStack() as held:
            try:
                held.enter_context(self.kept.engine.hold(f"{self.name}/send"))
            except Conflict as error:
                if error.code != "held":
                    raise
                text = tr("somebody is sending this mailing now")
                raise Conflict(text, where=self.shown(), code="being-sent") from None
            except KvadminError as error:
                if error.code != "cannot-write":
                    raise
                raise Refused(
                    tr("the folder of the mailing cannot be written: {error}", error=reason_of(error)),
                    where=self.shown(),
                    hint=tr("nothing was sent; make room or mend the folder, and try again"),
                    code="cannot-write",
                ) from None
            yield


class LooseMailing:
    """A mailing in memory: a plan that nobody has written, or samples to oneself, of which nothing is kept.

    Args:
        files: What is in it.
        name: What it would be called.
        kept: What keeps the programme, if it is to be sent.
    """

    def __init__(self, files: Mapping[str, bytes], name: str, kept: Kept | None = None) -> None:
        self._files, self.name = dict(files), name
        self._kept = kept
        self._lock = Lock()

    @property
    def kept(self) -> Kept:
        """What keeps the programme."""
        assert self._kept is not None  # only what is to be sent is asked for it
        return self._kept

    @property
    def here(self) -> Path:
        """Where its drafts go."""
        return self.kept.folder / self.name

    @property
    def above(self) -> str:
        """The name of the folder that all mailings lie in."""
        return self.name.rpartition("/")[0]

    def read(self, name: str) -> bytes | None:
        """What a name in it has."""
        return self._files.get(name)

    def shown(self, name: str = "") -> str:
        """The name."""
        return f"{self.name}/{name}" if name else self.name

    def put(self, files: Mapping[str, bytes]) -> None:
        """Keep more in it."""
        self._files |= files

    def log(self) -> LooseMailing:
        """The send log, which it is itself."""
        return self

    def reserve(self, size: int) -> None:
        """There is room."""

    def add(self, line: bytes, *, durable: bool = False) -> None:
        """Add a line to the log."""
        del durable  # a sample whose end nobody knows is asked for again
        with self._lock:
            self._files[SEND_LOG] = self._files.get(SEND_LOG, b"") + line

    def close(self) -> None:
        """Nothing is open."""

    def hold(self) -> AbstractContextManager[None]:
        """Nobody else has it."""
        return nullcontext()


class SnapshotMailing:
    """A mailing as a snapshot has it.

    Args:
        data: The snapshot.
        name: Of its folder in the programme.
    """

    def __init__(self, data: Snapshot, name: str) -> None:
        self._data, self.name = data, name

    def read(self, name: str) -> bytes | None:
        """What a name in it has."""
        return self._data.read_file(f"{self.name}/{name}")

    def shown(self, name: str = "") -> str:
        """The name."""
        return f"{self.name}/{name}" if name else self.name


def reason_of(error: KvadminError) -> str:
    """Why something cannot be kept, in as few words as are known."""
    cause = error.__cause__
    return cause.strerror or str(cause) if isinstance(cause, OSError) else error.message
