"""What letters may say of the guidance that a municipality has had."""

from __future__ import annotations

from datetime import date
from typing import Any

from kvadmin.api import Snapshot
from kvadmin_visits.records import Visit
from kvadmin_visits.work.overview import is_planned, overview_of
from kvadmin_visits.work.words import how_word


def context(snapshot: Snapshot, municipality: str, today: date, language: str) -> dict[str, Any]:
    """``visits`` of a letter to one municipality; no text that anybody wrote, and nobody of the municipality.

    Returns:
        ``count``, ``phone``, ``email``, ``visit`` (figures of what was held), ``last`` and ``next`` (days),
        ``last_how`` and ``next_how`` (words in the language of the letter) and ``advisor`` (who of the secretariat
        spoke with it last); empty texts where there was nothing. Nothing for a letter to several.
    """
    if not municipality:
        return {}
    overview = overview_of(snapshot)
    held = overview.held(municipality, today)
    last = held[-1] if held else None
    coming = next((each for each in overview.by_municipality.get(municipality, ()) if is_planned(each, today)), None)
    return {
        "visits": {
            "count": len(held),
            **{how: sum(each.how == how for each in held) for how in Visit.HOWS},
            "last": last.day if last else "",
            "last_how": how_word(last.how, language) if last else "",
            "advisor": next((each.who for each in reversed(held) if each.who), ""),
            "next": coming.day if coming else "",
            "next_how": how_word(coming.how, language) if coming else "",
        }
    }
