"""What the rows of a list of registrations say: columns in three languages, each row read on its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kvadmin.api import tr
from kvadmin.api.imports import (
    Field,
    Headings,
    Match,
    Register,
    Row,
    SheetTable,
    damaged,
    first_email,
    read_emails,
    read_first_day,
)
from kvadmin.api.wording import fold, squash

from .registration_fields import (
    is_nobody,
    printable_name,
    read_consent,
    read_fields,
    read_name,
)
from .status_text import read_status, read_yes_no

REGISTRATION_HEADINGS = Headings(
    [
        Field("name", ("navn", "namn", "fullt navn", "fullt namn", "deltaker", "deltakar", "participant", "full name",
                       "deltakernavn", "deltakarnamn")),
        Field("first_name", ("fornavn", "fornamn", "given name", "first name", "førenamn")),
        Field("last_name", ("etternavn", "etternamn", "family name", "last name", "surname")),
        Field("title", ("stilling", "tittel", "stillingstittel", "funksjon", "position", "job title")),
        Field("employer", ("arbeidsgiver", "arbeidsgivar", "arbeidsgjevar", "virksomhet", "verksemd",
                           "organisasjon", "organisation",
                           "arbeidssted", "arbeidsstad", "arbeidsplass", "workplace", "enhet", "eining")),
        Field("municipality", ("kommune", "kommunenummer", "kommunenr", "komm.nr", "knr", "kommunenavn",
                               "kommunenamn", "number")),
        Field("party", ("part", "parti", "partsrepresentant", "representerer", "representerar")),
        Field("role", ("rolle", "funksjon i programmet")),
        Field("email", ("e-post", "epost", "e-postadresse", "epostadresse", "mail", "e-mail", "email address")),
        Field("consent", ("samtykke", "deltakerliste", "deltakarliste", "på deltakerlisten", "på deltakarlista",
                          "vises på liste", "visast på liste", "samtykke til liste")),
        Field("status", ("påmeldingsstatus", "påmelding", "påmeldt")),
        Field("cancelled", ("avmeldt", "avmeld", "canceled", "withdrawn", "kommer ikke", "kjem ikkje", "deltar ikke",
                            "deltek ikkje", "kan ikke komme", "kan ikkje komme", "meldt avbud", "avbud", "frafall",
                            "trukket", "trukket seg")),
        Field("waiting", ("venteliste", "på venteliste", "waiting list", "waitlist", "waitlisted", "on waiting list")),
        Field("coming", ("kommer", "kjem", "attending", "kommer du", "kjem du")),
        Field("diet", ("kosthold", "kosthald", "kostvaner", "allergi", "allergier", "allergiar", "diett", "matallergi",
                       "spesialkost", "kost", "allergies", "food", "mat", "kosthensyn", "kostomsyn")),
        Field("access", ("tilrettelegging", "tilgjengelighet", "tilgjenge", "særskilte behov", "særlege behov",
                         "access needs", "accessibility")),
        Field("sort_as", ("sorteres som", "sorterast som", "sortering", "sort as", "alfabetiseres under")),
        Field("days", ("dager", "dagar", "deltar", "deltek")),
        Field("note", ("merknad", "kommentar", "comment", "notat")),
    ]
)  # fmt: skip
REQUIRED_COLUMNS = (("name", "last_name"),)
_TOTALS = re.compile(r"(?:sum|i alt|totalt?|antall|antal|til saman|til sammen)\b[\s:]*(?:\d.*)?", re.IGNORECASE)
#: What people write who need nothing, folded.
_NO_NEED = frozenset(
    ("", "nei", "ingen", "no", "none", "ikke", "nei takk", "inga", "intet", "ingen allergier", "ingen allergi",
     "ikke aktuelt", "ikkje aktuelt")
)  # fmt: skip
_READ = ("sort_as", "title", "employer", "party", "role", "email", "days", "note")
#: What people write under a status word for yes.
_SAID = {
    "cancelled": ("avmeldt", "avmeld", "kommer ikke", "kjem ikkje", "avbud"),
    "waiting": ("venteliste", "på venteliste", "venter", "ventar"),
    "coming": ("kommer", "kjem"),
}


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
    """A row that can be used: its place, the fields it has, and needs that go elsewhere.

    ``names_place``: the row has a cell that says which municipality, if only that it is none.
    """

    sheet: str | None
    row: int
    name: str
    municipality: str | None
    values: dict[str, Any] = field(default_factory=dict)
    diet: str = ""
    access: str = ""
    remark: str = ""
    names_place: bool = True

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
        for row in table.rows:
            if row.filled and row.number not in table.repeated:
                yield _read(table, row, register)


def _read(table: SheetTable, row: Row, register: Register) -> RegistrationDraft | RegistrationRowOutcome:
    sheet, number = table.sheet.name, row.number
    name, asked = _name(table, row)
    if (reason := _no_person(name, row)) and not asked:
        return RegistrationRowOutcome(sheet, number, "skipped", name, reason=reason)
    try:
        name = read_name(name) if name else ""
    except ValueError as error:
        return RegistrationRowOutcome(sheet, number, "rejected", printable_name(name), reason=str(error))
    try:
        asked = asked or _damage(name)
        values: dict[str, Any] = read_status_columns(table, row)
    except ValueError as error:
        asked = str(error)
    place = _municipality(table.text(row, "municipality"), table.text(row, "employer"), register)
    if asked:
        return RegistrationRowOutcome(sheet, number, "manual", name, reason=asked)
    if isinstance(place, Match):
        reason = tr(
            "municipality {text!r}: {verdict}", text=table.text(row, "municipality")[:60], verdict=place.verdict
        )
        return RegistrationRowOutcome(sheet, number, "manual", name, None, reason, place.candidates)
    remarks: list[str] = []
    values |= _values(table, row, remarks)
    return RegistrationDraft(
        sheet,
        number,
        name,
        place,
        values,
        diet=_need(squash(table.text(row, "diet"))),
        access=_need(squash(table.text(row, "access"))),
        remark="; ".join(remarks),
        names_place=bool(table.text(row, "municipality")),
    )


def _no_person(name: str, row: Row) -> str:
    if not name:
        return tr("no name: a blank line, a total or a note")
    if _TOTALS.fullmatch(name):
        return tr("a total")
    return tr("struck through") if all(cell.struck for cell in row.filled) else ""


def _damage(name: str) -> str:
    return tr("letters of {name!r} are damaged; save the file as UTF-8 or xlsx", name=name) if damaged(name) else ""


def _name(table: SheetTable, row: Row) -> tuple[str, str]:
    """The name of a row, and what is to be asked where a person stands without one."""
    whole = [squash(cell.text) for cell in table.cells(row, "name") if not cell.blank]
    parts = squash(f"{table.text(row, 'first_name')} {table.text(row, 'last_name')}")
    name = next((each for each in (*whole, parts) if each and not is_nobody(each)), "")
    if name:
        return name, ""
    if whole or (parts and is_nobody(parts)):
        return "", tr("no name but {name!r}: ask for it", name=(whole or [parts])[0][:40])
    return "", tr("no name beside an e-mail address: ask for it") if read_emails(table.text(row, "email")) else ""


def _values(table: SheetTable, row: Row, remarks: list[str]) -> dict[str, Any]:
    """The fields of a row; one that cannot be read is left out and said, the person is not lost for it."""
    values: dict[str, Any] = {}
    for field_name in _READ:
        text = table.text(row, field_name)
        if field_name == "email":
            text, remark = first_email(text)
            remarks += [remark] if remark else []
        if field_name == "days" and _says_whether_coming(text):
            continue
        try:
            values |= read_fields({field_name: text})
        except ValueError as error:
            remarks.append(tr("{field} was left out: {error}", field=field_name, error=error))
    consent = table.text(row, "consent")
    if fold(consent) or any(not char.isalnum() and not char.isascii() for char in consent) or "?" in consent:
        try:
            values["consent"] = read_consent(consent)
        except ValueError as error:
            values["consent"] = "none"  # whatever was agreed to before, this is no clear yes
            remarks.append(tr("no consent: {error}", error=error))
    return values


def read_status_columns(table: SheetTable, row: Row) -> dict[str, str]:
    """The status that a row states, in words or by yes and no under a status word; nothing stated gives nothing.

    Raises:
        ValueError: It is not clear what it states; a status is never guessed.
    """
    said = {name: _yes_no(table, row, name) for name in ("cancelled", "waiting", "coming")}
    coming = said["coming"] if said["coming"] is not None else _says_whether_coming(table.text(row, "days"))
    text = table.text(row, "status")
    stated = read_status(text) if fold(text) and not _is_day(text) else ""
    if said["cancelled"] or coming is False:
        return {"status": "cancelled"}
    if said["waiting"]:
        return {"status": "waiting"} if stated != "cancelled" else {"status": "cancelled"}
    return {"status": stated} if stated else {}


def _yes_no(table: SheetTable, row: Row, name: str) -> bool | None:
    labels = [table.columns.labels[at] for at in table.columns.by_field.get(name, ())]
    text = table.text(row, name)
    try:
        return read_yes_no(text, name, *labels, *_SAID[name])
    except ValueError as error:
        raise ValueError(f"{labels[0]}: {error}") from None


def _says_whether_coming(text: str) -> bool | None:
    """What ``Deltar`` says when it holds no days but yes or no."""
    try:
        return read_yes_no(text)
    except ValueError:
        return None


def _is_day(text: str) -> bool:
    """``Påmeldt: 20.08.2008`` says when, and nothing about the status."""
    try:
        read_first_day(text)
    except ValueError:
        return False
    return True


def _need(text: str) -> str:
    """The need; nothing for the ways of saying that there is none."""
    return "" if fold(text) in _NO_NEED else text


def _municipality(text: str, employer: str, register: Register) -> Match | str | None:
    """The number; None for people of no municipality; the match when it is not sure which one is meant."""
    if not text:
        bare = fold(employer)
        if not bare.endswith(" kommune"):
            return None
        match = register.match(name=employer)
        return match.number if match.verdict == "found" else None
    match = register.match(number=text) if any(char.isdigit() for char in text) else register.match(name=text)
    if match.verdict in ("absent", "not-a-municipality"):
        return None
    return match.number if match.verdict == "found" else match
