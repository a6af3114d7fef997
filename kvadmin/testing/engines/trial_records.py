"""Small records of no plugin, which :class:`kvadmin.testing.engines.RecordContract` keeps in an engine."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from kvadmin.extension.collections import Collection
from kvadmin.extension.extra_fields import ExtraField
from kvadmin.model.record import Outline, Part, Record


class TrialHead(Record, kw_only=True):
    """The one record of ``programme.yaml``."""

    collection: ClassVar[str] = "programme"
    schema: int = 1
    name: str = ""
    store: str = "yaml"


class TrialMember(Part, kw_only=True):
    """A member of a group."""

    municipality: str
    start: date = msgspec.field(name="from")
    to: date | None = None
    reason: Literal["withdrawn", "merged"] | None = None


class TrialGroup(Record, kw_only=True):
    """A record with a list in it."""

    collection: ClassVar[str] = "groups"
    id: str
    name: str = ""
    capacity: int | None = None
    tags: list[str] = []
    members: list[TrialMember] = []


class TrialTown(Record, kw_only=True):
    """A record with a decorated name, of which there may be many."""

    collection: ClassVar[str] = "towns"
    number: str
    name: str = ""
    phone: str = ""
    founded: date | None = None
    people: int | None = None
    note: str = ""


class TrialOutline(Outline, kw_only=True):
    """What a town says apart from people."""

    record: ClassVar[type[Record]] = TrialTown
    free_texts: ClassVar[frozenset[str]] = frozenset({"note"})
    number: str
    name: str = ""
    founded: date | None = None
    people: int | None = None
    note: str = ""


class TrialScore(Record, kw_only=True):
    """A record in a folder of its group's."""

    collection: ClassVar[str] = "scores"
    group: str
    town: str
    score: Decimal | None = None


class ScoreOutline(Outline, kw_only=True):
    """What a score says."""

    record: ClassVar[type[Record]] = TrialScore
    group: str
    town: str
    score: Decimal | None = None


class TrialDiet(Record, kw_only=True):
    """A record of which no old version may be kept."""

    collection: ClassVar[str] = "diets"
    gathering: str
    needs: dict[str, str] = {}


COLLECTIONS = (
    Collection("programme", "programme.yaml", f"{__name__}:TrialHead"),
    Collection("groups", "groups/{id}.yaml", f"{__name__}:TrialGroup"),
    Collection("towns", "towns/{number}.yaml", f"{__name__}:TrialTown", slug="name"),
    Collection("scores", "scores/{group}/{town}.yaml", f"{__name__}:TrialScore"),
    Collection("diets", "sensitive/{gathering}.yaml", f"{__name__}:TrialDiet", sensitive=True),
)
FIELDS = (ExtraField("towns", "map_colour"), ExtraField("towns", "map_size", "int"))
