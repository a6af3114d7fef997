"""Everything that the reports of one run are made from, read once and shared by all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kvadmin.api import Session, UnknownName, tr
from kvadmin.api.records import Application, Cohort, Municipality, Programme, ProjectPlan
from kvadmin.api.wording import Language

from ..package.tables.public_tables import may_show_value
from ..progress.judged_goals import JudgedGoal, judged_goals
from .quotable import Quotable
from .report_subject import MemberKey, ReportSubject, counted
from .report_words import Audience
from .result_figures import LEAST, ResultFigures


@dataclass
class ReportSources:
    """The data of a run, and what was left out of its reports.

    Args:
        run: The session.
        day: The reference date.
        audience: For whom the reports are.
        language: ``--language``; each municipality's own form when empty.
    """

    run: Session
    day: date
    audience: Audience
    language: str = ""
    figures: ResultFigures = field(init=False)
    municipalities: dict[str, Municipality] = field(init=False)
    programme: Programme | None = field(init=False)
    #: What was left out for what it holds, each with the command that shows it.
    left_out: dict[str, None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.figures = ResultFigures(self.run, self.day)
        self.municipalities = {each.number: each for each in self.run.data.all(Municipality)}
        self.programme = self.run.data.find(Programme)
        self._quotable = Quotable(self.run.data)
        self._goals: dict[MemberKey, list[JudgedGoal]] | None = None
        self._numbers: dict[str, list[str]] = {}

    @property
    def public(self) -> bool:
        """Whether the reports are for anybody to read."""
        return self.audience != "meeting"

    def name(self, number: str) -> str:
        """The name of a municipality."""
        found = self.municipalities.get(number)
        return found.name if found else number

    def goals(self, key: MemberKey) -> list[JudgedGoal]:
        """The goals of a membership and how they stand, as ``evaluation goals`` judges them by the figures shown."""
        if self._goals is None:
            self._goals = {}
            for each in judged_goals(self.run.data, self.figures.indicators, self.day, may_show=may_show_value(LEAST)):
                self._goals.setdefault(MemberKey(each.cohort, each.municipality), []).append(each)
        return self._goals.get(key, [])

    def cohort_numbers(self, cohort: str) -> list[str]:
        """The municipalities that count in a cohort on the day."""
        if cohort not in self._numbers:
            group = self.run.data.get(Cohort, cohort)
            self._numbers[cohort] = sorted({one.municipality for one in group.memberships if counted(one, self.day)})
        return self._numbers[cohort]

    def plan(self, key: MemberKey) -> ProjectPlan | None:
        """The project plan of a membership."""
        return self.run.data.find(ProjectPlan, f"{key.cohort}/{key.municipality}")

    def application(self, key: MemberKey) -> Application | None:
        """The application of a membership; None also where the cohort plugin is switched off."""
        try:
            return self.run.data.find(Application, f"{key.cohort}/{key.municipality}")
        except UnknownName:
            return None

    def quoted(self, text: str, what: str, command: str) -> str:
        """The text if it may stand in a report; else nothing, and that is said once, with what shows it.

        Args:
            text: Somebody's words.
            what: What they are, for the message.
            command: The command that shows them.
        """
        text = text.strip()
        found = self._quotable.leak(text) if text else ""
        if found:
            self.left_out[tr("left out, since it may name a person ({found}): {what}; look: {command}", found=found,
                             what=what, command=command)] = None  # fmt: skip
            return ""
        return text

    def language_of(self, subject: ReportSubject) -> Language:
        """The form of a report: what was asked for, else the municipality's own, else the programme's."""
        if self.language:
            return "nn" if self.language == "nn" else "nb"
        own = subject.municipality.language_form if subject.municipality else ""
        if own in ("bokmal", "nynorsk"):
            return "nn" if own == "nynorsk" else "nb"
        return "nn" if self.programme is not None and self.programme.language == "nn" else "nb"
