"""Plans of numbered seats that are known before anybody sits down: constructed, searched or published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .class_turns import turns
from .starters import NumberedPlan, starter_plan

#: 32 people, 10 rounds of 8 tables of 4 without a repeat (A. Aguado 2004; a resolvable group divisible
#: design of type 2^16), as printed in E. Pegg Jr, "Social Golfer Problem", Wolfram Demonstrations Project.
_EIGHT_FOUR_TEN = """
0123 4567 89AB CDEF GHIJ KLMN OPQR STUV
048S 17IM 35AV FJLQ CGKO 26HN BDPU 9ERT
0LRU 1NQS 36DO 5BEG 7ACH 29FK 4IPV 8JMT
0BIO 1AJP 39HQ 5FMU 6ELV 28GR 4CNT 7DKS
0ADM 14FR 378U EJNO BHKV 2LPS 59CI 6GQT
09NV 15OT 3EIS 8DHL 6AKR 2CJU 4BMQ 7FGP
05JK 169U 34GL DINR AFOS 27BT EHMP 8CQV
0FHT 1DGV 3CMR IKQU 79LO 24AE 58NP 6BJS
06CP 18EK 3BFN 9GMS AILT 25DQ 4HOU 7JRV
07EQ 1BCL 3KPT 5HRS 68FI 2MOV 49DJ AGNU
"""


@dataclass(frozen=True, slots=True)
class Design:
    """A plan of seats 0, 1, 2 ... at full tables, in which no two meet twice.

    Attributes:
        rounds: Seats at tables in rounds.
        apart: The seats, in lists of those that never meet in the rounds.
        source: The construction, or whom it is from.
    """

    rounds: NumberedPlan
    apart: list[list[int]]
    source: str


def designs(tables: int, seats: int, rounds: int) -> Iterator[Design]:
    """The plans that are known for so many tables with so many seats, the longest of each kind.

    Args:
        tables: How many tables.
        seats: How many seats at each.
        rounds: How many rounds are wanted; a plan may have fewer or more.
    """
    if tables < 2 or seats < 2:
        return
    turned = turns(tables, seats, rounds)
    classes = [[number * tables + place for place in range(tables)] for number in range(seats)]
    plan = [_turned_round(turned.sums, row) for row in turned.rows]
    yield Design(plan + _within(classes, seats), classes, "turned classes")
    if (tables, seats) == (8, 4):
        lines = _EIGHT_FOUR_TEN.split("\n")[1:-1]
        yield _design([[[int(seat, 32) for seat in table] for table in line.split()] for line in lines], "Aguado 2004")
    elif found := starter_plan(tables, seats, len(turned.rows) + 1):
        yield _design(found, "turned starter")


def _turned_round(sums: list[list[int]], row: tuple[int, ...]) -> list[list[int]]:
    tables: list[list[int]] = [[] for _ in sums]
    for number, shift in enumerate(row):
        for place in range(len(sums)):
            tables[sums[place][shift]].append(number * len(sums) + place)
    return tables


def _within(classes: list[list[int]], seats: int) -> NumberedPlan:
    """Further rounds, of people of one class at each table: a plan of each class, all at a time."""
    if len(classes[0]) == seats:
        return [classes]
    if len(classes[0]) % seats:
        return []
    inner = max(designs(len(classes[0]) // seats, seats, 0), key=lambda each: len(each.rounds), default=None)
    rounds = inner.rounds if inner else []
    return [[[members[at] for at in table] for members in classes for table in tables] for tables in rounds]


def _design(rounds: NumberedPlan, source: str) -> Design:
    """With the seats that never meet put together, greedily: largest lists first."""
    met = {(a, b) for tables in rounds for table in tables for a in table for b in table}
    apart: list[list[int]] = []
    for seat in sorted(seat for table in rounds[0] for seat in table):
        home = next((group for group in apart if all((seat, other) not in met for other in group)), None)
        if home is None:
            apart.append([seat])
        else:
            home.append(seat)
    return Design(rounds, apart, source)
