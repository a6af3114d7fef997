"""Who of one gathering is who of another: ids differ, so people are known by address and name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from kvadmin.api.wording import fold, person_words, squash

from .registration_book import RegisteredPerson


class SamePeople(NamedTuple):
    """Two gatherings' people side by side.

    Attributes:
        sure: Id there -> id here, of those who are surely the same person.
        uncertain: Those here who may have been there and are not surely known.
    """

    sure: dict[str, str]
    uncertain: tuple[RegisteredPerson, ...]


def same_people(here: Sequence[RegisteredPerson], there: Sequence[RegisteredPerson]) -> SamePeople:
    """Match the people of two gatherings.

    Sure is the same e-mail address with the same name (one of the two may have more words); and, where one of them has
    no address, the same name from the same municipality or employer, when nobody else is called so there. The same
    address under another name, the same name with another address or from another place, and namesakes are uncertain.
    """
    sure: dict[str, str] = {}
    for way in (_by_address, _by_name_and_place):
        left_there = [each for each in there if each.id not in sure]
        taken = set(sure.values())
        left_here = [each for each in here if each.id not in taken]
        for one, other in _alone(left_here, left_there, way):
            if _agree(one, other):
                sure[other.id] = one.id
    known = set(sure.values())
    left_there = [each for each in there if each.id not in sure]
    addresses = {key for each in left_there if (key := _by_address(each)) is not None}
    names = {person_words(each.registration.name) for each in left_there}
    doubtful = (
        each
        for each in here
        if each.id not in known
        and (_by_address(each) in addresses or person_words(each.registration.name) in names)
    )  # fmt: skip
    return SamePeople(sure, tuple(doubtful))


def _by_address(person: RegisteredPerson) -> Hashable | None:
    return squash(person.registration.email).casefold() or None


def _by_name_and_place(person: RegisteredPerson) -> Hashable | None:
    name = person_words(person.registration.name)
    place = person.municipality or fold(person.registration.employer)
    return (name, place) if name and place else None


def _agree(one: RegisteredPerson, other: RegisteredPerson) -> bool:
    """Whether neither the names nor the addresses speak against it."""
    name, beside = Counter(person_words(one.registration.name)), Counter(person_words(other.registration.name))
    address, held = _by_address(one), _by_address(other)
    return (name <= beside or beside <= name) and (address is None or held is None or address == held)


def _alone(
    here: Sequence[RegisteredPerson],
    there: Sequence[RegisteredPerson],
    key: Callable[[RegisteredPerson], Hashable | None],
) -> list[tuple[RegisteredPerson, RegisteredPerson]]:
    """The pairs of one key that nobody else on either side has."""
    sides: list[dict[Hashable, list[RegisteredPerson]]] = []
    for people in (here, there):
        found: dict[Hashable, list[RegisteredPerson]] = defaultdict(list)
        for each in people:
            if (name := key(each)) is not None:
                found[name].append(each)
        sides.append(found)
    return [
        (own[0], others[0])
        for name, own in sides[0].items()
        if len(own) == 1 and len(others := sides[1].get(name, [])) == 1
    ]
