"""The lottery without a random generator: a ticket is a hash that anybody can compute again."""

from __future__ import annotations

from hashlib import sha256


def ticket(lottery_seed: str, cohort_id: str, number: str) -> str:
    """The ticket of one municipality: SHA-256 of ``seed|cohort|number`` in UTF-8, 64 hexadecimal digits.

    It depends on nobody else, so that one withdrawal leaves all other tickets as they are::

        >>> ticket("2008-06-10:07-11-19-23-28-30-33", "P3", "0101")[:8]
        'acdc7689'
    """
    return sha256(f"{lottery_seed}|{cohort_id}|{number}".encode()).hexdigest()
