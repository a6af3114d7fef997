"""What follows from an application's record: what it lacks, and whether it came in time.

Both are worked out when asked for and never stored, so that a moved deadline or a supplied item
counts at once.
"""

from __future__ import annotations

from datetime import date

from kvadmin.api import ITEMS, Application, Cohort

from .admission import Ruling

#: The items in words, in the order of the call.
ITEM_LABELS = {
    "quality_focus": "focus areas for quality",
    "quality_goal": "result goal for quality",
    "sick_leave_measures": "measures against sick leave",
    "sick_leave_goal": "result goal for sick leave",
    "tripartite_cooperation": "tripartite cooperation",
    "timetable": "overall timetable",
    "political_treatment": "political treatment (body, case number, date)",
    "joint_preparation": "how politicians, administration and employees prepared it together",
}


def missing_items(application: Application) -> tuple[str, ...]:
    """The items that the application lacks, in the order of the call.

    Contents hold only what counts as an answer: placeholders are turned away where they come in.
    """
    return tuple(
        item
        for item in ITEMS
        if (
            not _treated(application)
            if item == "political_treatment"
            else not application.contents.get(item, "").strip()
        )
    )


def _treated(application: Application) -> bool:
    case = application.case
    return case is not None and bool(case.body or case.number) and case.date is not None


def ruling_of(application: Application, cohort: Cohort) -> Ruling:
    """Whether it counts as received in time; late with a postmark in time is for a person to judge."""
    if application.accepted_late is not None:
        return Ruling.ACCEPTED
    received, deadline = application.received, cohort.deadline
    if deadline is None or (received is not None and received.date() <= deadline):
        return Ruling.ON_TIME
    if received is None:
        return Ruling.UNJUDGED
    return Ruling.UNJUDGED if _early(application.postmark, deadline) else Ruling.LATE


def _early(postmark: date | None, deadline: date) -> bool:
    return postmark is not None and postmark <= deadline
