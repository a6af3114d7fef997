"""The records of a mailing: who gets what, what is wrong with it, what has been planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

from kvadmin.api import Refused, tr

from .addresses import Mailbox
from .parties import parties_of

if TYPE_CHECKING:
    from .content_folder import ContentFolder

#: The written forms a letter can have; `en` is optional, the other two must exist.
FORMS = ("nb", "nn", "en")
Channel = Literal["email", "post"]
#: What makes a letter the same letter: its name, what it tells (its matter), the municipality, the round of a reminder.
LetterKey = tuple[str, str, str, int]
#: How a copy of a letter is made; ``none``: it cannot be made, and the list of copies leaves it out.
CopyWay = Literal["email", "print", "none"]


def day_in(text: str) -> date | str:
    """The day that a file has as a text: people read it as a day of their language; what is none stays as it is."""
    try:
        return date.fromisoformat(text)
    except ValueError:  # none, or what somebody typed into a file by hand
        return text


@dataclass(frozen=True)
class LetterProblem:
    """One thing that is wrong, as a row of the table a person reads.

    Attributes:
        code: A stable word, such as ``empty-field`` or ``address``.
        text: What is wrong, in a sentence.
        recipient: The key of the recipient, or an empty string when it is the letter itself.
        field: The placeholder or front-matter field, if there is one.
        severity: An ``error`` stops the whole mailing; a ``warning`` is shown.
        file: Name of the letter's file that has it, when it is one file's.
    """

    code: str
    text: str
    recipient: str = ""
    field: str = ""
    severity: Literal["error", "warning"] = "error"
    file: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter.

    Attributes:
        name: The file name the reader sees.
        content: Its bytes.
        kind: ``file``; ``calendar`` for an iCalendar entry, whose METHOD goes into the content type;
            ``image`` for a picture inside the HTML body.
    """

    name: str
    content: bytes = field(repr=False)
    kind: Literal["file", "calendar", "image"] = "file"

    @cached_property
    def sha256(self) -> str:
        """The checksum of the content, as hex."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class CopyRecipient:
    """Who gets a copy of a letter, and how. `address` is an e-mail address, or a postal one on several lines."""

    name: str
    way: CopyWay
    address: str = ""


@dataclass(frozen=True)
class Recipient:
    """One letter to be: somebody, in a language form, with the values of the placeholders.

    Attributes:
        key: Stable and unique in the mailing, such as ``0301/project-leader``.
        form: ``nb``, ``nn`` or ``en``, already decided (see :mod:`.letters.language_forms`).
        name, email: Where the letter goes when it has no ``to`` of its own; no e-mail means post.
        party: The municipality's number or the organisation's name, for the journal and the archive.
        fields: Values of the placeholders: texts, dates, times, numbers, lists, nested mappings; a mapping
            with only ``nb``/``nn``/``en`` as keys is one text in several forms.
        selections: For each rule in ``to``/``cc``/``bcc`` (``role:mayor``), the mailboxes it stands for.
        attachments: Extra attachments of this recipient, such as the calendar entry.
        round: Which reminder this is; a part of what makes a letter the same letter.
        about: What the letter is about: a cohort, a gathering, an indicator's period; a part of what makes it the
            same letter.
        fingerprint: What it hands out as evidence; another one makes it another letter.
        personal: It is the person's letter, not the municipality's: each address of a municipality may get one.
        case, document: Case number, and the number in the case that the journal will list the letter under.
        head: The lines of the address block in print.
        copies: Who gets a copy.
    """

    key: str
    form: str
    name: str = ""
    email: str | None = None
    party: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    selections: Mapping[str, Sequence[Mailbox]] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()
    round: int = 0
    about: str = ""
    fingerprint: str = ""
    personal: bool = False
    case: str = ""
    document: int = 0
    head: tuple[str, ...] = ()
    copies: tuple[CopyRecipient, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """The municipalities: one, or all those of a joint letter."""
        return parties_of(self.party)

    @property
    def matter(self) -> str:
        """What the letter tells, as far as it makes it the same letter."""
        return matter_of(self.about, self.fingerprint)


def matter_of(about: str, fingerprint: str) -> str:
    """What a letter tells: what it is about, and the evidence it hands out: after a newer one it is to go again."""
    return f"{about} {fingerprint}".strip()


@dataclass(frozen=True)
class PlannedLetter:
    """One rendered and checked letter.

    Attributes:
        key, party, form, round, about, fingerprint, case, document, head, copies: As in :class:`Recipient`.
        channel: ``post`` when there is no address to send it to.
        message_id: Derived from the mailing, the recipient and the round, so a resent letter has the same.
        html: The HTML body, or None for a letter of plain text.
        images: Content-ID and file of each picture in the HTML body.
        note: Why it goes by post, or another remark for the index.
        due: Days that the letter counts on, by the name of the value: it is not to go after one of them.
        values: Fingerprint of all that the letter was made of.
        access, legal_basis: Access code in the journal, and the law it stands on; both empty: the letter is public.
    """

    key: str
    party: str
    form: str
    channel: Channel
    sender: Mailbox
    to: tuple[Mailbox, ...]
    subject: str
    text: str
    message_id: str
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    images: tuple[tuple[str, Attachment], ...] = ()
    round: int = 0
    note: str = ""
    about: str = ""
    fingerprint: str = ""
    case: str = ""
    document: int = 0
    head: tuple[str, ...] = ()
    copies: tuple[CopyRecipient, ...] = ()
    due: tuple[tuple[str, str], ...] = ()
    values: str = ""
    access: str = ""
    legal_basis: str = ""


@dataclass(frozen=True)
class MailingPlan:
    """A whole mailing before it is frozen: every letter, every problem, everybody left out and why."""

    mailing: str
    letter: str
    letters: tuple[PlannedLetter, ...]
    problems: tuple[LetterProblem, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def errors(self) -> tuple[LetterProblem, ...]:
        """The problems that stop the mailing."""
        return tuple(p for p in self.problems if p.severity == "error")

    def check(self) -> None:
        """Raise Refused with every problem as a detail when there is any that stops the mailing."""
        if self.errors:
            lines = [f"{p.recipient or self.letter}: {p.code}: {p.text}" for p in self.errors]
            raise Refused(
                tr("{count} problems in {letter}; nothing is sent", count=len(lines), letter=self.letter),
                details=lines,
                code="letters-wrong",
            )


@dataclass(frozen=True)
class LetterFolders:
    """Where a mailing may read from: the letters (and their pictures), and the attachments. Nothing else."""

    letters: ContentFolder
    attachments: ContentFolder | None = None
