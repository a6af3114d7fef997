"""What people and reports have said of single letters: the events of ``settled.json``, one a line, in their order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from kvadmin.api import InvalidData, tr

#: Beside the plan; written through the store, so that the history, ``undo`` and ``log`` have it.
SETTLED_FILE = "settled.json"
#: ``came``, ``not-came``, ``posted``, ``bounced``, ``withdrawn`` are said by people; ``bounced`` also by a delivery
#: report; ``printed``: it lies on paper; ``found``: it lies among what a mail program has sent.
SettledAs = Literal["came", "not-came", "posted", "bounced", "withdrawn", "printed", "found"]
_SCHEMA = 1


@dataclass(frozen=True)
class SettledEvent:
    """One thing said of one letter.

    Attributes:
        letter, key: The letter's number in its mailing, and its key.
        what: What was said; `on` the ISO day it is about, `why` the reason given, `who` said it, `at` what time.
        after: How many lines the send log had of the letter then: so that what is said and what is logged have
            one order, whatever the clocks say.
        to: The addresses that it is about.
        plan: The hash of the plan; what was said of another plan of the same name counts for nothing.
    """

    letter: int
    key: str
    what: SettledAs
    on: str
    why: str = ""
    who: str = ""
    at: str = ""
    after: int = 0
    to: tuple[str, ...] = ()
    plan: str = ""


def parse_settled(content: bytes | None, where: str = SETTLED_FILE) -> tuple[SettledEvent, ...]:
    """The events of a file; raises InvalidData when it cannot be read, since what it says decides what is sent."""
    if content is None:
        return ()
    try:
        payload = json.loads(content)
        return tuple(_event(row) for row in payload["events"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidData(
            tr("what is settled of the letters cannot be read: {error}", error=error),
            where=where,
            hint=tr("bring it back: `kvadmin log`, `kvadmin undo`"),
            code="records-unreadable",
        ) from None


def _event(row: dict[str, Any]) -> SettledEvent:
    known = {name: row[name] for name in SettledEvent.__dataclass_fields__ if name in row}
    event = SettledEvent(**(known | {"to": tuple(row.get("to", ()))}))
    if not all(isinstance(row.get(name, 0), int) for name in ("letter", "after")):
        raise TypeError(tr("no number: {row}", row=row))
    if event.what not in get_args(SettledAs):
        raise ValueError(event.what)
    return event


def settled_file(events: Iterable[SettledEvent]) -> bytes:
    """The events as the file they are kept in: a line each, so that one is taken back without the others."""
    lines = ",\n".join(json.dumps(asdict(each), ensure_ascii=False, sort_keys=True) for each in events)
    return f'{{"schema": {_SCHEMA}, "events": [\n{lines}\n]}}\n'.encode()
