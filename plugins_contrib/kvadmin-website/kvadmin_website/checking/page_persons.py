"""Addresses and telephone numbers on pages that are not the secretariat's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kvadmin.api import Finding, tr
from kvadmin.api.records import Programme
from kvadmin_website.bank.example_lookups import site_of
from kvadmin_website.bank.personal_traits import Trait, traits_in

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """How the secretariat is reached.

    Args:
        emails: Its addresses, folded.
        domains: What stands behind the @ of the programme's own address: its colleagues.
        phones: Its numbers, the last eight digits.
    """

    emails: frozenset[str]
    domains: frozenset[str]
    phones: frozenset[str]

    def has(self, trait: Trait) -> bool:
        """Whether an address or a number is one of them."""
        if trait.kind == "email":
            said = trait.text.casefold()
            return said in self.emails or said.rpartition("@")[2] in self.domains
        return trait.kind == "phone" and _bare(trait.text) in self.phones


def _bare(phone: str) -> str:
    return _NO_DIGIT.sub("", phone)[-8:]


def of_the_secretariat(data: Snapshot) -> OwnAddresses:
    """The addresses and numbers of the programme's sender and of those whom the site names as staff."""
    programme, site = data.find(Programme), site_of(data)
    sender = programme.sender if programme else None
    emails = {each.email for each in site.staff} | ({sender.email} if sender else set())
    phones = {each.phone for each in site.staff} | ({sender.phone} if sender else set())
    return OwnAddresses(
        frozenset(each.casefold() for each in emails if each),
        frozenset({sender.email.casefold().rpartition("@")[2]} if sender and "@" in sender.email else ()),
        frozenset(_bare(each) for each in phones if each),
    )


def person_findings(path: str, text: str, ours: OwnAddresses) -> Iterator[Finding]:
    """Every address, number and identity number of a page that is not the secretariat's."""
    for each in traits_in(text):
        if ours.has(each):
            continue
        severity = "error" if each.kind == "identity-number" else "warning"
        code = "web-identity-number" if each.kind == "identity-number" else "web-personal"
        hint = None if each.kind == "identity-number" else tr("may it stand on a public page?")
        yield Finding(path, each.line, each.column, code, each.said(), hint, severity)
