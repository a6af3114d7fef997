"""What is kept: contacts between the secretariat and a municipality, by phone, e-mail and visit.

Version 1: what came after its first form may be missing in a folder, so that it needs no step.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from kvadmin.api.records import Record


class Visit(Record, kw_only=True):
    """Somebody visits, phones or writes to a municipality; ``id`` is a number that says nothing.

    Args:
        who: The name of the one from the secretariat.
        held: Whether it has taken place; one that has not is planned.
        note: What it was about, in free words: it stands in the visit report and leaves the folder in nothing else.
        how: By phone, e-mail or visit. A record of a time when only visits were kept says nothing of it.
        spoken_with: Whom of the municipality it was with, parted by commas.
        minutes: How long it took; none where nobody noted it.
        agreed: What was agreed, a line or a sentence each.
    """

    collection: ClassVar[str] = "visits"

    #: How one speaks with a municipality, with the names in documents (nb, nn).
    HOWS: ClassVar[dict[str, tuple[str, str]]] = {
        "phone": ("telefon", "telefon"),
        "email": ("e-post", "e-post"),
        "visit": ("besøk", "besøk"),
    }

    id: str
    municipality: str
    day: date
    who: str = ""
    held: bool = False
    note: str = ""
    how: str = "visit"
    spoken_with: str = ""
    minutes: int | None = None
    agreed: str = ""
