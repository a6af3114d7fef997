"""``gathering register``: one person, by command, also at the door."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from kvadmin.api import InvalidData, Refused, Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import find_municipality, parse_day
from kvadmin.api.records import Contact, Municipality
from kvadmin.api.wording import fold, near_names

from ..loaded_gathering import LoadedGathering, load_gathering, municipalities_by_number
from ..registrations.dietary_needs import save_dietary_needs
from ..registrations.registration_book import WAITING, RegisteredPerson, RegistrationBook
from ..registrations.registration_fields import printable_name, read_days, read_fields, read_need
from ..registrations.registration_merge import new_registration
from ..registrations.seat_words import how_to_seat, why_no_seat
from ..registrations.sensitive_needs import Need
from ..registrations.status_changes import refuse_known, register_again
from .arguments import GatheringArgument, SeatOption
from .cancel import say_who_moves_up
from .checkin import not_come
from .groups import say_seating_plan


def register(
    ctx: typer.Context,
    gathering: GatheringArgument,
    person: Annotated[str, typer.Argument(metavar="NAME", help="The person's name.")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The name, when it starts with a dash.")] = "",
    municipality: Annotated[
        str, typer.Option("--municipality", "-m", metavar="M", help="Number or name; none for speakers and guests.")
    ] = "",
    contact: Annotated[
        str, typer.Option("--contact", metavar="M/ID", help="Take name, title and address of this contact.")
    ] = "",
    title: Annotated[str, typer.Option("--title", metavar="TITLE")] = "",
    employer: Annotated[str, typer.Option("--employer", metavar="NAME")] = "",
    party: Annotated[str, typer.Option("--party", metavar="PARTY", help="Administrasjon, Folkevalgt, …")] = "",
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="project-leader, speaker, guest, …")] = "",
    email: Annotated[str, typer.Option("--email", metavar="ADDRESS")] = "",
    consent: Annotated[
        str, typer.Option("--consent", metavar="WHO", help="Who may see the name: list, network or none.")
    ] = "",
    diet: Annotated[str, typer.Option("--diet", metavar="TEXT", help="Kept apart, never printed on a list.")] = "",
    access: Annotated[str, typer.Option("--access", metavar="TEXT", help="Access needs; kept apart.")] = "",
    sort_as: Annotated[str, typer.Option("--sort-as", metavar="TEXT", help="What the name files under.")] = "",
    days: Annotated[str, typer.Option("--days", metavar="DATES", help="Only these days, parted by commas.")] = "",
    network: Annotated[str, typer.Option("--network", metavar="ID", help="Instead of the municipality's own.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT")] = "",
    walk_in: Annotated[bool, typer.Option("--walk-in", help="At the door: registered and checked in.")] = False,
    seat: SeatOption = False,
    again: Annotated[bool, typer.Option("--again", help="Register a cancelled person again.")] = False,
) -> None:
    """Register one person; when the room is full, on the waiting list.

    Without --consent the name is on no list that others see.

    Example: kvadmin gathering register 2008-08-27-oppstart "Kari Nordmann" -m 0402 --title Rådmann --consent list
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    if found.gathering.cancelled:
        raise Refused(tr("{gathering} is cancelled: nobody can be registered", gathering=gathering), code="cancelled")
    given = {"title": title, "employer": employer, "party": party, "role": role, "email": email, "consent": consent,
             "sort_as": sort_as, "note": note}  # fmt: skip
    who = name or person
    if contact:
        own, place = _contact(run, contact)
        who = who or own.name
        municipality = municipality or place
        for field in ("title", "email", "sort_as"):
            given[field] = given[field] or getattr(own, field)
        given["role"] = given["role"] or own.role
    if again:
        _again(run, found, who, walk_in=walk_in, seat=seat)
        return
    values = _read({"name": who, **given}, who)
    if days.strip():
        values["days"] = read_days(days, partial(parse_day, where="--days"))
    needs = _read_needs(who, diet, access)
    number = find_municipality(run.data, municipality, run.today).number if municipality else None
    refuse_known(found.book, str(values["name"]), number, str(values.get("email", "")))
    spelt = str(values.pop("name"))
    if network:
        chosen = found.networks.named(network)
        values |= {"network": chosen.id, "network_name": chosen.name}
    if walk_in:
        values |= {"walk_in": True}
    new = new_registration(spelt, number, values, found.networks, municipalities_by_number(run.data), run.today)
    made = found.book.add(number, new, seat=seat)
    _finish(run, found, made, walk_in=walk_in)
    if needs.diet or needs.access:
        save_dietary_needs(run, gathering, {made.id: Need(person=made.id, diet=needs.diet, access=needs.access)})


def _read(given: dict[str, str], who: str) -> dict[str, object]:
    if not who.strip():
        raise UsageError(
            tr("a registration needs a name"),
            hint=tr("kvadmin gathering register GATHERING NAME …"),
            code="missing-value",
        )
    values: dict[str, object] = {}
    for field, text in given.items():
        try:
            values |= read_fields({field: text})
        except ValueError as error:
            said = tr("{person}, {field}: {error}", person=printable_name(who), field=field, error=error)
            raise InvalidData(said, where="registration") from None
    return values


def _read_needs(who: str, diet: str, access: str) -> Need:
    try:
        return Need(person="", diet=read_need(diet), access=read_need(access))
    except ValueError as error:
        raise InvalidData(tr("{who}, diet or access: {error}", who=who[:60], error=error)) from None


def _contact(run: Session, text: str) -> tuple[Contact, str]:
    number, slash, wanted = text.partition("/")
    place: Municipality = find_municipality(run.data, number, run.today)
    found = [each for each in place.contacts if slash and each.id == wanted]
    if not found:
        raise UnknownName(
            tr("{number} {name} has no contact {wanted!r}", number=place.number, name=place.name, wanted=wanted),
            details=[f"{place.number}/{each.id}: {each.name}" for each in place.contacts],
            hint=tr("give number and id: 0301/project-leader"),
            near=near_names(wanted, {each.id: each.name for each in place.contacts}),
            code="unknown-person",
        )
    return found[0], place.number


def _again(run: Session, found: LoadedGathering, who: str, *, walk_in: bool, seat: bool) -> None:
    made = register_again(found.book, found.book.find(who), run.today, seat=seat)
    _finish(run, found, made, walk_in=walk_in)


def _finish(run: Session, found: LoadedGathering, made: RegisteredPerson, *, walk_in: bool) -> None:
    """Check in who is at the door and has a seat; write, and say what became of the person."""
    if walk_in and made.registration.status != WAITING:
        made = found.book.change(made, arrived=run.today)
    change = run.transaction()
    found.book.write(change)
    run.commit(change)
    _say(run, found, made, walk_in=walk_in)
    if found.book.seats.over and made.registration.status != WAITING:
        run.warn(tr("{id}: {seats}", id=found.gathering.id, seats=found.book.seats.sentence()))
    say_seating_plan(run, found)


def _say(run: Session, found: LoadedGathering, made: RegisteredPerson, *, walk_in: bool) -> None:
    one = made.registration
    if one.status == WAITING and walk_in:
        ahead = found.book.place_in_line(made) - 1
        run.warn(
            tr(
                "No seat for {name} at the door, who waits now and is not checked in: {why}.",
                name=one.name,
                why=why_no_seat(found.book, ahead),
            )
        )
        for line in not_come(found.book):
            run.info(f"  {line}")
        run.info(how_to_seat(found.gathering.id, made))
    elif one.status == WAITING:
        say_waits(run, found.book, made)
        say_who_moves_up(run, found.book)
    elif one.consent == "none":
        run.info(
            tr(
                "{name} is registered ({id}) and will not be on the participant list (--consent list).",
                name=one.name,
                id=made.id,
            )
        )
    else:
        run.info(tr("{name} is registered ({id}).", name=one.name, id=made.id))
    alike = [
        each for each in found.book.active if fold(each.registration.name) == fold(one.name) and each.id != made.id
    ]
    if alike:
        run.info(
            tr(
                "Another {name} comes from {alike}.",
                name=one.name,
                alike=", ".join(each.place or tr("no municipality") for each in alike),
            )
        )


def say_waits(run: Session, book: RegistrationBook, made: RegisteredPerson) -> None:
    """Say that a new person has no seat, why, and which number the person is on the waiting list."""
    full = tr("{id} is full ({capacity} seats)", id=book.gathering.id, capacity=book.gathering.capacity)
    others = tr("{id} has a free seat that others wait for", id=book.gathering.id)
    run.warn(
        tr(
            "{why}: {name} waits, number {number} on the list",
            why=others if book.free else full,
            name=made.registration.name,
            number=book.place_in_line(made),
        )
    )
