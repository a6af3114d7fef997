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

#: A bound before a figure: under, not above, at least, over, not under.
_BOUNDS = "uxnoy"
_BOUND = rf"(?P<bound>[{_BOUNDS}])?"
#: What may stand first: the goal of a time, a time, a colon, words that say which way.
_OWN = r"M(?P<own>T)"
_EARLY = rf"(?:{_OWN}|(?P<early>T)?[zM]?)"
_LEAD = rf"{_EARLY}(?P<way>[DURG]*)(?P<mid>T)?(?P<more>[DURG]*)"
_FROM = r"a(?:dN?p|Np|d|N)?(?P<start>F)"
_FIRST = rf"{_FROM}d?(?P<base>T)?d?"
_TO = rf"t(?:Np?)?{_BOUND}(?P<to>F)"
_LATE = r"(?P<late>T)?"
#: What is said of now, before what is to be: «er i dag 9,6 % og skal ned til».
_STATUS = r"(?:(?P<base>T)|d)?[ebH]d?(?P<base_of>T)?p?(?P<start>F)d?(?P<base_after>T)?"
_NOW = rf"{_STATUS}[gc]S"
_PATTERNS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("change", rf"{_LEAD}{_FIRST}[DU]?{_TO}{_LATE}"),
        ("change", rf"{_NOW}(?P<way>[DU]+){_TO}{_LATE}"),
        ("points", rf"{_LEAD}{_FIRST}m(?P<points>P){_LATE}"),
        ("points-from", rf"{_LEAD}m(?P<points>P){_FROM}{_LATE}"),
        ("points-from", rf"{_LEAD}m(?P<points>P){_FIRST}(?P<late>T)"),
        ("back", rf"{_LEAD}{_TO}c?{_FROM}d?{_LATE}"),
        ("back", rf"{_LEAD}{_TO}c?{_FIRST}(?P<late>T)"),
        ("target", rf"{_LEAD}(?P<now>adN?)?{_TO}{_LATE}"),
        ("keep", rf"{_EARLY}[KL]+d?N?[KL]?p?{_BOUND}(?P<to>F){_LATE}"),
        ("keep", rf"{_EARLY}[KL]+d?N?\((?P<to>F)\){_LATE}"),
        ("bound", rf"{_EARLY}(?P<mid>T)?p?(?P<bound>[{_BOUNDS}])(?P<to>F){_LATE}"),
        ("equal", rf"(?P<aim>{_OWN})p?(?P<to>F){_LATE}"),
        ("equal", rf"(?P<early>T)?z?(?P<mid>T)?(?P<aim>[MO])?(?P<on>p)?(?P<to>F){_LATE}"),
    )
)
_STATED = re.compile(_STATUS)
#: Nouns as the verbs of their way.
_NOUNS = str.maketrans("EA", "DU")
#: The names of the times that a start may have.
_BASES = ("base", "base_of", "base_after")
_SIDE = {"u": "decrease", "x": "decrease", "n": "increase", "o": "increase", "y": "increase"}
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
    text = _codes(pieces)
    shall = "s" in text.partition("F")[0]
    happened = not shall and bool(re.search("[EA]", text))
    text = re.sub(r"hI?T[ze]", "MT", text).replace("h", "").translate(_NOUNS)
    text = re.sub(r"(?<=[DUKLR])[iv]I|(?<=N)[ivp]I", "", text)
    text = re.sub(r"FvJs?e?J+", "F", text)
    text = re.sub(r"(?<=[gc])s(?=[DU])", "S", text.replace("I", "")).replace("s", "").rstrip("c")
    text = text if re.match("[dT]?[ebH]", text) else text.replace("S", "")
    for name, pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            return _reading(name, found, pieces, shall=shall, named=named, happened=happened)
    raise _why_not(text, pieces)


def _codes(pieces: Sequence[Piece]) -> str:
    text = "".join(each.code for each in pieces).replace(" ", "")
    return re.sub(r"c?Tc?", "T", text).replace("(d)", "d")


class Status(NamedTuple):
    """What a sentence says of how it is, or was: a figure, and its time."""

    figure: Figure
    time: GoalTime | None


def read_status(pieces: Sequence[Piece]) -> Status | None:
    """What «Sykefraværet i 2007 var 9,6 %» says; None of any other sentence.

    Raises:
        Unclear: It has two times, or one that no figure is of.
    """
    found = _STATED.fullmatch(_codes(pieces).replace("I", "").rstrip("c"))
    if found is None:
        return None
    base = _base(found, [each.time for each in pieces if each.time])
    return Status(next(each.figure for each in pieces if each.figure), base)


def with_status(reading: SentenceReading, status: Status) -> SentenceReading:
    """A goal with what another sentence says of how it is: the figure that it comes from.

    Raises:
        Unclear: It says itself where it comes from, or is to keep what is not there.
    """
    if reading.start is not None:
        raise Unclear("several-figures")
    if status.time and reading.by and status.time.last >= reading.by:
        raise Unclear("time")
    if reading.kind == "reach":
        return reading._replace(start=status.figure)
    more = status.figure.value > reading.to.value
    if status.figure.value == reading.to.value or reading.way == ("increase" if more else "decrease"):
        return reading
    raise Unclear("direction")


def _reading(
    name: str, found: re.Match[str], pieces: Sequence[Piece], *, shall: bool, named: bool, happened: bool
) -> SentenceReading:
    groups = {key: text or "" for key, text in found.groupdict().items()}
    words, bound = groups.get("way", "") + groups.get("more", ""), groups.get("bound", "")
    ways = {_WAY[each] for each in words} | ({_SIDE[bound]} if bound else set())
    if len(ways) > 1:
        raise Unclear("direction")
    figures = [each.figure for each in pieces if each.figure]
    to, start = figures[-1], figures[0] if groups.get("start") else None
    if name == "back":
        to, start = figures[0], figures[-1]
    if name.startswith("points"):
        start, to = _less_points(words, figures)
    base, when = _times(found, [each.time for each in pieces if each.time], leads=bool(pieces[0].time))
    if not _is_aim(name, groups, words, when, shall=shall, named=named):
        raise Unclear("not-a-goal")
    if name in ("back", "points-from") and ((base and not when) or (when and when.mode != "by")):
        raise Unclear("time")  # of the figure that it comes from, or of the goal
    if happened and base and not (when and when.mode == "by"):
        raise Unclear("not-a-goal")  # «nedgang fra 10,2 % i 2006 til 9,6 % i 2007»
    if name == "keep" and "K" not in found[0] and when and not shall:
        raise Unclear("not-a-goal")  # «stabilt på 6,2 % i 2007»
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
    if not shall and ("G" in words or ("R" in words and not (when and when.mode == "by"))):
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
    groups = {name: found.start(name) for name in ("own", "early", "mid", "late") if _has(found, name)}
    by_name = {name: times[found.string[:at].count("T")] for name, at in groups.items()}
    base = _base(found, times)
    if len(by_name) > 1:
        raise Unclear("several-times")
    where, goal = next(iter(by_name.items()), ("", None))
    leading = where == "own" or (where == "early" and leads)
    if goal and where != "late" and not (goal.mode in ("by", "at") or (leading and goal.mode in ("in", "bracketed"))):
        raise Unclear("time")
    return base, goal


def _base(found: re.Match[str], times: list[GoalTime]) -> GoalTime | None:
    """The time of the figure that a goal comes from.

    Raises:
        Unclear: There are two, or it is one that no figure is of.
    """
    bases = [times[found.string[: found.start(name)].count("T")] for name in _BASES if _has(found, name)]
    if len(bases) > 1 or any(each.mode not in ("in", "at", "bracketed") for each in bases):
        raise Unclear("time")
    return bases[0] if bases else None


def _has(found: re.Match[str], name: str) -> bool:
    return name in found.re.groupindex and found[name] is not None


def _span(name: str, bound: str, time: GoalTime | None) -> tuple[date | None, date | None, str]:
    """First day, last day and kind: a limit that must not be passed is kept, unless it is to be reached by a day.

    Raises:
        Unclear: The time does not go with what is said: under 8 % from 2009, keep it by 2009.
    """
    limit = bound in ("x", "y") and name == "bound"
    keeps = name == "keep" or (limit and (time is None or time.mode not in ("by", "at")))
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
    if lasts or time.mode not in ("by", "at", "in", "bracketed"):
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
