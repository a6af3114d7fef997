"""Is the send log the one that was written? When not: what runs, archive and history prove in its place.

What is proven sent is sent. What a run that was begun might have sent is unknown, and never goes a second time unless
a person says that it did not come. What no run set out to send is open as before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .frozen_mailing import FrozenLetter, FrozenMailing
from .letter_state import LetterState, Status
from .run_records import LogMark, RunEnd, RunRecord, in_ranges, log_mark, ranges
from .send_log import SendLedger, parse_send_log
from .send_report import letter_addresses
from .settled_events import SettledEvent

#: How a log differs from the one that was written: it is not there, it is an older copy, it is another one.
Loss = Literal["", "missing", "shorter", "another"]
#: Gives what the archive has of a letter (its facts as JSON), or None.
Archived = Callable[[FrozenLetter], bytes | None]
_CODES: dict[str, Status] = {"d": "delivered", "u": "unknown", "r": "refused", "b": "bounced", "p": "pending"}
_LETTERS = {status: code for code, status in _CODES.items()}


@dataclass(frozen=True)
class LogEvidence:
    """The log to go by: the one on the disk, or what could be saved of it with what is proven; and how it was lost."""

    content: bytes
    loss: Loss = ""


def examine_log(
    outbox: FrozenMailing,
    content: bytes | None,
    runs: Sequence[RunRecord],
    settled: Sequence[SettledEvent],
    archived: Archived,
    *,
    begun: bool = False,
) -> LogEvidence:
    """The log to go by.

    Args:
        outbox: The frozen mailing.
        content: The log on the disk; None when there is none.
        runs: What the store remembers of its runs; none for a mailing of an older version, or one not begun.
        settled: What was said of its letters.
        archived: Gives what the archive has of a letter.
        begun: It is known from elsewhere (the history) that a run was begun, though `runs` is gone.
    """
    there = (content or b"").rstrip(b"\n\0")
    marks = [(at, mark) for at, each in enumerate(runs) for mark in each.marks]
    if marks and marks[-1][1].fits(there):
        return LogEvidence(content or b"")
    own = _plan_of(there) in ("", outbox.hash)
    if not runs and there and own and not begun:
        return LogEvidence(content or b"")  # of a version that kept no runs; nothing speaks against it
    kept, lost = _lost_runs(outbox, there if own else b"", runs)
    if not runs and not begun and not there:
        lost = []
    said = [each for each in settled if each.plan in ("", outbox.hash)]
    lines = list(_lines(outbox, parse_send_log(kept, said), lost, settled, archived))
    if not lines:
        return LogEvidence(content or b"")  # never begun, as far as anything tells
    loss: Loss = "shorter" if kept else "another" if there else "missing"
    rest = b"\n".join(json.dumps(line, ensure_ascii=False).encode() for line in lines)
    return LogEvidence(b"\n".join(part for part in (kept, rest) if part) + b"\n", loss)


def _plan_of(content: bytes) -> str:
    """The hash of the plan that a log is of; empty when it does not say."""
    for raw in content.split(b"\n"):
        try:
            line = json.loads(raw)
        except ValueError:
            continue
        if isinstance(line, dict) and "plan" in line:
            return str(line["plan"])
    return ""


def _lost_runs(outbox: FrozenMailing, there: bytes, runs: Sequence[RunRecord]) -> tuple[bytes, list[RunRecord]]:
    """What of a log may be kept, and the runs that are not (wholly) in it."""
    for at in range(len(runs) - 1, -1, -1):
        run = runs[at]
        if run.end is not None and run.end.log.fits(there):
            return there, list(runs[at + 1 :])
        if run.log.size and run.log.fits(there):
            return there, list(runs[at + 1 if run.mended else at :])
    if runs:
        return b"", list(runs)
    # that there were runs is known, not which: any letter may have been in one
    return there, [RunRecord("", outbox.hash, LogMark(), letters=ranges(one.number for one in outbox.by_email))]


def _lines(
    outbox: FrozenMailing,
    ledger: SendLedger,
    lost: Sequence[RunRecord],
    settled: Sequence[SettledEvent],
    archived: Archived,
) -> Iterator[dict[str, Any]]:
    """What is to stand in the log for the runs that it has lost, as lines of it."""
    proof = _Proof(lost)
    letters = []
    for letter in outbox.by_email:
        state = ledger.of(letter.number)
        addresses = letter_addresses(letter)
        statuses = proof.statuses(letter.number, addresses)
        facts = _facts(archived(letter), letter.message_id) if lost or ledger.plan is None else {}
        if facts:
            statuses = {a: _surer(facts.get("status", {}).get(a), statuses.get(a)) for a in addresses}
        statuses = {a: status for a, status in statuses.items() if _surer(state.of(a), status) != state.of(a)}
        if statuses:
            letters.append((letter, state, statuses, facts))
    if not letters and not lost:
        return
    if not lost:  # the archive alone knows of it: what else that run sent, nobody knows
        have = {letter.number for letter, *_ in letters}
        rest = [letter for letter in outbox.by_email if letter.number not in have]
        letters += [(one, ledger.of(one.number), dict.fromkeys(letter_addresses(one), "unknown"), {}) for one in rest]
        letters.sort(key=lambda each: each[0].number)
    told = next((facts for _, _, _, facts in letters if facts), {})
    at = proof.at or str(told.get("at", "")) or "1970-01-01T00:00:00+00:00"
    yield {"what": "open", "at": at, "plan": outbox.hash, "dated": proof.dated or at, "transport": proof.transport} | {
        "becomes": proof.becomes,
        "mended": True,
    }
    for letter, state, statuses, facts in letters:
        earlier = [each.after for each in settled[: proof.settled] if each.letter == letter.number]
        yield {
            "what": "evidence",
            "at": str(facts.get("at") or at),
            "letter": letter.number,
            "key": letter.key,
            "status": statuses,
            "becomes": str(facts.get("becomes") or proof.becomes),
            "reply": str(facts.get("reply", "")),
            "sha256": str(facts.get("sha256", "")),
            "lines": 1 + max([state.lines, *earlier]),
        }


def _surer(one: Status | None, other: Status | None) -> Status:
    """Of two things known of an address the one that keeps it from being sent to."""
    order: tuple[Status, ...] = ("delivered", "bounced", "unknown", "refused")
    return next((each for each in order if each in (one, other)), "pending")


def _facts(content: bytes | None, message_id: str) -> dict[str, Any]:
    """What the archive has of the letter with this Message-ID."""
    try:
        payload = json.loads(content or b"{}")
    except ValueError:
        return {}
    return payload if isinstance(payload, dict) and payload.get("message_id") == message_id else {}


class _Proof:
    """What runs prove of letters, the later over the earlier."""

    def __init__(self, runs: Iterable[RunRecord]) -> None:
        self.at = self.dated = self.transport = ""
        self.becomes: str = "sent"
        self.settled = 0
        self._known: dict[int, str] = {}
        for run in runs:
            self.at, self.settled = run.at, run.settled
            self.transport, self.becomes = run.transport or self.transport, run.becomes
            self._known |= dict.fromkeys(in_ranges(run.letters), "u")
            if run.end is not None:
                self.at, self.dated, self.settled = run.end.at, self.dated or run.end.dated, run.end.settled
                self._known |= dict.fromkeys(in_ranges(run.letters), "p")
                self._known |= {n: code for code, numbers in run.end.states.items() for n in in_ranges(numbers)}

    def statuses(self, number: int, addresses: Sequence[str]) -> dict[str, Status]:
        """How the addresses of a letter stand, as far as the runs tell."""
        codes = self._known.get(number, "")
        if not codes:
            return {}
        each = codes if len(codes) == len(addresses) else codes[0] * len(addresses)
        return {address: _CODES[code] for address, code in zip(addresses, each, strict=True)}


def run_end(outbox: FrozenMailing, ledger: SendLedger, content: bytes, at: str, settled: int) -> RunEnd:
    """What a run has come to, as it is remembered."""
    found: dict[str, list[int]] = {}
    for letter in outbox.by_email:
        codes = _codes(ledger.of(letter.number), letter)
        if set(codes) != {"p"}:
            found.setdefault(codes[0] if len(set(codes)) == 1 else codes, []).append(letter.number)
    dated = ledger.dated.isoformat() if ledger.dated else ""
    return RunEnd(at, log_mark(content), dated, {codes: ranges(numbers) for codes, numbers in found.items()}, settled)


def _codes(state: LetterState, letter: FrozenLetter) -> str:
    return "".join(_LETTERS[state.of(address)] for address in letter_addresses(letter))
