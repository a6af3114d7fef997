"""What became of each row of a file: one kind of answer, one report and one refusal for every import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kvadmin.errors import InvalidData, KvadminError, Refused, UnknownName
from kvadmin.tables.listing import json_of, table_of
from kvadmin.tables.table import Column, Report
from kvadmin.translation import screen_language, tr

#: What may become of a row; ``refused`` rows keep a file from being taken in at all.
#:
#: Added in version 0.2.
OUTCOMES = {
    "imported": "it is new, and taken in",
    "updated": "what was there has been changed",
    "ended": "what was there has got its end",
    "replaced": "other figures stood there, and --replace was given",
    "supersedes": "a newer version of what was there",
    "superseded": "an older version of what is there",
    "unchanged": "it was there, and says the same",
    "duplicate": "another row says the same",
    "waiting": "on the waiting list",
    "cancelled": "it has been cancelled, or says so itself",
    "kept-cancelled": "it was cancelled by hand, which a list does not take back",
    "withdrawn": "it is marked as withdrawn",
    "confirm": "taken in under a suggestion, which a person has to confirm",
    "manual": "a person has to settle it",
    "rejected": "it cannot be taken in",
    "refused": "it cannot be right: nothing of the file is taken in",
    "conflict": "other figures stand there: nothing of the file is taken in",
    "skipped": "no row of the list: a total, a heading, a note, a blank",
}
#: Where a row's outcome is another word in Norwegian than the state of that name: an application is rejected otherwise.
_OF_ROWS = {"rejected": "not taken in"}
#: Rows that are named in a refusal before the rest is only counted.
_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """One row and what became of it.

    Attributes:
        sheet: The sheet; None for csv.
        row: The line, counted from 1.
        outcome: One of :data:`OUTCOMES`.
        municipality: Its number, as far as it is known.
        reason: Why, in words.
        candidates: Numbers it may be about.
        unknown: It was refused because nobody, or several, bear a name in it.

    Added in version 0.2.
    """

    sheet: str | None
    row: int
    outcome: str
    municipality: str | None = None
    reason: str = ""
    candidates: tuple[str, ...] = ()
    unknown: bool = False

    @property
    def place(self) -> str:
        """Where it stands: ``sheet 'Poeng', row 3``."""
        return row_place(self.sheet, self.row)


def row_place(sheet: str | None, row: int) -> str:
    """Where a row stands: ``sheet 'Poeng', row 3``.

    Added in version 0.2.
    """
    return tr("sheet {sheet!r}, row {row}", sheet=sheet, row=row) if sheet else tr("row {row}", row=row)


def row_outcome_word(outcome: str) -> str:
    """What became of a row, in the language of the screen; in English the word that programs read.

    Args:
        outcome: One of :data:`OUTCOMES`.

    Added in version 0.2.
    """
    return tr(outcome if screen_language() == "en" else _OF_ROWS.get(outcome, outcome))


def _with_candidates(row: RowOutcome) -> str:
    new = [number for number in row.candidates if number not in row.reason]
    return f"{row.reason} ({', '.join(new)})" if new else row.reason


#: The columns of every report of rows, around those of the importer.
_PLACE = (
    Column("sheet", "Sheet", rank=3),
    Column("row", "Row", "int"),
    Column("outcome", "Outcome", show=row_outcome_word),
    Column("municipality", "No.", rank=1),
)
_WHY = (
    Column("reason"),
    Column("explained", "Why", get=_with_candidates, json=False),
    Column("candidates", get=lambda each: list(each.candidates)),
)


def rows_report(
    rows: Sequence[RowOutcome],
    title: str,
    columns: Sequence[Column] = (),
    *,
    notes: Iterable[str] = (),
    personal: bool = False,
    **about: Any,
) -> Report:
    """The report of an import: every row, and how many there are of each outcome.

    Args:
        rows: In the order of the file.
        title: Heading of the table.
        columns: What the importer has to say of a row besides.
        notes: Lines below the table.
        personal: It holds personal data.
        **about: What JSON says beside the rows.

    Added in version 0.2.
    """
    every = (*_PLACE, *columns, *_WHY)
    counts = counts_of(rows)
    counted = ", ".join(f"{row_outcome_word(outcome)}: {number}" for outcome, number in counts.items())
    table = table_of(title, every, rows, tuple(filter(None, (counted, *notes))))
    return Report({"schema": 1, **about, "rows": json_of(every, rows), "counts": counts}, (table,), personal=personal)


def counts_of(rows: Iterable[RowOutcome]) -> dict[str, int]:
    """Outcome -> how many rows, sorted.

    Added in version 0.2.
    """
    return dict(sorted(Counter(each.outcome for each in rows).items()))


def rows_refusal(rows: Iterable[RowOutcome], file: str, hint: str = "") -> KvadminError | None:
    """The error of a file with rows that cannot be right: each is named; None when there is no such row.

    Args:
        rows: All rows, or those that are refused.
        file: The file, for the message.
        hint: What to do about it.

    Returns:
        :class:`UnknownName` (exit 4) where names are all that is wrong, else :class:`InvalidData` (exit 3).

    Added in version 0.2.
    """
    bad = [each for each in rows if each.outcome in ("refused", "conflict")]
    if not bad:
        return None
    kind = UnknownName if all(each.unknown for each in bad) else InvalidData
    details = [f"{each.place}: {each.reason}" for each in bad[:_NAMED]]
    more = len(bad) - len(details)
    return kind(
        tr("{number} row(s) cannot be used; nothing was written", number=len(bad)),
        where=file,
        details=[*details, *([tr("... and {more} more", more=more)] if more else [])],
        hint=hint or tr("mend the rows and run the command again"),
    )


def nothing_taken_in(rows: Iterable[RowOutcome], file: str) -> Refused | None:
    """The end (exit 1) of an import none of whose rows was taken in, waits for a person or was known already.

    Added in version 0.2.
    """
    counts = counts_of(rows)
    if counts.keys() - {"skipped", "rejected"}:
        return None
    counted = ", ".join(f"{row_outcome_word(outcome)}: {number}" for outcome, number in counts.items())
    return Refused(
        tr("nothing of it was taken in: {rows}", rows=counted or tr("no rows")), where=file, code="nothing-imported"
    )
