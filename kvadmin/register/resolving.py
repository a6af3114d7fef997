"""The municipality that a person names on the command line, by number or by name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kvadmin.model.municipality import Municipality
from kvadmin.register.matching import Register, read_number

if TYPE_CHECKING:
    from kvadmin.model.reads import Snapshot


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
    register = Register(snapshot.all(Municipality))
    match = register.match(name=text)
    living = [each for each in match.candidates if today and register.entries[each].valid_on(today)]
    if match.verdict == "ambiguous" and len(living) == 1:
        return register.entries[living[0]]
    return register.find(text)
