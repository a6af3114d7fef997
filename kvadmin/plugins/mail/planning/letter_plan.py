"""Plan a mailing: render and check *all* letters before anything is sent.

:func:`plan_letters` never stops at the first fault. It gives every letter that
could be made, and every problem, each with the recipient and the field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from kvadmin.api import InvalidData, Refused, joined, tr
from kvadmin.api.commands import need

from ..addresses import Mailbox, has_control, invisible_in, is_selection, mailbox, parse_mailbox, split_template
from ..letters.due_days import days_counted_on
from ..letters.letter_files import Letter, LetterPair
from ..message.assembly import message_id
from ..outbox.sent_letters import HadLetters
from ..records import Attachment, LetterFolders, LetterProblem, MailingPlan, PlannedLetter, Recipient
from .copies import made_copies, with_copy_list
from .fingerprint import values_fingerprint
from .letter_values import value_at

#: The longest subject: RFC 5322 folds it, but nobody reads on.
SUBJECT_LIMIT = 250


@dataclass(frozen=True)
class MailingTerms:
    """What holds for the whole mailing.

    Attributes:
        mailing: Its id; a part of every Message-ID.
        sender: Used when the letter names none.
        suppressed: Folded address -> why nothing is e-mailed there; those letters go by post.
        had: The letters that have been sent before; they are left out.
        sources: Checksum of the files that letters are made of: see :func:`.sources_fingerprint`.
    """

    mailing: str
    sender: Mailbox
    suppressed: Mapping[str, str] = field(default_factory=dict)
    had: HadLetters = field(default_factory=HadLetters)
    sources: str = ""


def plan_letters(
    pair: LetterPair,
    recipients: Sequence[Recipient],
    sources: LetterFolders,
    terms: MailingTerms,
    tell: Callable[[int], None] = lambda _done: None,
) -> MailingPlan:
    """Render and check the letter `pair` for all `recipients`; raises Refused when there is nobody.

    Args:
        pair: The letter in both forms.
        recipients: Whom it goes to.
        sources: Where its parts and attachments lie.
        terms: What holds for the mailing.
        tell: Is told how many recipients are done.
    """
    if not recipients:
        raise Refused(
            tr("nobody is selected, so there is nothing to send"),
            hint=tr("no selection never means everyone: give --to"),
            code="nothing-to-do",
        )
    need("jinja2", "mail")
    from ..letters.pair_check import check_pair  # loads the library of templates

    writer = LetterWriter(pair, sources, terms)
    problems = check_pair(pair, writer.sandbox, used={r.form for r in recipients})
    problems += _repeated(recipients)
    letters, left_out = [], []
    for done, recipient in enumerate(recipients):
        tell(done)
        letter, found = writer.write(recipient) if recipient.personal else (None, [])  # its address decides
        if why := why_left_out(pair.name, recipient, letter, terms.had):
            left_out.append((recipient.key, why))
            continue
        if not recipient.personal:
            letter, found = writer.write(recipient)
        problems += found + had_in_part(pair.name, recipient, terms.had)
        if letter:
            letters.append(letter)
    same = next(iter(pair.forms.values())).same_address
    letters, found, dropped = _one_per_address(letters, same)
    said = tuple(dict.fromkeys((*problems, *found)))  # what holds for several letters is said once
    return MailingPlan(terms.mailing, pair.name, tuple(letters), said, (*left_out, *dropped))


def why_left_out(letter: str, recipient: Recipient, planned: PlannedLetter | None, had: HadLetters) -> str:
    """Why a recipient gets no letter, because it has had it, and what would send it; else an empty text.

    A municipality gets a letter about the same thing once, whoever its contact is. A letter to persons goes once
    to each address of a municipality; an address that two municipalities share is theirs twice.
    """
    personal: dict[str, Any] = {
        "recipient": recipient.key,
        "addresses": {box.folded for box in planned.to} if planned else set(),
    }
    found = [
        had.find(letter, recipient.matter, party, recipient.round, **(personal if recipient.personal else {}))
        for party in recipient.parties or (recipient.key,)
    ]
    return found[0].why_not_again(letter, recipient.about, recipient.round) if found[0] and all(found) else ""


def had_in_part(letter: str, recipient: Recipient, had: HadLetters) -> list[LetterProblem]:
    """What must be said of a joint letter that some of its municipalities have had."""
    if len(recipient.parties) < 2:
        return []
    found = {party: had.find(letter, recipient.matter, party, recipient.round) for party in recipient.parties}
    return [
        LetterProblem(
            "has-had",
            tr("{party} has had it already, in {mailing}", party=party, mailing=one.mailing),
            recipient.key,
            severity="warning",
        )
        for party, one in found.items()
        if one is not None
    ]


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
    """No address of a municipality gets two letters of a mailing, unless the letter says ``same-address: each``.

    The very same letter twice is sent once, with a warning; two different ones to one address are an
    error, or the first one is taken when the letter says ``same-address: once``. An address that two municipalities
    share gets the letters of both, and the plan names it.
    """
    first: dict[str, PlannedLetter] = {}
    elsewhere: dict[str, PlannedLetter] = {}
    kept: list[PlannedLetter] = []
    problems: list[LetterProblem] = []
    dropped: list[tuple[str, str]] = []
    for letter in letters:
        whose = "" if same_address == "once" else letter.party or letter.key
        own = [f"{whose} {box.folded}" for box in letter.to]
        at = next((n for n, name in enumerate(own) if name in first), None)
        if at is None or same_address == "each":
            problems += _shared_addresses(letter, elsewhere)
            first.update(dict.fromkeys(own, letter))
            elsewhere.update({box.folded: letter for box in letter.to})
            kept.append(letter)
            continue
        address, rival = letter.to[at].address, first[own[at]]
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


def _shared_addresses(letter: PlannedLetter, seen: Mapping[str, PlannedLetter]) -> list[LetterProblem]:
    """What must be said of an address that another municipality's letter goes to as well."""
    return [
        LetterProblem(
            "shared-address",
            tr("{address} also gets the letter to {rival}", address=box.address, rival=seen[box.folded].key),
            letter.key,
            box.address,
            "warning",
        )
        for box in letter.to
        if box.folded in seen and seen[box.folded].party != letter.party
    ]


def _said(letter: PlannedLetter) -> PlannedLetter:
    """What a reader would see as the letter: everything but whose it is."""
    bare = replace(letter, key="", message_id="", to=tuple(Mailbox(b.folded) for b in letter.to))
    return replace(bare, document=0, head=(), values="")


class LetterWriter:
    """Writes one letter after the other: holds what the recipients share."""

    def __init__(self, pair: LetterPair, sources: LetterFolders, terms: MailingTerms) -> None:
        # the libraries of templates: letters that are found to be true again are not written, and do without
        from ..letters.sandbox import Sandbox, recorded_problems
        from ..message.attachments import LetterFileFinder
        from ..message.bodies import BodyWriter

        self._recorded = recorded_problems
        self.pair, self.sources, self.terms = pair, sources, terms
        self.sandbox = Sandbox(sources.letters)
        self.files = LetterFileFinder(sources, self.sandbox)
        self._counts_on: dict[str, tuple[str, ...]] = {}
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
        made = made_copies(
            letter, recipient.copies, boxes, self.terms.suppressed, key=recipient.key, by_post=bool(note)
        )
        problems += made.problems
        boxes |= {"cc": made.cc, "bcc": made.bcc}
        text, html = with_copy_list(text, html, made.copies, recipient.form)
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
            about=recipient.about,
            fingerprint=recipient.fingerprint,
            case=recipient.case,
            document=recipient.document,
            access=letter.access,
            legal_basis=letter.legal_basis,
            head=recipient.head,
            copies=made.copies,
            due=self._due(letter, recipient),
            values=values_fingerprint(recipient, self.terms.sender, self.terms.sources),
            **boxes,
        )
        return planned, problems

    def _due(self, letter: Letter, recipient: Recipient) -> tuple[tuple[str, str], ...]:
        """The days that the letter counts on: those that it names, and that are not past when it is planned."""
        if letter.form not in self._counts_on:
            self._counts_on[letter.form] = days_counted_on(letter)
        found = ((name, value_at(recipient.fields, name)) for name in self._counts_on[letter.form])
        return tuple((name, value.isoformat()[:10]) for name, value in found if isinstance(value, date))

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
            joined(": ", (box.address, self.terms.suppressed[box.folded]))
            for box in to
            if box.folded in self.terms.suppressed
        ]
        return tr("nothing is e-mailed to {addresses}", addresses=joined(", ", held)) if held else ""

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
        if not recorder.problems and (unseen := invisible_in(plain)):
            text = tr("an invisible character in {text!r}: {unseen}", text=plain[:60], unseen=unseen)
            recorder.problems.append(("invisible", "", text))
        problems += self._recorded(recorder, recipient.key, place)
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
        problems += self._recorded(recorder, recipient.key, "body")
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
