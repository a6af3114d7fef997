"""The register of a day, and the municipality that a person names on the command line, by number or by name."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from kvadmin.model.municipality import Municipality, MunicipalityOutline
from kvadmin.register.bodies import Bodies, parse_bodies
from kvadmin.register.matching import Register, read_number
from kvadmin.register.succession import Succession, parse_succession
from kvadmin.resources import config_folder

if TYPE_CHECKING:
    from kvadmin.model.reads import Snapshot


def register_on(snapshot: Snapshot, day: date | None) -> Register:
    """The municipalities that exist on a day, ready for look-up by number and by name.

    With it comes what ships with kvadmin: the successors since 1994, and the bodies that are surely no municipality.

    Args:
        snapshot: The data.
        day: The day it is asked for; None takes every entry as valid.

    Raises:
        InvalidData: A record of the register, or a shipped list, has been damaged.

    Example::

        number = register_on(run.data, run.today).find("Halden").number

    Added in version 0.2.
    """
    succession, bodies = _shipped()
    return Register(snapshot.outlines(MunicipalityOutline), on=day, succession=succession, bodies=bodies)


def shipped_bodies() -> Bodies:
    """The bodies that are surely no municipality, as they ship with kvadmin."""
    return _shipped()[1]


@cache
def _shipped() -> tuple[Succession, Bodies]:
    folder = config_folder()
    return (
        parse_succession((folder / "municipality-successors.csv").read_text(encoding="utf-8")),
        parse_bodies((folder / "non-municipal-bodies.csv").read_text(encoding="utf-8")),
    )


def find_municipality(snapshot: Snapshot, text: str, today: date | None = None) -> Municipality:
    """The municipality with that number (``301`` is 0301) or that name; a name is never guessed.

    Args:
        snapshot: The data.
        text: What the person typed.
        today: Of several with the name, the only one that exists on this day is meant; the others are history.

    Raises:
        UnknownName: Nobody or several have the name; the message lists the numbers with their counties.
    """
    number, _ = read_number(text)
    if number.isdecimal():
        found = snapshot.find(Municipality, number)
        if found is not None:  # one file instead of the whole register
            return found
    register = Register(snapshot.outlines(MunicipalityOutline))
    match = register.match(name=text)
    living = [each for each in match.candidates if today and register.entries[each].valid_on(today)]
    if match.verdict == "ambiguous" and len(living) == 1:
        return snapshot.get(Municipality, living[0])
    return snapshot.get(Municipality, register.find(text).number)
