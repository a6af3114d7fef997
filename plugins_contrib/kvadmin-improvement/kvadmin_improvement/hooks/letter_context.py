"""What letters may say of a member's measures."""

from __future__ import annotations

from datetime import date
from typing import Any

from kvadmin.api import Snapshot
from kvadmin.api.records import Cohort
from kvadmin_improvement.records import PARTIES, Measure
from kvadmin_improvement.work.matters import is_idle, is_overdue
from kvadmin_improvement.work.overview import overview_of
from kvadmin_improvement.work.parties import participation
from kvadmin_improvement.work.published import Publication
from kvadmin_improvement.work.words import shown


def context(snapshot: Snapshot, municipality: str, today: date, language: str, about: str) -> dict[str, Any]:
    """``measures`` of a letter to a member about its cohort.

    Returns:
        ``count``, ``completed``, ``overdue``, ``idle`` (figures), ``titles`` and ``overdue_titles`` (lists of texts),
        ``steps``, ``all_three`` (figures) and ``missing_parties`` (a list of words in the language of the letter);
        nothing where the letter is about no cohort. A title that names somebody is left out.
    """
    if not municipality or not about or snapshot.find(Cohort, about) is None:
        return {}
    seen = overview_of(snapshot)
    mine = seen.of(about, municipality)
    counted = participation(mine)
    publication = Publication(seen.persons, "")
    late = [each for each in mine if is_overdue(each, today)]

    def titles(measures: list[Measure]) -> list[str]:
        return [text for each in measures if (text := publication.text(each.title))]

    missing = [shown(each, PARTIES, language) for each in counted.missing]
    return {
        "measures": {
            "count": len(mine),
            "completed": sum(each.status == "completed" for each in mine),
            "overdue": len(late),
            "idle": sum(is_idle(each, today) for each in mine),
            "titles": titles(mine),
            "overdue_titles": titles(late),
            "steps": counted.steps,
            "all_three": counted.all_three,
            "missing_parties": missing,
        }
    }
