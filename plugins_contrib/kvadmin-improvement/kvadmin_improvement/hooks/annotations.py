"""A measure's day as an event on the charts of the indicators that it should move."""

from __future__ import annotations

from kvadmin.api import Snapshot
from kvadmin.api.hooks import Annotation
from kvadmin_improvement.work.overview import overview_of
from kvadmin_improvement.work.published import Publication

_BEGAN = ("Tiltak: {title}", "Tiltak: {title}")
_ENDED = ("Slutt på tiltak: {title}", "Slutt på tiltak: {title}")
_WITHOUT_TITLE = ("uten tittel", "utan tittel")


def happenings(snapshot: Snapshot, indicator: str, municipality: str) -> list[Annotation]:
    """When each measure began and ended, by day; a title that names somebody is left out."""
    seen = overview_of(snapshot)
    publication = Publication(seen.persons, "")
    found = []
    for each in seen.by_municipality.get(municipality, []):
        if indicator not in each.indicators:
            continue
        title = publication.text(each.title)
        for day, words in ((each.start, _BEGAN), (each.end, _ENDED)):
            if day is not None:
                nb, nn = (words[at].format(title=title or _WITHOUT_TITLE[at]) for at in (0, 1))
                found.append(Annotation(day, nb, nn))
    return sorted(found, key=lambda each: (each.day, each.nb))
