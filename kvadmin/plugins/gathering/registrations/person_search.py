"""Who is meant at the desk: a person by id, badge, address or name, the name also as the lists print it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from kvadmin.api.records import Gathering, Registration
from kvadmin.api.wording import filed_name, fold, fold_plain, near_names, person_words, spoken_name

from .person_ids import badge_token


class _Person(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def registration(self) -> Registration: ...


P = TypeVar("P", bound=_Person)


def people_meant(people: Sequence[P], text: str, gathering: Gathering, *, beginnings: bool = False) -> list[P]:
    """Those who answer to a text, by the surest way that anybody answers to; several when it is not clear.

    The ways: id, badge token, e-mail address, the name as written, the same words in any order (``Nordmann, Kari``, as
    the lists print it, or with ``sort_as`` for the family name), those words with æ, ø, å and accents written out or
    left bare, and last the beginnings of words (``nordm``).

    Args:
        people: Everybody at the gathering.
        text: What was typed or scanned.
        gathering: For the tokens of the badges.
        beginnings: Whether the beginnings of words will do.
    """
    wanted = text.strip()
    if not wanted:
        return []
    ways: list[Callable[[P], bool]] = [
        lambda each: each.id == wanted,
        lambda each: badge_token(gathering, each.id) == wanted.upper(),
        lambda each: each.registration.email.casefold() == wanted.casefold(),
        lambda each: fold(spoken_name(each.registration.name)) == (fold(spoken_name(wanted)) or None),
        *(_by_words(wanted, words) for words in (_strict, person_words, _bare)),
        *([_by_beginnings(wanted)] if beginnings else []),
    ]
    return next((found for way in ways if (found := [each for each in people if way(each)])), [])


def people_alike(people: Sequence[P], text: str) -> list[P]:
    """Those with a name much like a text that nobody answers to."""
    by_id = {each.id: each for each in people}
    near = near_names(" ".join(person_words(text)), {each.id: _forms(each.registration) for each in people})
    return [by_id[id_] for id_ in near]


def _forms(one: Registration) -> list[str]:
    """Name, its words in the order that any order comes in, and the address."""
    return [" ".join(person_words(one.name)), one.name, one.email]


def _strict(name: str) -> tuple[str, ...]:
    return tuple(sorted(fold(name).split()))


def _bare(name: str) -> tuple[str, ...]:
    return tuple(sorted(fold_plain(name).split()))


def _names(one: Registration) -> tuple[str, ...]:
    """The name, and with what it files under in the place of the family name."""
    given = filed_name(one.name, one.sort_as).given
    return (one.name, f"{one.sort_as} {given}") if one.sort_as else (one.name,)


def _by_words(wanted: str, words: Callable[[str], tuple[str, ...]]) -> Callable[[_Person], bool]:
    key = words(wanted)
    return lambda each: bool(key) and any(words(name) == key for name in _names(each.registration))


def _by_beginnings(wanted: str) -> Callable[[_Person], bool]:
    keys = [words for words in (person_words(wanted), _bare(wanted)) if words]
    return lambda each: any(
        _begin(key, spelt(name))
        for name in _names(each.registration)
        for key, spelt in zip(keys, (person_words, _bare), strict=False)
    )


def _begin(wanted: Sequence[str], name: Sequence[str]) -> bool:
    """Whether every word that is wanted begins a word of the name, each its own."""
    left = list(name)
    for each in sorted(wanted, key=len, reverse=True):
        found = next((word for word in left if word.startswith(each)), None)
        if found is None:
            return False
        left.remove(found)
    return True
