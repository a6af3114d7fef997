"""What is said to whom: from records to texts, without a command line in sight."""

from __future__ import annotations

from kvadmin.api import Finding, Snapshot, tr
from kvadmin.api.records import Municipality


def greeting(data: Snapshot, town: Municipality) -> str:
    """What one says to a municipality: ``Hei, Oslo!``, or as its own field has it."""
    return f"{own_words(data, town.number) or 'Hei'}, {town.name}!"


def own_words(data: Snapshot, number: str) -> str:
    """How a municipality wants to be greeted; empty where nobody has said."""
    stored = data.stored(Municipality, number)
    return str(stored.extra.get("hello_greeting", "")) if stored is not None else ""


def shouted(data: Snapshot) -> list[Finding]:
    """A finding for each greeting that brings an exclamation mark: one is added anyway."""
    return [
        Finding(
            *_place(data, town.number),
            "hello-shouted",
            tr("the greeting of {number} brings an exclamation mark: one is added anyway", number=town.number),
            tr("write another: kvadmin municipality set {number} hello_greeting TEXT", number=town.number),
            "warning",
        )
        for town in data.all(Municipality)
        if "!" in own_words(data, town.number)
    ]


def _place(data: Snapshot, number: str) -> tuple[str, int, int]:
    """File, line and column of the field, so that an editor can jump there."""
    path, line, column = data.where(Municipality, number, ("hello_greeting",)).split(":")
    return path, int(line), int(column)
