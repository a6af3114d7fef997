"""Whom a letter is to: the numbers of its municipalities."""

from __future__ import annotations


def parties_of(party: str) -> tuple[str, ...]:
    """The numbers that a party of a letter is made of; a joint letter's are parted by commas."""
    return tuple(one for one in (each.strip() for each in party.split(",")) if one)
