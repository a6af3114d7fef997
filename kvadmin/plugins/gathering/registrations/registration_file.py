"""What the rows of a list of registrations say: columns in three languages, each row read on its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kvadmin.api import tr
from kvadmin.api.commands import email_address
from kvadmin.api.imports import (
    WHO_FIELDS,
    ColumnDates,
    Field,
    Importer,
    Register,
    Row,
    SheetTable,
    damaged,
    judge_dates,
    read_emails,
)
from kvadmin.api.wording import fold, squash

from .registration_fields import read_fields

REGISTRATIONS = Importer(
    "registrations",
    (
        *WHO_FIELDS,
        Field("name", ("navn", "namn", "fullt navn", "fullt namn", "deltaker", "deltakar", "participant", "full name",
                       "deltakernavn", "deltakarnamn")),
        Field("first_name", ("fornavn", "fornamn", "given name", "first name", "førenamn")),
        Field("last_name", ("etternavn", "etternamn", "family name", "last name", "surname")),
        Field("title", ("stilling", "tittel", "stillingstittel", "funksjon", "position", "job title")),
        Field("employer", ("arbeidsgiver", "arbeidsgivar", "arbeidsgjevar", "virksomhet", "verksemd",
                           "organisasjon", "organisation",
                           "arbeidssted", "arbeidsstad", "arbeidsplass", "workplace", "enhet", "eining")),
        Field("party", ("part", "parti", "partsrepresentant", "representerer", "representerar")),
        Field("role", ("rolle", "funksjon i programmet")),
        Field("email", ("e-post", "epost", "e-postadresse", "epostadresse", "mail", "e-mail", "email address")),
        Field("consent", ("samtykke", "deltakerliste", "deltakarliste", "på deltakerlisten", "på deltakarlista",
                          "vises på liste", "visast på liste", "samtykke til liste")),
        Field("status", ("påmeldingsstatus", "påmelding", "avmeldt", "avmeld")),
        Field("diet", ("kosthold", "kosthald", "kostvaner", "allergi", "allergier", "allergiar", "diett", "matallergi",
                       "spesialkost", "kost", "allergies", "food", "mat", "kosthensyn", "kostomsyn"), sensitive=True),
        Field("access", ("tilrettelegging", "tilgjengelighet", "tilgjenge", "særskilte behov", "særlege behov",
                         "access needs", "accessibility"), sensitive=True),
        Field("sort_as", ("sorteres som", "sorterast som", "sortering", "sort as", "alfabetiseres under")),
        Field("days", ("dager", "dagar", "deltar", "deltek")),
        Field("note", ("merknad", "kommentar", "comment", "notat")),
    ),
    (("name", "last_name"),),
    help="one person who comes to a gathering",
)  # fmt: skip
_TOTALS = re.compile(r"(?:sum|i alt|totalt?|antall|antal|til saman|til sammen)\b[\s:]*(?:\d.*)?", re.IGNORECASE)
#: What people write who need nothing, folded.
_NO_NEED = frozenset(
    ("", "nei", "ingen", "no", "none", "ikke", "nei takk", "inga", "intet", "ingen allergier", "ingen allergi",
     "ikke aktuelt", "ikkje aktuelt")
)  # fmt: skip
_READ = ("sort_as", "title", "employer", "party", "role", "email", "consent", "status", "days", "note")


@dataclass(frozen=True, slots=True)
class RegistrationRowOutcome:
    """One row and what became of it.

    ``outcome`` is imported, waiting, updated, unchanged, cancelled, kept-cancelled, duplicate, manual, rejected or
    skipped.
    """

    sheet: str | None
    row: int
    outcome: str
    person: str = ""
    municipality: str | None = None
    reason: str = ""
    candidates: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationDraft:
    """A row that can be used: its place, the fields it has, and needs that go elsewhere."""

    sheet: str | None
    row: int
    name: str
    municipality: str | None
    values: dict[str, Any] = field(default_factory=dict)
    diet: str = ""
    access: str = ""
    remark: str = ""

    @property
    def email(self) -> str:
        """The address, folded to compare."""
        return str(self.values.get("email", "")).casefold()

    def outcome_of(self, outcome: str, reason: str = "", person_id: str = "") -> RegistrationRowOutcome:
        """What became of it."""
        said = "; ".join(part for part in (reason, self.remark) if part)
        return RegistrationRowOutcome(self.sheet, self.row, outcome, self.name, self.municipality, said, (), person_id)


def read_registration_rows(
    tables: Iterable[SheetTable], register: Register
) -> Iterator[RegistrationDraft | RegistrationRowOutcome]:
    """Every row with something in it: a draft, or its outcome when it cannot be used."""
    for table in tables:
        days = judge_dates([table.text(row, "days") for row in table.rows], strict=True)
        for row in table.rows:
            if row.filled and row.number not in table.repeated:
                yield _read(table, row, register, days)


def _read(  # noqa: PLR0911 - one line per kind of row
    table: SheetTable, row: Row, register: Register, days: ColumnDates
) -> RegistrationDraft | RegistrationRowOutcome:
    sheet, number = table.sheet.name, row.number
    name = _name(table, row)
    if not name:
        return RegistrationRowOutcome(sheet, number, "skipped", reason=tr("no name: a blank line, a total or a note"))
    if _TOTALS.fullmatch(name):
        return RegistrationRowOutcome(sheet, number, "skipped", name, reason=tr("a total"))
    if all(cell.struck for cell in row.filled):
        return RegistrationRowOutcome(sheet, number, "skipped", name, reason=tr("struck through"))
    if damaged(name):
        reason = tr("letters of the name {name!r} are damaged; mend them in the list", name=name[:60])
        return RegistrationRowOutcome(sheet, number, "manual", name, reason=reason)
    given = {each: table.text(row, each) for each in _READ}
    given["days"] = days.plain(given["days"])
    given["status"] = _status(table, given["status"])
    given["email"], remark = _email(given["email"])
    try:
        values = read_fields({"name": name, **given}, name)
        needs = {each: squash(table.text(row, each)) for each in ("diet", "access")}
    except ValueError as error:
        return RegistrationRowOutcome(sheet, number, "rejected", name[:60], reason=str(error))
    place = _municipality(
        table.text(row, "number") or table.text(row, "municipality"), table.text(row, "employer"), register
    )
    if isinstance(place, RegistrationRowOutcome):
        return RegistrationRowOutcome(sheet, number, place.outcome, name, None, place.reason, place.candidates)
    spelt = str(values.pop("name"))
    found = {key: _need(text) for key, text in needs.items()}
    return RegistrationDraft(sheet, number, spelt, place, values, **found, remark=remark)


def _name(table: SheetTable, row: Row) -> str:
    whole = table.text(row, "name")
    if whole:
        return whole
    return squash(f"{table.text(row, 'first_name')} {table.text(row, 'last_name')}")


def _email(text: str) -> tuple[str, str]:
    """The first address of a cell, and what is to be said of it: a person is not lost for a misspelt address."""
    found = read_emails(text)
    if not text or (len(found) == 1 and squash(text).casefold().removeprefix("mailto:") == found[0].casefold()):
        return (found[0] if found else ""), ""
    try:
        first = email_address(found[0]) if found else ""
    except ValueError:
        first = ""
    shown = "".join(char if char.isprintable() else "\ufffd" for char in text[:40])
    return first, (
        tr("of the e-mail cell {text!r} {address} was taken", text=shown, address=first)
        if first
        else tr("of the e-mail cell {text!r} nothing was taken", text=shown)
    )


def _status(table: SheetTable, text: str) -> str:
    """A column ``Avmeldt`` that says yes means cancelled; one that says no, nothing."""
    columns = table.columns.by_field.get("status", ())
    label = fold(table.columns.labels[columns[0]]) if columns else ""
    if label.startswith("avmeld") and text:
        return "cancelled" if fold(text) in ("ja", "x", "yes", "avmeldt", "avmeld") else ""
    return text


def _need(text: str) -> str:
    """The need; nothing for the ways of saying that there is none."""
    return "" if fold(text) in _NO_NEED else text


def _municipality(text: str, employer: str, register: Register) -> str | RegistrationRowOutcome | None:
    """The number; None for people of no municipality; an outcome when it is not sure which one is meant."""
    if not text:
        bare = fold(employer)
        if not bare.endswith(" kommune"):
            return None
        match = register.match(name=employer)
        return match.number if match.verdict == "found" else None
    match = register.match(number=text) if any(char.isdigit() for char in text) else register.match(name=text)
    if match.verdict == "found":
        return match.number
    if match.verdict in ("absent", "not-a-municipality"):
        return None
    reason = tr("municipality {text!r}: {verdict}", text=text[:60], verdict=match.verdict)
    return RegistrationRowOutcome(None, 0, "manual", reason=reason, candidates=match.candidates)
