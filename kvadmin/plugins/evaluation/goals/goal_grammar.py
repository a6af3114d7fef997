"""What a sentence of known words says: from a figure to a figure, to a figure, under one, keep one.

A sentence is a string of letters (:mod:`.goal_words`, :mod:`.goal_tokens`), and what can be read is the few patterns of
this module. Whatever none of them matches from end to end is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .goal_times import GoalTime
from .goal_tokens import Figure, Piece

#: A bound before a figure: under, not above, at least, over.
_BOUND = r"(?P<bound>[uxno])?"
#: What may stand first: a time, a colon, words that say which way.
_EARLY = r"(?P<early>T)?[zM]?"
_LEAD = rf"{_EARLY}(?P<way>[DURG]*)(?P<mid>T)?(?P<more>[DURG]*)"
_FROM = r"a(?:dN?p|Np|d|N)?(?P<start>F)"
_FIRST = rf"{_FROM}d?(?P<base>T)?d?"
_TO = rf"t(?:Np?)?{_BOUND}(?P<to>F)"
_LATE = r"(?P<late>T)?"
#: What is said of now, before what is to be: «er i dag 9,6 % og skal ned til».
_NOW = r"(?P<was>[eb])d?p?(?P<start>F)d?(?P<base>T)?[gc]S"
_PATTERNS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("change", rf"{_LEAD}{_FIRST}[DU]?{_TO}{_LATE}"),
        ("change", rf"(?P<early>T)?{_NOW}(?P<way>[DU]+){_TO}{_LATE}"),
        ("points", rf"{_LEAD}{_FIRST}m(?P<points>P){_LATE}"),
        ("points", rf"{_LEAD}m(?P<points>P){_FROM}{_LATE}"),
        ("target", rf"{_LEAD}(?P<now>adN?)?{_TO}{_LATE}"),
        ("keep", rf"{_EARLY}K+d?N?K?p?{_BOUND}(?P<to>F){_LATE}"),
        ("keep", rf"{_EARLY}K+d?N?\((?P<to>F)\){_LATE}"),
        ("bound", rf"{_EARLY}(?P<mid>T)?p?(?P<bound>[uxno])(?P<to>F){_LATE}"),
        ("equal", rf"(?P<early>T)?z?(?P<mid>T)?(?P<aim>[MO])?(?P<on>p)?(?P<to>F){_LATE}"),
    )
)
_SIDE = {"u": "decrease", "x": "decrease", "n": "increase", "o": "increase"}
_WAY = {"D": "decrease", "R": "decrease", "G": "decrease", "U": "increase"}


class SentenceReading(NamedTuple):
    """What a sentence says; ``way`` is the direction that its words have, ``""`` when none do."""

    kind: str
    to: Figure
    start: Figure | None
    way: str
    since: date | None
    by: date | None


class Unclear(Exception):  # noqa: N818 - not an error: a text that is left to a person
    """A sentence that is left to a person: why, as a word of :data:`~.goal_reader.REASONS`, and what it is about."""

    def __init__(self, reason: str, about: str = "") -> None:
        super().__init__(reason, about)
        self.reason = reason
        self.about = about


def read_pieces(pieces: Sequence[Piece], *, named: bool) -> SentenceReading:
    """Read a sentence whose words are all known.

    Args:
        pieces: Its pieces, phrases and mentions marked.
        named: Whether it names its indicator.

    Raises:
        Unclear: No pattern has it, or a time, a direction or the order of two years is not certain.
    """
    text = "".join(each.code for each in pieces).replace(" ", "")
    shall = "s" in text.partition("F")[0]
    text = re.sub(r"c?Tc?", "T", text).replace("(d)", "d")
    text = re.sub(r"(?<=[DUK])[iv]I|(?<=N)[ivp]I", "", text)
    text = re.sub(r"FvJs?e?J+", "F", text)
    text = re.sub(r"(?<=[gc])s(?=[DU])", "S", text.replace("I", "")).replace("s", "").rstrip("c")
    text = text if re.match("T?[eb]", text) else text.replace("S", "")
    for name, pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            return _reading(name, found, pieces, shall=shall, named=named)
    raise _why_not(text, pieces)


def _reading(name: str, found: re.Match[str], pieces: Sequence[Piece], *, shall: bool, named: bool) -> SentenceReading:
    groups = {key: text or "" for key, text in found.groupdict().items()}
    words, bound = groups.get("way", "") + groups.get("more", ""), groups.get("bound", "")
    ways = {_WAY[each] for each in words} | ({_SIDE[bound]} if bound else set())
    if len(ways) > 1:
        raise Unclear("direction")
    figures = [each.figure for each in pieces if each.figure]
    to, start = figures[-1], figures[0] if groups.get("start") else None
    if name == "points":
        start, to = _less_points(words, figures)
    base, when = _times(found, [each.time for each in pieces if each.time], leads=bool(pieces[0].time))
    if not _is_aim(name, groups, words, when, shall=shall, named=named):
        raise Unclear("not-a-goal")
    if (
        name == "keep"
        and when
        and not bound
        and (when.mode == "from" or (when.mode == "in" and re.search("[Nd]", found[0])))
    ):
        raise Unclear("time")  # the level of that year, or the level from that year on
    since, by, kind = _span(name, bound, when)
    if base and by and base.last >= by:
        raise Unclear("time")
    return SentenceReading(kind, to, start, ways.pop() if ways else "", since, by)


def _is_aim(
    name: str, groups: Mapping[str, str], words: str, when: GoalTime | None, *, shall: bool, named: bool
) -> bool:
    """Whether the words say what is to be; the same figures may stand in a sentence about what is, or was."""
    if not shall and ("R" in words or "G" in words):
        return False
    if name == "target":
        return bool(words or groups["now"])
    if name == "equal":
        return bool(groups["aim"] or shall or (groups["on"] and named and when and when.mode == "by"))
    return True


def _less_points(words: str, figures: Sequence[Figure]) -> tuple[Figure, Figure]:
    """Start and target of «from 9.6 % by 1.2 points»: downwards, unless the words say upwards."""
    points = next(each for each in figures if each.unit == "%-points")
    start = next(each for each in figures if each.unit != "%-points")
    sign = 1 if "U" in words else -1
    if start.unit != "%":
        raise Unclear("unit")
    return start, Figure(start.value + sign * points.value, "%")


def _times(found: re.Match[str], times: list[GoalTime], *, leads: bool) -> tuple[GoalTime | None, GoalTime | None]:
    """The time of the start and of the goal; ``leads``: the sentence begins with one.

    Raises:
        Unclear: Two times for the goal, or a time where it may belong to the one or the other.
    """
    groups = {name: found.start(name) for name in ("early", "mid", "base", "late") if _has(found, name)}
    by_name = {name: times[found.string[:at].count("T")] for name, at in groups.items()}
    base = by_name.pop("base", None)
    if base and base.mode not in ("in", "bracketed"):
        raise Unclear("time")
    if len(by_name) > 1:
        raise Unclear("several-times")
    where, goal = next(iter(by_name.items()), ("", None))
    if goal and where != "late" and not (goal.mode == "by" or (where == "early" and leads and goal.mode == "in")):
        raise Unclear("time")
    return base, goal


def _has(found: re.Match[str], name: str) -> bool:
    return name in found.re.groupindex and found[name] is not None


def _span(name: str, bound: str, time: GoalTime | None) -> tuple[date | None, date | None, str]:
    """First day, last day and kind: a limit that must not be passed is kept, unless it is to be reached by a day.

    Raises:
        Unclear: The time does not go with what is said: under 8 % from 2009, keep it by 2009.
    """
    keeps = name == "keep" or (bound == "x" and name == "bound" and (time is None or time.mode != "by"))
    if time is None:
        return None, None, "keep" if keeps else "reach"
    if keeps:
        if time.mode in ("since", "from"):
            return time.first, None, "keep"
        if time.mode == "through":
            return None, time.last, "keep"
        if time.mode in ("in", "during"):
            return time.first, time.last, "keep"
        raise Unclear("time")
    lasts = (
        name in ("bound", "equal") and time.first.year < time.last.year
    )  # under 8 % in 2008-2009: always, or at last?
    if lasts or time.mode not in ("by", "in", "bracketed"):
        raise Unclear("time")
    return None, time.last, "reach"


def _why_not(text: str, pieces: Sequence[Piece]) -> Unclear:
    figures = text.count("F")
    if "P" in text or re.search(r"mF|D[^at]*F|F[^F]*[DU]", text):
        return Unclear("relative")
    if text.count("T") > 1:
        return Unclear("several-times")
    if figures > 1:
        return Unclear("several-figures")
    if "v" in text:
        return Unclear("share-of")
    return Unclear("not-understood", " ".join(each.text for each in pieces))
