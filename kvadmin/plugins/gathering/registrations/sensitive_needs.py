"""Diet and access needs as they are kept: only gatherings read them."""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

from typing import ClassVar

from kvadmin.api.records import Part, Record


class Need(Part, kw_only=True):
    """What one registered person (by id) may not eat, or needs to take part."""

    person: str
    diet: str = ""
    access: str = ""


class SensitiveNeeds(Record, kw_only=True):
    """Diet and access needs at one gathering: health data, in a file of their own that is deleted afterwards."""

    collection: ClassVar[str] = "sensitive"

    #: How long after a gathering diet and access needs may be kept.
    KEPT_DAYS: ClassVar[int] = 14

    gathering: str
    needs: list[Need] = []
