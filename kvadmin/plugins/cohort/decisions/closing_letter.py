"""The letter "the list is closed": whether applicants were told a freeze's fingerprint, when, and under what number.

The letter is what an outsider has that nobody in the office can change afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kvadmin.api import Session


@dataclass(frozen=True, slots=True)
class ClosingLetter:
    """The letters with one fingerprint that have left.

    Args:
        fingerprint: The freeze's.
        first, last: The days on which the first and the last of them left.
        municipalities: To how many.
        journal: Their numbers in the journal, in order: ``2008/12``, of several in a row ``2008/12–55``; those that
            have none yet are left out.
        documents: The same of their numbers in their case: ``08/2-17``, ``08/2-17–60``.
    """

    fingerprint: str
    first: date
    last: date
    municipalities: int
    journal: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As it stands in protocols and in JSON."""
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "municipalities": self.municipalities,
            "journal": list(self.journal),
            "documents": list(self.documents),
        }


def closing_letter(run: Session, cohort: str, fingerprint: str) -> ClosingLetter | None:
    """What has left of the letter that hands out this fingerprint; None when no applicant was told it.

    Args:
        run: The session: whoever sends letters is asked by the hook ``kvadmin_sent_letters``.
        cohort: The cohort's id.
        fingerprint: The freeze's.
    """
    if not fingerprint:
        return None
    asked = run.gather("kvadmin_sent_letters", snapshot=run.data, about=cohort)
    told = [each for each in asked if each.fingerprint == fingerprint]
    if not told:
        return None
    days = sorted(each.sent for each in told)
    numbers = [each.journal.rpartition("/") for each in told if each.journal]
    return ClosingLetter(
        fingerprint,
        days[0],
        days[-1],
        len({number for each in told for number in each.municipalities}),
        _in_rows((year, int(number), "/") for year, _, number in numbers if number.isdecimal()),
        _in_rows((each.case, each.document, "-") for each in told if each.case and each.document),
    )


def _in_rows(numbers: Iterable[tuple[str, int, str]]) -> tuple[str, ...]:
    """Numbers of a year or a case, those that follow one another as one: ``2008/12–55``."""
    rows: list[list[int]] = []
    whose: list[str] = []
    for of, number, sign in sorted(set(numbers)):
        if rows and whose[-1] == f"{of}{sign}" and number == rows[-1][1] + 1:
            rows[-1][1] = number
        else:
            rows.append([number, number])
            whose.append(f"{of}{sign}")
    texts = (f"{first}–{last}" if last > first else str(first) for first, last in rows)
    return tuple(f"{of}{text}" for of, text in zip(whose, texts, strict=True))
