"""A text of goals read with care: every goal in it for certain, or the reason why a person has to read it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kvadmin.api import tr
from kvadmin.api.records import Goal, Indicator

from .goal_grammar import SentenceReading, Status, Unclear, read_pieces, read_status, with_status
from .goal_tokens import Figure, Piece, sentences, with_phrases, without_names
from .goal_words import NEGATIONS, OR, PARTS, PRESENCE, RELATIVE, SCALES, UNITS, VAGUE
from .named_indicators import ABSENCE, is_sick_leave, is_whole_sick_leave, with_mentions

#: The field of an application whose texts are about sick leave without saying so.
SICK_LEAVE_FIELD = "sick_leave_goal"
#: Why a text is left to a person -> the sentence that says so.
REASONS = {
    "no-figure": "it has no figure",
    "presence": "presence at work is not the figure of sick leave",
    "part": "«{about}»: it may be a part of the municipality or of its sick leave",
    "relative": "a change or a share, and not a figure to come to",
    "vague": "«{about}»: the figure or the goal is not certain",
    "negation": "«{about}»: what is denied is not certain",
    "several-figures": "several figures, and it is not certain which is the goal",
    "several-times": "several times, and it is not certain which is the goal's",
    "several-goals": "several goals for the same indicator",
    "share-of": "a share of something, which may be another figure",
    "time": "the time is not certain",
    "no-indicator": "it names no indicator",
    "no-sick-leave": "no indicator, or several, may be the sick leave",
    "other-indicator": "it names {about}, in the field of sick leave",
    "unit": "the figure has no unit, or another one than the indicator ({about})",
    "direction": "it goes the wrong way, or nothing says which side is good",
    "figure": "{about} is hardly a figure of the indicator",
    "not-a-goal": "it may say how it is, and not how it is to be",
    "taken": "there is a goal for {about} already, which says otherwise",
    "conflict": "another text of the municipality says otherwise about {about}",
    "cannot-be": "it cannot be: {about}",
    "not-understood": "«{about}» is not understood",
}
#: Above this a sick leave of a municipality is a slip of the pen, or presence.
_HIGHEST_SICK_LEAVE = Decimal(25)
_PERCENT = Decimal(100)


class LeftText(NamedTuple):
    """Why a text is left to a person: a word of :data:`REASONS`, and what it is about."""

    reason: str
    about: str = ""

    @property
    def sentence(self) -> str:
        """The reason as a sentence of the screen."""
        return tr(REASONS[self.reason], about=self.about)


def read_goals(
    text: str, source: str, indicators: Sequence[Indicator], names: Sequence[str] = ()
) -> tuple[Goal, ...] | LeftText:
    """Every goal that a text has, or why it is left: all of them are certain, or none is given.

    Args:
        text: What was written.
        source: The field it stands in, one of ``Goal.SOURCES``.
        indicators: All indicators of the programme.
        names: What the municipality is called: «Bømlo kommune» is the municipality as a whole.
    """
    said: list[_Said] = []
    try:
        lot = [without_names(pieces, names) for pieces in sentences(text)]
        if not any(each.figure for pieces in lot for each in pieces):
            return LeftText("no-figure")
        for pieces in lot:
            said += _goals(pieces, source, indicators)
        goals = _joined(said)
    except Unclear as unclear:
        return LeftText(unclear.reason, unclear.about)
    if len({each.indicator for each in goals}) < len(goals):
        return LeftText("several-goals")
    return tuple(_with_words(each, source, text) for each in goals) or LeftText("no-figure")


def _with_words(goal: Goal, source: str, text: str) -> Goal:
    goal.source, goal.text = source, text
    return goal


class _Said(NamedTuple):
    """What a sentence says of an indicator: a goal, how it is, or (neither) that something is to be kept."""

    indicator: Indicator | None = None
    goal: SentenceReading | None = None
    status: Status | None = None


def _joined(said: Sequence[_Said]) -> list[Goal]:
    """The goals, each with what another sentence says of how it is.

    Raises:
        Unclear: A sentence of how it is has no goal, or there are two; or a level is to be kept which nothing names.
    """
    goals: list[Goal] = []
    readings = [each for each in said if each.goal]
    if readings and len(readings) < len(said) and any(each.indicator is None for each in said):
        raise Unclear("several-goals")
    stated = [each for each in said if each.status]
    for indicator, reading, _ in readings:
        found = [each.status for each in stated if indicator and each.indicator == indicator]
        if len(found) > 1:
            raise Unclear("several-figures")
        if reading and indicator:
            goals.append(_goal(with_status(reading, found[0]) if found and found[0] else reading, indicator))
    if any(each.indicator not in [one.indicator for one in readings] for each in stated):
        raise Unclear("not-a-goal")
    return goals


def _goals(pieces: Sequence[Piece], source: str, indicators: Sequence[Indicator]) -> list[_Said]:
    """What one sentence says; a sentence of two goals is parted at «og», when each names its own indicator."""
    marked, named = with_mentions(pieces, indicators)
    parts = _parted(pieces) if len(named) > 1 else []
    if parts:
        return [goal for part in parts for goal in _goals(part, "", indicators)]
    if source == SICK_LEAVE_FIELD:
        marked = [Piece("I", each.text) if each.code == "w" and each.text in ABSENCE else each for each in marked]
    if source != SICK_LEAVE_FIELD and not named and _holds_figure(pieces):
        raise Unclear("no-indicator")
    known = with_phrases(marked)
    _refuse_unknown(known)
    if not any(each.figure for each in known):
        if any(each.time for each in known):
            raise Unclear("time")
        return [_Said()] if any(each.code in "KL" for each in known) else []
    indicator = _indicator(named, source, indicators)
    if status := read_status(known):
        return [_Said(indicator, status=status)]
    return [_Said(indicator, read_pieces(known, named=bool(named)))]


def _parted(pieces: Sequence[Piece]) -> list[Sequence[Piece]]:
    """The two parts around the only «og» between figures, when both or neither have a time."""
    places = [
        at
        for at, each in enumerate(pieces)
        if each.code == "w" and each.text == "og" and _holds_figure(pieces[:at]) and _holds_figure(pieces[at + 1 :])
    ]
    if len(places) != 1:
        return []
    parts = [pieces[: places[0]], pieces[places[0] + 1 :]]
    timed = [any(each.time for each in part) for part in parts]
    return parts if timed[0] == timed[1] else []


def _holds_figure(pieces: Sequence[Piece]) -> bool:
    return any(each.figure for each in pieces)


def _refuse_unknown(pieces: Sequence[Piece]) -> None:
    """Leave a sentence with words that no phrase has, for the reason that says most."""
    words = [each for each in pieces if each.code in "w?"]
    for reason, hit in (
        ("presence", lambda text: text.startswith(PRESENCE)),
        ("negation", lambda text: text in NEGATIONS),
        ("part", lambda text: text.startswith(PARTS)),
        ("vague", lambda text: text.startswith(VAGUE)),
        ("relative", lambda text: text.startswith(RELATIVE)),
        ("several-figures", lambda text: text in OR),
    ):
        if about := next((each.text for each in words if hit(each.text)), ""):
            raise Unclear(reason, about)
    if words:
        raise Unclear("not-understood", " ".join(each.text for each in words[:3]))


def _indicator(named: Sequence[Indicator], source: str, indicators: Sequence[Indicator]) -> Indicator:
    """The one indicator of a sentence: named, or the only sick leave in the field that asks for it.

    Raises:
        Unclear: There is none, or more than one.
    """
    if len(named) > 1:
        raise Unclear("several-figures")
    if named:
        if source == SICK_LEAVE_FIELD and not is_sick_leave(named[0]):
            raise Unclear("other-indicator", named[0].id)
        if is_sick_leave(named[0]) and sum(map(is_sick_leave, indicators)) > 1:
            raise Unclear("no-sick-leave")
        return named[0]
    found = [each for each in indicators if is_sick_leave(each)]
    if len(found) != 1 or not is_whole_sick_leave(found[0]):
        raise Unclear("no-sick-leave")
    return found[0]


def _goal(reading: SentenceReading, indicator: Indicator) -> Goal:
    """The goal of a reading in the unit and direction of its indicator.

    Raises:
        Unclear: Unit, figures or direction are not the indicator's.
    """
    figures = [each for each in (reading.start, reading.to) if each]
    _check_units(figures, indicator)
    for each in figures:
        sick = is_sick_leave(indicator)
        if indicator.is_percent and not 0 <= each.value <= (_HIGHEST_SICK_LEAVE if sick else _PERCENT):
            raise Unclear("figure", str(each.value))
        if sick and not each.value:
            raise Unclear("figure", str(each.value))
    start, to = (reading.start.value if reading.start else None), reading.to.value
    way = reading.way
    if start is not None and reading.kind == "reach":
        change = "decrease" if to < start else "increase" if to > start else ""
        if not change or way not in ("", change):
            raise Unclear("direction")
        way = change
    direction = indicator.direction if indicator.direction in Goal.DIRECTIONS else way
    if not direction or way not in ("", direction):
        raise Unclear("direction")
    return Goal(
        indicator=indicator.id,
        kind=reading.kind,
        start=_shortest(start),
        to=_shortest(to) or Decimal(0),
        direction=direction,
        since=reading.since,
        by=reading.by,
    )


def _check_units(figures: Sequence[Figure], indicator: Indicator) -> None:
    """Refuse figures in another unit than the indicator's; a unit may stand at one of two figures only."""
    units = {each.unit for each in figures} - {""}
    unit = units.pop() if units else ""
    own = indicator.unit.strip().casefold().rstrip(".")
    word = own.split()[0] if own else ""
    if indicator.is_percent:
        fits = unit == "%"
    elif not own or word in SCALES or UNITS.get(word) == "poeng":
        fits = unit in ("", "poeng" if UNITS.get(word) == "poeng" else "")
    else:
        fits = own in UNITS and unit == UNITS[own]
    if units or not fits:
        raise Unclear("unit", indicator.unit or tr("none"))


def _shortest(value: Decimal | None) -> Decimal | None:
    """9.60 as 9.6, 10 as 10."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
