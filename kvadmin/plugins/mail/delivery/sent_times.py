"""When letters were handed to a server: one file for a whole programme, which every kvadmin that sends shares.

``outbox/sent-times.txt`` holds one instant a line (UTC), of the last 24 hours. A limit of a server is one for all
mailings, and for the samples to oneself, whose logs are thrown away. So the limits cannot be read off one send log.
Where the file is missing (a folder of an older kvadmin), it is begun from the logs that are there.

Times are the machine's. One that lies in the future was written while a clock was wrong, and nobody knows when it
really was: it is counted as just now, once, so that no wait is ever longer than the window of the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

from kvadmin.api import tr

from ..kept import Kept
from ..outbox.mailing_folder import KeptMailing
from ..outbox.send_log import SendLogFailure, read_send_log
from .times_file import KeptTimes, TimesFile

#: The longest window of any limit; older times are of no interest.
DAY = timedelta(days=1)
#: Transports that write files: no server's limits hold for them, and their letters are not counted.
FILE_TRANSPORTS = frozenset({"drafts", "mbox"})
#: So many times are kept in memory when nothing is limited, before they are written together.
_TOGETHER = 100


class SentTimes:
    """The times of a programme's outbox; one object a run, used by one thread at a time.

    Args:
        kept: What keeps the programme.
        outbox: The name of the folder that the mailings lie in.
    """

    def __init__(self, kept: Kept, outbox: str) -> None:
        self._kept, self._outbox = kept, outbox
        place = f"{outbox}/sent-times" if outbox else "sent-times"
        self._file = TimesFile(kept.folder, place) if kept.on_disk else KeptTimes(kept, place)
        self._where = kept.shown(f"{place}.txt")
        self._went: list[datetime] = []
        self._noted: list[datetime] = []

    @contextmanager
    def locked(self, now: Callable[[], datetime]) -> Iterator[tuple[list[datetime], datetime]]:
        """The times of the last 24 hours in order, and the time it is, while no other kvadmin can add one.

        Raises:
            SendLogFailure: They cannot be read or written.
        """
        try:
            with self._file.alone():
                moment = now().astimezone(UTC)
                self._refresh(moment)
                yield self._went, moment
        except OSError as error:
            raise SendLogFailure(
                tr("the times of the limits cannot be kept: {error}", error=error.strerror or error),
                where=self._where,
                hint=tr("make room or mend the folder, then resume: nothing is sent twice"),
            ) from None

    def add(self, moment: datetime) -> None:
        """Count one letter; only within :meth:`locked`."""
        self._went.append(moment)
        self._file.add(_lines([moment]))

    def take_back(self, moment: datetime) -> None:
        """A letter that was counted and did not go; only within :meth:`locked`."""
        if moment in self._went:
            self._went.remove(moment)
            self._file.replace(_lines(self._went))

    def begin(self, now: Callable[[], datetime]) -> None:
        """Begin the file before a run without limits, whose own log must not be counted beside what it notes."""
        with suppress(SendLogFailure), self.locked(now):
            pass

    def note(self, moment: datetime) -> None:
        """Count a letter of a run without limits; written some at a time, see :meth:`flush`."""
        self._noted.append(moment)
        if len(self._noted) >= _TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Write what was only noted. Nothing is limited then, so a folder that cannot be written is no fault."""
        if not self._noted:
            return
        noted, self._noted = self._noted, []
        with suppress(SendLogFailure), self.locked(lambda: noted[-1]):
            self._file.add(_lines(noted), known=False)

    def _refresh(self, now: datetime) -> None:
        """Read what others have added; forget what is older than a day, and date what is dated in the future."""
        found = self._file.more()
        if found is None:
            self._went = sorted(self._from_logs(now))
            self._file.replace(_lines(self._went))
            return
        whole, content = found
        if whole:
            self._went = []
        if content:
            self._went += _parsed(content.decode("ascii", "replace").splitlines())
            self._went.sort()
        kept = [min(each, now) for each in self._went if now - each < DAY]
        if kept != self._went:
            changed = whole or any(each > now for each in self._went)
            self._went = kept
            if changed:
                self._file.replace(_lines(self._went))

    def _from_logs(self, now: datetime) -> Iterator[datetime]:
        contents = self._kept.contents()
        for name in contents.names(self._outbox)[0]:
            ledger = read_send_log(KeptMailing(self._kept, f"{self._outbox}/{name}" if self._outbox else name))
            if ledger.transport not in FILE_TRANSPORTS:
                yield from (each for each in map(_utc, ledger.went) if timedelta() <= now - each < DAY)


def _lines(moments: Iterable[datetime]) -> bytes:
    return b"".join(f"{each.isoformat()}\n".encode("ascii") for each in moments)


def _parsed(lines: Iterable[str]) -> Iterator[datetime]:
    for line in lines:
        with suppress(ValueError):
            yield _utc(datetime.fromisoformat(line))


def _utc(moment: datetime) -> datetime:
    """The instant in UTC; one without a zone is the machine's own time."""
    return moment.astimezone(UTC)
