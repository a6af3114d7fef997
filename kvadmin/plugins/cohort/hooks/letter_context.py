"""What letters may say of a cohort and an application: the call, what is missing, the decision with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from kvadmin.api import Snapshot, UnknownName
from kvadmin.api.records import Application, Cohort, Gathering
from kvadmin.api.wording import Language

from .. import admission as rule
from ..applications.derived_state import missing_items
from ..applications.items import ITEM_LABELS
from ..decisions.current_outcomes import current_outcome, decision_outcomes, newest_protocol
from ..decisions.decision_words import decision_in_words

_FORMS = ("nb", "nn", "en")
#: How long one may complain, and from when (forvaltningsloven § 29).
_COMPLAINT = {
    "nb": "tre uker fra dere fikk dette brevet",
    "nn": "tre veker frå de fekk dette brevet",
    "en": "three weeks from the day you received this letter",
}


def context(snapshot: Snapshot, municipality: str, language: str, about: str) -> dict[str, Any]:
    """The values of letters about a cohort, or about a gathering of one.

    Args:
        snapshot: The data.
        municipality: Its number; empty gives only what holds for all.
        language: ``nb``, ``nn`` or ``en``.
        about: Id of a cohort or of a gathering.

    Returns:
        ``cohort``, ``call``, ``case_number``; and when the municipality has applied: ``application``, ``missing``
        (items in words) and, once decided, ``decision`` (outcome, reason, waitlist_position, score, complaint). Of an
        applicant also ``freeze`` and ``draw`` (:mod:`..telling.lottery_values`); of the others, both without content.
    """
    cohort = _cohort(snapshot, about)
    if cohort is None:
        return {}
    values: dict[str, Any] = {
        "cohort": {"id": cohort.id, "name": cohort.title(language)},
        "call": {
            name: getattr(cohort, name)
            for name in ("deadline", "supplement_deadline", "confirm_by", "start", "capacity", "requirements")
        },
        "copy_recipients": list(cohort.copy_recipients),
    }
    if cohort.case_number:
        values["case_number"] = cohort.case_number
    application = snapshot.find(Application, f"{cohort.id}/{municipality}") if municipality else None
    values |= _lottery(snapshot, cohort, application, language)
    return values | (_applied(snapshot, cohort, application, language) if application else {})


def _lottery(snapshot: Snapshot, cohort: Cohort, application: Application | None, language: str) -> dict[str, Any]:
    from ..telling.lottery_values import draw_values, freeze_values

    spoken = cast("Language", language)
    protocol = newest_protocol(snapshot, cohort.id) if application else None
    return {
        "freeze": freeze_values(snapshot, cohort, application),
        "draw": draw_values(cohort, protocol, spoken),
    }


def _cohort(snapshot: Snapshot, about: str) -> Cohort | None:
    if not about:
        return None
    found = snapshot.find(Cohort, about)
    if found is None:
        try:
            gathering = snapshot.find(Gathering, about)
        except UnknownName:  # the plugin that keeps gatherings is switched off
            return None
        found = snapshot.find(Cohort, gathering.cohort) if gathering and gathering.cohort else None
    return found


def _applied(snapshot: Snapshot, cohort: Cohort, application: Application, language: str) -> dict[str, Any]:
    place = _FORMS.index(language)
    values: dict[str, Any] = {
        "application": {
            "received": application.received.date() if application.received else None,
            "state": application.state,
            "contact": application.contact,
            "email": application.emails[0] if application.emails else "",
            "document_number": application.document_number,
        },
        "missing": [ITEM_LABELS[item][place] for item in missing_items(application)],
    }
    if application.case_number:
        values["case_number"] = application.case_number
    if decision := decision_outcomes(snapshot, cohort.id).get(application.municipality):
        values["decision"] = _decision(decision, application, language)
    return values


def _decision(row: Mapping[str, Any], application: Application, language: str) -> dict[str, Any]:
    made = rule.decision_of(row)
    return {
        "outcome": current_outcome(row["outcome"], application),
        "reason": rule.decision_text(decision_in_words(made, language), language),
        "waitlist_position": made.waitlist_position,
        "score": made.score,
        "complaint": _COMPLAINT[language],
    }
