"""What an evaluation follows: indicators, project plans, and the municipalities' own evaluations.

Measurements are no records: their values lie in ``measurements/<indicator>.csv`` (50,000 of them as YAML cost
hundreds of times more).
"""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

from datetime import date
from decimal import Decimal
from typing import ClassVar

from kvadmin.model.record import Part, Record


class MissingCode(Part, kw_only=True):
    """Why a figure is missing: a negative code for statistics programs, the marks people write, labels nb/nn."""

    code: int
    marks: list[str] = []
    nb: str = ""
    nn: str = ""


class SeriesEvent(Part, kw_only=True):
    """What holds of a series at a period or from one on, with its reason, for one municipality or for all.

    ``freeze``: ``at`` is the last period of a baseline; ``rebase``: the first of a new one; ``exclude``: the figure of
    ``at`` counts neither for limits nor as a signal; ``annotation``: something to know of ``at``, which moves nothing;
    ``known``: from ``at`` on ``mean`` and ``sigma`` (one of them may be empty) are known in advance; ``target`` and
    ``second-target``: ``value`` is what is wanted from ``at`` on (nothing when it is empty). All but the first two were
    added in version 0.2.
    """

    #: What may happen to a series.
    KINDS: ClassVar[tuple[str, ...]] = (
        "freeze",
        "rebase",
        "exclude",
        "annotation",
        "known",
        "target",
        "second-target",
    )

    kind: str
    at: str
    why: str = ""
    municipality: str | None = None
    mean: Decimal | None = None
    sigma: Decimal | None = None
    value: Decimal | None = None


class Indicator(Part, kw_only=True):
    """What is measured, and which way it should go.

    ``numerator`` and ``denominator`` say in words what the figures count; a measurement then holds the numerator and
    its denominator. ``per`` makes a rate of them (per 1,000 inhabitants); without it the numerator is part of the
    denominator. ``variable`` is its name in statistics programs, the id when empty. ``scale`` (``1-6``) and ``top``
    (``5-6``) make it a survey: a measurement then counts the answers in the top box among all answers. Both were added
    in version 0.2.
    """

    #: How often it is measured.
    PERIODS: ClassVar[tuple[str, ...]] = ("month", "quarter", "year")

    #: Which way an indicator should go.
    DIRECTIONS: ClassVar[tuple[str, ...]] = ("increase", "decrease", "neutral")

    id: str
    nb: str = ""
    nn: str = ""
    unit: str = ""
    direction: str = "neutral"
    period: str = "quarter"
    target: Decimal | None = None
    numerator: str = ""
    denominator: str = ""
    per: Decimal | None = None
    scale: str = ""
    top: str = ""
    variable: str = ""
    missing: list[MissingCode] = []
    events: list[SeriesEvent] = []
    note: str = ""

    @property
    def is_percent(self) -> bool:
        """Whether its values are in per cent."""
        return self.unit.strip().casefold().rstrip(".") in ("%", "prosent", "percent", "per cent", "pct", "pst")


class PlanReport(Part, kw_only=True):
    """What a municipality reported on a day."""

    date: date
    status: str = ""
    text: str = ""


class OwnEvaluation(Part, kw_only=True):
    """A municipality's own evaluation: when it is due, when it came, and what it found."""

    #: A municipality's own evaluations (nb, nn).
    KINDS: ClassVar[dict[str, tuple[str, str]]] = {
        "process": ("prosessevaluering", "prosessevaluering"),
        "final": ("sluttevaluering", "sluttevaluering"),
    }

    kind: str
    due: date | None = None
    received: date | None = None
    document: str = ""
    findings: list[str] = []
    reminders: list[date] = []


class ProjectPlan(Record, kw_only=True):
    """The project plan of one membership, what was reported on it over time, and its evaluations."""

    collection: ClassVar[str] = "plans"

    #: What a project plan may be, with the names in documents (nb, nn).
    STATUSES: ClassVar[dict[str, tuple[str, str]]] = {
        "not-started": ("ikke startet", "ikkje starta"),
        "in-progress": ("i gang", "i gang"),
        "delayed": ("forsinket", "forseinka"),
        "completed": ("fullført", "fullført"),
        "stopped": ("stanset", "stansa"),
    }

    cohort: str
    municipality: str
    status: str = "not-started"
    project_goals: list[str] = []
    effect_goals: list[str] = []
    due: date | None = None
    received: date | None = None
    document: str = ""
    reminders: list[date] = []
    reports: list[PlanReport] = []
    evaluations: list[OwnEvaluation] = []
    note: str = ""
