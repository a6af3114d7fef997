"""What the rows of a list of registrations say, each row read on its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kvadmin.api import tr
from kvadmin.api.imports import (
    ColumnDates,
    DateOrder,
    Match,
    Register,
    Row,
    RowOutcome,
    SheetTable,
    damaged,
    first_email,
    judge_dates,
    municipality_of,
    municipality_written,
    read_first_day,
    why_no_municipality,
)
from kvadmin.api.wording import fold, squash

from .registration_fields import (
    is_nobody,
    printable_name,
    read_consent,
    read_fields,
    read_name,
)
from .status_text import read_status, said_yes_no

_TOTALS = re.compile(r"(?:sum|i alt|totalt?|antall|antal|til saman|til sammen)\b[\s:]*(?:\d.*)?", re.IGNORECASE)
#: Two names in one cell; ``Aas & Li`` is no name of a person either.
_SEVERAL = re.compile(r"\w (?:og|and|&) \w|^\w+ [\w ]+/ ?\w+ [\w ]+$")
#: What people write who need nothing, folded.
_NO_NEED = frozenset(
    ("", "nei", "ingen", "no", "none", "ikke", "nei takk", "inga", "intet", "ingen allergier", "ingen allergi",
     "ikke aktuelt", "ikkje aktuelt")
)  # fmt: skip
#: What stands in a cell that says nothing.
_BLANKS = frozenset(" -–—./\u00a0")
_READ = ("sort_as", "title", "employer", "party", "role", "email", "days", "note")
#: What people write under a status word for yes.
_SAID = {
    "cancelled": ("avmeldt", "avmeld", "kommer ikke", "kjem ikkje", "avbud"),
    "waiting": ("venteliste", "på venteliste", "venter", "ventar"),
    "coming": ("kommer", "kjem"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationRowOutcome(RowOutcome):
    """One row and what became of it.

    Attributes:
        person: The name.
        id: Of the registration.
    """

    person: str = ""
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
        return RegistrationRowOutcome(
            sheet=self.sheet,
            row=self.row,
            outcome=outcome,
            person=self.name,
            municipality=self.municipality,
            reason=said,
            id=person_id,
        )


def read_registration_rows(
    tables: Iterable[SheetTable], register: Register, date_order: DateOrder | None = None
) -> Iterator[RegistrationDraft | RegistrationRowOutcome]:
    """Every row with something in it: a draft, or its outcome when it cannot be used.

    Args:
        tables: Of one file.
        register: The municipalities.
        date_order: The order of day, month and year that a person has said; else the column tells.
    """
    for table in tables:
        days = judge_dates([table.text(row, "days") for row in table.rows], order=date_order, strict=True)
        for row in table.rows:
            if row.filled and row.number not in table.repeated:
                yield _read(table, row, register, days)


def _read(
    table: SheetTable, row: Row, register: Register, days: ColumnDates
) -> RegistrationDraft | RegistrationRowOutcome:
    name, asked = _name(table, row)

    def ended(
        outcome: str, reason: str, candidates: tuple[str, ...] = (), municipality: str | None = None
    ) -> RegistrationRowOutcome:
        return RegistrationRowOutcome(
            sheet=table.sheet.name,
            row=row.number,
            outcome=outcome,
            person=printable_name(name) if name else "",
            municipality=municipality,
            reason=reason,
            candidates=candidates,
        )

    if (reason := _no_person(name, row, register)) and not asked:
        return ended("skipped", reason)
    try:
        name = read_name(name) if name else ""
    except ValueError as error:
        return ended("rejected", str(error))
    try:
        asked = asked or _damage(name)
        values: dict[str, Any] = read_status_columns(table, row)
    except ValueError as error:
        asked = str(error)
    place = _municipality(table, row, register)
    if asked:
        return ended("manual", asked, municipality=None if isinstance(place, Match) else place)
    if isinstance(place, Match):
        return ended("manual", why_no_municipality(place, municipality_written(table, row)), place.candidates)
    remarks: list[str] = []
    values |= _values(table, row, days, remarks)
    return RegistrationDraft(
        table.sheet.name,
        row.number,
        name,
        place,
        values,
        diet=_needs(table, row, "diet"),
        access=_needs(table, row, "access"),
        remark="; ".join(remarks),
        names_place=bool(municipality_written(table, row)),
    )


def _no_person(name: str, row: Row, register: Register) -> str:
    if not name:
        return tr("no name: a blank line, a total or a note")
    if _TOTALS.fullmatch(name):
        return tr("a total")
    if len(row.filled) == 1 and register.match(name=name).verdict not in ("unknown", "suggested", "absent"):
        return tr("a heading: nothing stands beside the name of a place")
    return tr("struck through") if all(cell.struck for cell in row.filled) else ""


def _damage(name: str) -> str:
    if not damaged(name):
        return ""
    return tr("letters of the name {name!r} are damaged; mend them in the list", name=name[:60])


def _name(table: SheetTable, row: Row) -> tuple[str, str]:
    """The name of a row, and what is to be asked where a person stands without one."""
    whole = [squash(cell.text) for cell in table.cells(row, "name") if not cell.blank]
    parts = squash(f"{table.text(row, 'first_name')} {table.text(row, 'last_name')}")
    named = [each for each in (*whole, parts) if each and not is_nobody(each)]
    if named and (doubt := _doubtful_name(named[0], parts)):
        return "", doubt
    if named:
        return named[0], ""
    if whole or (parts and is_nobody(parts)):
        return "", tr("no name but {name!r}: ask for it", name=(whole or [parts])[0][:40])
    if any(_TOTALS.fullmatch(squash(cell.text)) for cell in row.filled):
        return "", ""
    someone = [each for each in ("email", "title", "consent") if table.text(row, each)]
    return "", tr("no name, but {fields}: ask for it", fields=", ".join(someone)) if someone else ""


def _doubtful_name(name: str, parts: str) -> str:
    """Why a cell may not be the name of the one person of the row; ``parts`` are given and family name, if any."""
    if name[0].isdecimal():
        return tr("{name!r} is no name: ask for it", name=name[:40])
    if _SEVERAL.search(name):
        return tr("{name!r} may be several persons: give each a row", name=name[:60])
    if parts and not is_nobody(parts) and not _same_words(name, parts):
        return tr("two names in one row: {one!r} and {other!r}", one=name[:40], other=parts[:40])
    return ""


def _same_words(name: str, parts: str) -> bool:
    """Whether one of two names holds the words of the other, in any order; a second given name may lack."""
    one, other = set(fold(name).split()), set(fold(parts).split())
    return one <= other or other <= one


def _values(table: SheetTable, row: Row, days: ColumnDates, remarks: list[str]) -> dict[str, Any]:
    """The fields of a row; one that cannot be read is left out and said, the person is not lost for it."""
    values: dict[str, Any] = {}
    for field_name in _READ:
        text = _texts(table, row, "note", "; ") if field_name == "note" else table.text(row, field_name)
        if field_name == "email":
            text, remark = first_email(text)
            remarks += [remark] if remark else []
        if field_name == "days" and _says_whether_coming(text):
            continue
        try:
            values |= read_fields({field_name: days.plain(text) if field_name == "days" else text})
        except ValueError as error:
            remarks.append(tr("{field} was left out: {error}", field=field_name, error=error))
    return values | _consent(table, row, remarks)


def _consent(table: SheetTable, row: Row, remarks: list[str]) -> dict[str, str]:
    """The consent that a row states; what is no clear yes takes an earlier one back, and is said."""
    text, objection = table.text(row, "consent"), table.text(row, "objection")
    try:
        if said_yes_no(objection, "reservert"):
            return {"consent": "none"}
        return {"consent": read_consent(text)} if fold(text) or not set(text) <= _BLANKS else {}
    except ValueError as error:
        remarks.append(tr("no consent: {error}", error=error))
        return {"consent": "none"}


def read_status_columns(table: SheetTable, row: Row) -> dict[str, str]:
    """The status that a row states, in words or by yes and no under a status word; nothing stated gives nothing.

    Raises:
        ValueError: It is not clear what it states; a status is never guessed.
    """
    said = {name: _yes_no(table, row, name) for name in ("cancelled", "waiting", "coming")}
    coming = said["coming"] if said["coming"] is not None else _says_whether_coming(table.text(row, "days"))
    text = table.text(row, "status")
    stated = read_status(text) if (fold(text) or "?" in text) and not _is_day(text) else ""
    if said["cancelled"] or coming is False:
        return {"status": "cancelled"}
    if said["waiting"]:
        return {"status": "waiting"} if stated != "cancelled" else {"status": "cancelled"}
    return {"status": stated} if stated else {}


def _yes_no(table: SheetTable, row: Row, name: str) -> bool | None:
    labels = [table.columns.labels[at] for at in table.columns.by_field.get(name, ())]
    text = table.text(row, name)
    if name == "cancelled" and _is_day(text):
        return True
    try:
        return said_yes_no(text, name, *labels, *_SAID[name])
    except ValueError as error:
        raise ValueError(f"{labels[0]}: {error}") from None


def _says_whether_coming(text: str) -> bool | None:
    """What ``Deltar`` says when it holds no days but yes or no."""
    try:
        return said_yes_no(text)
    except ValueError:
        return None


def _is_day(text: str) -> bool:
    """``Påmeldt: 20.08.2008`` says when, and nothing about the status."""
    try:
        read_first_day(text)
    except ValueError:
        return False
    return True


def _needs(table: SheetTable, row: Row, name: str) -> str:
    """What the cells say of a need; nothing for the ways of saying that there is none."""
    return _texts(table, row, name, ", ", _NO_NEED)


def _texts(table: SheetTable, row: Row, name: str, link: str, nothing: frozenset[str] = frozenset()) -> str:
    """The texts of all columns that answer a field, each once."""
    found = [squash(cell.text) for cell in table.cells(row, name)]
    return link.join(dict.fromkeys(text for text in found if text and fold(text) not in nothing))


def _municipality(table: SheetTable, row: Row, register: Register) -> Match | str | None:
    """The number; None for people of no municipality; the match when it is not sure which one is meant."""
    match = municipality_of(table, row, register)
    employer = table.text(row, "employer")
    if match.verdict == "absent" and fold(employer).endswith(" kommune"):
        match = register.match(name=employer)
        return match.number if match.verdict == "found" else None
    if match.verdict in ("absent", "not-a-municipality"):
        return None
    return match.number if match.verdict == "found" else match
