"""The life of a letter: one status, worked out from its plan, the approval, the send log and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .frozen_mailing import FrozenLetter
from .letter_state import LetterState, LifeEvent

LetterStatus = Literal[
    "planned",  # it stands in a plan
    "approved",  # somebody has approved the plan
    "written",  # a draft or a print exists; nobody has said that it left
    "handed-over",  # another program has it
    "sent",  # a mail server took it, it was found among what was sent, or it was put in the mail
    "unknown",  # nobody knows whether it left
    "refused",  # a server would not take it
    "bounced",  # it came back
    "came",  # somebody says that it came
    "withdrawn",  # it is not to go
]
_HAD = ("written", "handed-over", "sent", "unknown", "came")
#: What makes a letter leave, among its events.
_LEAVING = ("sent", "handed-over", "written", "posted", "found", "unknown")
_SAID: dict[str, LetterStatus] = {
    "came": "came",
    "found": "sent",
    "posted": "sent",
    "bounced": "bounced",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True)
class LetterLife:
    """What has become of a letter.

    Attributes:
        status: Where it stands now.
        on: The ISO day of that; empty before anything happened to it.
        channel: ``email`` or ``post``: the way it went last, or is to go.
        why: The words for it: the server's, or the reason given.
        events: Everything that happened to it, in order.
    """

    status: LetterStatus
    on: str = ""
    channel: str = "email"
    why: str = ""
    events: tuple[LifeEvent, ...] = ()

    @property
    def left_on(self) -> str:
        """The ISO day it left last (as a draft: was written); for one that only came, the day it came."""
        days = [event.on for event in self.events if event.what in _LEAVING]
        return days[-1] if days else self.on if self.status == "came" else ""


def has_been_had(status: str) -> bool:
    """Whether the recipient has, or may have, had a letter with this status: then it is not planned again."""
    return status in _HAD


def letter_life(letter: FrozenLetter, state: LetterState, *, approved: bool) -> LetterLife:
    """The life of one letter.

    Args:
        letter: The letter as planned.
        state: What the log and the settlements say.
        approved: Whether its plan is.
    """
    events = tuple(state.events)
    last = events[-1] if events else None
    if state.stands is not None:
        said = next(each for each in reversed(events) if each.what == state.stands.what)
        channel = "post" if letter.channel == "post" else said.channel
        return LetterLife(_SAID[said.what], said.on, channel, said.why, events)
    status = _unsaid(letter, state) or ("approved" if approved else "planned")
    if status in ("planned", "approved") or last is None:
        return LetterLife(status, "", letter.channel, state.waiting or (last.why if last else ""), events)
    channel = "post" if status == "written" and state.printed else letter.channel
    return LetterLife(status, last.on, channel, last.why, events)


def _unsaid(letter: FrozenLetter, state: LetterState) -> LetterStatus | None:
    """The status of a letter that nobody has said anything about; None while it has yet to go."""
    if state.printed is not None:
        return "written"
    found = {state.of(box.address) for box in letter.to}
    if "unknown" in found:
        return "unknown"
    if "delivered" in found:
        return state.became
    return "refused" if found == {"refused"} else None
