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

from .consent_text import consent_in
from .status_text import read_status

#: No name on earth is longer; what is, was pasted into the wrong cell.
_LONGEST_NAME = 200

#: What a form writes for a name that it was not given.
_NOBODY = frozenset("anonymous anonym anonyme anonymt nn ukjent unknown".split())


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


def is_nobody(name: str) -> bool:
    """Whether a name is what a form writes when it was not given one."""
    return fold(name) in _NOBODY


def read_consent(text: str) -> str:
    """``list``, ``network`` or ``none``, also in Norwegian and in the words that people use.

    Raises:
        ValueError: It is none of these for sure; consent is never guessed.
    """
    found = consent_in(text)
    if found is None:
        raise ValueError(
            tr("{text!r} is no consent (one of: {consents})", text=text[:40], consents=", ".join(Registration.CONSENTS))
        )
    return found


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


def read_fields(given: dict[str, str]) -> dict[str, Any]:
    """The values of the fields that have a text.

    Args:
        given: Field -> text.

    Raises:
        ValueError: A text is not one of the field.
    """
    return {field: REGISTRATION_FIELDS[field](text) for field, text in given.items() if text.strip()}


def printable_name(person: str) -> str:
    """A name for a message: short, and with nothing in it that a screen would obey."""
    return "".join(char if char.isprintable() else "\ufffd" for char in person[:60]) or tr("a person without a name")
