"""Which indicator a sentence names: by the words of its names, whatever their endings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kvadmin.api.records import Indicator

from .goal_tokens import Piece

#: Words of names that say how a figure is made, not of what.
_GENERIC = ("andel", "del", "prosentandel", "prosentdel", "antall", "antal", "tal", "tall", "prosent", "snitt")
_SMALL = frozenset("i av på og som er for med til ved den det de dei hos".split())
#: Endings of nouns and adjectives, nb and nn.
_ENDINGS = frozenset(" e en et er ar ene ane a ne r s ens ets t".split(" "))
_SHORTEST_STEM = 4
#: Words that are sick leave as a whole, small letters, both forms.
_SICK_LEAVE = ("sykefravær", "sjukefråvær", "sykefråvær", "sjukefravær", "sykefravaer", "sjukefravaer", "sjukefraavaer")
_OF_SICK_LEAVE = frozenset(" et ets prosent prosenten sprosent sprosenten nivå nivået snivå snivået stallet".split(" "))
#: Absence without its reason: sick leave where the question was sick leave.
ABSENCE = frozenset(("fravær", "fraværet", "fråvær", "fråværet", "fraværsprosenten", "fråværsprosenten"))
SICK_LEAVE_WORD = "sykefravær"


def name_words(indicator: Indicator) -> list[tuple[str, ...]]:
    """The words of each of its names (nb, nn, id) that say what it is about, sick leave in one spelling."""
    found = [
        tuple(
            plain
            for word in name.lower().replace("_", " ").replace("-", " ").replace("(", " ").replace(")", " ").split()
            if (plain := plain_word(word)) not in _SMALL and not _is_generic(plain) and plain != "%"
        )
        for name in (indicator.nb, indicator.nn, indicator.id)
    ]
    return [each for each in dict.fromkeys(found) if each]


def is_sick_leave(indicator: Indicator) -> bool:
    """Whether one of its names means sick leave, the whole or a part of it."""
    return any(each in name.casefold() for name in (indicator.nb, indicator.nn, indicator.id) for each in _SICK_LEAVE)


def is_whole_sick_leave(indicator: Indicator) -> bool:
    """Whether a name of it says sick leave and nothing more, so that no other one says less."""
    return is_sick_leave(indicator) and all(
        words == (SICK_LEAVE_WORD,) for words in name_words(indicator) if SICK_LEAVE_WORD in words
    )


def plain_word(word: str) -> str:
    """A word as names are compared: sick leave in one spelling, anything else as it is."""
    for stem in _SICK_LEAVE:
        if word.startswith(stem) and word[len(stem) :] in _OF_SICK_LEAVE:
            return SICK_LEAVE_WORD
    return word


def with_mentions(pieces: Sequence[Piece], indicators: Sequence[Indicator]) -> tuple[list[Piece], list[Indicator]]:
    """The pieces of a sentence with the words of indicators marked, and which indicators are named.

    Words side by side become ``I`` (the rest of them a blank), words apart ``J`` each. Of names that hold each other
    the longest counts.
    """
    found: list[tuple[Indicator, frozenset[int]]] = []
    for indicator in indicators:
        places = max((_places(pieces, words) for words in name_words(indicator)), key=len, default=frozenset())
        if places:
            found.append((indicator, places))
    kept = [each for each in found if not any(each[1] < other for _, other in found)]
    marked = list(pieces)
    for _, places in kept:
        together = max(places) - min(places) == len(places) - 1
        for at in places:
            code = "J" if not together else "I" if at == min(places) else " "
            marked[at] = replace(pieces[at], code=code)
    if kept:
        marked = [replace(each, code=" ") if each.code == "w" and _is_generic(each.text) else each for each in marked]
    return marked, [indicator for indicator, _ in kept]


def _places(pieces: Sequence[Piece], words: tuple[str, ...]) -> frozenset[int]:
    """Where the words of a name stand in a sentence, each once; none unless all do."""
    places: list[int] = []
    for word in words:
        at = [n for n, each in enumerate(pieces) if each.code == "w" and same_word(plain_word(each.text), word)]
        if len(at) != 1:
            return frozenset()
        places += at
    return frozenset(places) if len(set(places)) == len(words) else frozenset()


def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one: «brukerne», «brukere»; «nøgde», «nøgd»."""
    if one == other:
        return True
    common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return any(one[n:] in _ENDINGS and other[n:] in _ENDINGS for n in range(common, _SHORTEST_STEM - 1, -1))


def _is_generic(word: str) -> bool:
    return any(same_generic(word, each) for each in _GENERIC)


def same_generic(word: str, generic: str) -> bool:
    """Whether a word is a generic one, with or without an ending."""
    return word.startswith(generic) and word[len(generic) :] in _ENDINGS
