"""Records and collections that the store's tests use; none of a plugin's."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from kvadmin.extension.collections import Collection
from kvadmin.extension.extra_fields import ExtraField
from kvadmin.model.record import Outline, Part, Record


class Head(Record, kw_only=True):
    collection: ClassVar[str] = "programme"
    schema: int = 1
    name: str = ""
    store: str = "yaml"


class Member(Part, kw_only=True):
    municipality: str
    start: date = msgspec.field(name="from")
    to: date | None = None
    reason: Literal["withdrawn", "merged"] | None = None


class Group(Record, kw_only=True):
    collection: ClassVar[str] = "groups"
    id: str
    name: str = ""
    capacity: int | None = None
    weight: Decimal = Decimal(1)
    lat: float | None = None
    open: bool = False
    decided: datetime | None = None
    tags: list[str] = []
    sizes: dict[str, int] = {}
    lead: Member | None = None
    members: list[Member] = []


class Town(Record, kw_only=True):
    collection: ClassVar[str] = "towns"
    number: str
    name: str = ""
    phone: str = ""
    founded: date | None = None
    people: int | None = None
    height: float | None = None
    share: Decimal | None = None
    parts: list[str] = []
    mayor: Member | None = None
    note: str = ""


class TownOutline(Outline, kw_only=True):
    record: ClassVar[type[Record]] = Town
    free_texts: ClassVar[frozenset[str]] = frozenset({"note"})
    number: str
    name: str = ""
    founded: date | None = None
    people: int | None = None
    height: float | None = None
    share: Decimal | None = None
    parts: list[str] = []
    note: str = ""


class Entry(Record, kw_only=True):
    collection: ClassVar[str] = "entries"
    group: str
    town: str
    score: Decimal | None = None


class Diet(Record, kw_only=True):
    collection: ClassVar[str] = "diets"
    gathering: str
    needs: dict[str, str] = {}


class Guests(Record, kw_only=True):
    collection: ClassVar[str] = "guests"
    names: list[str] = []


COLLECTIONS = (
    Collection("programme", "programme.yaml", f"{__name__}:Head"),
    Collection("groups", "groups/{id}.yaml", f"{__name__}:Group"),
    Collection("towns", "towns/{number}.yaml", f"{__name__}:Town", slug="name"),
    Collection("entries", "entries/{group}/{town}.yaml", f"{__name__}:Entry"),
    Collection("diets", "sensitive/{gathering}.yaml", f"{__name__}:Diet", sensitive=True),
    Collection("guests", "entries/{group}/_others.yaml", f"{__name__}:Guests"),
)
FIELDS = (
    ExtraField("towns", "map_colour"),
    ExtraField("towns", "map_size", "int"),
    ExtraField("groups", "x_days", "texts"),
)
