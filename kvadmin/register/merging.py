"""What importing a register does to the records that are there: the outcome of each row, and the changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import msgspec

from kvadmin.errors import InvalidData
from kvadmin.model.municipality import Municipality
from kvadmin.reading.tables import SheetTables
from kvadmin.register.files import RegisterFile, RegisterRow, understand
from kvadmin.translation import tr
from kvadmin.wording.collation import sort_key

Outcome = Literal["created", "changed", "unchanged", "refused"]
OUTCOMES: tuple[Outcome, ...] = ("created", "changed", "unchanged", "refused")

#: Lists that an import adds to; names that a person has added stay.
_ADDED_TO = ("names", "aliases")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RegisterRowOutcome:
    """What becomes of a row; ``changes`` are the fields that get a new value, with old and new."""

    row: RegisterRow
    outcome: Outcome
    changes: Mapping[str, tuple[Any, Any]]

    @property
    def reason(self) -> str:
        """One line: what is wrong, or what changes."""
        if self.outcome == "refused":
            return "; ".join(self.row.problems)
        if self.outcome == "changed":
            return "; ".join(f"{name}: {_text(old)} -> {_text(new)}" for name, (old, new) in self.changes.items())
        return ""


@dataclass(frozen=True, slots=True)
class RegisterImport:
    """What a register file does to the records that are there; nothing is written by it.

    Args:
        rows: The outcome of each row, in the order of the file.
        created: The new records, by number.
        changed: The records with other values, by number.
        absent: Numbers of the register that the file does not have; they stay as they are, unless they end.
        ended: Of those, the records that now have a last day.
        unread: Headers of columns that no field is read from.
        remarks: What a person should know about how the file was read.
        where: The file, for messages.

    Example::

        read = read_list(run, Path("kommuner.csv"), REGISTER)
        found = RegisterImport.of(read.tables, read.name, run.data.all(Municipality))
        found.check()

    Added in version 0.2.
    """

    rows: tuple[RegisterRowOutcome, ...]
    created: Mapping[str, Municipality]
    changed: Mapping[str, Municipality]
    absent: tuple[str, ...]
    ended: Mapping[str, Municipality] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    where: str = ""

    @classmethod
    def of(
        cls,
        tables: SheetTables,
        where: str,
        existing: Iterable[Municipality] = (),
        *,
        valid_from: date | None = None,
        end_absent: date | None = None,
    ) -> RegisterImport:
        """Lay a file that was read as ``REGISTER`` over the records that are there.

        Args:
            tables: What was found in the file.
            where: Its name, for messages.
            existing: The records that are there.
            valid_from: First day of records that the file makes, where its row does not say.
            end_absent: Last day of records that are not in the file and have none yet.

        Raises:
            InvalidData: There is no row below the header. A row that cannot be read is no error yet; see
                :meth:`check`.
        """
        return merge_register(understand(tables, where), existing, valid_from=valid_from, end_absent=end_absent)

    def counts(self) -> dict[str, int]:
        """How many rows of each outcome, all four named."""
        found = Counter(each.outcome for each in self.rows)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    def check(self) -> None:
        """Refuse the whole file when a row is refused.

        Raises:
            InvalidData: With each refused row and its line.
        """
        bad = [each for each in self.rows if each.outcome == "refused"]
        if not bad:
            return
        details = [f"{each.row.place}: {each.reason}" for each in bad[:_SHOWN]]
        if len(bad) > _SHOWN:
            details.append(tr("... and {count} more", count=len(bad) - _SHOWN))
        raise InvalidData(
            tr("{refused} of {rows} rows cannot be read: nothing was written", refused=len(bad), rows=len(self.rows)),
            where=f"{self.where}, {bad[0].row.place}",
            details=details,
            hint=tr("correct the rows in the file and import it again"),
            code="nothing-imported",
        )


def merge_register(
    file: RegisterFile,
    existing: Iterable[Municipality],
    *,
    valid_from: date | None = None,
    end_absent: date | None = None,
) -> RegisterImport:
    """Lay a register file over the records that are there.

    An empty cell leaves the record's value; parallel names and aliases are added to those that a person has
    written. Fields that the file does not have (contacts, notes) are not touched.

    Args:
        file: What the file says.
        existing: The records that are there.
        valid_from: First day of records that the file makes, where its row does not say.
        end_absent: Last day of records that are not in the file and have none yet.
    """
    known = {each.number: each for each in existing}
    created: dict[str, Municipality] = {}
    changed: dict[str, Municipality] = {}
    rows = []
    for row in file.rows:
        if row.problems:
            rows.append(RegisterRowOutcome(row, "refused", {}))
            continue
        old = changed.get(row.number) or created.get(row.number) or known.get(row.number)
        if old is None:
            created[row.number] = Municipality(number=row.number, **{"valid_from": valid_from, **row.values})
            rows.append(RegisterRowOutcome(row, "created", {}))
            continue
        changes = _changes(old, row.values)
        if changes:
            changed[row.number] = msgspec.structs.replace(old, **{name: new for name, (_, new) in changes.items()})
        rows.append(RegisterRowOutcome(row, "changed" if changes else "unchanged", changes))
    named = {row.number for row in file.rows}
    absent = sorted((n for n in known if n not in named), key=lambda n: (sort_key(known[n].name), n))
    ended = {
        n: msgspec.structs.replace(known[n], valid_to=end_absent)
        for n in absent
        if end_absent and known[n].valid_to is None and known[n].valid_on(end_absent)
    }
    return RegisterImport(tuple(rows), created, changed, tuple(absent), ended, file.unread, file.remarks, file.where)


def _changes(old: Municipality, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    found = {}
    for name, value in values.items():
        before = getattr(old, name)
        after = list(dict.fromkeys([*before, *value])) if name in _ADDED_TO else value
        if before != after:
            found[name] = (before, after)
    return found


def _text(value: Any) -> str:
    if value is None or value in ("", []):
        return tr("(none)")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
