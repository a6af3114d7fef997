"""What came of a mailing, read from its log: delivered, refused, put off, unknown, not yet sent."""

from __future__ import annotations

from dataclasses import dataclass, field

from kvadmin.api import KvadminError
from kvadmin.api.hooks import Envelope, Reply

from ..records import PlannedLetter
from .frozen_mailing import FrozenLetter, FrozenMailing
from .send_log import SendLedger

#: How an address can stand that a letter is not delivered to.
OPEN_STATUSES = ("refused", "deferred", "unknown", "held", "pending")
#: After these it does not matter any more how its addresses stand.
_DONE_OTHERWISE = ("posted", "withdrawn")


@dataclass(frozen=True)
class AddressOutcome:
    """One address of one letter that is not simply delivered, as a row of the table a person reads.

    `status` is ``refused``, ``deferred``, ``unknown``, ``held``, ``pending`` or ``bounced``; `copy` tells that it is a
    Cc or Bcc.
    """

    number: int
    key: str
    party: str
    address: str
    status: str
    code: int
    words: str
    copy: bool
    message_id: str


@dataclass
class SendReport:
    """What came of a run, from the log. `fine` is what decides the exit status.

    `delivered` are those that a mail server has taken, that were put in the mail, found, or said to have come. A
    draft is `written` and what another program has is `handed_over` until somebody says so: nobody knows that it left.
    """

    sent: int
    letters: int
    delivered: int
    outcomes: list[AddressOutcome] = field(default_factory=list)
    stopped: KvadminError | None = None
    written: int = 0
    handed_over: int = 0

    @property
    def fine(self) -> bool:
        """Every letter is delivered to everybody, copies too; what came back later is no failure of the sending."""
        return all(each.status == "bounced" for each in self.outcomes) and self.stopped is None

    def having(self, *statuses: str) -> list[AddressOutcome]:
        """The outcomes with one of the statuses."""
        return [outcome for outcome in self.outcomes if outcome.status in statuses]

    def letters_having(self, *statuses: str) -> int:
        """How many letters have an outcome with one of the statuses."""
        return len({outcome.number for outcome in self.having(*statuses)})


def open_letters(
    outbox: FrozenMailing, ledger: SendLedger, *, unknown: bool = False
) -> list[tuple[FrozenLetter, tuple[str, ...]]]:
    """The letters that a run would send now, each with the addresses that are still open.

    With `unknown`, those whose end is unknown instead: sent again on purpose.
    """
    wanted = "unknown" if unknown else "pending"
    found = []
    for letter in outbox.by_email:
        state = ledger.of(letter.number)
        addresses = tuple(a for a in letter_addresses(letter) if state.of(a) == wanted)
        if addresses and not state.closed:
            found.append((letter, addresses))
    return found


def letter_addresses(letter: FrozenLetter | PlannedLetter) -> tuple[str, ...]:
    """Every address of a letter once, those of To first."""
    if len(letter.to) == 1 and not letter.cc and not letter.bcc:
        return (letter.to[0].address,)  # most letters
    seen: dict[str, str] = {}
    for box in (*letter.to, *letter.cc, *letter.bcc):
        seen.setdefault(box.folded, box.address)
    return tuple(seen.values())


def send_report(outbox: FrozenMailing, ledger: SendLedger) -> SendReport:
    """What the log says of the mailing, without sending anything."""
    outcomes: list[AddressOutcome] = []
    taken = {"sent": 0, "written": 0, "handed-over": 0}
    for letter in outbox.by_email:
        state = ledger.of(letter.number)
        primary = {box.address for box in letter.to}
        addresses = letter_addresses(letter)
        if all(state.of(a) == "delivered" for a in addresses if a in primary):
            taken["sent" if state.stands is not None else state.became] += 1
        if state.stands is not None and state.stands.what in _DONE_OTHERWISE:
            continue
        for address in addresses:
            status = state.of(address)
            if status == "delivered" or (state.closed and status != "bounced"):
                continue
            reply = state.words.get(address, Reply(0, ""))
            shown: str = "deferred" if status == "pending" and address in state.words else status
            if shown in ("pending", "deferred") and state.held:
                shown, reply = "held", Reply(0, state.held)
            row = (letter.number, letter.key, letter.party, address, shown, reply.code, reply.text)
            outcomes.append(AddressOutcome(*row, address not in primary, letter.message_id))
    return SendReport(
        0,
        len(outbox.by_email),
        taken["sent"],
        outcomes,
        written=taken["written"],
        handed_over=taken["handed-over"],
    )


def letter_envelope(letter: FrozenLetter, addresses: tuple[str, ...]) -> Envelope:
    """Where a letter goes now. When only copies are left to serve, they decide the transaction."""
    to = {box.address for box in letter.to}
    blind = {box.address for box in letter.bcc}
    primary = tuple(a for a in addresses if a in to)
    copies = tuple(a for a in addresses if a not in to)
    header = any(box.needs_utf8 for box in (letter.sender, *letter.to, *letter.cc))
    if not primary:
        primary, copies = copies, ()
    shown = tuple(a for a in addresses if a in blind)
    return Envelope(letter.key, letter.number, letter.sender.address, primary, copies, shown, header)
