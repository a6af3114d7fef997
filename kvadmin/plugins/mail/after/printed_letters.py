"""A frozen letter as a printed document: letterhead, text, signature, numbered attachments and the list of copies."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from typing import cast

from kvadmin.api.documents import Block, CopyList, Document, Heading, Letterhead, Paragraph, Picture, Signature, plain
from kvadmin.api.records import Programme
from kvadmin.api.wording import Language, day

from ..outbox.frozen_mailing import FrozenLetter, FrozenMailing
from ..outbox.mailings import Mailing
from ..planning.copies import COPY_TITLE, copy_list_html, copy_list_text, listed_copies
from ..records import CopyRecipient
from .letter_blocks import blocks_of_html, blocks_of_text

_REFERENCE = {"nb": "Saksnr.", "nn": "Saksnr.", "en": "Case"}
_ENCLOSED = {"nb": "Vedlegg", "nn": "Vedlegg", "en": "Enclosed"}
_COPY_OF = {"nb": "Brev til", "nn": "Brev til", "en": "Letter to"}
_PHONE = {"nb": "Telefon", "nn": "Telefon", "en": "Telephone"}
_ORGANISATION = {"nb": "Org.nr.", "nn": "Org.nr.", "en": "Org. no."}
_GREETINGS = ("vennlig hilsen", "vennleg helsing", "med vennlig hilsen", "med vennleg helsing", "kind regards")
#: The date of a message does not matter here; it is not printed.
_ANY = datetime(2000, 1, 1, tzinfo=UTC)


def parsed_letter(outbox: FrozenMailing, letter: FrozenLetter) -> EmailMessage:
    """The frozen message, read as any mail program reads it."""
    message = email.message_from_bytes(outbox.content(letter, _ANY), policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # the default policy makes no other
    return message


def letter_text(message: EmailMessage) -> str:
    """The letter as plain text."""
    part = message.get_body(("plain",))
    return str(part.get_content()).replace("\r\n", "\n").strip() if part is not None else ""


def letter_document(
    mailing: Mailing,
    letter: FrozenLetter,
    programme: Programme,
    dated: date,
    *,
    copy: CopyRecipient | None = None,
    logo: Picture | None = None,
) -> Document:
    """One letter to be printed, or a copy of it.

    Args:
        mailing: The frozen mailing.
        letter: One of its letters.
        programme: For its name, the letterhead and whoever signs.
        dated: What stands as the letter's date.
        copy: Whose copy it is: it is marked as one and addressed to them.
        logo: What stands for the sender's name at the top.
    """
    language = cast("Language", letter.form)
    blocks = _blocks(parsed_letter(mailing.outbox, letter), letter)
    title = letter.subject
    if blocks and isinstance(blocks[0], Heading):
        title = blocks[0].text
        blocks = blocks[1:]
    blocks, signature = _signed(blocks, programme)
    sender = sender_lines(programme, letter.form)
    number = f"{letter.case}-{letter.document}" if letter.case else ""
    to = letter.head or tuple(str(box) for box in letter.to)
    references = [(_REFERENCE[letter.form], number)] if number else []
    top = Letterhead(to, tuple(references), day(dated, language), sender=sender, logo=logo)
    if copy is not None:
        references += [(_COPY_OF[letter.form], to[0])] if to else []
        top = replace(top, recipient=copy_head(copy), references=tuple(references), mark=COPY_TITLE[letter.form])
    return Document(
        title=title,
        language=language,
        programme=sender[0],
        blocks=(top, *blocks, *([signature] if signature else []), *_lists(letter)),
        footer=number,
    )


def sender_lines(programme: Programme, form: str) -> tuple[str, ...]:
    """Who writes, as it stands at the top of a letter: name, postal address, telephone, e-mail, organisation number."""
    sender = programme.sender
    if sender is None:
        return (programme.name,)
    phone = f"{_PHONE[form]} {sender.phone}" if sender.phone else ""
    number = " ".join(re.findall(r"\d{3}", sender.organisation_number))
    organisation = f"{_ORGANISATION[form]} {number}" if number else ""
    lines = (*sender.address, phone, sender.email, organisation)
    return (sender.name or programme.name, *filter(None, lines))


def copy_head(copy: CopyRecipient) -> tuple[str, ...]:
    """The lines of a copy's address block."""
    return (copy.name, *filter(None, copy.address.split("\n")))


def copies_in_print(letter: FrozenLetter) -> list[CopyRecipient]:
    """Those whose copy of the letter is printed; an older kvadmin did not know where they are to be sent."""
    return [one for one in letter.copies if one.way == "print" and one.address]


def _lists(letter: FrozenLetter) -> list[Block]:
    """What is enclosed, and who gets a copy; a calendar entry cannot be enclosed in an envelope."""
    enclosed = tuple(str(each["name"]) for each in letter.attachments if each.get("kind") != "calendar")
    copies = listed_copies(letter.copies) or tuple(str(box) for box in letter.cc)
    found: list[Block] = [CopyList(_ENCLOSED[letter.form], enclosed, numbered=True)] if enclosed else []
    return [*found, CopyList(COPY_TITLE[letter.form], copies)] if copies else found


def _signed(blocks: list[Block], programme: Programme) -> tuple[list[Block], Signature | None]:
    """The greeting and the sender at the end of the text, as the end of a letter in print."""
    for at in range(len(blocks) - 1, max(len(blocks) - 4, -1), -1):
        block = blocks[at]
        if isinstance(block, Paragraph) and plain(block.text).strip().rstrip(",").casefold() in _GREETINGS:
            names = [plain(b.text) for b in blocks[at + 1 :] if isinstance(b, Paragraph)]
            if len(names) != len(blocks) - at - 1:
                return blocks, None
            sender = programme.sender
            if sender and sender.signed_by:  # below it the office, which does not sign beside the person
                under = "\n".join(filter(None, [sender.title, *(each for each in names if each != sender.signed_by)]))
                return blocks[:at], Signature(plain(block.text).strip(), ((sender.signed_by, under),))
            return blocks[:at], Signature(plain(block.text).strip(), tuple((name, "") for name in names))
    return blocks, None


def _blocks(message: EmailMessage, letter: FrozenLetter) -> list[Block]:
    """The letter's own text: the list of copies at its end is set as a list of its own."""
    part = message.get_body(("html",))
    if part is None:
        listed = copy_list_text(letter.copies, letter.form).strip()
        return blocks_of_text(letter_text(message).removesuffix(listed))
    html = str(part.get_content()).replace("\r\n", "\n")
    listed = copy_list_html(letter.copies, letter.form)
    before, _, after = html.rpartition(listed) if listed else (html, "", "")
    return blocks_of_html(f"{before}{after}")
