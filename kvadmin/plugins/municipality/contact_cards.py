"""Contacts as cards that Outlook, telephones and Thunderbird read: vCard 3.0 (RFC 2425 and 2426).

3.0 and not 4.0, which Outlook does not read. ``LANG`` is 4.0's (RFC 6350); what does not know it passes over it. Every
value is one line, escaped, so that nothing in it can become a property of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from kvadmin.api import Refused, UsageError, tr
from kvadmin.api.records import Contact
from kvadmin.api.reports import Report
from kvadmin.api.wording import filed_name, fold

#: What the names of cards are made in; never changed, or every address book would have everybody twice.
_NAMESPACE = UUID("6f1d2c0e-6b57-5d0e-9f6e-2d0d6a1b7c35")
_LONGEST_LINE = 75
_LANGUAGES = {"bokmal": "nb", "nynorsk": "nn"}
_ESCAPES = re.compile(r"[\\;,]")
_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MOBILE = re.compile(r"[49]\d{7}")
_LEAST_DIGITS = 5


def contact_cards(report: Report) -> bytes:
    """The contacts of a report as a file of cards, one after the other; the same contacts are the same bytes.

    Args:
        report: Of ``contact list``, or of one municipality.

    Raises:
        UsageError: The report is no list of contacts.
        Refused: There is none in it.
    """
    data = report.data
    contacts = data.get("contacts")
    if not isinstance(contacts, list):
        raise UsageError(
            tr("a file of contact cards (vcf) holds contacts, and this is another list"),
            where="--format",
            hint=tr("kvadmin contact list -o FILE.vcf"),
            code="unknown-format",
        )
    if not contacts:
        raise Refused(tr("there are no contacts to write"), where="contact list", code="nothing-to-do")
    about = {
        "municipality": data.get("number", ""),
        "municipality_name": data.get("name", ""),
        "language_form": data.get("language_form", ""),
    }
    return b"".join(_line(each) for one in contacts for each in _card({**about, **one}))


def _card(contact: Mapping[str, Any]) -> Iterable[str]:
    """The lines of one card."""
    number, name, role = (str(contact[each]) for each in ("municipality", "name", "role"))
    filed = filed_name(name, contact["sort_as"])
    language = _LANGUAGES.get(contact["language_form"])
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"UID:{_uid(number, contact['id'], name)}"
    yield f"FN:{_text(name)}"
    yield f"N:{_text(filed.family)};{_text(filed.given)};;;"
    yield f"ORG:{_text(_organisation(contact['municipality_name']))}"
    yield f"X-KVADMIN-MUNICIPALITY:{_text(number)}"
    yield f"ROLE:{_text(Contact.ROLES.get(role, (role, role))[language == 'nn'])}"
    for prop, value in (("TITLE", contact["title"]), ("SORT-STRING", contact["sort_as"])):
        if value:
            yield f"{prop}:{_text(value)}"
    if contact["email"]:
        yield f"EMAIL;TYPE=internet,work:{_text(contact['email'])}"
    for phone in _phones(contact["phone"]):
        yield f"TEL;TYPE={'cell' if _is_mobile(phone) else 'work'},voice:{_text(phone)}"
    if language:
        yield f"LANG:{language}"
    if contact["note"]:
        yield f"NOTE:{_text(contact['note'])}"
    yield "END:VCARD"


def _uid(number: str, contact: str, name: str) -> str:
    """The same for the same entry and name, and another where somebody else has come into the entry."""
    return uuid5(_NAMESPACE, f"{number}/{contact}/{fold(name)}").urn


def _organisation(name: str) -> str:
    """``Hol kommune``; the county that a register has in the name (``Bø (Telemark)``) goes behind it."""
    bare, sign, rest = name.partition(" (")
    return f"{bare} kommune{sign}{rest}"


def _phones(text: str) -> list[str]:
    """The numbers of ``22 00 00 00 / 900 00 000``; what is no number by itself stays with the one before it."""
    parts = text.split(" / ") if text else []
    if any(sum(map(str.isdigit, part)) < _LEAST_DIGITS for part in parts):
        return [text]
    return parts


def _is_mobile(phone: str) -> bool:
    digits = re.sub(r"\D", "", phone)
    return _MOBILE.fullmatch(digits.removeprefix("0047") if len(digits) > 10 else digits[-8:]) is not None and (
        len(digits) == 8 or digits.startswith(("47", "0047"))
    )


def _text(value: str) -> str:
    """A value on one line, with what parts values escaped."""
    return _ESCAPES.sub(lambda found: f"\\{found[0]}", _BREAKS.sub(" ", value))


def _line(text: str) -> bytes:
    """The line in UTF-8, folded so that no letter is cut in two."""
    lines: list[bytes] = []
    left = text.encode("utf-8")
    room = _LONGEST_LINE
    while len(left) > room:
        end = room
        while left[end] & 0xC0 == 0x80:
            end -= 1
        lines.append(left[:end])
        left, room = left[end:], _LONGEST_LINE - 1
    return b"\r\n ".join([*lines, left]) + b"\r\n"
