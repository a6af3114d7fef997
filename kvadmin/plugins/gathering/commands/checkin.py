"""``gathering checkin``: who has come."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Conflict, Refused, session, tr
from kvadmin.api.reports import listing

from ..handouts.attendance_sheets import check_in_columns
from ..loaded_gathering import load_gathering
from ..registrations.registration_book import ACTIVE
from ..registrations.roster import RosterAudience
from .arguments import GatheringArgument


def checkin(
    ctx: typer.Context,
    gathering: GatheringArgument,
    person: Annotated[
        str,
        typer.Argument(metavar="[PERSON]", help="Badge code, id, address or name; without it: everybody is listed."),
    ] = "",
    take_back: Annotated[bool, typer.Option("--undo", help="The person has not come after all.")] = False,
) -> None:
    """Note that a person has come, by the code of the badge; without a person, list everybody.

    The list has those, too, who will not be on the participant list: keep it to yourself.

    Example: kvadmin gathering checkin 2008-08-27-oppstart
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    if person:
        one = found.book.find(person)
        name = one.registration.name
        if one.registration.status != ACTIVE:
            raise Refused(
                tr("{name} is {status}", name=name, status=one.registration.status),
                hint=tr("kvadmin gathering register {gathering} {id} --again", gathering=gathering, id=one.id)
                if one.registration.status == "cancelled"
                else tr("kvadmin gathering promote {gathering}", gathering=gathering),
            )
        if bool(one.registration.arrived) != take_back:
            raise Conflict(
                tr("{name} has not come yet", name=name)
                if take_back
                else tr("{name} is checked in already", name=name),
                code="already-done",
            )
        found.book.change(one, arrived=None if take_back else run.today)
        change = run.transaction()
        found.book.write(change)
        run.commit(change)
        who = {"name": name, "place": one.place}
        run.info(tr("Taken back: {name}, {place}.", **who) if take_back else tr("Welcome: {name}, {place}.", **who))
        return
    everybody = found.roster("name", RosterAudience(staff=True))
    run.show(
        listing(
            "participants",
            check_in_columns(found.gathering),
            everybody.alphabetical(),
            title=tr("Check-in {id}", id=found.gathering.id),
            personal=True,
            gathering=gathering,
            arrived=sum(1 for each in everybody.entries if each.person.registration.arrived),
        )
    )
