"""The reports that have been taken into account: each counts once, however often its mailbox is read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from kvadmin.api import InvalidData, Snapshot, tr

from ..file_names import OUTBOX
from .reports.failure_kinds import FailureKind

BOUNCES_FILE = f"{OUTBOX}/bounces.json"
#: So many letters that did not arrive, on different days within a year, and nothing is e-mailed there any more.
LETTERS_LIMIT = 3
_YEAR = timedelta(days=365)
_SCHEMA = 1


@dataclass(frozen=True)
class TakenReport:
    """One address of one letter that a report says was not reached.

    Attributes:
        address: Folded.
        message_id, mailing, letter: Which letter: its id, its mailing, its number there.
        kind: Why.
        on: ISO day of the report.
        suppressed: With this one, nothing was e-mailed to the address any more; counting begins anew after it.
    """

    address: str
    message_id: str
    mailing: str
    letter: int
    kind: FailureKind
    on: str
    suppressed: bool = False


def taken_reports(data: Snapshot) -> list[TakenReport]:
    """What has been taken into account, in its order; raises InvalidData when that cannot be read."""
    content = data.read_file(BOUNCES_FILE)
    if content is None:
        return []
    try:
        return [_report(row) for row in json.loads(content)["reports"]]
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidData(
            tr("what came back before cannot be read: {error}", error=error),
            where=BOUNCES_FILE,
            hint=tr("bring it back: `kvadmin log`, `kvadmin undo`"),
            code="records-unreadable",
        ) from None


def _report(row: dict[str, Any]) -> TakenReport:
    found = TakenReport(**{name: row[name] for name in TakenReport.__dataclass_fields__ if name in row})
    date.fromisoformat(found.on)
    return found


def taken_reports_file(found: Iterable[TakenReport]) -> bytes:
    """The file they are kept in: a line each, so that one can be taken back without the others."""
    lines = ",\n".join(json.dumps(asdict(each), ensure_ascii=False, sort_keys=True) for each in found)
    return f'{{"schema": {_SCHEMA}, "reports": [\n{lines}\n]}}\n'.encode()


def is_taken(found: Iterable[TakenReport], address: str, message_id: str, kind: FailureKind) -> bool:
    """Whether a report says no more than one before: that the address is wrong for good says more than the others."""
    same = [each.kind for each in found if (each.address, each.message_id) == (address, message_id)]
    return "gone" in same or bool(same and kind != "gone")


def letters_counted(found: Iterable[TakenReport], address: str) -> int:
    """How many letters, on as many days, have not reached an address since it was last suppressed."""
    own = [each for each in found if each.address == address]
    since = max((number for number, each in enumerate(own, 1) if each.suppressed), default=0)
    counted = own[since:]
    newest = max((date.fromisoformat(each.on) for each in counted), default=date.min)
    recent = [each for each in counted if newest - date.fromisoformat(each.on) < _YEAR]
    return min(len({each.message_id for each in recent}), len({each.on for each in recent}))
