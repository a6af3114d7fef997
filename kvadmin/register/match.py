"""The answer to the question which municipality is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace

#: What a match may say. Only ``found`` is an answer; ``suggested`` holds one number for a person to confirm.
VERDICTS = (
    "found",
    "suggested",
    "ambiguous",
    "several",
    "conflict",
    "abolished",
    "not-a-municipality",
    "unknown",
    "absent",
)


@dataclass(frozen=True, slots=True)
class Match:
    """The answer for one row or one word.

    Attributes:
        verdict: One of :data:`VERDICTS`.
        number: The municipality, when found or suggested.
        candidates: Numbers it may be about, sorted (empty when found).
        notes: How it was read: ``number-repaired``, ``number-from-name``, ``alias``, ``county-decided``,
            ``damaged-letters`` …
        body: The kind of body when it is surely no municipality (``county``, ``svalbard`` …).
    """

    verdict: str
    number: str | None = None
    candidates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    body: str | None = None

    def noting(self, *notes: str) -> Match:
        """The same answer with further notes."""
        return replace(self, notes=tuple(dict.fromkeys((*self.notes, *notes))))
