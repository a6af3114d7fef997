"""Finding the examples that were typed, the ids that are free, and the site's own record."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from kvadmin.api import Snapshot, UnknownName, tr
from kvadmin.api.records import MunicipalityOutline
from kvadmin.api.wording import fold, near_names, squash
from kvadmin_website.records import Example, Website

if TYPE_CHECKING:
    from kvadmin.api import Transaction

_ID = re.compile(r"(.+)-(\d+)")


def site_of(data: Snapshot) -> Website:
    """What ``website/site.yaml`` says; the defaults where there is none yet."""
    return data.find(Website) or Website()


def keep_site(change: Transaction, data: Snapshot, site: Website) -> None:
    """Write the site's own record, whether or not there is one."""
    if data.find(Website) is None:
        change.create(site)
    else:
        change.update(site)


def town_names(data: Snapshot) -> dict[str, str]:
    """``number -> name`` of the register."""
    return {each.number: each.name for each in data.outlines(MunicipalityOutline)}


def title_of(example: Example, form: str = "nb") -> str:
    """The title in a form; in the other one where it has none."""
    return example.title.get(form) or next(iter(example.title.values()), "")


def in_order(examples: Iterable[Example]) -> list[Example]:
    """By municipality, and as they came."""
    return sorted(examples, key=lambda each: (each.municipality, _number(each.id), each.id))


def find_example(data: Snapshot, text: str) -> Example:
    """The example with that id, or with that title where only one has it.

    Raises:
        UnknownName: There is none, or several have the title.
    """
    wanted = text.strip()
    if wanted and (found := data.find(Example, wanted)) is not None:
        return found
    every = data.all(Example)
    titled = [each for each in every if wanted and fold(wanted) in map(fold, each.title.values())]
    if len(titled) == 1:
        return titled[0]
    raise UnknownName(
        tr("several examples are called {text!r}", text=text)
        if titled
        else tr("there is no example {text!r}", text=text),
        details=[f"{each.id} {title_of(each)}" for each in titled],
        hint=tr("`kvadmin website example list`"),
        near={} if titled else near_names(text, {each.id: tuple(each.title.values()) for each in every}),
        code="ambiguous-name" if titled else "unknown-record",
    )


def next_id(municipality: str, taken: Iterable[str], site: Website) -> str:
    """``0415-3``: the municipality's number and a running one that was never given before.

    Args:
        municipality: Its number.
        taken: The ids that there are.
        site: Which ids were given and removed.
    """
    mine = [_number(each) for each in (*taken, *site.removed) if each.startswith(f"{municipality}-")]
    return f"{municipality}-{max(mine, default=0) + 1}"


def _number(key: str) -> int:
    found = _ID.fullmatch(key)
    return int(found[2]) if found else 0


def fingerprint(municipality: str, title: str, text: str) -> str:
    """What came, in 16 hexadecimal digits; blanks and line ends do not count.

    Args:
        municipality: Its number.
        title: As it came.
        text: As it came.
    """
    said = "\0".join((municipality, squash(title), squash(text)))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def remove_examples(data: Snapshot, change: Transaction, keys: Iterable[str]) -> None:
    """Remove examples, and remember which ids they had and what had come."""
    removed: Mapping[str, str] = {key: data.get(Example, key).came for key in keys}
    if not removed:
        return
    for key in removed:
        change.delete(Example, key)
    site = site_of(data)
    keep_site(change, data, msgspec.structs.replace(site, removed={**site.removed, **removed}))
