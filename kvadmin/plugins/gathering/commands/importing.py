"""``gathering import``: everybody in a file, with what became of each row."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import session, tr
from kvadmin.api.imports import nothing_taken_in, read_list, register_on, rows_report
from kvadmin.api.reports import Column

from ..loaded_gathering import load_gathering, municipalities_by_number
from ..registrations.dietary_needs import dietary_needs, save_dietary_needs
from ..registrations.registration_columns import REGISTRATIONS
from ..registrations.registration_file import read_registration_rows
from ..registrations.registration_merge import merge_registrations
from ..registrations.sensitive_needs import Need
from .cancel import say_who_moves_up
from .groups import say_seating_plan


def import_registrations(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="xlsx or csv: name, title, employer, municipality, party, role, email, consent, …"
        ),
    ],
    gathering: Annotated[str, typer.Option("--gathering", "-g", metavar="G", help="Id of the gathering.")],
) -> None:
    """Register everybody in a file; importing the same file again changes nothing.

    Diet and access needs go to their own file. An empty cell never erases what is there.

    Example: kvadmin gathering import incoming/pameldinger.csv --gathering 2008-08-27-oppstart
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    read = read_list(run, file, REGISTRATIONS)
    tables = read.tables.tables
    for table in tables:
        for use in table.columns.uses:
            if use.field == "other_consent":
                run.warn(tr("column {heading!r} is another consent: it puts nobody on a list", heading=use.heading))
    municipalities = municipalities_by_number(run.data)
    rows = list(read_registration_rows(tables, register_on(run.data, None), read.choices.date_order))
    merged = merge_registrations(found.book, rows, found.networks, municipalities, run.today)
    change = run.transaction()
    found.book.write(change)
    read.remember(change)
    run.commit(change)
    if merged.needs:
        save_dietary_needs(run, gathering, _with_known(merged.needs, dietary_needs(run.data, gathering)))
    if not any(table.columns.has("consent") for table in tables):
        run.warn(tr("there is no column for consent: nobody new will be on the participant list"))
    if found.gathering.capacity is not None or found.book.waiting:
        run.info(tr("{id}: {seats}.", id=gathering, seats=found.book.seats.sentence()))
    say_who_moves_up(run, found.book)
    say_seating_plan(run, found)
    run.show(rows_report(merged.outcomes, "Registrations", _COLUMNS, personal=True))
    if refusal := nothing_taken_in(merged.outcomes, str(file)):
        raise refusal


def _with_known(needs: Mapping[str, Need], known: Mapping[str, Need]) -> dict[str, Need]:
    """Needs of a file beside those that are known: an empty cell erases none."""
    empty = Need(person="")
    return {
        person: Need(
            person=person,
            diet=need.diet or known.get(person, empty).diet,
            access=need.access or known.get(person, empty).access,
        )
        for person, need in needs.items()
    }


_COLUMNS = (
    Column("name", "Name", get=attrgetter("person")),
    Column("id", get=lambda each: each.id or None),
)
