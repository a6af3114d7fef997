"""The pure middle: greetings and findings from records."""

from __future__ import annotations

from kvadmin.api import Finding, Municipality, Snapshot

_WORDS = {"bokmal": "Hei", "nynorsk": "Hei", "neutral": "Hei"}


def greeting(municipality: Municipality) -> str:
    """What one says to a municipality: ``Hei, Oslo!``."""
    return f"{_WORDS.get(municipality.language_form, 'Hello')}, {municipality.name}!"


def nameless(snapshot: Snapshot) -> list[Finding]:
    """A finding for every municipality whose name is blank."""
    return [
        Finding(
            snapshot.where(Municipality, each.number).split(":")[0],
            0,
            0,
            "hello-nameless",
            f"{each.number} has no name",
        )
        for each in snapshot.all(Municipality)
        if not each.name.strip()
    ]
