"""The programme itself: its name, period, sender and defaults."""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

from datetime import date
from typing import ClassVar

from kvadmin.model.layout import SCHEMA_VERSION
from kvadmin.model.record import Part, Record


class Party(Part, kw_only=True):
    """A ministry or organisation behind the programme.

    ``address`` are the lines of its postal address, the last one postcode and place: where a copy on paper goes.
    Added in version 0.2: ``address``.
    """

    name: str
    short: str = ""
    email: str = ""
    address: list[str] = []


class Sender(Part, kw_only=True):
    """Who letters come from, and what stands at their top.

    ``address`` are the lines of the postal address, the last one postcode and place; ``logo`` is a png or svg file of
    the programme folder. Added in version 0.2: ``organisation_number`` and ``logo``.
    """

    name: str = ""
    email: str = ""
    address: list[str] = []
    phone: str = ""
    signed_by: str = ""
    title: str = ""
    organisation_number: str = ""
    logo: str = ""


class KnownPlugin(Part, kw_only=True):
    """A plugin that the programme works with, so that it is missed when it is not there.

    Added in version 0.2.

    Args:
        version: The versions that will do, as pip writes them (PEP 440): ``>=1.2``; empty: any.
        package: What pip calls it, where the entry has another name.
        plugin: What it calls itself, where the entry has another name.
        guards: The hooks by which it guards something, without ``kvadmin_``; None: it is not known which.
    """

    version: str = ""
    package: str = ""
    plugin: str = ""
    guards: list[str] | None = None


class Programme(Record, kw_only=True):
    """``programme.yaml``. ``schema`` is the version of the folder, ``language`` the default form (nb or nn).

    ``screen_language`` is what the screen speaks where nobody asks for another (nb, nn or en); empty: what the system
    speaks. Added in version 0.2.

    ``plugins`` are those that the programme works with, by the name that pip knows or the plugin's own; a version alone
    is the short form of :class:`KnownPlugin`. ``schemas`` are the versions of the records of plugins that have steps
    between versions, by the plugin's name; kvadmin writes them. Added in version 0.2: ``schemas``.
    """

    collection: ClassVar[str] = "programme"

    schema: int = SCHEMA_VERSION
    name: str
    start: date | None = None
    end: date | None = None
    language: str = "nb"
    screen_language: str = ""
    case_number: str = ""
    sender: Sender | None = None
    parties: list[Party] = []
    copy_recipients: list[str] = []
    store: str = "yaml"
    plugins: dict[str, str | KnownPlugin | None] = {}
    schemas: dict[str, int] = {}
    note: str = ""
