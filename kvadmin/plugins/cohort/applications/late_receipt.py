"""Whether an application that came after the deadline may have been sent in time: a person judges that."""

from __future__ import annotations

from datetime import date

from kvadmin.api.records import Application, Cohort


def is_to_be_judged(application: Application, cohort: Cohort) -> bool:
    """Late with a postmark in time, or of no known day; and no person has accepted it yet."""
    received, deadline = application.received, cohort.deadline
    if application.accepted_late is not None or deadline is None:
        return False
    return received is None or (received.date() > deadline and _early(application.postmark, deadline))


def _early(postmark: date | None, deadline: date) -> bool:
    return postmark is not None and postmark <= deadline
