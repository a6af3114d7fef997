"""Which municipality a card or a row of an address book belongs to, where no column names one.

The organisation says it (``Hol kommune``), and nothing else does for sure: the domain of an e-mail address and the town
of the address at work are signs that a person confirms. A domain that speaks against the organisation is asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kvadmin.api import tr
from kvadmin.api.imports import Match, Register, Row, SheetTable, read_emails
from kvadmin.api.records import Municipality
from kvadmin.api.wording import fold, fold_plain, squash

#: Who has an address there may live anywhere.
_ANYBODY = frozenset(
    "gmail.com googlemail.com hotmail.com hotmail.no outlook.com live.com live.no msn.com yahoo.com yahoo.no "
    "icloud.com me.com mac.com online.no start.no broadpark.no getmail.no c2i.net tele2.no frisurf.no proton.me "
    "protonmail.com".split()
)
_KOMMUNE = ".kommune.no"
#: Verdicts about an organisation that nothing else may change.
_SURE_OF_NOBODY = "not-a-municipality"


@dataclass(frozen=True, slots=True)
class PlaceSigns:
    """What a row says of where the person works.

    Attributes:
        organisation: As written.
        city: Of the address at work.
        domain: Of the e-mail address, in small letters; empty of one that anybody may have.
    """

    organisation: str
    city: str
    domain: str

    @property
    def written(self) -> str:
        """As a person reads it: ``Hol kommune, @hol.kommune.no``."""
        return ", ".join(filter(None, (self.organisation, self.city, self.domain and f"@{self.domain}")))


#: Asks a person which of several municipalities the signs mean: its number, or None.
WhichPlace = Callable[[PlaceSigns, tuple[str, ...]], str | None]


def nobody_says(signs: PlaceSigns, candidates: tuple[str, ...]) -> str | None:
    """The answer where nobody can be asked."""
    del signs, candidates
    return None


class KnownDomains:
    """Which domains belong to whom: those of the register's contacts, and those that bear a municipality's name.

    Args:
        municipalities: The municipalities of the day.
    """

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self._of_contacts: dict[str, set[str]] = defaultdict(set)
        self._of_names: dict[str, set[str]] = defaultdict(set)
        for each in municipalities:
            for name in _names(each):
                self._of_names[_squeezed(name)].add(each.number)
            for contact in each.contacts:
                self._of_contacts[domain_of(contact.email)].add(each.number)
        self._of_contacts.pop("", None)  # those without an address, or with one that anybody may have

    def strong(self, domain: str) -> set[str]:
        """Whose it is: the contacts there have it, or it is ``NAME.kommune.no``."""
        name = domain.removesuffix(_KOMMUNE).rpartition(".")[2] if domain.endswith(_KOMMUNE) else ""
        return self._of_contacts.get(domain) or (self._of_names.get(_squeezed(name), set()) if name else set())

    def weak(self, domain: str) -> set[str]:
        """Whose name it bears: ``hol.example``."""
        parts = domain.split(".")
        return self._of_names.get(_squeezed(parts[-2]), set()) if len(parts) > 1 else set()


def _names(each: Municipality) -> Iterable[str]:
    return (each.name.partition("(")[0], *each.names)


def _squeezed(name: str) -> str:
    return fold_plain(name).replace(" ", "")


def domain_of(email: str) -> str:
    """``hol.kommune.no``; empty where there is none, or where anybody may have an address."""
    domain = email.rpartition("@")[2].strip().casefold() if "@" in email else ""
    return "" if domain in _ANYBODY else domain


def signs_of(table: SheetTable, row: Row) -> PlaceSigns:
    """What the row says of where the person works."""
    found = read_emails(table.text(row, "email"))
    return PlaceSigns(
        squash(table.text(row, "organisation")), squash(table.text(row, "city")), domain_of(found[0] if found else "")
    )


def place_by_signs(signs: PlaceSigns, register: Register, domains: KnownDomains) -> Match:
    """What the signs say together.

    Returns:
        ``found`` where the organisation is a municipality and nothing speaks against it, or where it may be several and
        the domain belongs to one of them; else what the organisation says, or the candidates that the other signs give.
    """
    match = register.match(name=signs.organisation) if signs.organisation else Match("absent")
    strong = domains.strong(signs.domain)
    if match.verdict == "found" and match.number:
        if not strong or match.number in strong:
            return match
        return Match("conflict", candidates=tuple(sorted({match.number, *strong})))
    if match.verdict == _SURE_OF_NOBODY:
        return match
    both = strong & set(match.candidates)
    if len(both) == 1 and match.verdict == "ambiguous":
        return Match("found", both.pop(), notes=("domain-decided",))
    if match.candidates:
        return match
    town = register.match(name=signs.city) if signs.city else Match("absent")
    of_town = {town.number} if town.number else set(town.candidates)
    candidates = tuple(sorted(each for each in strong or domains.weak(signs.domain) or of_town if each in register))
    return replace(match, candidates=candidates)


def why_not_sure(match: Match, signs: PlaceSigns) -> str:
    """Why the signs name no municipality for sure, in words."""
    numbers = ", ".join(match.candidates)
    if match.verdict == "conflict":
        return tr(
            "the organisation and the e-mail address in {text!r} do not agree: {numbers}",
            text=signs.written,
            numbers=numbers,
        )
    if match.verdict == _SURE_OF_NOBODY:
        return tr("{text!r} is no municipality", text=signs.organisation)
    if match.verdict in ("absent", "unknown") and match.candidates:
        return tr("only {text!r} says which municipality it is: {numbers}?", text=signs.written, numbers=numbers)
    if match.candidates:
        return tr("several municipalities may be meant by {text!r}: {numbers}", text=signs.written, numbers=numbers)
    if signs.organisation:
        return tr("there is no municipality {text!r} in the register", text=signs.organisation)
    return tr("no municipality is named")


def same_place(one: PlaceSigns) -> tuple[str, str, str]:
    """What two rows have in common that a person is asked about once."""
    return fold(one.organisation), fold(one.city), one.domain
