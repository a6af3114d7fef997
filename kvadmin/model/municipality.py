"""Municipalities of a dated register, and the people one writes to there."""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

from datetime import date
from typing import ClassVar

import msgspec

from kvadmin.model.record import Outline, Part, Record

#: Size classes by population: lower bound of each (small is below the first).
SIZE_CLASSES = (("large", 20000), ("medium", 5000), ("small", 0))


class Contact(Part, kw_only=True):
    """A person (or mail desk) at a municipality. ``id`` is stable within the municipality."""

    #: Roles of contacts, with their names in the documents (nb, nn).
    ROLES: ClassVar[dict[str, tuple[str, str]]] = {
        "project-leader": ("prosjektleder", "prosjektleiar"),
        "mayor": ("ordfører", "ordførar"),
        "chief-executive": ("rådmann", "rådmann"),
        "employee-representative": ("hovedtillitsvalgt", "hovudtillitsvald"),
        "mail-desk": ("postmottak", "postmottak"),
        "politician": ("folkevalgt", "folkevald"),
        "other": ("kontaktperson", "kontaktperson"),
    }

    id: str
    name: str
    role: str = "other"
    title: str = ""
    email: str = ""
    phone: str = ""
    sort_as: str = ""
    email_status: str = ""
    note: str = ""


class RegisterEntry(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a register says of one municipality as it is (or was) from ``valid_from`` to ``valid_to``.

    ``number`` is text of four digits, ``lat``/``lon`` degrees in WGS84. ``names`` are official
    parallel names (Sámi, Kven), ``aliases`` what people write.

    Added in version 0.2.
    """

    #: The three decisions a municipality may have made on its language form.
    LANGUAGE_FORMS: ClassVar[tuple[str, ...]] = ("bokmal", "nynorsk", "neutral")

    number: str
    name: str
    names: list[str] = []
    aliases: list[str] = []
    sort_as: str = ""
    county: str = ""
    county_number: str = ""
    region: str = ""
    population: int | None = None
    language_form: str = ""
    lat: float | None = None
    lon: float | None = None
    organisation_number: str = ""
    address: list[str] = []
    valid_from: date | None = None
    valid_to: date | None = None
    successors: list[str] = []

    @property
    def size_class(self) -> str:
        """``small`` below 5,000 inhabitants, ``medium`` below 20,000, else ``large``; empty when not known."""
        if self.population is None:
            return ""
        return next(name for name, least in SIZE_CLASSES if self.population >= least)

    def valid_on(self, day: date) -> bool:
        """Whether the municipality exists on that day (both ends included)."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Municipality(RegisterEntry, Record, kw_only=True):
    """One municipality: what the register says of it, and the people one writes to there."""

    collection: ClassVar[str] = "municipalities"

    contacts: list[Contact] = []
    note: str = ""


class MunicipalityOutline(RegisterEntry, Outline, kw_only=True):
    """One municipality without the people.

    Added in version 0.2.
    """

    record: ClassVar[type[Record]] = Municipality
    free_texts: ClassVar[frozenset[str]] = frozenset({"note"})
    postal: ClassVar[frozenset[str]] = frozenset({"address"})

    note: str = ""
