"""The ids of changes: how new ones are made, and how one is named by its beginning.

An id is 16 letters, 66 bits; letters alone, so that no spreadsheet takes one for a figure, and without vowels, so that
none spells a word. Histories of before 0.2 have others (``20080520-a1b2c3``), which begin with their date and are told
apart by their ends; so an end names a change as well as a beginning.
"""

from __future__ import annotations

import secrets
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from kvadmin.errors import UnknownName
from kvadmin.translation import tr

ALPHABET = "bcdfghjkmnpqrtvwxz"
LENGTH = 16
#: A beginning that somebody types has at least so many characters.
LEAST = 4
#: A beginning that is shown has at least so many.
SHOWN = 8
_OLD = 15  # characters of an old id, which is shown whole: it begins with a date
_NAMED = 5  # candidates that a message lists


def new_id() -> str:
    """An id that nobody else has."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def matching(name: str, ids: Iterable[str]) -> list[str]:
    """The ids that a person may mean: that one, or those that begin or end so."""
    known = list(dict.fromkeys(ids))
    if name in known:
        return [name]
    if len(name) < LEAST:
        return []
    return [one for one in known if one.startswith(name) or one.endswith(name)]


def named_id(name: str, ids: Iterable[str]) -> str:
    """The one id that is meant by a beginning (or end) of at least 4 characters.

    Raises:
        UnknownName: There is none, there are several, or too little of it is given.

    Added in version 0.2.
    """
    known = list(ids)
    found = matching(name, known)
    if len(found) == 1:
        return found[0]
    if found:
        near = ", ".join(found[:_NAMED]) + (" ..." if len(found) > _NAMED else "")
        raise UnknownName(
            tr("{name!r} may be any of {number} changes: {near}", name=name, number=len(found), near=near),
            where=name,
            hint=tr("give more of the one that you mean; `kvadmin log` shows what each was"),
            code="ambiguous-name",
        )
    if name and len(name) < LEAST and any(one.startswith(name) for one in known):
        hint = tr("give at least {least} characters of it", least=LEAST)
    else:
        hint = tr("`kvadmin log` lists them")
    raise UnknownName(tr("there is no change {name!r}", name=name), where=name, hint=hint, code="unknown-change")


def short_ids(ids: Iterable[str], only: Iterable[str] | None = None) -> dict[str, str]:
    """Each id with the beginning that it is shown by: at least 8 characters, and more where others begin alike.

    Args:
        ids: All ids.
        only: Those of them that are shown, when it is not all.

    Added in version 0.2.
    """
    known = sorted(set(ids))
    short = {}
    for index, one in enumerate(known) if only is None else _placed(only, known):
        beside = known[max(index - 1, 0) : index] + known[index + 1 : index + 2]
        alike = max((_common(one, other) for other in beside), default=0)
        short[one] = one if _is_old(one) else one[: max(SHOWN, alike + 1)]
    return short


def _placed(some: Iterable[str], known: list[str]) -> Iterator[tuple[int, str]]:
    """Those of the ids that are among the known ones, which are sorted, with their places."""
    for one in some:
        index = bisect_left(known, one)
        if known[index : index + 1] == [one]:
            yield index, one


def _is_old(one: str) -> bool:
    return len(one) == _OLD and one[:8].isdigit() and one[8] == "-"


def _common(one: str, other: str) -> int:
    """How many characters two ids begin with alike."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
