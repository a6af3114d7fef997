"""Gatherings and who is registered for them: the programme of the days, and what was true of a person then."""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

from datetime import date
from typing import ClassVar

import msgspec

from kvadmin.model.record import Part, Record


class AgendaItem(Part, kw_only=True):
    """One item of the programme.

    ``start`` and ``end`` are clock times (``09:00``), ``day`` the first day when not given; an item that runs past
    midnight ends on the day after. Items at the same time must be in different ``track``s (parallel sessions).
    ``meal`` names a meal that is catered for, ``id`` the item in calendars, whatever becomes of its time and title.
    """

    start: str
    end: str
    title: str
    day: date | None = None
    speaker: str = ""
    organisation: str = ""
    room: str = ""
    track: str = ""
    meal: str = ""
    id: str = ""


class Invitation(Part, kw_only=True):
    """Who was invited by one selection: contacts as ``0301/project-leader``, a municipality without one as ``0301``."""

    to: str
    on: date
    contacts: list[str] = []


class Gathering(Record, kw_only=True):
    """One gathering. ``uid`` is its entry in calendars, ``sequence`` the least number that it may leave under.

    ``published`` is what the entry said under that number. ``municipality`` is whose a visit is, or who hosts a
    network's meeting. ``groups`` is the seating plan, person ids at tables in rounds, as it was made; ``groups_size``
    (``5..6``) how many were to sit at a table.
    """

    collection: ClassVar[str] = "gatherings"

    #: Kinds of gatherings, with their names in the documents (nb, nn).
    KINDS: ClassVar[dict[str, tuple[str, str]]] = {
        "startup": ("oppstartssamling", "oppstartssamling"),
        "project-leader": ("prosjektledersamling", "prosjektleiarsamling"),
        "network": ("nettverkssamling", "nettverkssamling"),
        "conference": ("kvalitetskonferanse", "kvalitetskonferanse"),
        "visit": ("kommunebesøk", "kommunebesøk"),
    }

    id: str
    name: str
    name_nn: str = ""
    kind: str = "startup"
    start: date = msgspec.field(name="from")
    to: date | None = None
    place: str = ""
    cohort: str = ""
    municipality: str = ""
    registration_deadline: date | None = None
    capacity: int | None = None
    cancelled: bool = False
    uid: str = ""
    sequence: int = 0
    published: str = ""
    changed: date | None = None
    badge_key: str = ""
    agenda: list[AgendaItem] = []
    invitations: list[Invitation] = []
    groups: list[list[list[str]]] = []
    groups_size: str = ""
    note: str = ""

    @property
    def end(self) -> date:
        """The last day."""
        return self.to or self.start

    def title(self, language: str) -> str:
        """The name in a language form; the other one's when it has none of its own."""
        return self.name_nn if language == "nn" and self.name_nn else self.name


class Registration(Part, kw_only=True):
    """A person at a gathering, as things were when the person was registered.

    ``municipality_name``, ``network`` and ``network_name`` are a snapshot like ``title`` and ``employer``: a list
    printed again later says what the first one said. ``id`` is unique at the gathering and says nothing about the
    person. ``queue`` is the place in the waiting list; ``asked_to_wait``: put there by word, not for want of a seat, so
    that others may take the seats that are free.
    """

    #: A registration counts (``active``), waits for a place, or was cancelled; it is never deleted by a cancellation.
    STATES: ClassVar[tuple[str, ...]] = ("active", "waiting", "cancelled")

    #: Who may see a person's name on a printed list: everybody, the person's own network, nobody.
    CONSENTS: ClassVar[tuple[str, ...]] = ("list", "network", "none")

    id: str
    name: str
    sort_as: str = ""
    title: str = ""
    employer: str = ""
    municipality_name: str = ""
    network: str = ""
    network_name: str = ""
    party: str = ""
    role: str = ""
    email: str = ""
    consent: str = "none"
    status: str = "active"
    queue: int | None = None
    asked_to_wait: bool = False
    registered: date | None = None
    changed: date | None = None
    sequence: int = 0
    walk_in: bool = False
    arrived: date | None = None
    days: list[date] = []
    note: str = ""


class Registrations(Record, kw_only=True):
    """Everybody that one municipality sends to a gathering."""

    collection: ClassVar[str] = "registrations"

    gathering: str
    municipality: str
    people: list[Registration] = []


class OtherRegistrations(Record, kw_only=True):
    """Speakers, guests and plus-ones: people of no municipality."""

    collection: ClassVar[str] = "other_registrations"

    gathering: str
    people: list[Registration] = []
