"""Which of our letters a report is about, and whether it can be: anybody can write a report.

It is believed only where it fits a letter that left: by the letter's id, or, when it quotes none, because exactly one
letter went to that very address lately. The address that failed is ``Final-Recipient``; the one it was tried for
(``Original-Recipient``, "expanded from") had taken the letter and handed it on, so it is not the one that is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kvadmin.api import tr

from ..outbox.frozen_mailing import FrozenLetter
from ..outbox.mailings import Mailing
from ..planning.suppression_list import folded_address
from ..records import day_in
from .bounces import Bounce

#: How long after a letter a report without its id may still be about it: servers give up after some days.
LATELY = timedelta(days=30)
#: Events of a life with which a letter left by e-mail, or may have.
_LEFT = ("sent", "handed-over", "written", "unknown", "found", "came")


@dataclass(frozen=True)
class LeftLetter:
    """A letter that left by e-mail, or may have.

    Attributes:
        mailing, letter: Which.
        left: ISO day of the first time, or empty.
        went_to: Folded address -> the address, of everybody it went to, copies too.
    """

    mailing: Mailing
    letter: FrozenLetter
    left: str
    went_to: dict[str, str]

    @property
    def was_draft(self) -> bool:
        """Whether a mail program has sent it, or is to: several give a draft another id."""
        return any(each.what == "written" for each in self.mailing.life(self.letter).events)

    def is_copy(self, address: str) -> bool:
        """Whether the address, folded, has a copy only."""
        return all(box.folded != address for box in self.letter.to)


@dataclass(frozen=True)
class MatchedBounce:
    """A bounce and the letter it is about.

    Attributes:
        bounce: As it was read.
        address: The address we wrote to, if it is known; else the report's.
        found: The letter; None when it is none of ours, and then `why` says what speaks against it.
        target: Where the address forwards to, when it is that which failed.
        why: How the letter was found, or why it was not.
    """

    bounce: Bounce
    address: str
    found: LeftLetter | None
    target: str
    why: str

    @property
    def folded(self) -> str:
        """The address as it is compared."""
        return folded_address(self.address)


class LeftLetters:
    """All letters that left by e-mail."""

    def __init__(self, mailings: Iterable[Mailing], own: Iterable[str]) -> None:
        """Read them.

        Args:
            mailings: Without samples to oneself.
            own: The addresses that letters are sent from.
        """
        self._own = {folded_address(each) for each in own}
        self._by_id: dict[str, LeftLetter | None] = {}
        self._by_address: dict[str, list[LeftLetter]] = defaultdict(list)
        for mailing in mailings:
            for letter in mailing.outbox.by_email:
                self._own.add(letter.sender.folded)
                left = _left(mailing, letter)
                self._by_id[letter.message_id] = left
                if left:
                    for address in left.went_to:
                        self._by_address[address].append(left)

    def match(self, bounce: Bounce, today: date) -> MatchedBounce:
        """The letter that a bounce is about, or why it is about none.

        Args:
            bounce: As it was read.
            today: Counts as the day of a report that has none.
        """
        address = bounce.address or bounce.behalf
        if folded_address(bounce.address) in self._own:
            return MatchedBounce(bounce, address, None, "", tr("it is the address that letters are sent from"))
        ids = [each for each in (bounce.message_id, *bounce.refers) if each]
        known = next((each for each in ids if each in self._by_id), "")
        if known:
            found = self._by_id[known]
            if found is None:
                return MatchedBounce(bounce, address, None, "", tr("that letter has not been sent"))
            return _of_letter(bounce, found, tr("by the letter's id"))
        by_address = self._by_its_address(bounce, today)
        if not ids:
            return by_address
        why = tr("no letter has the id {id}", id=ids[0])
        if by_address.found and by_address.found.was_draft:
            about = {"key": by_address.found.letter.key, "mailing": by_address.found.mailing.name}
            said = tr("if the mail program gave the draft an id of its own, it is {key} of {mailing}", **about)
            why = f"{why}; {said}"
        return MatchedBounce(bounce, address, None, "", why)

    def _by_its_address(self, bounce: Bounce, today: date) -> MatchedBounce:
        day = bounce.moment.date() if bounce.moment else today
        wanted = [folded_address(each) for each in (bounce.address, bounce.behalf) if each]
        letters = next((found for each in wanted if (found := self._by_address.get(each))), [])
        lately = [each for each in letters if not each.left or date.fromisoformat(each.left) >= day - LATELY]
        if len(lately) == 1:
            return _of_letter(bounce, lately[0], tr("the only letter to that address in {days} days", days=LATELY.days))
        shown = bounce.address or bounce.behalf
        if lately:
            why = tr("{count} letters went there lately, and the report does not say which", count=len(lately))
        elif letters:
            why = tr("no letter went there in the {days} days before", days=LATELY.days)
        else:
            why = tr("no letter went to that address")
        return MatchedBounce(bounce, shown, None, "", why)


def _left(mailing: Mailing, letter: FrozenLetter) -> LeftLetter | None:
    life = mailing.life(letter)
    days = [each.on for each in life.events if each.what in _LEFT and each.channel == "email"]
    if not days and not (life.status in _LEFT and life.channel == "email"):
        return None
    state = mailing.ledger.of(letter.number)
    again = any(each.what == "not-came" for each in life.events)  # an address that is open again had its letter
    boxes = [
        box
        for box in (*letter.to, *letter.cc, *letter.bcc)
        if state.of(box.address) not in (("refused",) if again else ("refused", "pending"))
    ]
    return LeftLetter(mailing, letter, min(filter(None, days), default=""), {box.folded: box.address for box in boxes})


def _of_letter(bounce: Bounce, found: LeftLetter, how: str) -> MatchedBounce:
    """Whether the report can be about this letter, and which of its addresses it is about."""
    final, behalf = folded_address(bounce.address), folded_address(bounce.behalf)
    shown = bounce.address or bounce.behalf
    if bounce.moment and found.left:
        dated = found.mailing.ledger.dated
        day = bounce.moment.astimezone(dated.tzinfo if dated else None).date().isoformat()
        if day < found.left:
            days = {"day": day_in(day), "left": day_in(found.left)}
            why = tr("the report is of {day}, before the letter left on {left}", **days)
            return MatchedBounce(bounce, shown, None, "", why)
    asked = behalf if behalf in found.went_to else ""
    for known in found.went_to:
        if _is_same_mailbox(final, known):
            return MatchedBounce(bounce, found.went_to[known], found, "", how)
    if "@" not in final:  # nothing, or a name on the server that failed
        fitting = [each for each in found.went_to if final in ("", each.partition("@")[0]) and asked in ("", each)]
        if len(fitting) == 1:
            return MatchedBounce(bounce, found.went_to[fitting[0]], found, "", how)
    if asked:
        return MatchedBounce(bounce, found.went_to[asked], found, bounce.address, how)
    return MatchedBounce(
        bounce, shown, None, "", tr("that letter did not go to this address; it may be forwarded there")
    )


def _is_same_mailbox(one: str, other: str) -> bool:
    """One address, or the name that a domain's own servers have for it: ``a@post.kommune.example``."""
    if one == other:
        return True
    (local, _, domain), (its_local, _, its_domain) = one.partition("@"), other.partition("@")
    return bool(domain and local == its_local and domain.endswith(f".{its_domain}"))
