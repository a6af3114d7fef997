"""What ``kvadmin check`` finds in the register: pure but for the places asked of the snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kvadmin.api import Finding, tr
from kvadmin.api.commands import MUNICIPALITY_FIELDS, email_address
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.wording import fold

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.api import Snapshot

#: Digits of a municipality number.
_DIGITS = 4
#: Where in the record, code, text, hint, severity.
Remark = tuple[tuple[str | int, ...], str, str, str | None, str]
_ERROR, _WARNING = "error", "warning"


def findings(snapshot: Snapshot, today: date) -> list[Finding]:
    """Every finding about municipalities and contacts, each with its place."""
    everyone = snapshot.all(Municipality)
    remarks = [
        *((each, remark) for each in everyone for remark in remarks_on(each, today)),
        *remarks_between(everyone),
    ]
    return [_placed(snapshot, municipality, remark) for municipality, remark in remarks]


def _placed(snapshot: Snapshot, municipality: Municipality, remark: Remark) -> Finding:
    path, code, text, hint, severity = remark
    where = snapshot.where(Municipality, municipality.number, path)
    file, line, column = (*where.rsplit(":", 2), "", "")[:3]
    if not (line.isdigit() and column.isdigit()):
        file, line, column = where, "0", "0"
    return Finding(
        file, int(line), int(column), code, f"{municipality.number} {municipality.name}: {text}", hint, severity
    )


def remarks_on(each: Municipality, today: date) -> Iterator[Remark]:
    """What is wrong with one municipality."""
    yield from _identity(each)
    yield from _language_form(each, today)
    yield from _coordinates(each)
    if each.valid_from and each.valid_to and each.valid_to < each.valid_from:
        text = tr("it ends on {end}, before it begins on {start}", end=each.valid_to, start=each.valid_from)
        yield ("valid_to",), "municipality-validity", text, None, _ERROR
    if each.population is not None and each.population < 0:
        yield ("population",), "municipality-population", tr("a population below zero"), None, _ERROR
    for index, contact in enumerate(each.contacts):
        yield from _contact(each, index, contact)


def _identity(each: Municipality) -> Iterator[Remark]:
    digits = each.number.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) in (_DIGITS - 1, _DIGITS)):
        text = tr("{number!r} is not a municipality number (four digits, such as 0301)", number=each.number)
        yield ("number",), "municipality-number", text, None, _ERROR
    elif digits.zfill(_DIGITS) != each.number:  # a workbook takes the zero of 0301
        text = tr("{number!r} is not four digits", number=each.number)
        hint = tr("write {number}", number=digits.zfill(_DIGITS))
        yield ("number",), "municipality-number", text, hint, _ERROR
    if not each.name.strip():
        yield ("name",), "municipality-name", tr("it has no name"), None, _ERROR
    if each.organisation_number:
        try:
            MUNICIPALITY_FIELDS.find("organisation_number").read(each.organisation_number)
        except ValueError as error:
            yield ("organisation_number",), "municipality-organisation-number", str(error), None, _ERROR


def _language_form(each: Municipality, today: date) -> Iterator[Remark]:
    set_it = f"kvadmin municipality set {each.number} language_form nynorsk"
    if each.language_form and each.language_form not in Municipality.LANGUAGE_FORMS:
        text = tr(
            "{form!r} is not a language form ({forms})",
            form=each.language_form,
            forms=", ".join(Municipality.LANGUAGE_FORMS),
        )
        yield ("language_form",), "municipality-language-form", text, set_it, _ERROR
    elif not each.language_form and each.valid_on(today):
        yield (), "municipality-language-form-missing", tr("its language form is not known"), set_it, _WARNING


def _coordinates(each: Municipality) -> Iterator[Remark]:
    code = "municipality-coordinates"
    hint = f"kvadmin municipality set {each.number} lat 59.91"
    if each.lat is None and each.lon is None:
        yield (), code, tr("it has no coordinates: networks cannot be split by distance"), hint, _WARNING
        return
    for name, value in (("lat", each.lat), ("lon", each.lon)):
        if value is None:
            yield (), code, tr("only one of its coordinates is given, {name} is missing", name=name), None, _ERROR
            continue
        try:
            MUNICIPALITY_FIELDS.find(name).read(str(value))
        except ValueError as error:
            yield (name,), code, str(error), None, _ERROR


def _contact(each: Municipality, index: int, contact: Contact) -> Iterator[Remark]:
    place = ("contacts", index)
    change = f"kvadmin contact set {each.number} {contact.id}"
    if any(other.id == contact.id for other in each.contacts[:index]):
        text = tr("two contacts have the id {id!r}", id=contact.id)
        yield (*place, "id"), "contact-id", text, tr("give one another id"), _ERROR
    if contact.role not in Contact.ROLES:
        text = tr("{role!r} is not a role ({roles})", role=contact.role, roles=", ".join(Contact.ROLES))
        yield (*place, "role"), "contact-role", text, f"{change} role ROLE", _ERROR
    if contact.email:
        try:
            email_address(contact.email)
        except ValueError as error:
            yield (*place, "email"), "contact-email", f"{contact.id}: {error}", f"{change} email ADDRESS", _ERROR
    elif not contact.phone:
        text = tr("the contact {id} has neither e-mail nor telephone", id=contact.id)
        yield place, "contact-unreachable", text, f"{change} email ADDRESS", _WARNING


def remarks_between(everyone: Iterable[Municipality]) -> Iterator[tuple[Municipality, Remark]]:
    """What does not go together: numbers and organisation numbers twice, validities that overlap."""
    by_number: dict[str, Municipality] = {}
    by_place: dict[tuple[str, str], list[Municipality]] = {}
    for each in everyone:
        if each.number in by_number:
            yield each, (("number",), "municipality-number-repeated", tr("the number stands twice"), None, _ERROR)
        by_number[each.number] = each
        for other in by_place.setdefault((fold(each.name), fold(each.county)), []):
            if _overlap(each, other):
                text = tr("{number} has the same name and county and exists at the same time", number=other.number)
                yield each, (("name",), "municipality-overlap", text, tr("give each valid_from and valid_to"), _WARNING)
        by_place[fold(each.name), fold(each.county)].append(each)
    for each in by_number.values():
        for index, number in enumerate(each.successors):
            heir = by_number.get(number)
            if heir and heir is not each and _overlap(each, heir) and each.valid_to and heir.valid_from:
                text = tr(
                    "its successor {number} {name} begins on {start}, before it ends",
                    number=heir.number,
                    name=heir.name,
                    start=heir.valid_from,
                )
                yield each, (("successors", index), "municipality-overlap", text, None, _WARNING)


def _overlap(one: Municipality, other: Municipality) -> bool:
    starts_in_time = one.valid_from is None or other.valid_to is None or one.valid_from <= other.valid_to
    ends_in_time = other.valid_from is None or one.valid_to is None or other.valid_from <= one.valid_to
    return starts_in_time and ends_in_time
