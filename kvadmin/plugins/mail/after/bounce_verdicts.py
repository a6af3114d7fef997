"""What the reports of a mailbox are worth: who gets no e-mail any more, which letters came back, what merely counts.

An address is suppressed when a letter that left shows it to be wrong for good, or when :data:`LETTERS_LIMIT` letters on
as many days did not arrive for other reasons. A late letter may still come; where an address forwards to, is not the
address; and whatever fits no letter that left changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from kvadmin.api import tr

from ..planning.suppression_list import BOUNCED
from .bounce_matching import LeftLetter, LeftLetters, MatchedBounce
from .bounce_record import LETTERS_LIMIT, TakenReport, is_taken, letters_counted
from .bounces import Bounce

Verdict = Literal["suppressed", "counted", "delayed", "forwarded", "known", "unmatched"]
#: Kind of a failure -> how it is said.
KIND_WORDS = {
    "gone": "no such address",
    "full": "mailbox full",
    "size": "letter too large",
    "blocked": "sender or content refused",
    "host": "server not found or not reached",
    "busy": "server busy",
    "unclear": "no reason told",
}
_WORDS_KEPT = 200


@dataclass(frozen=True)
class JudgedBounce:
    """A bounce with its verdict, as a row of the table a person reads.

    Attributes:
        matched: With the letter it is about.
        verdict: ``suppressed``: nothing is e-mailed to the address any more; ``counted``: not yet; ``delayed``: it may
            still come; ``forwarded``: not the address failed, but where it forwards to; ``known``: taken into account
            before; ``unmatched``: it fits no letter that left, so it changes nothing.
        why: In a sentence.
    """

    matched: MatchedBounce
    verdict: Verdict
    why: str


@dataclass(frozen=True)
class BounceJudgement:
    """What comes of a mailbox.

    Attributes:
        judged: Every bounce, in the order of the mailbox.
        taken: All reports that have been taken into account by now, those of earlier readings first.
        gone: Folded address -> the status of whom nothing is e-mailed to any more.
        returned: The letters that none of their addressees has got, with the day and the words; copies do not count.
    """

    judged: tuple[JudgedBounce, ...]
    taken: tuple[TakenReport, ...]
    gone: dict[str, str]
    returned: tuple[tuple[LeftLetter, str, str], ...]


def judge_bounces(
    bounces: Iterable[Bounce], letters: LeftLetters, taken: Iterable[TakenReport], today: date
) -> BounceJudgement:
    """Judge every bounce, the oldest first.

    Args:
        bounces: As they were read.
        letters: What left.
        taken: The reports of earlier readings.
        today: The day of a report that has none.
    """
    found = list(enumerate(bounces))
    found.sort(key=lambda pair: pair[1].moment or datetime.min.replace(tzinfo=UTC))
    record = list(taken)
    gone: dict[str, str] = {}
    judged: dict[int, JudgedBounce] = {}
    new: dict[str, MatchedBounce] = {}
    for number, bounce in found:
        matched = letters.match(bounce, today)
        verdict, why = _verdict(matched, record, today)
        judged[number] = JudgedBounce(matched, verdict, why)
        if verdict in ("suppressed", "counted") and matched.found:
            new[matched.found.letter.message_id] = matched
        if verdict == "suppressed":
            gone[matched.folded] = _status(matched, today)
    returned = [
        (each.found, _day(each.bounce, today), f"{each.address}: {_said(each.bounce)}")
        for each in new.values()
        if each.found and _nobody_got_it(each.found, record)
    ]
    return BounceJudgement(tuple(judged[number] for number in sorted(judged)), tuple(record), gone, tuple(returned))


def _verdict(matched: MatchedBounce, record: list[TakenReport], today: date) -> tuple[Verdict, str]:
    """The verdict and why; what is to be taken into account is added to the record."""
    bounce, found, address = matched.bounce, matched.found, matched.folded
    if found is None:
        return "unmatched", matched.why
    if matched.target:
        return "forwarded", tr("it was handed on to {target}, which failed; ask whether it came", target=matched.target)
    if bounce.delayed:
        return "delayed", tr("it is still being tried")
    if is_taken(record, address, found.letter.message_id, bounce.kind):
        return "known", tr("this letter to this address has been taken into account")
    about = (found.letter.message_id, found.mailing.name, found.letter.number)
    taken = TakenReport(address, *about, bounce.kind, _day(bounce, today))
    count = letters_counted([*record, taken], address)
    out = bounce.kind == "gone" or count >= LETTERS_LIMIT
    record.append(TakenReport(address, *about, bounce.kind, taken.on, suppressed=out))
    copy = tr(" (a copy; the letter itself is another matter)") if found.is_copy(address) else ""
    kind = tr(KIND_WORDS[bounce.kind])
    if bounce.kind == "gone":
        return "suppressed", tr("{kind}; {how}{copy}", kind=kind, how=matched.why, copy=copy)
    said = {"kind": kind, "count": count, "limit": LETTERS_LIMIT, "how": matched.why, "copy": copy}
    why = tr("{kind}: {count} of {limit} letters on different days; {how}{copy}", **said)
    return "suppressed" if out else "counted", why


def _status(matched: MatchedBounce, today: date) -> str:
    """What stands in a contact's ``email_status``, or on the list: ``bounced 2008-06-11 5.1.1 550 no such mailbox``."""
    bounce = matched.bounce
    why = "" if bounce.kind == "gone" else f"{LETTERS_LIMIT} x: {KIND_WORDS[bounce.kind]};"  # kept: English
    return " ".join(f"{BOUNCED} {_day(bounce, today)} {why} {_said(bounce)}".split())


def _said(bounce: Bounce) -> str:
    """The server's words, with the status code if they do not begin with it."""
    return f"{bounce.status} {bounce.words}".strip()[:_WORDS_KEPT]


def _day(bounce: Bounce, today: date) -> str:
    return bounce.date or today.isoformat()


def _nobody_got_it(found: LeftLetter, record: list[TakenReport]) -> bool:
    failed = {each.address for each in record if each.message_id == found.letter.message_id}
    return {box.folded for box in found.letter.to} <= failed
