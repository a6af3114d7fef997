"""What the rows of an address list say: of which municipality, and of whom there, each contact by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kvadmin.api import tr
from kvadmin.api.commands import one_line
from kvadmin.api.imports import (
    Match,
    Register,
    Row,
    RowOutcome,
    SheetTable,
    damaged,
    first_email,
    municipality_of,
    municipality_written,
    phones_in,
    read_emails,
    why_no_municipality,
)
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.wording import fold, squash

from ..contact_roles import role_in
from .contact_columns import ROLE_COLUMNS
from .place_signs import KnownDomains, WhichPlace, nobody_says, place_by_signs, signs_of, why_not_sure

#: Two people in one cell.
_SEVERAL = re.compile(r"\w\s+(?:og|and|&)\s+\w|\s/\s|;|\n|\w{3,}/\w{3,}")
#: What stands for nobody, folded.
_NOBODY = frozenset(
    "vakant,ubesatt,ledig,ledig stilling,ingen,vacant,none,ikke utpekt,ikkje peika ut,anonymous,anonym".split(",")
)
_TOTALS = re.compile(r"(?:sum|i alt|totalt?|antall|antal)\b[\s:]*(?:\d.*)?", re.IGNORECASE)
_LONGEST_NAME = 200
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRowOutcome(RowOutcome):
    """One contact of a row and what became of it: a row may have several.

    Attributes:
        name: As written.
        role: One of the roles.
        id: Of the contact.
    """

    name: str = ""
    role: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact that a row speaks of.

    Attributes:
        sheet: Name of the sheet; None for csv.
        row: Line of the row.
        municipality: Number.
        name: As written; the role's own name when there was none (``nameless``).
        role: One of the roles; ``other`` when the row states none that is known.
        values: Title, email, phone, note and what it files under, as far as the row has them.
        remark: What was left out of the row, and why.
        nameless: Nobody's name stood there.
    """

    sheet: str | None
    row: int
    municipality: str
    name: str
    role: str
    values: dict[str, str]
    remark: str = ""
    nameless: bool = False

    @property
    def email(self) -> str:
        """The address, folded to compare."""
        return self.values.get("email", "").casefold()

    def outcome_of(self, outcome: str, reason: str = "", contact: str = "") -> ContactRowOutcome:
        """What became of it."""
        said = "; ".join(part for part in (reason, self.remark) if part)
        return ContactRowOutcome(
            sheet=self.sheet,
            row=self.row,
            outcome=outcome,
            municipality=self.municipality,
            name=self.name,
            role=self.role,
            reason=said,
            id=contact,
        )


@dataclass(frozen=True, slots=True)
class _Person:
    """The cells of one person in a row."""

    name: str
    role: str
    title: str
    email: str
    phones: tuple[str, ...]
    note: str = ""
    sort_as: str = ""
    private: bool = False

    def __bool__(self) -> bool:
        return bool(self.name or self.email or any(self.phones))


def read_contact_rows(
    tables: Iterable[SheetTable],
    register: Register,
    municipalities: Mapping[str, Municipality],
    which: WhichPlace = nobody_says,
) -> Iterator[ContactDraft | ContactRowOutcome]:
    """Every contact of every row: a draft, or its outcome when it cannot be used.

    Args:
        tables: What was found in the file.
        register: The municipalities of the day.
        municipalities: The same with their contacts, by number; there may be more.
        which: Asks a person about a row whose municipality is not sure.
    """
    domains = KnownDomains(each for number, each in municipalities.items() if number in register)
    for table in tables:
        for row in table.rows:
            if row.filled and row.number not in table.repeated:
                yield from _of_row(table, row, register, domains, which)


def _of_row(
    table: SheetTable, row: Row, register: Register, domains: KnownDomains, which: WhichPlace
) -> Iterator[ContactDraft | ContactRowOutcome]:
    people = [each for each in _people(table, row) if each]
    whole = table.text(row, "name") or table.text(row, "municipality")
    if not people or _TOTALS.fullmatch(squash(whole)):
        yield _outcome(table, row, "skipped", tr("no contact: a heading, a total or a note"))
        return
    if all(cell.struck for cell in row.filled):
        yield _outcome(table, row, "skipped", tr("struck through"), people[0].name)
        return
    match, reason = _whose(table, row, register, domains)
    number = match.number if match.verdict == "found" else None
    outcome = "skipped" if match.verdict == "not-a-municipality" else "manual"
    if number is None and outcome == "manual":
        number = which(signs_of(table, row), match.candidates)
    for each in people:
        if number:
            yield _draft(table, row, number, each)
        else:
            yield _outcome(table, row, outcome, reason, each.name, candidates=match.candidates)


def _whose(table: SheetTable, row: Row, register: Register, domains: KnownDomains) -> tuple[Match, str]:
    """The municipality of a row, and why it is not sure; a column of its own decides before any other sign."""
    match = municipality_of(table, row, register)
    if match.verdict != "absent" or not table.columns.has("organisation"):
        return match, why_no_municipality(match, municipality_written(table, row))
    signs = signs_of(table, row)
    match = place_by_signs(signs, register, domains)
    return match, why_not_sure(match, signs)


def _outcome(table: SheetTable, row: Row, outcome: str, reason: str, name: str = "", **more: Any) -> ContactRowOutcome:
    return ContactRowOutcome(
        sheet=table.sheet.name, row=row.number, outcome=outcome, reason=reason, name=name[:_SHOWN], **more
    )


def _people(table: SheetTable, row: Row) -> Iterator[_Person]:
    """The person that the row is about, and those whose role has columns of its own.

    Where no column names a person, the e-mail and telephone beside those of the roles are the municipality's.
    """
    named = table.columns.has("name") or table.columns.has("last_name")
    text = {each: table.text(row, each) for each in ("name", "role", "title", "email")}
    parts = squash(" ".join(table.text(row, each) for each in ("first_name", "middle_name", "last_name")))
    yield _Person(
        text["name"] or parts,
        text["role"] if named else "mail-desk",
        text["title"],
        text["email"],
        _texts(table, row, "phone"),
        "; ".join(squash(each) for each in _texts(table, row, "note")),
        table.text(row, "sort_as"),
        bool(_texts(table, row, "private_details")),
    )
    for columns in ROLE_COLUMNS:
        name, email = (table.text(row, columns.field(part)) for part in ("name", "email"))
        yield _Person(name, columns.role, columns.title, email, _texts(table, row, columns.field("phone")))


def _texts(table: SheetTable, row: Row, field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.text.strip() for cell in table.cells(row, field) if not cell.blank))


def _draft(table: SheetTable, row: Row, municipality: str, person: _Person) -> ContactDraft | ContactRowOutcome:
    remarks = [tr("what is private was left out")] if person.private else []
    name, email = _name_and_email(person, remarks)
    role, title = _role_and_title(person, remarks)
    if fold(name) in _NOBODY:
        if not email:
            reason = tr("nobody: {name!r}", name=name)
            return _outcome(table, row, "skipped", reason, name, municipality=municipality, role=role)
        name = ""
    if asked := _unsure(name, role, person):
        return _outcome(table, row, "manual", asked, name, municipality=municipality, role=role)
    phone = _phone(person.phones, remarks)
    values = {"title": title, "email": email, "phone": phone, "note": person.note, "sort_as": person.sort_as}
    return ContactDraft(
        table.sheet.name,
        row.number,
        municipality,
        name or Contact.ROLES[role][0].capitalize(),
        role,
        {field: kept for field, text in values.items() if (kept := _line(field, text, remarks))},
        "; ".join(remarks),
        nameless=not name,
    )


def _unsure(name: str, role: str, person: _Person) -> str:
    """Why the name cannot be taken as it stands, or nothing."""
    if damaged(name):
        return tr("letters of the name {name!r} are damaged; mend them in the list", name=name[:_SHOWN])
    if _SEVERAL.search(person.name):
        return tr("several people in one cell: {name!r}", name=name[:60])
    if len(name) > _LONGEST_NAME or (name and not any(char.isalnum() for char in name)):
        return tr("{name!r} is no name", name=name[:60])
    if not name and role == "other":
        return tr("no name, and no role that is known")
    return ""


def _name_and_email(person: _Person, remarks: list[str]) -> tuple[str, str]:
    """``Kari Ås (kari@hol.example)`` and a bare address in the column of the name are taken apart."""
    email, remark = first_email(person.email)
    remarks += [remark] if remark else []
    name = person.name
    if "@" in name and (found := read_emails(name)):
        for each in found:
            name = name.replace(each, " ")
        name = re.sub(r"mailto:|[<>()\[\],;:]", " ", name)
        email = email or first_email(found[0])[0]
    return squash(name), email


def _role_and_title(person: _Person, remarks: list[str]) -> tuple[str, str]:
    """The role as far as it is known; a text for it that is not known is kept as the title, or said."""
    role, title = role_in(person.role), squash(person.title)
    if person.role and role is None:
        if title and fold(title) != fold(person.role):
            remarks.append(tr("the role {role!r} is not known", role=person.role[:40]))
        title = title or squash(person.role)
    if role in (None, "other"):
        role = role_in(title) or "other"
    elif person.role and not title and fold(person.role) not in {fold(each) for each in (role, *Contact.ROLES[role])}:
        title = squash(person.role)  # "Konst. rådmann" says more than the role
    return role or "other", title


def _phone(texts: Iterable[str], remarks: list[str]) -> str:
    found: dict[str, str] = {}
    for text in texts:
        phone, remark = phones_in(text)
        remarks += [remark] if remark else []
        if phone:
            found.setdefault(digits_of(phone), phone)
    return " / ".join(found.values())


def digits_of(phone: str) -> str:
    """The number without blanks and signs, and without Norway's own prefix, to compare."""
    return re.sub(r"\D", "", phone.replace("+47", "").replace("0047", ""))


def _line(field: str, text: str, remarks: list[str]) -> str:
    try:
        return one_line(text)
    except ValueError as error:
        remarks.append(tr("{field} was left out: {error}", field=field, error=error))
        return ""
