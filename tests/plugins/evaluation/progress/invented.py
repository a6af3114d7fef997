"""The forty invented histories of ``histories.txt``, read."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from kvadmin.api.records import Goal
from kvadmin.plugins.evaluation.periods import parse_period
from kvadmin.plugins.evaluation.progress.figure_history import History, exact

TABLE = Path(__file__).with_name("histories.txt")


class Invented(NamedTuple):
    """One line: the goal, the figures, and what a person says of them."""

    number: str
    goal: Goal
    began: date
    as_of: date
    history: History
    state: str
    reasons: set[str]


def figures(text):
    """``2(9.5 9.7) . 8.2`` as figures; ``.`` is None."""
    whole = re.sub(r"(\d+)\(([^)]*)\)", lambda found: " ".join([found[2]] * int(found[1])), text)
    return [None if word == "." else float(word) for word in whole.split()]


def history(first, values, *, rebase=(), freeze=()):
    period = parse_period(first)
    return History(period.kind, period.ordinal, [None if v is None else exact(v) for v in values], rebase, freeze)


def goal(text, since=None, by=None):
    """``start 9.6 reach 8.4 decrease``."""
    words = text.split()
    start = Decimal(words[1]) if words[0] == "start" else None
    kind, to, direction = words[-3:]
    return Goal(indicator="syk", kind=kind, start=start, to=Decimal(to), direction=direction, since=since, by=by)


def _positions(text, first, kind):
    marks = [part.split() for part in text.split(",") if part.strip()]
    return tuple(parse_period(at).ordinal - parse_period(first).ordinal for what, at in marks if what == kind)


def invented():
    """All forty."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        number, wanted, days, as_of, series, events, state, reasons = (cell.strip() for cell in line.split("|"))
        since, _, by = days.partition("..")
        began = date.fromisoformat(since.strip())
        first, _, values = series.partition(":")
        found.append(
            Invented(
                number,
                goal(wanted, began, date.fromisoformat(by.strip()) if by.strip() else None),
                began,
                date.fromisoformat(as_of),
                history(
                    first,
                    figures(values),
                    rebase=_positions(events, first, "rebase"),
                    freeze=_positions(events, first, "freeze"),
                ),
                state,
                set(reasons.split()),
            )
        )
    return found
