"""Copies of a letter: who is to get one, how each is made, and the list of them at the letter's end.

Whom the letter names by ``role:copy-recipient`` is looked up among the parties of the programme: an e-mail address
there makes the copy a Cc, a postal address makes it a print. The list at the end of the letter names exactly those
whose copy is made; for the others the plan says why not. Blind copies are made by e-mail alone and stand in no list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from kvadmin.api import InvalidData, tr
from kvadmin.api.records import Municipality, Party, Programme

from ..addresses import Mailbox, mailbox, parse_mailbox
from ..letters.letter_files import Letter
from ..records import CopyRecipient, LetterProblem

COPY_RECIPIENTS = "role:copy-recipient"
#: What stands above the list of copies.
COPY_TITLE = {"nb": "Kopi", "nn": "Kopi", "en": "Copy"}
_GOVERNOR = ("fylkesmannen", "fylkesmennene", "county governor", "county governors")
_TOGETHER = {"Oslo": "Oslo og Akershus", "Akershus": "Oslo og Akershus"}


@dataclass(frozen=True)
class Copies:
    """The copies of one letter as they are made.

    Attributes:
        copies: All that were wanted; those that cannot be made are ``none``.
        cc: The mailboxes of Cc that the copies by e-mail go to.
        bcc: Those of Bcc.
        problems: What the plan has to say of them.
    """

    copies: tuple[CopyRecipient, ...]
    cc: tuple[Mailbox, ...]
    bcc: tuple[Mailbox, ...]
    problems: tuple[LetterProblem, ...] = ()


def wanted_copies(
    names: Sequence[str], programme: Programme, places: Sequence[Municipality]
) -> tuple[tuple[CopyRecipient, ...], list[LetterProblem]]:
    """Each way in which the named could get a copy, the best first; ``none`` for whom no address is known.

    Args:
        names: Short names or names of parties, or mailboxes; ``Fylkesmannen`` is that of each place's county.
        programme: With its parties.
        places: The municipalities that the letter goes to.
    """
    known = {name.casefold(): party for party in programme.parties for name in (party.short, party.name) if name}
    found: list[CopyRecipient] = []
    problems = []
    for name in names:
        for each in county_governors(places) if name.casefold() in _GOVERNOR else (name,):
            try:
                found += _ways(each, known.get(each.casefold()))
            except InvalidData as error:
                found.append(CopyRecipient(each, "none"))
                problems.append(LetterProblem("address", tr("copy recipient: {error}", error=error.message), "", "cc"))
    return tuple(dict.fromkeys(found)), problems


def _ways(name: str, party: Party | None) -> list[CopyRecipient]:
    if party is None and "@" in name:
        box = parse_mailbox(name)
        return [CopyRecipient(box.name or box.address, "email", box.address)]
    found = []
    if party and party.email:
        found.append(CopyRecipient(name, "email", mailbox(party.email, party.name).address))
    if party and party.address:
        found.append(CopyRecipient(name, "print", "\n".join([*_full_name(name, party), *party.address])))
    return found or [CopyRecipient(name, "none")]


def _full_name(name: str, party: Party) -> list[str]:
    """The line of the address that the short name says too little for."""
    return [party.name] if party.name != name else []


def copy_mailboxes(wanted: Iterable[CopyRecipient], programme: Programme) -> list[Mailbox]:
    """The mailboxes that ``role:copy-recipient`` stands for in Cc or Bcc."""
    named = {one.email.casefold(): one.name for one in programme.parties if one.email}
    return [
        mailbox(one.address, named.get(one.address.casefold(), "" if one.name == one.address else one.name))
        for one in wanted
        if one.way == "email"
    ]


def county_governors(places: Iterable[Municipality]) -> list[str]:
    """The county governors of the municipalities, by name and each once: ``Fylkesmannen i Telemark``."""
    counties = {_TOGETHER.get(place.county, place.county) for place in places if place.county}
    return [f"Fylkesmannen i {county}" for county in sorted(counties)]


def made_copies(
    letter: Letter,
    wanted: Sequence[CopyRecipient],
    boxes: Mapping[str, Sequence[Mailbox]],
    suppressed: Mapping[str, str],
    *,
    key: str,
    by_post: bool,
) -> Copies:
    """How each copy of a letter is made, whether its own address is one that nothing is e-mailed to or not.

    A letter by post has no Cc: copies are printed, also for those of whom no more than an e-mail address is known, and
    the plan says where these are to be sent.

    Args:
        letter: For what stands in its Cc and Bcc.
        wanted: As :func:`wanted_copies` found them.
        boxes: The mailboxes of ``cc`` and ``bcc``.
        suppressed: Folded address -> why nothing is e-mailed there.
        key: Of the letter's recipient, for the problems.
        by_post: Whether the letter itself goes by post.
    """
    cc = [box for box in boxes["cc"] if box.folded not in suppressed]
    bcc = [box for box in boxes["bcc"] if box.folded not in suppressed]
    problems = [
        _warning(tr("no copy by e-mail to {box}: {why}", box=box.address, why=suppressed[box.folded]), key)
        for box in dict.fromkeys((*boxes["cc"], *boxes["bcc"]))
        if box.folded in suppressed
    ]
    by_email = {} if by_post else {box.folded: box for box in cc}
    ways: dict[str, list[CopyRecipient]] = {}
    for one in wanted:
        ways.setdefault(one.name, []).append(one)
    of_parties = {Mailbox(one.address).folded for one in wanted if one.way == "email"}
    for box in boxes["cc"]:  # addresses and rules of the letter's own
        if box.folded not in of_parties:
            ways.setdefault(box.name or box.address, []).append(
                CopyRecipient(box.name or box.address, "email", box.address)
            )
    if COPY_RECIPIENTS not in letter.cc:
        unreached = (
            [] if COPY_RECIPIENTS not in letter.bcc else [name for name, some in ways.items() if _no_email(some)]
        )
        problems += [
            _warning(tr("{name} gets no blind copy: no e-mail address is known", name=n), "") for n in unreached
        ]
        ways = {name: some for name, some in ways.items() if any(one.address and _in(one, boxes["cc"]) for one in some)}
    found = []
    for name, some in ways.items():
        one, problem = _made(name, some, by_email, key, by_post=by_post)
        found.append(one)
        problems += [problem] if problem else []
    return Copies(tuple(found), () if by_post else tuple(cc), () if by_post else tuple(bcc), tuple(problems))


def _no_email(some: Sequence[CopyRecipient]) -> bool:
    return all(one.way != "email" for one in some)


def _in(one: CopyRecipient, boxes: Sequence[Mailbox]) -> bool:
    return one.way == "email" and any(box.address == one.address for box in boxes)


def _made(
    name: str, some: Sequence[CopyRecipient], by_email: Mapping[str, Mailbox], key: str, *, by_post: bool
) -> tuple[CopyRecipient, LetterProblem | None]:
    """The first way that is open, and what is to be said of it."""
    for one in some:
        if one.way == "print" or (one.way == "email" and Mailbox(one.address).folded in by_email):
            return one, None
    address = next((one.address for one in some if one.way == "email"), "")
    if address and by_post:
        said = tr(
            "the letter goes by post: the copy to {name} is printed, to be sent to {address}",
            name=name,
            address=address,
        )
        return CopyRecipient(name, "print", address), _warning(said, key)
    if address:  # nothing is e-mailed there, which has been said
        return CopyRecipient(name, "none", address), _warning(tr("{name} gets no copy", name=name), key)
    text = tr(
        "{name} gets no copy and is not named in the letter: neither an e-mail nor a postal address is known "
        "(kvadmin programme party {quoted} email ADDRESS --new)",
        name=name,
        quoted=f'"{name}"' if " " in name else name,
    )
    return CopyRecipient(name, "none"), _warning(text, "")


def _warning(text: str, key: str) -> LetterProblem:
    return LetterProblem("copy", text, key, "cc", "warning")


def listed_copies(copies: Iterable[CopyRecipient]) -> tuple[str, ...]:
    """The names of those who really get a copy, in their order: what the list in the letter says."""
    return tuple(dict.fromkeys(one.name for one in copies if one.way != "none"))


def copy_list_text(copies: Iterable[CopyRecipient], form: str) -> str:
    """The list as it ends a letter of plain text; empty when nobody gets a copy."""
    names = listed_copies(copies)
    return "\n".join(["", f"{COPY_TITLE[form]}:", *names, ""]) if names else ""


def copy_list_html(copies: Iterable[CopyRecipient], form: str) -> str:
    """The list as it ends the HTML body; empty when nobody gets a copy."""
    names = listed_copies(copies)
    return f"<p>{COPY_TITLE[form]}:<br>\n{'<br>'.join(map(escape, names))}</p>\n" if names else ""


def with_copy_list(text: str, html: str | None, copies: Sequence[CopyRecipient], form: str) -> tuple[str, str | None]:
    """The two bodies of a letter with the list of copies at their end."""
    listed = copy_list_html(copies, form)
    if not listed:
        return text, html
    before, end, after = html.rpartition("</body>") if html else ("", "", "")
    whole = f"{text.rstrip()}\n{copy_list_text(copies, form)}"
    return whole, f"{before}{listed}{end}{after}" if html else html
