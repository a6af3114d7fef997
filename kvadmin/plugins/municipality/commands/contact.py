"""``kvadmin contact``: the people one writes to, and a person's right to see and to be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Session, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.wording import municipality_key

from .. import person_data, report_tables
from ..contacts import CONTACT_FIELDS, by_role_and_name, find_contact, new_contact_id, with_changes
from .arguments import AlsoNamedOption, ContactArgument, MunicipalityArgument, PersonArgument


def list_(
    ctx: typer.Context,
    municipality: Annotated[
        str, typer.Option("--municipality", "-m", metavar="M", help="Only those of this municipality.")
    ] = "",
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="Only those with this role.")] = "",
) -> None:
    """List the contacts, by municipality, role and name.

    Example: kvadmin contact list --role project-leader
    """
    run = session(ctx)
    wanted = CONTACT_FIELDS.read("role", [role], where="--role")[1] if role else ""
    places = [find_municipality(run.data, municipality, run.today)] if municipality else run.data.all(Municipality)
    places = sorted(places, key=lambda each: municipality_key(each.name, each.number, each.sort_as))
    found = [(each, one) for each in places for one in by_role_and_name(each.contacts) if wanted in ("", one.role)]
    run.show(report_tables.contacts_report(found), keys=[f"{each.number}/{one.id}" for each, one in found])


def add(
    ctx: typer.Context,
    municipality: MunicipalityArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person's name, or that of the mail desk.")],
    role: Annotated[
        str,
        typer.Option(
            "--role",
            metavar="ROLE",
            help="project-leader, mayor, chief-executive, employee-representative, mail-desk, politician or other.",
        ),
    ] = "other",
    email: Annotated[str, typer.Option("--email", metavar="ADDRESS")] = "",
    phone: Annotated[str, typer.Option("--phone", metavar="NUMBER")] = "",
    title: Annotated[str, typer.Option("--title", metavar="TITLE")] = "",
    sort_as: Annotated[str, typer.Option("--sort-as", metavar="TEXT", help="What it files under.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT")] = "",
) -> None:
    """Add a contact to a municipality.

    Example: kvadmin contact add 0301 "Kari Nordmann" --role project-leader --email kari@oslo.example
    """
    run = session(ctx)
    found = find_municipality(run.data, municipality, run.today)
    given = {
        "name": name,
        "role": role,
        "email": email,
        "phone": phone,
        "title": title,
        "sort_as": sort_as,
        "note": note,
    }
    values = dict(
        CONTACT_FIELDS.read(field, [text], where="NAME" if field == "name" else f"--{field.replace('_', '-')}")
        for field, text in given.items()
    )
    contact = Contact(id=new_contact_id(values["role"], found.contacts), **values)
    same = [each for each in found.contacts if msgspec.structs.replace(contact, id=each.id) == each]
    if same:
        run.info(
            tr("{number} {name} has this contact already: {id}", number=found.number, name=found.name, id=same[0].id)
        )
        return
    _save(run, found, [*found.contacts, contact])


def set_(
    ctx: typer.Context,
    municipality: MunicipalityArgument,
    contact: ContactArgument,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="name, role, title, email, phone, sort_as or note.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help='The new value; "" empties the field.')],
) -> None:
    """Change one field of a contact.

    Example: kvadmin contact set 1547 project-leader phone "22 00 00 00"
    """
    run = session(ctx)
    found = find_municipality(run.data, municipality, run.today)
    old = find_contact(found, contact)
    name, read = CONTACT_FIELDS.read(field, [value])
    new = with_changes(old, {name: read})
    _save(run, found, [new if each is old else each for each in found.contacts])


def remove(ctx: typer.Context, municipality: MunicipalityArgument, contact: ContactArgument) -> None:
    """Take a contact out of its municipality.

    The history keeps who it was; to erase that too: kvadmin contact forget.

    Example: kvadmin contact remove 1547 project-leader
    """
    run = session(ctx)
    found = find_municipality(run.data, municipality, run.today)
    old = find_contact(found, contact)
    _save(run, found, [each for each in found.contacts if each is not old], confirm=tr("Remove {name}?", name=old.name))


def _save(run: Session, found: Municipality, contacts: Iterable[Contact], confirm: str = "") -> None:
    change = run.transaction()
    change.update(msgspec.structs.replace(found, contacts=list(contacts)))
    run.commit(change, confirm=confirm)


def report(ctx: typer.Context, person: PersonArgument, name: AlsoNamedOption = "") -> None:
    """Show everything that is held on a person.

    Example: kvadmin contact report dag.apendal@aukra.example
    """
    run = session(ctx)
    person_data.show_holdings(run, person_data.look_up_person(run, person, name))


def forget(ctx: typer.Context, person: PersonArgument, name: AlsoNamedOption = "") -> None:
    """Erase a person everywhere, for good.

    The history is blanked, too; it can't be undone and needs --yes.

    Example: kvadmin contact forget dag.apendal@aukra.example --yes
    """
    run = session(ctx)
    person_data.erase_person(run, person_data.look_up_person(run, person, name))
