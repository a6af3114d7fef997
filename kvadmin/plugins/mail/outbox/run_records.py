"""The runs of a mailing, as the store remembers them beside the send log: when each began and what came of it.

The log is a file that a person can lose, or put an older copy or another mailing's in the place of. So each run notes
through the store, in ``runs.json``, what it set out to send and on top of which log (``begin``), and what had become of
every letter and how the log looked then (``end``). The history keeps it. Letters stand in it by number, addresses by
their place in the letter, so that it names nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from kvadmin.api import InvalidData, tr

RUNS_FILE = "runs.json"
_SCHEMA = 1


@dataclass(frozen=True)
class LogMark:
    """The log at one moment: its size in bytes without blank ends, and the SHA-256 of that."""

    size: int = 0
    sha256: str = sha256(b"").hexdigest()

    def fits(self, content: bytes) -> bool:
        """Whether the log now begins as it was then."""
        return len(content) >= self.size and sha256(content[: self.size]).hexdigest() == self.sha256


def log_mark(content: bytes) -> LogMark:
    """The mark of a log with this content."""
    kept = content.rstrip(b"\n\0")
    return LogMark(len(kept), sha256(kept).hexdigest())


@dataclass(frozen=True)
class RunEnd:
    """How a run ended.

    `states` has the numbers of letters by how their addresses stand, each in a letter of ``d`` delivered, ``u``
    unknown, ``r`` refused, ``b`` bounced, ``p`` pending (one letter for all of them when they agree); `settled` is how
    many settlements there were.
    """

    at: str
    log: LogMark
    dated: str = ""
    states: dict[str, str] = field(default_factory=dict)
    settled: int = 0


@dataclass(frozen=True)
class RunRecord:
    """One run: when, by which transport, which letters by number (``1-34,36``), on top of which log.

    `mended`: no run, but the log was written again from what was known, after it had been lost.
    """

    at: str
    plan: str
    log: LogMark
    transport: str = ""
    becomes: str = "sent"
    letters: str = ""
    settled: int = 0
    mended: bool = False
    end: RunEnd | None = None

    @property
    def marks(self) -> tuple[LogMark, ...]:
        """The log as it was at the beginning, and at the end if that is known."""
        return (self.log, self.end.log) if self.end else (self.log,)


def parse_runs(content: bytes | None, where: str = RUNS_FILE) -> tuple[RunRecord, ...]:
    """The runs in a file; raises InvalidData when it cannot be read, since it keeps letters from going twice."""
    if content is None:
        return ()
    try:
        return tuple(_run(row) for row in json.loads(content)["runs"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidData(
            tr("the record of what was sent cannot be read: {error}", error=error),
            where=where,
            hint=tr("bring it back: `kvadmin log`, `kvadmin undo`"),
            code="records-unreadable",
        ) from None


def _run(row: dict[str, Any]) -> RunRecord:
    end = row.get("end")
    told = {key: value for key, value in row.items() if key in RunRecord.__dataclass_fields__}
    told["log"] = LogMark(**row["log"])
    told["end"] = RunEnd(**{**end, "log": LogMark(**end["log"])}) if end else None
    return RunRecord(**told)


def runs_file(runs: Iterable[RunRecord]) -> bytes:
    """The runs as the file they are kept in, a line each."""
    lines = ",\n".join(json.dumps(asdict(each), ensure_ascii=False, sort_keys=True) for each in runs)
    return f'{{"schema": {_SCHEMA}, "runs": [\n{lines}\n]}}\n'.encode()


def ranges(numbers: Iterable[int]) -> str:
    """``1-3,7`` for 1, 2, 3 and 7."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in found)


def in_ranges(text: str) -> Iterator[int]:
    """The numbers that :func:`ranges` wrote."""
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)
