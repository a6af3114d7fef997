"""The fields of a registration that a person or a file may set, and how each is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from kvadmin.api import tr
from kvadmin.api.commands import email_address, one_line
from kvadmin.api.imports import read_first_day
from kvadmin.api.records import Registration
from kvadmin.api.wording import fold

#: No name on earth is longer; what is, was pasted into the wrong cell.
_LONGEST_NAME = 200

_CONSENT_WORDS = {
    "list": "list ja yes liste alle x ok j y deltakerliste deltakarliste samtykke ja-takk ja-gjerne true sann 1",
    "network": "network nettverk eget-nettverk eige-nettverk nettverket",
    "none": "none nei no ingen ikke ikkje n reservert nei-takk false usann 0",
}
_STATUS_WORDS = {
    "active": "active aktiv påmeldt påmeld registered kommer kjem ja",
    "cancelled": "cancelled canceled avmeldt avmeld avlyst kansellert annullert avbestilt meldt-avbud",
    "waiting": "waiting venteliste venter ventar",
}
_CONSENT = {word: value for value, words in _CONSENT_WORDS.items() for word in words.split()}
_STATUS = {word: value for value, words in _STATUS_WORDS.items() for word in words.split()}


def read_name(text: str) -> str:
    """A person's name on one line.

    Raises:
        ValueError: It is empty, too long, or has control characters.
    """
    found = one_line(text) if len(text) <= _LONGEST_NAME * 10 else text
    if len(found) > _LONGEST_NAME:
        raise ValueError(
            tr(
                "the text is too long ({number:,} characters; {longest_name} is the most)",
                number=len(found),
                longest_name=_LONGEST_NAME,
            )
        )
    if not found or not any(char.isalnum() for char in found):
        raise ValueError(tr("there is no name"))
    return found


def read_consent(text: str) -> str:
    """``list``, ``network`` or ``none``, also in Norwegian.

    Raises:
        ValueError: It is none of these; consent is never guessed.
    """
    return _known(text, _CONSENT, f"is no consent (one of: {', '.join(Registration.CONSENTS)})")


def read_status(text: str) -> str:
    """``active``, ``cancelled`` or ``waiting``, also in Norwegian.

    Raises:
        ValueError: It is none of these.
    """
    return _known(text, _STATUS, "is no status (active or cancelled)")


def _known(text: str, words: dict[str, str], problem: str) -> str:
    found = words.get(fold(text).replace(" ", "-"))
    if found is None:
        raise ValueError(f"{text[:40]!r} {problem}")
    return found


def read_days(text: str) -> list[date]:
    """Days parted by comma or ``;``.

    Raises:
        ValueError: One is no date.
    """
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    return sorted({read_first_day(part) for part in parts if part})


#: Field -> how its text is read; the names are those of the file's columns.
REGISTRATION_FIELDS: dict[str, Callable[[str], Any]] = {
    "name": read_name,
    "sort_as": one_line,
    "title": one_line,
    "employer": one_line,
    "party": one_line,
    "role": one_line,
    "email": email_address,
    "consent": read_consent,
    "status": read_status,
    "days": read_days,
    "note": one_line,
}


def read_fields(given: dict[str, str], person: str) -> dict[str, Any]:
    """The values of the fields that have a text.

    Args:
        given: Field -> text.
        person: Who it is about, for messages.

    Raises:
        ValueError: Naming the person and the field.
    """
    found: dict[str, Any] = {}
    for field, text in given.items():
        if text.strip():
            try:
                found[field] = REGISTRATION_FIELDS[field](text)
            except ValueError as error:
                raise ValueError(f"{printable_name(person)}, {field}: {error}") from None
    return found


def printable_name(person: str) -> str:
    """A name for a message: short, and with nothing in it that a screen would obey."""
    return "".join(char if char.isprintable() else "\ufffd" for char in person[:60]) or "a person without a name"
