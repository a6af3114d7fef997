"""One address that a report says was not reached."""

from __future__ import annotations

from dataclasses import dataclass

#: Characters: no server's words that are worth keeping are longer.
WORDS_LIMIT = 600


@dataclass(frozen=True)
class ReportedFailure:
    """One address of one report, as the report has it.

    Attributes:
        address: The one that was not reached; a name without a domain, or empty, when the report has no more.
        behalf: The address on whose behalf it was tried (``Original-Recipient``, ``expanded from``), or empty.
        delayed: It is late, and is still being tried.
        status: The enhanced status code, or empty.
        words: The server's words.
    """

    address: str
    behalf: str
    delayed: bool
    status: str
    words: str
