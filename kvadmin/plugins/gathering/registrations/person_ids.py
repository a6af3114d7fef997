"""Ids of people at a gathering and the codes of their badges: unique, repeatable, and telling nothing."""

from __future__ import annotations

import hashlib

from kvadmin.api.records import Gathering

#: Characters of a badge's code.
_TOKEN = 16


def badge_token(gathering: Gathering, person: str) -> str:
    """What the square code of a badge says: 16 characters that tell nothing without the programme folder.

    Args:
        gathering: For its secret ``badge_key``.
        person: Id of the registration.
    """
    secret = gathering.badge_key or gathering.uid or gathering.id
    return hashlib.sha256(f"badge|{secret}|{gathering.id}|{person}".encode()).hexdigest()[:_TOKEN].upper()


def new_person_id(gathering: str, name: str, taken: set[str]) -> str:
    """An id that nobody at the gathering has; the same person registered on two machines gets the same one."""
    number = 0
    while (made := hashlib.sha256(f"{gathering}|{name}|{number}".encode()).hexdigest()[:8]) in taken:
        number += 1
    return made
