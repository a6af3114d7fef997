"""The states of an application; which may follow which is settled by the plugin that decides on them."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where an application stands. The value is what files and lists show."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    ASSESSED = "assessed"
    ADMITTED = "admitted"
    WAITLISTED = "waitlisted"
    REJECTED = "rejected"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    INELIGIBLE = "ineligible"
