"""The programme itself: its name, period, sender and defaults."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from kvadmin.model.record import Part, Record

#: The schema of the programme folder that this version reads and writes.
SCHEMA_VERSION = 1


class Party(Part, kw_only=True):
    """A ministry or organisation behind the programme."""

    name: str
    short: str = ""
    email: str = ""


class Sender(Part, kw_only=True):
    """Who letters come from."""

    name: str = ""
    email: str = ""
    address: list[str] = []
    phone: str = ""
    signed_by: str = ""
    title: str = ""


class Programme(Record, kw_only=True):
    """``programme.yaml``. ``schema`` is the version of the folder, ``language`` the default form (nb or nn)."""

    collection: ClassVar[str] = "programme"

    schema: int = SCHEMA_VERSION
    name: str
    start: date | None = None
    end: date | None = None
    language: str = "nb"
    case_number: str = ""
    sender: Sender | None = None
    parties: list[Party] = []
    copy_recipients: list[str] = []
    store: str = "yaml"
    note: str = ""
