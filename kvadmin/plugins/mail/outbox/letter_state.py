"""One letter, as its lines of the send log and what was said of it tell it, in one order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from kvadmin.api.hooks import Reply

from .settled_events import SettledEvent

Status = Literal["pending", "unknown", "delivered", "refused", "bounced"]
#: What a letter is once a transport has taken it: ``sent`` by a mail server, ``handed-over`` to another program,
#: ``written`` as a draft that a person has yet to send.
Became = Literal["sent", "handed-over", "written"]
#: After these nothing of the letter is sent any more, to nobody.
_CLOSING = ("posted", "withdrawn", "bounced")


@dataclass(frozen=True)
class LifeEvent:
    """One event of a letter's life: what, on which day, by which way, and the words for it.

    `what` is ``written``, ``handed-over``, ``sent``, ``unknown``, ``refused``, or what was said of the letter.
    """

    what: str
    on: str
    channel: str
    why: str = ""


@dataclass
class LetterState:
    """What is known of one letter: a status and the last words per address, and what was said of the whole letter."""

    status: dict[str, Status] = field(default_factory=dict)
    words: dict[str, Reply] = field(default_factory=dict)
    ended: str = ""
    sha256: str = ""
    reply: str = ""
    #: Why a run held the letter back, until one begins to send it.
    held: str = ""
    #: Lines of the log so far.
    lines: int = 0
    became: Became = "sent"
    #: What was said last and has not been taken back by ``not-came``.
    stands: SettledEvent | None = None
    printed: SettledEvent | None = None
    events: list[LifeEvent] = field(default_factory=list)
    _before: dict[str, Status] = field(default_factory=dict)
    _stood: SettledEvent | None = None

    def of(self, address: str) -> Status:
        """The status of one address; pending when nothing is known of it."""
        return self.status.get(address, "pending")

    @property
    def closed(self) -> bool:
        """Whether nothing of the letter is to be sent any more."""
        return self.stands is not None and self.stands.what in _CLOSING

    @property
    def waiting(self) -> str:
        """Why it has not gone yet although a run was at it: what holds it back, or what the server said to it last."""
        put_off = [str(reply) for address, reply in self.words.items() if self.of(address) == "pending"]
        return self.held or next(iter(put_off), "")

    def apply(self, line: Mapping[str, Any], became: Became = "sent") -> None:
        """Take one line of the log into account, of a run whose transport makes letters `became`."""
        self.lines += 1
        match line["what"]:
            case "start":
                self._before.clear()
                self.held = ""
            case "commit":
                for address in line["to"]:
                    self._before[address] = self.of(address)
                    self.status[address] = "unknown"
                self.events.append(LifeEvent("unknown", _day(line["at"]), "email"))
            case "ok" | "refused" | "deferred":
                self._end(line, became)
            case "evidence":
                self._prove(line)
            case "settle":  # how older versions of kvadmin noted it
                self.status.update(dict.fromkeys(line["to"], line["status"]))

    def _end(self, line: Mapping[str, Any], became: Became) -> None:
        self.ended = line["at"]
        self.sha256 = line.get("sha256") or self.sha256
        if "reply" in line:
            self.reply = str(Reply(*line["reply"]))
        for address in line.get("delivered", ()):
            self.status[address] = "delivered"
        for outcome in ("refused", "deferred"):
            for address, (code, text) in line.get(outcome, {}).items():
                self.words[address] = Reply(code, text)
                before = self._before.get(address, self.of(address))
                if outcome == "refused":
                    # a second attempt that is refused says nothing about the first, whose end is unknown
                    self.status[address] = "unknown" if before == "unknown" else "refused"
                else:
                    self.status[address] = before
        if self.events and self.events[-1].what == "unknown":
            self.events.pop()  # the end is known now
        if line.get("delivered"):
            self.became = became
            self.events.append(LifeEvent(became, _day(line["at"]), "email", self.reply))
        elif line.get("refused"):
            self.events.append(LifeEvent("refused", _day(line["at"]), "email", self.reply))

    def _prove(self, line: Mapping[str, Any]) -> None:
        """Take over what is known of a letter whose own lines were lost (see :mod:`.log_evidence`)."""
        self.lines = line["lines"]
        self.status.update(line["status"])
        self.became = line["becomes"]
        self.sha256, self.reply = line["sha256"] or self.sha256, line["reply"] or self.reply
        found = set(line["status"].values())
        if "delivered" in found:
            self.ended = line["at"]
        what = self.became if "delivered" in found else "unknown" if "unknown" in found else "refused"
        self.events.append(LifeEvent(what, _day(line["at"]), "email", self.reply))

    def settle(self, event: SettledEvent) -> None:
        """Take into account what was said of the letter."""
        how = "post" if event.what in ("posted", "printed") else self.events[-1].channel if self.events else "email"
        self.events.append(LifeEvent(event.what, event.on, how, event.why))
        if event.what == "printed":
            self.printed = event
            return
        if event.what == "not-came":
            self._reopen(event)
            return
        self._stood, self.stands = self.stands, event
        if event.what in ("came", "found", "bounced"):
            # whatever came, or came back, had been taken: then the copies of the same handing over were, too
            for address in self.status:
                if self.of(address) == "unknown":
                    self.status[address] = "delivered"
            self.status.update(dict.fromkeys(event.to, "bounced" if event.what == "bounced" else "delivered"))

    def _reopen(self, event: SettledEvent) -> None:
        """Open what did not come; a copy that a server has taken is not sent again."""
        self.printed = None
        if self.stands is not None and self.stands.what == "posted":
            self.stands = self._stood  # what became of its e-mail holds again
            return
        self.stands = None
        for address in {*self.status, *event.to}:
            if self.became != "sent" or address in event.to or self.of(address) == "unknown":
                self.status[address] = "pending"
                self.words.pop(address, None)


def _day(at: str) -> str:
    return datetime.fromisoformat(at).date().isoformat()
