"""The fields of a registration that a person or a file may set, and how each is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from kvadmin.api import tr
from kvadmin.api.commands import REQUIRED, Settable, email_address, one_line, parse_day
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
                "the text is too long ({length:,} characters; {most} is the most)",
                length=len(found),
                most=_LONGEST_NAME,
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
    found = _known(text, _CONSENT)
    if found is None:
        raise ValueError(
            tr("{text!r} is no consent (one of: {consents})", text=text[:40], consents=", ".join(Registration.CONSENTS))
        )
    return found


def read_status(text: str) -> str:
    """``active``, ``cancelled`` or ``waiting``, also in Norwegian.

    Raises:
        ValueError: It is none of these.
    """
    found = _known(text, _STATUS)
    if found is None:
        raise ValueError(tr("{text!r} is no status (active or cancelled)", text=text[:40]))
    return found


def _known(text: str, words: dict[str, str]) -> str | None:
    return words.get(fold(text).replace(" ", "-"))


def read_days(text: str, read_day: Callable[[str], date] = read_first_day) -> list[date]:
    """Days parted by comma or ``;``.

    Args:
        text: Of a cell, or of the command line.
        read_day: How each is read; as cells of files are when not given.

    Raises:
        ValueError: One is no date.
    """
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    return sorted({read_day(part) for part in parts if part})


def typed_days(text: str) -> list[date]:
    """Days of the command line, parted by comma or ``;``.

    Raises:
        UsageError: One is no date as they are typed everywhere.
    """
    return read_days(text, parse_day)


def read_need(text: str) -> str:
    """A diet or an access need; what is refused is not repeated, it is health data.

    Raises:
        ValueError: It is too long or has control characters.
    """
    try:
        return one_line(text)
    except ValueError:
        raise ValueError(tr("the text is too long or has control characters")) from None


#: Field -> how its text in a file is read; the names are those of the file's columns.
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

#: What an empty text makes of a field, where that is not an empty text.
_EMPTY: dict[str, Any] = {"name": REQUIRED, "consent": "none", "days": []}

#: The fields as a person types them, one at a time; the status changes by commands of its own.
TYPED_REGISTRATION_FIELDS = tuple(
    Settable(name, typed_days if name == "days" else read, empty=_EMPTY.get(name, ""))
    for name, read in REGISTRATION_FIELDS.items()
    if name != "status"
)


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
                who = printable_name(person)
                raise ValueError(tr("{person}, {field}: {error}", person=who, field=field, error=error)) from None
    return found


def printable_name(person: str) -> str:
    """A name for a message: short, and with nothing in it that a screen would obey."""
    return "".join(char if char.isprintable() else "\ufffd" for char in person[:60]) or tr("a person without a name")
