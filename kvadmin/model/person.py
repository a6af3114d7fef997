"""Persons: how e-mail addresses and telephone numbers are written, and when two records mean the same person."""

from __future__ import annotations

import re

from kvadmin.translation import tr
from kvadmin.wording.folding import fold, squash
from kvadmin.wording.personal_names import spoken_name

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+\.[^\s@<>()\[\],;:\\\".]{2,}")
_PHONE = re.compile(r"\+?[0-9(][0-9 ().\-/\u00a0]*")
_LEAST_DIGITS = 5
_LONGEST = 254


def email_address(text: str) -> str:
    """One e-mail address; ``mailto:`` and blanks around it are dropped, its case is kept.

    Raises:
        ValueError: It is not one address.
    """
    found = squash(text).removeprefix("mailto:")
    if not _EMAIL.fullmatch(found) or ".." in found or found.startswith(".") or len(found) > _LONGEST:
        raise ValueError(tr("{text!r} is not an e-mail address", text=text[:60]))
    if any(ord(char) < ord(" ") or 0x7F <= ord(char) < 0xA0 for char in text):
        raise ValueError(tr("{text!r} has control characters", text=text[:60]))
    return found


def phone_number(text: str) -> str:
    """A telephone number as it is written: digits, blanks, ``+``, brackets and dashes; two on two lines stay two.

    Raises:
        ValueError: It is no telephone number.
    """
    found = " / ".join(line for each in text.splitlines() if (line := squash(each)))
    if not _PHONE.fullmatch(found) or sum(char.isdigit() for char in found) < _LEAST_DIGITS:
        raise ValueError(tr("{text!r} is not a telephone number", text=text[:60]))
    return found


def is_person(email: str, name: str, *, held_email: str = "", held_name: str = "") -> bool:
    """Whether a record that holds this e-mail address and name is about the person asked for.

    Two e-mail addresses decide by themselves, so that a namesake is never taken for the person; without one on
    either side, the name decides. Case, blanks and punctuation of names do not matter, nor whether the family name
    comes first with a comma.

    Args:
        email: The person's e-mail address, may be empty.
        name: The person's name, may be empty.
        held_email: What the record has.
        held_name: What the record has.
    """
    if email and held_email:
        return squash(email).casefold() == squash(held_email).casefold()
    if not name or not held_name:
        return False
    return fold(name) == fold(held_name) or fold(spoken_name(name)) == fold(spoken_name(held_name))
