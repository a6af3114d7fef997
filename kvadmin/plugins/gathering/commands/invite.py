"""``gathering invite``: note who is invited."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, UsageError, session, tr
from kvadmin.api.commands import select
from kvadmin.api.hooks import Subject
from kvadmin.api.records import Gathering, Invitation
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..hooks.selection_words import subject_address
from .arguments import GatheringArgument


def invite(
    ctx: typer.Context,
    gathering: GatheringArgument,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="SELECTION",
            help="cohort:P3 role:project-leader not:registered (of a visit: else its municipality).",
        ),
    ] = "",
) -> None:
    """Note who is invited, and list them; nothing is sent (mail plan does that).

    Contacts, and municipalities that have none. Who was invited before is not noted twice.

    Example: kvadmin gathering invite 2008-08-27-oppstart --to "cohort:P1 not:registered"
    """
    run = session(ctx)
    before = run.data.get(Gathering, gathering)
    if before.cancelled:
        raise Refused(tr("{gathering} is cancelled: nobody can be invited", gathering=gathering), code="cancelled")
    if not to.strip():
        if not before.municipality:
            hint = tr("such as: --to 'cohort:P3 role:project-leader'")
            raise UsageError(tr("no selection never means everyone"), where="--to", hint=hint, code="missing-value")
        to = "visit"
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
    columns = (*_COLUMNS, Column("new", "New", "bool", get=lambda each: subject_address(each) not in known))
    without = sum(1 for each in chosen if each.contact is None or not each.contact.email)
    notes = [tr("{chosen} chosen, {new} of them new", chosen=len(chosen), new=len(new))]
    if without:
        notes.append(tr("{without} have no e-mail address", without=without))
    data = {
        "schema": 1,
        "gathering": gathering,
        "selection": to,
        "invited": json_of(columns, chosen),
        "new": len(new),
    }
    run.show(
        Report(data, (table_of("Invited", columns, chosen, notes, tr("{to} chooses nobody.", to=to)),), personal=True)
    )


def _of_contact(field: str) -> Callable[[Subject], str]:
    """The field of the contact; nothing for a municipality that has none."""
    return lambda each: getattr(each.contact, field) if each.contact else ""


_COLUMNS = (
    Column("municipality", "No.", get=attrgetter("municipality.number")),
    Column("place", "Municipality", get=attrgetter("municipality.name")),
    Column("contact", "Contact", get=_of_contact("id"), rank=3),
    Column("name", "Name", get=_of_contact("name")),
    Column("role", "Role", get=_of_contact("role"), rank=2),
    Column("email", "E-mail", get=_of_contact("email"), rank=1),
)
