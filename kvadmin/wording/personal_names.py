"""How a person's name is filed: family name first, particles and suffixes behind the given names.

``Jens von der Lippe`` files under Lippe and prints as ``Lippe, Jens von der``.
A name may also be given the other way round, with a comma: ``von der Lippe, Jens``.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kvadmin.wording.folding import fold_digraph

#: Words before a family name that Norwegian filing passes over.
PARTICLES = frozenset(
    "af al av bin da das de dei del della den der di do dos du el ibn la las le lo los of ten ter "
    "van von vom y zu zum zur".split()
)
#: Words after a family name that belong to the person, not to the family.
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "jun.", "sen.", "d.y.", "d.e.", "dy", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class FiledName:
    """A name as it stands in a list: ``family`` in front (semibold), ``given`` behind it."""

    family: str
    given: str

    def __str__(self) -> str:
        """``Lippe, Jens von der``; without a given name only the family name."""
        return f"{self.family}, {self.given}" if self.given else self.family


def filed_name(name: str, sort_as: str | None = None) -> FiledName:
    """Split a name into the part it files under and the rest.

    Args:
        name: ``Given Family`` or ``Family, Given``; runs of blanks count as one.
        sort_as: What the person files under, if the last word is not right. When it begins with a
            word of the name (``Berg Hansen`` for Kari Berg Hansen), the family name starts there;
            another spelling (``Alto`` for Aalto) changes the order, not what is printed.

    Returns:
        The filed name; a name of one word is all family name.
    """
    if "," in name:
        family, _, given = (" ".join(part.split()) for part in name.partition(","))
        if not family or not given:
            return FiledName(family or given, "")
        return _without_particles(family.split(), given.split())
    words = name.split()
    if not words:
        return FiledName("", "")
    suffix: list[str] = []
    while len(words) > 1 and words[-1].casefold() in SUFFIXES:
        suffix.insert(0, words.pop())
    wanted = _position(words, sort_as)
    if wanted is not None:
        return FiledName(" ".join(words[wanted:]), " ".join([*words[:wanted], *suffix]))
    return _without_particles(words[-1:], words[:-1], suffix)


def spoken_name(name: str) -> str:
    """The name as one is addressed: ``Lippe, Jens von der`` and ``von der Lippe, Jens`` -> ``Jens von der Lippe``.

    Added in version 0.2.
    """
    if "," not in name:
        return " ".join(name.split())
    filed = filed_name(name)
    return f"{filed.given} {filed.family}".strip()


def person_words(name: str) -> tuple[str, ...]:
    """The words of a name in no order, case and accents folded: one key for a name in either order.

    ``Kari Prøvestad``, ``Prøvestad, Kari`` and ``PROEVESTAD Kari`` have the same. Equal words are no proof of one
    person: something else has to agree, an e-mail address for one.

    Added in version 0.2.
    """
    return tuple(sorted(fold_digraph(name).split()))


def kept_name(held: str, said: str) -> str:
    """How a person's name is kept when a list says it again.

    The other order of the same words is no other name, and letters that a keyboard lacks are not given up for those
    that it has; anything else is a new name.

    Added in version 0.2.
    """
    return held if person_words(said) == person_words(held) and (said.isascii() or not held.isascii()) else said


def _position(words: list[str], sort_as: str | None) -> int | None:
    """Where the first word of ``sort_as`` stands in the name, the given name in front not counted."""
    wanted = _fold((sort_as or "").replace(",", " ").strip()).split()
    found = [index for index, word in enumerate(words) if index and wanted and _fold(word) == wanted[0]]
    return found[-1] if found else None


def _without_particles(family: list[str], given: list[str], suffix: list[str] | None = None) -> FiledName:
    particles: list[str] = []
    while len(family) > 1 and _fold(family[0]) in PARTICLES:
        particles.append(family.pop(0))
    return FiledName(" ".join(family), " ".join([*given, *particles, *(suffix or [])]))


def _fold(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold()
