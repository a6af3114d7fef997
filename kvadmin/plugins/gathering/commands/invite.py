"""``gathering invite``: note who is invited."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, session, tr
from kvadmin.api.commands import select
from kvadmin.api.records import Gathering, Invitation
from kvadmin.api.reports import Column, Report, Table

from ..hooks.selection_words import subject_address
from .arguments import GatheringArgument


def invite(
    ctx: typer.Context,
    gathering: GatheringArgument,
    to: Annotated[str, typer.Option("--to", metavar="SELECTION", help="cohort:P3 role:project-leader not:registered")],
) -> None:
    """Note who is invited, and list them; nothing is sent (mail plan does that).

    Contacts, and municipalities that have none. Who was invited before is not noted twice.

    Example: kvadmin gathering invite 2008-08-27-oppstart --to "cohort:P1 not:registered"
    """
    run = session(ctx)
    before = run.data.get(Gathering, gathering)
    if before.cancelled:
        raise Refused(tr("{gathering} is cancelled: nobody can be invited", gathering=gathering))
    words = run.gather("kvadmin_selection_words", snapshot=run.data, today=run.today)
    defaults = dict.fromkeys((each.name for each in words), gathering)
    chosen = select(run.data, to, run.today, predicates=words, defaults=defaults)
    known = {one for each in before.invitations for one in each.contacts}
    new = [subject_address(each) for each in chosen if subject_address(each) not in known]
    if new:
        added = Invitation(to=" ".join(to.split()), on=run.today, contacts=new)
        change = run.transaction()
        change.update(msgspec.structs.replace(before, invitations=[*before.invitations, added]))
        run.commit(change)
    columns = (
        Column("municipality", "No."),
        Column("place", "Municipality"),
        Column("contact", "Contact"),
        Column("name", "Name"),
        Column("role", "Role"),
        Column("email", "E-mail"),
        Column("new", "New", "bool"),
    )
    rows = []
    for each in chosen:
        one = each.contact
        person = (one.id, one.name, one.role, one.email) if one else ("", "", "", "")
        rows.append((each.municipality.number, each.municipality.name, *person, subject_address(each) not in known))
    keys = [column.key for column in columns]
    data = {
        "schema": 1,
        "gathering": gathering,
        "selection": to,
        "invited": [dict(zip(keys, row, strict=True)) for row in rows],
        "new": len(new),
    }
    without = sum(1 for each in chosen if each.contact is None or not each.contact.email)
    notes = [tr("{number} chosen, {number2} of them new", number=len(chosen), number2=len(new))]
    if without:
        notes.append(tr("{without} have no e-mail address", without=without))
    run.show(Report(data, (Table(tr("Invited"), columns, tuple(rows), tuple(notes)),)))
