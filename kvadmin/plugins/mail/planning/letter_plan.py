"""Plan a mailing: render and check *all* letters before anything is sent.

:func:`plan_letters` never stops at the first fault. It gives every letter that
could be made, and every problem, each with the recipient and the field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from kvadmin.api import InvalidData, Refused, tr

from ..addresses import Mailbox, has_control, is_selection, mailbox, parse_mailbox, split_template
from ..letters.letter_files import Letter, LetterPair
from ..letters.pair_check import check_pair
from ..letters.sandbox import Sandbox, recorded_problems
from ..message.assembly import message_id
from ..message.attachments import LetterFileFinder
from ..message.bodies import BodyWriter
from ..records import Attachment, LetterFolders, LetterKey, LetterProblem, MailingPlan, PlannedLetter, Recipient

#: The longest subject: RFC 5322 folds it, but nobody reads on.
SUBJECT_LIMIT = 250


@dataclass(frozen=True)
class MailingTerms:
    """What holds for the whole mailing.

    Attributes:
        mailing: Its id; a part of every Message-ID.
        sender: Used when the letter names none.
        suppressed: Folded address -> why nothing is e-mailed there; those letters go by post.
        sent: (letter, recipient key, round) of letters that have been sent before; they are left out.
    """

    mailing: str
    sender: Mailbox
    suppressed: Mapping[str, str] = field(default_factory=dict)
    sent: Collection[LetterKey] = ()


def plan_letters(
    pair: LetterPair, recipients: Sequence[Recipient], sources: LetterFolders, terms: MailingTerms
) -> MailingPlan:
    """Render and check the letter `pair` for all `recipients`; raises Refused when there is nobody."""
    if not recipients:
        raise Refused(
            tr("nobody is selected, so there is nothing to send"),
            hint=tr("no selection never means everyone: give --to"),
        )
    writer = _LetterWriter(pair, sources, terms)
    problems = check_pair(pair, writer.sandbox, used={r.form for r in recipients})
    problems += _repeated(recipients)
    letters, left_out = [], []
    for recipient in recipients:
        if (pair.name, recipient.key, recipient.round) in terms.sent:
            left_out.append((recipient.key, _has_had(pair.name, recipient.round)))
            continue
        letter, found = writer.write(recipient)
        problems += found
        if letter:
            letters.append(letter)
    same = next(iter(pair.forms.values())).same_address
    letters, found, dropped = _one_per_address(letters, same)
    return MailingPlan(terms.mailing, pair.name, tuple(letters), (*problems, *found), (*left_out, *dropped))


def _has_had(letter: str, number: int) -> str:
    if not number:
        return tr("has had {letter}", letter=letter)
    return tr("has had {letter}, round {number}", letter=letter, number=number)


def _repeated(recipients: Iterable[Recipient]) -> list[LetterProblem]:
    seen: set[tuple[str, int]] = set()
    problems = []
    for recipient in recipients:
        if (recipient.key, recipient.round) in seen:
            text = tr("{recipient} is selected twice", recipient=recipient.key)
            problems.append(LetterProblem("duplicate", text, recipient.key))
        seen.add((recipient.key, recipient.round))
    return problems


def _one_per_address(
    letters: list[PlannedLetter], same_address: str
) -> tuple[list[PlannedLetter], list[LetterProblem], list[tuple[str, str]]]:
    """No address of To gets two letters of a mailing, unless the letter says ``same-address: each``.

    The very same letter twice is sent once, with a warning; two different ones to one address are an
    error, or the first one is taken when the letter says ``same-address: once``.
    """
    if same_address == "each":
        return letters, [], []
    first: dict[str, PlannedLetter] = {}
    kept: list[PlannedLetter] = []
    problems: list[LetterProblem] = []
    dropped: list[tuple[str, str]] = []
    for letter in letters:
        rival = next((first[b.folded] for b in letter.to if b.folded in first), None)
        if rival is None:
            first.update({box.folded: letter for box in letter.to})
            kept.append(letter)
            continue
        address = next(b.address for b in letter.to if b.folded in first)
        if same_address == "once" or _said(letter) == _said(rival):
            why = tr("{address} gets the letter to {rival}", address=address, rival=rival.key)
            dropped.append((letter.key, why))
            text = tr("left out: {why}", why=why)
            problems.append(LetterProblem("duplicate", text, letter.key, address, "warning"))
        else:
            kept.append(letter)
            text = tr("{address} would get two letters: also the one to {rival}", address=address, rival=rival.key)
            problems.append(LetterProblem("duplicate", text, letter.key, address))
    return kept, problems, dropped


def _said(letter: PlannedLetter) -> PlannedLetter:
    """What a reader would see as the letter: everything but whose it is."""
    return replace(letter, key="", party="", message_id="", to=tuple(Mailbox(b.folded) for b in letter.to))


class _LetterWriter:
    """Writes one letter after the other: holds what the recipients share."""

    def __init__(self, pair: LetterPair, sources: LetterFolders, terms: MailingTerms) -> None:
        self.pair, self.sources, self.terms = pair, sources, terms
        self.sandbox = Sandbox(sources.letters)
        self.files = LetterFileFinder(sources, self.sandbox)
        self.pages = BodyWriter(self.sandbox.nonce, lambda name: picture_id(name, terms.sender))

    def write(self, recipient: Recipient) -> tuple[PlannedLetter | None, list[LetterProblem]]:
        """One letter and its problems; no letter when there is nothing to show even as a preview."""
        letter = self.pair.forms.get(recipient.form)
        if letter is None:
            text = tr(
                "{recipient} needs the letter in {form}",
                recipient=recipient.key,
                form=recipient.form or tr("a form"),
            )
            return None, [LetterProblem("language-form", text, recipient.key)]
        problems: list[LetterProblem] = []
        boxes = {name: self._boxes(letter, name, recipient, problems) for name in ("to", "cc", "bcc", "reply_to")}
        sender = self._sender(letter, recipient, problems)
        note = self._post_note(boxes["to"], recipient)
        subject = self._subject(letter, recipient, problems)
        text, html, pictures = self._bodies(letter, recipient, subject, problems)
        domain = self.terms.sender.address.rpartition("@")[2]
        planned = PlannedLetter(
            key=recipient.key,
            party=recipient.party,
            form=recipient.form,
            channel="post" if note else "email",
            sender=sender,
            subject=subject,
            text=text,
            html=html,
            images=tuple((picture_id(a.name, self.terms.sender), a) for a in pictures),
            message_id=message_id(self.terms.mailing, recipient.key, recipient.round, domain),
            attachments=self._attachments(letter, recipient, problems),
            round=recipient.round,
            note=note,
            **boxes,
        )
        return planned, problems

    def _sender(self, letter: Letter, recipient: Recipient, problems: list[LetterProblem]) -> Mailbox:
        """The one sender: the letter's, else the programme's."""
        if not letter.sender:
            return self.terms.sender
        before = len(problems)
        found = self._mailboxes((letter.sender,), "from", recipient, problems)
        if len(found) != 1 and len(problems) == before:
            text = tr("one sender is needed, not {count}", count=len(found))
            problems.append(LetterProblem("address", text, recipient.key, "from"))
        return found[0] if found else self.terms.sender

    def _post_note(self, to: tuple[Mailbox, ...], recipient: Recipient) -> str:
        """Why the letter goes by post, or an empty text."""
        if not to and not recipient.email:
            return tr("has no e-mail address")
        held = [
            f"{box.address}: {self.terms.suppressed[box.folded]}" for box in to if box.folded in self.terms.suppressed
        ]
        return tr("nothing is e-mailed to {addresses}", addresses=", ".join(held)) if held else ""

    def _boxes(
        self, letter: Letter, name: str, recipient: Recipient, problems: list[LetterProblem]
    ) -> tuple[Mailbox, ...]:
        entries: tuple[str, ...] = getattr(letter, name)
        if entries or name != "to":
            return self._mailboxes(entries, name.replace("_", "-"), recipient, problems)
        if not recipient.email:
            return ()
        try:
            return (mailbox(recipient.email, recipient.name),)
        except InvalidData as error:
            problems.append(LetterProblem("address", error.message, recipient.key, "email"))
            return ()

    def _mailboxes(
        self, entries: tuple[str, ...], place: str, recipient: Recipient, problems: list[LetterProblem]
    ) -> tuple[Mailbox, ...]:
        found: list[Mailbox] = []
        for entry in entries:
            if is_selection(entry):
                chosen = recipient.selections.get(entry, ())
                if not chosen and place == "to" and recipient.email:
                    text = tr("nobody is {rule}", rule=entry)
                    problems.append(LetterProblem("address", text, recipient.key, place))
                found += chosen
                continue
            for template in split_template(entry):
                name = self._header(template.name, place, recipient, problems) if template.name else ""
                address = self._header(template.address, place, recipient, problems)
                try:
                    if name is not None and address is not None:
                        found.append(mailbox(address, name) if template.name else parse_mailbox(address))
                except InvalidData as error:
                    problems.append(LetterProblem("address", error.message, recipient.key, place))
        return tuple({box.folded: box for box in reversed(found)}.values())[::-1]

    def _header(self, source: str, place: str, recipient: Recipient, problems: list[LetterProblem]) -> str | None:
        """A rendered header text, or None when something is wrong with it."""
        text, recorder = self.sandbox.render(source, recipient.fields, recipient.form, header=True)
        plain = recorder.resolve(text).strip()
        if not recorder.problems and has_control(plain):
            recorder.problems.append(("line-break", "", tr("a line break in {text!r}", text=plain[:60])))
        problems += recorded_problems(recorder, recipient.key, place)
        return None if recorder.problems else plain

    def _subject(self, letter: Letter, recipient: Recipient, problems: list[LetterProblem]) -> str:
        subject = self._header(letter.subject, "subject", recipient, problems)
        if subject is not None and (not subject or len(subject) > SUBJECT_LIMIT):
            text = tr("the subject is empty")
            if subject:
                text = tr("the subject is longer than {limit} characters", limit=SUBJECT_LIMIT)
            problems.append(LetterProblem("subject", text, recipient.key, "subject"))
        return subject or ""

    def _bodies(
        self, letter: Letter, recipient: Recipient, subject: str, problems: list[LetterProblem]
    ) -> tuple[str, str | None, list[Attachment]]:
        source, recorder = self.sandbox.render(letter.body, recipient.fields, recipient.form)
        html, pictures = None, []
        if letter.markdown:
            page = self.pages.page(source)
            html = self.pages.html(page, recorder, lang=recipient.form, title=subject)
            source = page.text
            pictures = self.files.pictures(page.pictures, recipient.key, problems)
            problems += [
                LetterProblem("link", text, recipient.key, "body")
                for text in (tr("the link {link!r} has no https:// or mailto:", link=link) for link in page.bad_links)
            ]
        text = recorder.resolve(source)
        if not text.strip() and not recorder.problems:
            recorder.problems.append(("empty-letter", "", tr("the letter has no text")))
        problems += recorded_problems(recorder, recipient.key, "body")
        return text, html, pictures

    def _attachments(
        self, letter: Letter, recipient: Recipient, problems: list[LetterProblem]
    ) -> tuple[Attachment, ...]:
        found = [*self.files.matching(letter.attachments, recipient, problems), *recipient.attachments]
        for attachment in recipient.attachments:
            self.files.judge(attachment, recipient.key, problems)
        if letter.calendar and not any(a.kind == "calendar" for a in found):
            problems.append(LetterProblem("attachment", tr("the calendar entry is missing"), recipient.key, "calendar"))
        names: dict[str, list[Attachment]] = defaultdict(list)
        for attachment in found:
            names[attachment.name.casefold()].append(attachment)
        twice = [same[0].name for same in names.values() if len(same) > 1]
        problems += [
            LetterProblem("attachment", tr("{name} is attached twice", name=name), recipient.key, "attachments")
            for name in twice
        ]
        return tuple(found)


def picture_id(name: str, sender: Mailbox) -> str:
    """The Content-ID of a picture: the same in every letter of a sender."""
    return f"{sha256(name.encode()).hexdigest()[:24]}@{sender.address.rpartition('@')[2]}"
