"""What a driver diagram cannot say: each box hangs under boxes to its left, and nothing leads round in a circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kvadmin.api import InvalidData, tr
from kvadmin.api.commands import check_text
from kvadmin_improvement.records import Driver, DriverDiagram

#: More boxes are no diagram that anybody can read.
MOST_DRIVERS = 200
#: Longer than any box can hold.
LONGEST_TEXT = 300
_LETTERS = {"primary": "p", "secondary": "s", "change": "c"}


def next_driver_id(diagram: DriverDiagram, level: str) -> str:
    """``s3`` behind ``s2``."""
    letter = _LETTERS[level]
    numbers = [int(each.id[1:]) for each in diagram.drivers if each.id[:1] == letter and each.id[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"


def diagram_problems(diagram: DriverDiagram) -> Iterator[tuple[int | None, str, str]]:
    """What is wrong: the place among the drivers (None: the aim or the whole), sentence, hint."""
    if not diagram.aim.strip():
        yield None, tr("a driver diagram needs an aim"), ""
    if len(diagram.aim) > LONGEST_TEXT:
        yield (
            None,
            tr("aim: {number} characters are too many", number=len(diagram.aim)),
            tr("at most {most}", most=LONGEST_TEXT),
        )
    if len(diagram.drivers) > MOST_DRIVERS:
        yield (
            None,
            tr("{number} boxes are too many", number=len(diagram.drivers)),
            tr("at most {most}", most=MOST_DRIVERS),
        )
    known = {each.id: each for each in diagram.drivers}
    for name, count in Counter(each.id for each in diagram.drivers).items():
        if count > 1:
            yield None, tr("{id} stands here {count} times", id=name, count=count), ""
    for at, each in enumerate(diagram.drivers):
        for text, hint in _driver(each, known):
            yield at, text, hint


def _driver(driver: Driver, known: dict[str, Driver]) -> Iterator[tuple[str, str]]:
    if not driver.text.strip() and not driver.measure:
        yield tr("{id} says nothing", id=driver.id), tr("it needs a text or a measure")
    if len(driver.text) > LONGEST_TEXT:
        yield (
            tr("{id}: {number} characters are too many", id=driver.id, number=len(driver.text)),
            tr("at most {most}", most=LONGEST_TEXT),
        )
    if driver.level not in Driver.LEVELS:
        yield tr("unknown level {level!r}", level=driver.level), tr("one of {words}", words=", ".join(Driver.LEVELS))
        return
    if driver.measure and driver.level != "change":
        yield tr("{id} is no change idea: it carries no measure", id=driver.id), ""
    yield from _hanging(driver, known)


def _hanging(driver: Driver, known: dict[str, Driver]) -> Iterator[tuple[str, str]]:
    """What is wrong with the boxes that a box hangs under."""
    if driver.level == "primary":
        if driver.under:
            yield tr("{id} is a primary driver: it hangs under the aim alone", id=driver.id), ""
        return
    if not driver.under:
        yield tr("{id} hangs under nothing", id=driver.id), tr("name one or more of the boxes to its left")
    for parent in driver.under:
        if parent not in known:
            yield tr("{id} hangs under {parent}, which is not there", id=driver.id, parent=parent), ""
        elif _rank(known[parent]) >= _rank(driver):
            text = tr("{id} cannot hang under {parent}, which does not stand to its left", id=driver.id, parent=parent)
            yield text, tr("primary, secondary, change: each hangs under those before it")
    if len(set(driver.under)) < len(driver.under):
        yield tr("{id} hangs under the same box twice", id=driver.id), ""


def _rank(driver: Driver) -> int:
    return Driver.LEVELS.index(driver.level) if driver.level in Driver.LEVELS else len(Driver.LEVELS)


def check_diagram(diagram: DriverDiagram, where: str = "") -> None:
    """Refuse a diagram that cannot be.

    Raises:
        InvalidData: With the first thing that is wrong.
    """
    check_text(diagram.aim, where or f"{diagram.id}, aim")
    for each in diagram.drivers:
        check_text(each.text, where or f"{diagram.id}, {each.id}")
    for _, text, hint in diagram_problems(diagram):
        raise InvalidData(text, where=where or diagram.id, hint=hint or None, code="bad-value")


def below(diagram: DriverDiagram, driver: str) -> list[str]:
    """The box and those that would hang under nothing without it, in the order of the diagram."""
    gone = {driver}
    while True:
        more = {each.id for each in diagram.drivers if each.under and set(each.under) <= gone} - gone
        if not more:
            return [each.id for each in diagram.drivers if each.id in gone]
        gone |= more
