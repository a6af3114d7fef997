"""How much each advisor has spoken with how many, in all and quarter by quarter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kvadmin.api.wording import person_key
from kvadmin_visits.records import Visit
from kvadmin_visits.work.advisors import Advisors, name_key
from kvadmin_visits.work.months import quarter_of
from kvadmin_visits.work.overview import has_been


@dataclass(frozen=True, slots=True)
class Tally:
    """Contacts that have taken place, counted.

    Attributes:
        phone: By phone.
        email: By e-mail.
        visit: By visit.
        contacts: All of them.
        municipalities: How many different ones they were with.
        minutes: How long they took together; None where nobody noted it of any.
        untimed: Those without minutes, which are not in the sum.
    """

    phone: int
    email: int
    visit: int
    contacts: int
    municipalities: int
    minutes: int | None
    untimed: int


def tally_of(visits: Iterable[Visit]) -> Tally:
    """The count of some contacts."""
    several = list(visits)
    timed = [each.minutes for each in several if each.minutes is not None]
    by_how = {how: sum(each.how == how for each in several) for how in Visit.HOWS}
    return Tally(
        **by_how,
        contacts=len(several),
        municipalities=len({each.municipality for each in several}),
        minutes=sum(timed) if timed else None,
        untimed=len(several) - len(timed),
    )


@dataclass(frozen=True, slots=True)
class Load:
    """One advisor: what was held in all and by quarter, and how many contacts are planned."""

    who: str
    all: Tally
    quarters: tuple[tuple[str, Tally], ...]
    planned: int


def loads(visits: Iterable[Visit], advisors: Advisors, today: date) -> list[Load]:
    """One a name, in Norwegian order; what names nobody comes last, with an empty ``who``.

    Args:
        visits: Those to be counted.
        advisors: How each name is spelled.
        today: The reference date.
    """
    by_name: dict[str, list[Visit]] = {}
    for each in visits:
        by_name.setdefault(name_key(each.who), []).append(each)
    found = []
    for several in by_name.values():
        held = [each for each in several if has_been(each, today)]
        quarters: dict[str, list[Visit]] = {}
        for each in held:
            quarters.setdefault(quarter_of(each.day), []).append(each)
        by_quarter = tuple((name, tally_of(quarters[name])) for name in sorted(quarters))
        who = advisors.spelling(several[0].who)
        found.append(Load(who, tally_of(held), by_quarter, sum(not each.held for each in several)))
    return sorted(found, key=lambda each: (not each.who, person_key(each.who), each.who))
