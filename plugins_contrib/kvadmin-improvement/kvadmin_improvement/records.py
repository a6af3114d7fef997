"""What is kept: measures with their steps and PDSA cycles, the numbers that were given, and driver diagrams.

Version 2; the steps stand in ``lifting``. A required field that comes, goes or means something else needs the next.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from kvadmin.api.records import Part, Record

#: The five steps of the programme, in their order, with the names in documents (nb, nn).
STEPS: dict[str, tuple[str, str]] = {
    "prepare": ("forberede", "førebu"),
    "plan": ("planlegge", "planleggje"),
    "do": ("gjennomføre", "gjennomføre"),
    "evaluate": ("evaluere", "evaluere"),
    "follow-up": ("følge opp", "følgje opp"),
}

#: The three parties of the programme, with the names in documents (nb, nn).
PARTIES: dict[str, tuple[str, str]] = {
    "politicians": ("folkevalgte", "folkevalde"),
    "administration": ("administrasjonen", "administrasjonen"),
    "employees": ("tillitsvalgte", "tillitsvalde"),
}


class MeasureStep(Part, kw_only=True):
    """One of the five steps: the day it was done, and which of the three parties took part."""

    step: str
    done: date | None = None
    parties: list[str] = []


class Cycle(Part, kw_only=True):
    """One PDSA cycle of a measure; ``number`` counts from 1 within it, and is never given a second time."""

    number: int
    plan: str
    prediction: str = ""
    done: str = ""
    learned: str = ""
    next: str = ""
    start: date | None = None
    end: date | None = None


class Measure(Record, kw_only=True):
    """What a member does to reach its goals.

    ``responsible`` is a role or a unit and stands in reports. ``person`` is somebody's name: it is personal data,
    stands in no document and is erased by ``kvadmin contact forget``. ``indicators`` are the ids of those it should
    move. ``last_cycle`` is the highest number that a cycle of it was ever given, so that a removed one and a new one
    are not taken for one another; 0 before the first.
    """

    collection: ClassVar[str] = "measures"

    #: What a measure may be, with the names in documents (nb, nn); the words are those of project plans.
    STATUSES: ClassVar[dict[str, tuple[str, str]]] = {
        "not-started": ("ikke startet", "ikkje starta"),
        "in-progress": ("i gang", "i gang"),
        "completed": ("fullført", "fullført"),
        "stopped": ("stanset", "stansa"),
    }

    id: str
    cohort: str
    municipality: str
    title: str
    responsible: str = ""
    person: str = ""
    focus: str = ""
    indicators: list[str] = []
    planned_start: date | None = None
    planned_end: date | None = None
    start: date | None = None
    end: date | None = None
    status: str = "not-started"
    steps: list[MeasureStep] = []
    last_cycle: int
    cycles: list[Cycle] = []
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status in ("not-started", "in-progress")


class MeasureNumbers(Record, kw_only=True):
    """What the measures of a municipality that are there do not say: up to which number ids were given.

    Written when the measure with the highest number is removed, so that its id is not given to another one.
    """

    collection: ClassVar[str] = "measure_numbers"

    municipality: str
    last_number: int


class Driver(Part, kw_only=True):
    """One box of a driver diagram; ``under`` are the ids of those it works through."""

    #: From left to right, behind the aim.
    LEVELS: ClassVar[tuple[str, ...]] = ("primary", "secondary", "change")

    id: str
    level: str
    text: str = ""
    under: list[str] = []
    #: The measure that carries a change idea out; its title stands in the box where there is no text.
    measure: str = ""


class DriverDiagram(Record, kw_only=True):
    """The aim of a member or of a whole cohort (``municipality`` is empty), and what drives it."""

    collection: ClassVar[str] = "drivers"

    id: str
    cohort: str
    municipality: str = ""
    aim: str
    drivers: list[Driver] = []
