"""The mailings of a programme folder: what is planned, approved and sent, read from the outbox."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from kvadmin.api import Conflict, Session, Snapshot, UnknownName, UsageError, joined, tr
from kvadmin.api.commands import file_stem
from kvadmin.api.wording import near_names

from ..file_names import ARCHIVE, OUTBOX, PLANNED_FILE, POSTED_FILE
from ..kept import Kept, kept_now
from ..records import CopyRecipient
from .frozen_mailing import FrozenLetter, FrozenMailing, parse_frozen_mailing
from .letter_life import LetterLife, letter_life
from .log_evidence import Archived, LogEvidence, examine_log
from .mailing_folder import SEND_LOG, KeptMailing, SnapshotMailing
from .run_records import RUNS_FILE, RunRecord, parse_runs
from .send_log import SendLedger, parse_send_log
from .send_report import SendReport, send_report
from .settled_events import SETTLED_FILE, SettledEvent, parse_settled

_SELF = "-to-self"
#: How a mailing may stand as a whole.
STATES = ("planned", "approved", "unknown", "open", "written", "to-post", "refused", "handed-over", "sent")


@dataclass
class Mailing:
    """One frozen mailing with its log, and what was noted beside it."""

    outbox: FrozenMailing
    ledger: SendLedger
    approved: dict[str, str] | None = None
    planned: dict[str, Any] = field(default_factory=dict)
    posted: str = ""
    #: What is in ``settled.json``, what was said of other plans of the same name included.
    settled: tuple[SettledEvent, ...] = ()
    runs: tuple[RunRecord, ...] = ()
    #: Where it was found: its folder, or one that holds a copy of it.
    place: str = ""
    #: The log that `ledger` was read from, and whether it is the one that was written.
    evidence: LogEvidence = field(default_factory=lambda: LogEvidence(b""))

    @property
    def name(self) -> str:
        """Its id."""
        return self.outbox.mailing

    @property
    def folder(self) -> str:
        """Where it lies in the programme folder."""
        return f"{OUTBOX}/{self.name}"

    @property
    def to_self(self) -> bool:
        """Whether it is samples to oneself."""
        return self.name.endswith(_SELF)

    @property
    def begun(self) -> bool:
        """Whether anything has been handed over."""
        return self.ledger.plan is not None

    @cached_property
    def report(self) -> SendReport:
        """What the log says of it."""
        return send_report(self.outbox, self.ledger)

    def life(self, letter: FrozenLetter) -> LetterLife:
        """What has become of one of its letters."""
        state = self.ledger.of(letter.number)
        return letter_life(letter, state, approved=self.approved is not None or self.begun)

    def lives(self) -> list[tuple[FrozenLetter, LetterLife]]:
        """Each letter with what has become of it."""
        return list(self._lives)

    @cached_property
    def _lives(self) -> list[tuple[FrozenLetter, LetterLife]]:
        return [(letter, self.life(letter)) for letter in self.outbox.letters]

    @property
    def said(self) -> list[SettledEvent]:
        """What was said of its letters, as far as it was said of this plan."""
        ours = (each for each in self.settled if each.plan in ("", self.outbox.hash))
        return [*_posted_then(self.outbox, self.posted), *ours]

    @property
    def by_post(self) -> int:
        """How many letters go by post."""
        return len(self.outbox.letters) - len(self.outbox.by_email)

    @property
    def posted_on(self) -> str:
        """The ISO day on which the last of its letters by post left; empty while one of them is open."""
        post = [self.life(letter) for letter in self.outbox.letters if letter.channel == "post"]
        left = [life.left_on if life.status in ("sent", "came") else "" for life in post]
        return max(left) if left and all(left) else ""

    @property
    def state(self) -> str:
        """How it stands as a whole, one of :data:`STATES`.

        ``planned``, ``approved``, ``unknown`` (nobody knows of some letters), ``open`` (begun, letters left),
        ``written`` (drafts or prints that nobody has said left), ``to-post`` (letters by post are left), ``refused``
        (some were refused or came back), ``handed-over`` (another program has letters of which nobody has said that
        they came), or ``sent``.
        """
        report = self.report
        lives = {(life.status, life.channel) for _, life in self.lives()}
        if not self.begun and any(status in ("planned", "approved") for status, _ in lives):
            return "approved" if self.approved else "planned"
        if report.having("unknown"):
            return "unknown"
        if report.having("pending", "deferred", "held"):
            return "open"
        found = {status for status, _ in lives}
        left = {
            "written": "written" in found,
            "to-post": "approved" in found,
            "refused": bool(report.having("refused", "bounced")),
            "handed-over": "handed-over" in found,
        }
        return next((state for state, so in left.items() if so), "sent")


def all_mailings(data: Snapshot, kept: Kept | None = None) -> list[Mailing]:
    """Every mailing by name, samples to oneself too.

    Args:
        data: The data.
        kept: What lies there now, where logs and the archive are read; None: what the data have of them.

    Raises:
        Conflict: A log of letters stands without the plan that says what they were.
    """
    names: dict[str, set[str]] = {}
    for path in data.files(OUTBOX):
        parts = path.split("/")
        if len(parts) == 3:
            names.setdefault(parts[1], set()).add(parts[2])
    found = []
    for name in sorted(names):
        if name.endswith(".part"):
            continue
        if "plan.json" in names[name]:
            found.append(_read(data, name, kept))
        elif was_begun(data, name, kept):
            raise Conflict(
                tr("the mailing {name} has been sent, but its plan is gone", name=name),
                where=f"{OUTBOX}/{name}",
                hint=tr("bring plan.json back (`kvadmin redo`), or nobody can tell who has had which letter"),
                code="plan-changed",
            )
    own = {each.name: each for each in found if each.place == each.folder}
    return [each for each in found if each.place == each.folder or not _is_copy(each, own.get(each.name))]


def _is_copy(other: Mailing, own: Mailing | None) -> bool:
    """Whether a folder of another name is a copy that tells nothing the mailing itself does not.

    Raises:
        Conflict: It is all there is of the mailing, or something was sent from it.
    """
    there = other.evidence.content.rstrip(b"\n\0")
    if own is not None and own.evidence.content.startswith(there):
        return True
    raise Conflict(
        tr("{place} holds the mailing {name}", place=other.place, name=other.name),
        where=other.place,
        hint=tr("give the folder its name back: {folder}", folder=other.folder)
        if own is None
        else tr("something was sent from it: look at both send.jsonl, and keep one folder"),
        code="already-there",
    )


def copied_folders(data: Snapshot, found: Iterable[Mailing]) -> list[tuple[str, str]]:
    """Folders of the outbox that hold a copy of another mailing: (the folder, the mailing)."""
    known = {each.folder: each for each in found}
    copies = []
    for path in data.files(OUTBOX):
        place, _, name = path.rpartition("/")
        if name == "plan.json" and place not in known and not place.endswith(".part"):
            content = data.read_file(path) or b""
            copies.append((place, parse_frozen_mailing(SnapshotMailing(data, place), content).mailing))
    return copies


def _read(data: Snapshot, name: str, kept: Kept | None) -> Mailing:
    place = f"{OUTBOX}/{name}"
    home = SnapshotMailing(data, place) if kept is None else KeptMailing(kept, place)
    outbox = parse_frozen_mailing(home, data.read_file(f"{place}/plan.json") or b"")
    approval = _json(data.read_file(f"{place}/approval.json"))
    planned = _json(data.read_file(f"{place}/{PLANNED_FILE}"))
    runs = parse_runs(data.read_file(f"{place}/{RUNS_FILE}"), f"{place}/{RUNS_FILE}")
    settled = parse_settled(data.read_file(f"{place}/{SETTLED_FILE}"), f"{place}/{SETTLED_FILE}")
    log = send_log_content(data, name, kept)
    found = Mailing(
        _as_planned_now(outbox, planned),
        SendLedger(),
        approval if approval.get("hash") == outbox.hash else None,
        planned,
        str(_json(data.read_file(f"{place}/{POSTED_FILE}")).get("posted", "")),
        settled,
        runs,
        place,
        examine_log(outbox, log, runs, settled, archived_letters(data, name, outbox, kept)),
    )
    found.ledger = parse_send_log(found.evidence.content, found.said)
    return found


def archived_letters(data: Snapshot, name: str, outbox: FrozenMailing, kept: Kept | None) -> Archived:
    """Gives what the archive has of a letter of a mailing; it lies beside the log.

    Thousands of letters of a plan that waits are asked about, and hardly ever is there anything: what lies there now is
    asked and not the data, which would hold each missing file against the next change.
    """
    if kept is None:
        return lambda letter: data.read_file(f"{archive_stem(name, letter)}.json")
    contents = kept.contents()
    there: dict[int, str] | None = None

    def facts(letter: FrozenLetter) -> bytes | None:
        nonlocal there
        if there is None:
            there = _places(name, outbox, set(contents.names(ARCHIVE)[0]))
            contents.foresee(list(there.values()))
        place = there.get(letter.number)
        return None if place is None else contents.read(place)

    return facts


def _places(name: str, outbox: FrozenMailing, homes: set[str]) -> dict[int, str]:
    """Number -> the place of what is known of the letters whose parties have a folder in the archive."""
    known: dict[str, bool] = {}
    found = {}
    for letter in outbox.by_email if homes else ():
        whose = letter.party or letter.key
        if whose not in known:
            known[whose] = file_stem(whose) in homes
        if known[whose]:
            found[letter.number] = f"{archive_stem(name, letter)}.json"
    return found


def archive_stem(mailing: str, letter: FrozenLetter) -> str:
    """Where the archive has a letter that was sent, but for the ending."""
    return f"{ARCHIVE}/{file_stem(letter.party or letter.key)}/{file_stem(mailing)}-{letter.number:05d}"


def _posted_then(outbox: FrozenMailing, day: str) -> list[SettledEvent]:
    """What ``posted.json`` of earlier versions says: all its letters by post were put in the mail on a day."""
    letters = [each for each in outbox.letters if day and each.channel == "post"]
    return [SettledEvent(each.number, each.key, "posted", day) for each in letters]


def _as_planned_now(outbox: FrozenMailing, planned: dict[str, Any]) -> FrozenMailing:
    """A plan of an older kvadmin kept some things of its letters beside them, once for all."""
    if "first_document" not in planned:
        return outbox
    heads, first = planned.get("heads", {}), int(planned["first_document"])
    about, case = str(planned.get("request", {}).get("about", "")), str(planned.get("case", ""))
    letters = [
        replace(
            each,
            about=about,
            case=case,
            document=first + each.number - 1,
            head=tuple(heads.get(each.key, {}).get("to", ())),
            copies=tuple(CopyRecipient(name, "print") for name in heads.get(each.key, {}).get("copies", ())),
        )
        for each in outbox.letters
    ]
    return replace(outbox, letters=tuple(letters))


def send_log_content(data: Snapshot, name: str, kept: Kept | None) -> bytes | None:
    """The log of a mailing as it is now, or None."""
    path = f"{OUTBOX}/{name}/{SEND_LOG}"
    now = None if kept is None else kept.contents().read(path)
    return data.read_file(path) if now is None else now


def was_begun(data: Snapshot, name: str, kept: Kept | None) -> bool:
    """Whether a run of the mailing was ever begun, whatever has become of its log."""
    return send_log_content(data, name, kept) is not None or data.read_file(f"{OUTBOX}/{name}/{RUNS_FILE}") is not None


def _json(content: bytes | None) -> dict[str, Any]:
    try:
        payload = json.loads(content or b"{}")
    except ValueError:
        return {}
    return payload if isinstance(payload, dict) else {}


def without_samples(found: Iterable[Mailing]) -> list[Mailing]:
    """Without the samples to oneself."""
    return [each for each in found if not each.to_self]


def mailing_named(run: Session, name: str, states: tuple[str, ...] = ()) -> Mailing:
    """The mailing with a name; without one, the only one in one of the `states`.

    Raises:
        UnknownName: There is none, or there are several.
    """
    found = all_mailings(run.data, kept_now(run))
    if name:
        same = [each for each in found if each.name == name]
        if same:
            return same[0]
        for place, held in copied_folders(run.data, found):
            if place == f"{OUTBOX}/{name}":
                raise Conflict(
                    tr("{place} holds the mailing {name}", place=place, name=held),
                    where=place,
                    hint=tr("it is a copy; nothing is sent from it: take it away"),
                    code="already-there",
                )
        names = ", ".join(each.name for each in without_samples(found)) or tr("none")
        raise UnknownName(
            tr("there is no mailing {name!r}", name=name),
            hint=tr("mailings: {names}", names=names),
            near=near_names(name, [each.name for each in without_samples(found)]),
            code="unknown-mailing",
        )
    fitting = [each for each in without_samples(found) if not states or each.state in states]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        text = tr("there is no mailing that is {state}", state=joined(tr(" or "), map(tr, states)))
        raise UnknownName(
            text if states else tr("there is no mailing"), hint="kvadmin mail status", code="unknown-mailing"
        )
    raise UnknownName(
        tr("several mailings: name one"), hint=", ".join(each.name for each in fitting), code="ambiguous-name"
    )


def check_mailing_name(name: str) -> str:
    """A mailing's id as it was typed, if it can be the name of a folder anywhere."""
    if name != file_stem(name) or name.startswith("_") or name.endswith((_SELF, ".part")) or re.search(r"\s", name):
        raise UsageError(
            tr("{name!r} cannot be the name of a mailing", name=name),
            where="--name",
            hint=tr("such as 2008-06-vedtak"),
            code="bad-name",
        )
    return name
