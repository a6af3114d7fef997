"""``silent:6``, ``contacted-since:DATE``, ``visited-since:DATE`` and ``visit-planned`` in selections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from kvadmin.api import Snapshot, UsageError, tr
from kvadmin.api.commands import parse_day, parse_whole
from kvadmin.api.hooks import Predicate, Subject
from kvadmin_visits.work.overview import has_been, is_planned, overview_of
from kvadmin_visits.work.silence import MONTHS, silences


def predicates(snapshot: Snapshot, today: date) -> list[Predicate]:
    """The words; what stands behind each is a number of months, a day or nothing."""

    @cache
    def silent(months: str) -> frozenset[str]:
        least = parse_whole(months, least=0, where="selection") if months else MONTHS
        return frozenset(each.number for each in silences(snapshot, today) if each.lasts(least, today))

    @cache
    def since(how: str, day: str) -> frozenset[str]:
        if not day:
            raise UsageError(
                tr("since which day?"), where="selection", hint=tr("write it as 2008-05-20 or 20.05.2008"),
                code="missing-value",
            )  # fmt: skip
        first = parse_day(day, where="selection")
        return frozenset(
            each.municipality
            for each in overview_of(snapshot).visits
            if has_been(each, today) and each.day >= first and how in ("", each.how)
        )

    @cache
    def planned(_: str) -> frozenset[str]:
        return frozenset(each.municipality for each in overview_of(snapshot).visits if is_planned(each, today))

    def word(name: str, text: str, whose: Callable[[str], frozenset[str]]) -> Predicate:
        def check(argument: str) -> None:
            whose(argument)

        def test(subject: Subject, argument: str) -> bool:
            return subject.municipality.number in whose(argument)

        return Predicate(name, text, test, check)

    return [
        word("silent", "Nobody has spoken with the member for so many months (6).", silent),
        word("contacted-since", "Somebody has spoken with it since a day.", lambda day: since("", day)),
        word("visited-since", "Somebody has visited it since a day.", lambda day: since("visit", day)),
        word("visit-planned", "A contact with it is planned.", planned),
    ]
