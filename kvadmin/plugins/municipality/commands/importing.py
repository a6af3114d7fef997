"""``contact import``: the office's address list goes in, with what became of each contact."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Session, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.imports import nothing_taken_in, read_list, register_on, rows_report
from kvadmin.api.records import Municipality
from kvadmin.api.reports import Column

from ..contact_lists.contact_columns import CONTACTS
from ..contact_lists.contact_merge import merge_contacts
from ..contact_lists.contact_rows import read_contact_rows
from ..contact_lists.place_signs import PlaceSigns, WhichPlace, same_place


def import_contacts(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="xlsx or csv: municipality, name, role, title, e-mail, phone …, or columns per role; "
            "cards (vcf); Outlook's csv.",
        ),
    ],
    municipality: Annotated[
        str, typer.Option("--municipality", "-m", metavar="M", help="Of rows whose municipality is not sure: this one.")
    ] = "",
) -> None:
    """Take the office's address list in and say what became of each contact; the same list again changes nothing.

    An empty cell never erases anything, and what is known of an e-mail address stays while the address does.

    Example: kvadmin contact import adresseliste.csv
    """
    run = session(ctx)
    only = find_municipality(run.data, municipality, run.today).number if municipality else ""
    read = read_list(run, file, CONTACTS)
    municipalities = {each.number: each for each in run.data.all(Municipality)}
    which = _only(only) if only else _asked(run, municipalities)
    rows = read_contact_rows(read.tables.tables, register_on(run.data, run.today), municipalities, which)
    merged = merge_contacts(municipalities, rows)
    change = run.transaction()
    for number in sorted(merged.changed):
        contacts = list(merged.contacts[number].values())
        change.update(msgspec.structs.replace(municipalities[number], contacts=contacts))
    read.remember(change)
    run.commit(change)
    run.show(rows_report(merged.outcomes, "Contacts", _COLUMNS, personal=True))
    if not only and any(each.outcome == "manual" and not each.municipality for each in merged.outcomes):
        run.info(
            tr(
                "Where it is not sure which municipality a row belongs to, say it: --municipality M, "
                "of some of the rows with --where 'COLUMN=VALUE'."
            )
        )
    if refusal := nothing_taken_in(merged.outcomes, str(file)):
        raise refusal


def _only(number: str) -> WhichPlace:
    """The answer that the command line gives, for every row that it can be right for."""

    def answer(signs: PlaceSigns, candidates: tuple[str, ...]) -> str | None:
        del signs
        return number if not candidates or number in candidates else None

    return answer


def _asked(run: Session, municipalities: Mapping[str, Municipality]) -> WhichPlace:
    """The answers of the person, asked once for all rows that say the same of where somebody works."""
    known: dict[tuple[object, ...], str | None] = {}

    def ask(signs: PlaceSigns, candidates: tuple[str, ...]) -> str | None:
        key = (same_place(signs), candidates)
        if key not in known:
            known[key] = _which(signs, candidates) if candidates and signs.written else None
        return known[key]

    def _which(signs: PlaceSigns, candidates: tuple[str, ...]) -> str | None:
        answers = [f"{each} {municipalities[each].name}" for each in candidates]
        question = tr("Which municipality is {text!r}?", text=signs.written)
        chosen = run.choose(question, [*answers, tr("none of these: leave them out")])
        return candidates[chosen] if chosen is not None and chosen < len(candidates) else None

    return ask


_COLUMNS = (
    Column("name", "Name"),
    Column("role", "Role", rank=1),
    Column("id", "Id", get=lambda each: each.id or None, rank=2),
)
