"""What the site keeps in the programme folder besides its Markdown pages: itself, and the knowledge bank."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from kvadmin.api.records import Part, Record

#: The themes of the programme, in the order of its pages.
THEMES = ("care", "sick-leave", "upbringing", "tripartite")


class Staff(Part, kw_only=True):
    """Who does what in the secretariat; the site shows the role, and the person where she is among ``Website.named``.

    Args:
        nb: The role in bokmål.
        nn: The role in nynorsk.
        name: The person.
        email: Her address at work.
        phone: Her telephone at work.
    """

    nb: str
    nn: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""


class Website(Record, kw_only=True):
    """The site as a whole (``website/site.yaml``).

    Args:
        address: Where it is published, for the feed and canonical links: ``https://kvalitet.example``.
        languages: The forms it comes in, the first one first.
        agreed: Municipality number -> ids of the indicators whose results it agreed to show.
        partners: Names of the parties behind the programme.
        themes: Municipality number -> those of :data:`THEMES` that it works with, beside those of its examples.
        named: Person -> the day on which she agreed to be named on the site: of the secretariat, advisors, speakers.
        staff: The secretariat, in the order of its page.
        removed: Id of an example that was removed -> what came then, as ``Example.came`` says it: no id is given twice,
            and an answer that was taken away does not come back with the next list of answers.
        live: Address of a site that was put on the web -> ids of the examples that it shows.
    """

    collection: ClassVar[str] = "website"
    address: str = ""
    languages: tuple[str, ...] = ("nb", "nn")
    agreed: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    partners: tuple[str, ...] = ()
    themes: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    named: dict[str, date] = msgspec.field(default_factory=dict)
    staff: tuple[Staff, ...] = ()
    removed: dict[str, str] = msgspec.field(default_factory=dict)
    live: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class Example(Record, kw_only=True):
    """An example that a municipality sent in to the knowledge bank (``website/examples/{id}.yaml``).

    Args:
        id: Stays with it, and in the address of its page.
        municipality: Number of whose example it is.
        theme: One of :data:`THEMES`; empty until somebody has said it.
        title: Language form -> title.
        text: Language form -> Markdown.
        steps: Which of the five steps it is about.
        sent: The day it came.
        sender: Name of who sent it in; shown only with ``consent``.
        email: Where the sender is asked; never shown.
        consent: Whether the sender agreed that name and example are shown, and on which day.
        status: ``received``, ``reviewed``, ``published`` or ``declined``.
        reviewer: Who of the secretariat read it.
        reviewed: The day it was read.
        published: The day from which it stands on the site; kept when it is taken off, for a site built since shows it.
        withdrawn: The day the sender took the consent back; empty again with a new consent.
        declined: Why it is not used.
        came: Fingerprint of what came, so that the same answer is known again after the text was edited.
    """

    collection: ClassVar[str] = "examples"
    STATUSES: ClassVar[tuple[str, ...]] = ("received", "reviewed", "published", "declined")
    id: str
    municipality: str
    theme: str
    title: dict[str, str]
    text: dict[str, str]
    steps: tuple[int, ...] = ()
    sent: date | None = None
    sender: str = ""
    email: str = ""
    consent: date | None = None
    status: str = "received"
    reviewer: str = ""
    reviewed: date | None = None
    published: date | None = None
    withdrawn: date | None = None
    declined: str = ""
    came: str = ""
