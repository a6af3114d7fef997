"""Addresses as objects: a name is never text that somebody parses again.

A mailing's `to`, `cc`, `bcc` and `from` are address *templates* such as
``{{ name }} <{{ email }}>``. The template is split into mailboxes **before**
values are put in, so a comma, a quotation mark or a line break in a value can
never become a second recipient or a second header (:func:`split_template`).

Domains are turned into their ASCII form (IDNA 2008 with UTS 46 mapping).
A local part outside ASCII is kept and marked: it can only be delivered by a
server that offers SMTPUTF8 (RFC 6531).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kvadmin.api import InvalidData, tr
from kvadmin.api.commands import need

#: RFC 5321, 4.5.3.1: octets of a local part, and of a whole path less its angle brackets.
LOCAL_LIMIT, PATH_LIMIT = 64, 254
#: A display name longer than this is a mistake in the data, not a name.
NAME_LIMIT = 200
#: Words that spreadsheets and programs leave where nothing was known (lower case); no reader should see them.
MISSING_VALUE_WORDS = frozenset(
    {"none", "nan", "nat", "null", "#n/a", "#i/t", "<na>", "#ref!", "#verdi!", "#value!", "undefined"}
)

_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
#: What nobody sees and a program obeys: Unicode's default ignorable characters (direction marks, zero-width spaces and
#: joiners, soft hyphens, tags) with the blank letters among them, and the annotation marks. The variation selectors
#: FE00-FE0F are let be: they choose how the emoji before them looks.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff"
    "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LOCAL = re.compile(rf"{_ATEXT}+(\.{_ATEXT}+)*\Z")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\Z")
_SELECTION = re.compile(r"[a-z][a-z_-]*:[^\s@<>]")


@dataclass(frozen=True, order=True)
class Mailbox:
    """One address with an optional display name; made by :func:`mailbox`, which checks both.

    Attributes:
        address: ``local@domain``, the domain in its lower-case ASCII (``xn--``) form.
        name: The display name as a person writes it, or an empty string.
    """

    address: str
    name: str = ""

    @property
    def needs_utf8(self) -> bool:
        """Whether only a server with SMTPUTF8 can take this address."""
        return not self.address.isascii()

    @property
    def folded(self) -> str:
        """The address as it is compared: letter case does not make another recipient."""
        return unicodedata.normalize("NFC", self.address).casefold()

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


def has_control(text: str) -> bool:
    """Whether `text` holds a line break or any other control character (Unicode's line separators too)."""
    return _CONTROL.search(text) is not None


def invisible_in(text: str) -> str:
    """The first invisible character of `text` and where it stands, ``U+200B after 'Kå'``; empty when there is none.

    In a header such a character can turn a name or a file's ending around, or make two addresses look alike. It may
    also be left from a paste, and nobody can tell from the text; so it is named and refused, not taken away.
    """
    found = _INVISIBLE.search(text)
    if found is None:
        return ""
    code, before = f"U+{ord(found[0]):04X}", text[max(0, found.start() - 12) : found.start()]
    return (
        tr("{code} after {before!r}", code=code, before=before) if before else tr("{code} at its beginning", code=code)
    )


def ascii_domain(domain: str) -> str:
    """Give the ASCII form of `domain`; raise :class:`InvalidData` when it is no host name."""
    name = domain
    if not domain.isascii():
        idna = need("idna", "mail")
        try:
            name = idna.encode(domain, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise InvalidData(
                tr("{domain!r} is not a domain name: {error}", domain=domain, error=error), code="bad-address"
            ) from None
    name = name.lower()
    labels = name.split(".")
    if len(labels) < 2 or not all(_LABEL.match(label) for label in labels) or labels[-1].isdigit():
        raise InvalidData(tr("{domain!r} is not a domain name", domain=domain), code="bad-address")
    return name


def mailbox(address: str, name: str = "") -> Mailbox:
    """Check `address` and `name` and make a :class:`Mailbox`; errors say what is wrong with which."""
    if has_control(address) or has_control(name):
        field = "address" if has_control(address) else "name"
        raise InvalidData(
            tr(
                "a line break or control character in the {field} {address!r}",
                field=field,
                address=address if field == "address" else name,
            ),
            code="bad-text",
        )
    if unseen := invisible_in(address) or invisible_in(name):
        field = "address" if invisible_in(address) else "name"
        raise InvalidData(
            tr(
                "an invisible character in the {field} {address!r}: {unseen}",
                field=field,
                address=address if field == "address" else name,
                unseen=unseen,
            ),
            hint=tr("type it anew: it was pasted with something that nobody sees"),
            code="bad-address",
        )
    address, name = address.strip(), " ".join(name.split())
    if name.casefold() in MISSING_VALUE_WORDS:
        raise InvalidData(tr("the name of {address} says {name!r}", address=address, name=name), code="bad-address")
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        raise InvalidData(tr("{address!r} is not an e-mail address", address=address), code="bad-address")
    local = unicodedata.normalize("NFC", local)
    if not _LOCAL.match(local) or any(unicodedata.category(c)[0] in "ZC" for c in local):
        raise InvalidData(
            tr(
                "{address!r} is not an e-mail address: {local!r} cannot stand before the @",
                address=address,
                local=local,
            ),
            code="bad-address",
        )
    whole = f"{local}@{ascii_domain(domain)}"
    if len(local.encode()) > LOCAL_LIMIT or len(whole.encode()) > PATH_LIMIT:
        raise InvalidData(tr("{address!r} is too long for an e-mail address", address=address[:80]), code="bad-text")
    if len(name) > NAME_LIMIT:
        raise InvalidData(
            tr("the name {name!r}... is longer than {limit} characters", name=name[:40], limit=NAME_LIMIT),
            code="bad-address",
        )
    return Mailbox(whole, name)


def parse_mailbox(text: str) -> Mailbox:
    """Read exactly one mailbox as a person writes it: ``a@b.no`` or ``Name <a@b.no>`` or ``"Na, me" <a@b.no>``."""
    if has_control(text):
        raise InvalidData(tr("a line break or control character in the address {text!r}", text=text), code="bad-text")
    text = text.strip()
    if not text.endswith(">"):
        return mailbox(text)
    name, angle, address = text[:-1].rpartition("<")
    if not angle:
        raise InvalidData(tr("{text!r} is not an e-mail address", text=text), code="bad-address")
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    elif "," in name or "<" in name:
        raise InvalidData(
            tr(
                "{text!r} looks like several addresses; put the name in quotation marks or list them one by one",
                text=text,
            ),
            code="bad-address",
        )
    return mailbox(address, name)


def is_selection(entry: str) -> bool:
    """Whether a `to`/`cc`/`bcc` entry is a rule such as ``role:project-leader``, not an address template."""
    return bool(_SELECTION.match(entry)) and "{{" not in entry


@dataclass(frozen=True)
class AddressTemplate:
    """Templates of one mailbox: the display name (may be empty) and the address."""

    name: str
    address: str


def split_template(text: str) -> list[AddressTemplate]:
    """Split ``A <a@x>, {{ name }} <{{ email }}>`` into mailboxes, looking at the template's own text only."""
    parts = [part.strip() for part in _split_commas(text)]
    found = []
    for part in parts:
        if not part:
            continue
        name, address = "", part
        if part.endswith(">") and (at := _last_angle(part)) >= 0:
            name, address = part[:at].strip(), part[at + 1 : -1].strip()
        if len(name) > 1 and name[0] == name[-1] == '"':
            name = name[1:-1]
        found.append(AddressTemplate(name, address))
    return found


def _split_commas(text: str) -> list[str]:
    """Split at commas outside ``{{ }}``, ``{% %}``, quotation marks and angle brackets."""
    parts, current, quoted, angle = [], "", False, False
    for piece in re.split(r"(\{\{.*?\}\}|\{%.*?%\}|[\",<>])", text):
        if piece == '"':
            quoted = not quoted
        elif piece in {"<", ">"} and not quoted:
            angle = piece == "<"
        if piece == "," and not quoted and not angle:
            parts.append(current)
            current = ""
        else:
            current += piece
    return [*parts, current]


def _last_angle(part: str) -> int:
    masked = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", lambda m: "x" * len(m[0]), part)
    return masked.rfind("<")
