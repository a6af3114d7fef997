"""Did you mean: what a name that nobody has may be a slip of.

One rule for every name that a person types: words of commands, options, ids, names of municipalities and persons,
fields, values. Case, blanks, hyphens, strokes and rings make no difference (``Tromso`` is ``Tromsø``). A slip is a
letter that is wrong, missing, too many or swapped with its neighbour; how many are allowed hangs on the length of the
name, and figures must be the same, so that no guess goes too far. A guess is never an answer: it is said, and the
command ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: The languages of the screen and of documents, with what people call them. Added in version 0.2.
LANGUAGE_NAMES = {"nb": ("bokmål", "norsk"), "nn": ("nynorsk",), "en": ("English", "engelsk")}
#: At most so many are named; of more that are equally near none is, for three of ten would mislead.
MOST_NAMED = 3
#: Longest name (folded) -> how many slips are still the same name. Very short names are never a slip of another.
_SLIPS = ((3, 0), (6, 1), (11, 2))
_MOST_SLIPS = 3
#: Names of so many letters are near when two of them changed places (``ste`` for ``set``).
_SHORT = 3
#: So many letters that a name begins with, or that a word in it does, are enough to name it.
_BEGINS, _WORD_BEGINS = 3, 4
#: How far off those are: the first words of a name, with slips; its first letters; those of another word in it.
_BY_FIRST_WORDS, _BY_BEGINNING, _BY_WORD = 5, 10, 11


def slips_allowed(name: str) -> int:
    """How many wrong, missing, extra or swapped letters a name of this length may have."""
    return next((slips for longest, slips in _SLIPS if len(name) <= longest), _MOST_SLIPS)


def slips_between(first: str, second: str, most: int) -> int | None:
    """How many slips lie between two folded names (Damerau-Levenshtein distance); None for more than `most`."""
    if abs(len(first) - len(second)) > most:
        return None
    from rapidfuzz.distance import DamerauLevenshtein

    found = DamerauLevenshtein.distance(first, second, score_cutoff=most)
    return found if found <= most else None


def near_names(typed: str, known: Iterable[str] | Mapping[str, str | Iterable[str]]) -> dict[str, str]:
    """What may have been meant by a name that nobody has.

    Args:
        typed: As it was typed.
        known: What can be typed in its place; a mapping where the thing also has names of its own: id -> its name, or
            its names, of which the first is shown.

    Returns:
        What can be typed -> how it is shown to a person: an id with its name where the name was meant. Nearest first,
        at most three, and empty when nothing is near.

    Example::

        raise UnknownName(tr("there is no visit {id!r}", id=text), near=near_names(text, {each.id: each.name ...}))

    Added in version 0.2.
    """
    wanted = _foldings(typed)
    figures = typed.lstrip("0") if typed.isascii() and typed.isdecimal() else ""
    found: list[tuple[int, str, str]] = []
    for key, names in _named(known):
        if figures and not names and figures not in key and key.isascii() and key.isalnum():
            continue  # another number, or a word; thousands of them, when a check meets many numbers that nobody has
        ways = [(far, at) for at, form in enumerate((key, *names)) if (far := _distance(wanted, form)) is not None]
        if ways:
            far, at = min(ways)
            shown = key if at == 0 or names[at - 1] == key else f"{key} ({names[at - 1]})"
            found.append((far, key, shown))
    return {key: shown for _, key, shown in _nearest(found)}


def _named(known: Iterable[str] | Mapping[str, str | Iterable[str]]) -> list[tuple[str, tuple[str, ...]]]:
    if not isinstance(known, Mapping):
        return [(each, ()) for each in dict.fromkeys(known) if each]
    named = ((key, (names,) if isinstance(names, str) else tuple(names)) for key, names in known.items())
    return [(key, tuple(filter(None, names))) for key, names in named if key]


def _foldings(text: str) -> tuple[list[str], list[str]]:
    """The words of a name with bare letters, and as they stand: ``nmae`` has no æ in it."""
    from kvadmin.wording.folding import fold, fold_plain  # most runs end well, and need no guess

    return fold_plain(text).split(), fold(text).split()


def _distance(wanted: tuple[list[str], list[str]], form: str) -> int | None:
    """How far a name is from what was typed; None when it is no guess at all."""
    pairs = zip(wanted, _foldings(form), strict=True)
    return min((far for typed, words in pairs if (far := _between("".join(typed), words)) is not None), default=None)


def _between(wanted: str, words: list[str]) -> int | None:
    """How far a name of these words is. Of figures none is a slip of another."""
    bare = "".join(words)
    if not wanted or not bare:
        return None
    if wanted == bare or (wanted.isdecimal() and bare.isdecimal() and int(wanted) == int(bare)):
        return 0
    if not wanted.isdecimal() and (_figures(wanted) <= _figures(bare) or not _figures(bare)):
        if (slips := _slips(wanted, bare)) is not None:
            return slips
        heads = ("".join(words[:count]) for count in range(1, len(words)))
        if found := [slips for head in heads if (slips := _slips(wanted, head)) is not None]:
            return _BY_FIRST_WORDS + min(found)
    if len(wanted) >= _BEGINS and bare.startswith(wanted):
        return _BY_BEGINNING
    return _BY_WORD if len(wanted) >= _WORD_BEGINS and any(word.startswith(wanted) for word in words) else None


def _slips(wanted: str, name: str) -> int | None:
    """The slips from a name to what was typed, if they are few enough and leave anything of it."""
    if len(wanted) == len(name) == _SHORT:  # nothing but letters that changed places
        return 1 if sorted(wanted) == sorted(name) and slips_between(wanted, name, 1) else None
    slips = slips_between(wanted, name, slips_allowed(max(wanted, name, key=len)))
    return slips if slips is not None and slips < min(len(wanted), len(name)) else None


def _figures(bare: str) -> set[int]:
    return {int(each) for each in re.findall(r"[0-9]+", bare)}


def _nearest(found: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """The nearest, and with a slip those with one more; only as many as say something."""
    if not found:
        return []
    found.sort(key=lambda each: each[0])
    best = found[0][0]
    nearest = [each for each in found if each[0] == best]
    if len(nearest) > MOST_NAMED:
        return []
    others = [each for each in found if each[0] == best + 1] if 0 < best < _BY_BEGINNING else []
    return nearest + others if len(nearest) + len(others) <= MOST_NAMED else nearest
