"""What measures hold on a person: who is responsible, and texts that name somebody."""

from __future__ import annotations

from typing import Any

import msgspec

from kvadmin.api import Snapshot, tr
from kvadmin.api.commands import is_person
from kvadmin.api.hooks import PersonalData
from kvadmin.api.records import Municipality
from kvadmin.api.wording import fold, spoken_name
from kvadmin_improvement.records import DriverDiagram, Measure
from kvadmin_improvement.work.persons import KnownPersons

_TEXTS = ("title", "responsible", "person", "focus", "note")
_CYCLE_TEXTS = ("plan", "prediction", "done", "learned", "next")


def held_on(snapshot: Snapshot, email: str, name: str) -> list[PersonalData]:
    """Every measure that the person is responsible for, and every text that names the person or has the address.

    An address is looked up among the contacts of the municipality that a measure is of: the name there is the person's.
    A namesake elsewhere is not taken for the person; ``--name`` says that the name alone is to decide.

    Args:
        snapshot: The data.
        email: The person's address, or empty.
        name: The person's name, or empty.
    """
    of = {town.number: _name_of(town, email) for town in snapshot.all(Municipality)} if email else {}
    held = [_held_by_measure(each, email, name or of.get(each.municipality, "")) for each in snapshot.all(Measure)]
    held += [
        _held_by_diagram(each, email, name or of.get(each.municipality, "")) for each in snapshot.all(DriverDiagram)
    ]
    return [each for each in held if each is not None]


def _name_of(town: Municipality, email: str) -> str:
    """The name of the contact with that address; empty where there is none, or two names have it."""
    names = {each.name for each in town.contacts if each.email and is_person(email, "", held_email=each.email)}
    return names.pop() if len(names) == 1 else ""


def _names(text: str, email: str, name: str) -> bool:
    """Whether a text holds the address, or the whole name (two words at least, so that "Berg" names no place)."""
    if email and email.casefold() in text.casefold():
        return True
    return len(name.split()) > 1 and KnownPersons([name]).are_named_in(text.replace("@", " "))


def _calls(text: str, name: str) -> bool:
    """Whether a text has a part of the name: enough where it is known to be about the person."""
    return bool(set(fold(spoken_name(name)).split()) & set(fold(text).split()))


def _held_by_measure(measure: Measure, email: str, name: str) -> PersonalData | None:
    texts = {field: str(getattr(measure, field)) for field in _TEXTS}
    named = {field: text for field, text in texts.items() if _names(text, email, name)}
    for field in ("responsible", "person"):
        if name and is_person("", name, held_name=texts[field]):
            named[field] = texts[field]
    if "person" in named and _calls(measure.note, name):
        named["note"] = measure.note
    cycles = [
        one.number for one in measure.cycles if any(_names(getattr(one, text), email, name) for text in _CYCLE_TEXTS)
    ]
    if not named and not cycles:
        return None
    fields = {**named, **({"cycles": ", ".join(map(str, cycles))} if cycles else {})}

    def erase(transaction: Any) -> None:
        """The fields that hold the person are emptied; a title and a plan, which must be something, say so."""
        blank = {field: _blank(field) for field in named}
        kept = [_without(one, email, name) if one.number in cycles else one for one in measure.cycles]
        transaction.update(msgspec.structs.replace(measure, **blank, cycles=kept))

    return PersonalData(tr("measure {id}", id=measure.id), fields, erase)


def _without(cycle: Any, email: str, name: str) -> Any:
    named = [text for text in _CYCLE_TEXTS if _names(getattr(cycle, text), email, name)]
    return msgspec.structs.replace(cycle, **{text: _blank(text) for text in named})


def _blank(field: str) -> str:
    """What is left of an erased text: the same words in both forms of Norwegian and in English."""
    return "–" if field in ("title", "plan") else ""


def _held_by_diagram(diagram: DriverDiagram, email: str, name: str) -> PersonalData | None:
    texts = [text for text in (diagram.aim, *(one.text for one in diagram.drivers)) if _names(text, email, name)]
    if not texts:
        return None

    def erase(transaction: Any) -> None:
        drivers = [
            msgspec.structs.replace(one, text="–") if _names(one.text, email, name) else one for one in diagram.drivers
        ]
        aim = "–" if _names(diagram.aim, email, name) else diagram.aim
        transaction.update(msgspec.structs.replace(diagram, aim=aim, drivers=drivers))

    return PersonalData(tr("driver diagram {id}", id=diagram.id), {"text": "; ".join(texts)}, erase)
