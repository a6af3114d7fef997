"""``kvadmin municipality``: list, show, change and import the register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Session, UnknownName, session, tr
from kvadmin.api.commands import MUNICIPALITY_FIELDS, RegisterImport, find_municipality, parse_day
from kvadmin.api.imports import REGISTER, read_list
from kvadmin.api.records import Gathering, Municipality, MunicipalityOutline
from kvadmin.api.wording import fold, municipality_key, near_names

from .. import report_tables
from ..municipality_changes import with_field
from .arguments import MunicipalityArgument

#: How many numbers are named in a remark before the rest is only counted.
_NAMED = 8


def list_(
    ctx: typer.Context,
    county: Annotated[str, typer.Option("--county", metavar="NAME", help="Only those of this county.")] = "",
    region: Annotated[str, typer.Option("--region", metavar="NAME", help="Only those of this region.")] = "",
    language_form: Annotated[
        str, typer.Option("--language-form", metavar="FORM", help="Only bokmal, nynorsk or neutral.")
    ] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Only those that exist on this date.")] = "",
) -> None:
    """List the municipalities in Norwegian alphabetical order.

    Example: kvadmin municipality list --county Nordland
    """
    run = session(ctx)
    day = parse_day(on, where="--on") if on else None
    form = (
        MUNICIPALITY_FIELDS.read("language_form", [language_form], where="--language-form")[1] if language_form else ""
    )
    every = run.data.outlines(MunicipalityOutline)
    _check_there("county", county, {each.county for each in every})
    _check_there("region", region, {each.region for each in every})
    found = [
        each
        for each in every
        if (not county or fold(each.county) == fold(county))
        and (not region or fold(each.region) == fold(region))
        and (not form or each.language_form == form)
        and (day is None or each.valid_on(day))
    ]
    found.sort(key=lambda each: municipality_key(each.name, each.number, each.sort_as))
    run.show(report_tables.register_report(found), keys=[each.number for each in found])
    if not every:
        run.info(tr("No municipality. Import a register with: kvadmin municipality import FILE"))
    elif not found:
        run.info(tr("None of the {total} municipalities of the register is like that.", total=len(every)))


def _check_there(field: str, typed: str, values: set[str]) -> None:
    """Refuse a county or region that no municipality has: an empty list would say that it has none."""
    there = sorted(values - {""})
    if typed and there and fold(typed) not in map(fold, there):
        raise UnknownName(
            tr("no municipality has {field} {value!r}", field=field, value=typed),
            where=f"--{field}",
            hint=tr("there are: {values}", values=", ".join(there)),
            near=near_names(typed, there),
            code="unknown-value",
        )


def show(ctx: typer.Context, municipality: MunicipalityArgument) -> None:
    """Show what is held on a municipality, its contacts and the visits to it included.

    Example: kvadmin municipality show 0301
    """
    run = session(ctx)
    found = find_municipality(run.data, municipality, run.today)
    stored = run.data.stored(Municipality, found.number)
    known = Gathering.collection in run.store.collections  # the plugin that keeps them may be switched off
    visits = [each for each in run.data.all(Gathering) if each.municipality == found.number] if known else []
    visits.sort(key=lambda each: (each.start, each.id))
    run.show(report_tables.municipality_report(found, dict(stored.extra) if stored else {}, visits))


def set_(
    ctx: typer.Context,
    municipality: MunicipalityArgument,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="For example population or language_form.")],
    values: Annotated[
        list[str], typer.Argument(metavar="VALUE...", help='The new value, of a list several; "" empties the field.')
    ],
) -> None:
    """Change one field; several values of a list may also be parted by ";".

    The lines of a postal address end in postcode and place: address "Rådhuset" "0037 Oslo".

    Example: kvadmin municipality set 0301 language_form neutral
    """
    run = session(ctx)
    found = find_municipality(run.data, municipality, run.today)
    extra = [each for each in run.gather("kvadmin_fields") if each.collection == Municipality.collection]
    name, value = MUNICIPALITY_FIELDS.with_extra(extra).read(field, values)
    change = run.transaction()
    if name in {each.name for each in extra}:
        change.set_extra(Municipality, found.number, name, None if value == [] else value)
    else:
        change.update(with_field(found, name, value))
    run.commit(change)


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="csv or xlsx, one municipality per row.")],
    valid_from: Annotated[
        str, typer.Option("--valid-from", metavar="DATE", help="First day of the new ones, if the file does not say.")
    ] = "",
    end_absent: Annotated[
        str,
        typer.Option("--end-absent", metavar="DATE", help="Last day of those that the file does not have any more."),
    ] = "",
) -> None:
    """Import a register; says what became of each row, and writes nothing when a row is wrong.

    Columns in any order: number,name,county,region,population,language_form,lat,lon,valid_from,valid_to,
    address,postcode,post_place (or kommunenummer, navn, fylke, landsdel, folketall, målform, postadresse, postnummer,
    poststed ...). An empty cell leaves what is there.

    Example: kvadmin municipality import kommuner.csv
    """
    run = session(ctx)
    first = parse_day(valid_from, where="--valid-from") if valid_from else None
    last = parse_day(end_absent, where="--end-absent") if end_absent else None
    read = read_list(run, file, REGISTER)
    existing = run.data.all(Municipality)
    found = RegisterImport.of(read.tables, str(file), existing, valid_from=first, end_absent=last)
    run.show(report_tables.import_report(str(file), found))
    _say_remarks(run, found)
    found.check()
    change = run.transaction()
    for record in found.created.values():
        change.create(record)
    for record in (*found.changed.values(), *found.ended.values()):
        change.update(record)
    read.remember(change)
    run.commit(change)


def _say_remarks(run: Session, found: RegisterImport) -> None:
    for remark in found.remarks:
        run.warn(remark)
    if found.ended:
        run.info(tr("Not in the file, so they end: {numbers}", numbers=_some(list(found.ended))))
    left = [each for each in found.absent if each not in found.ended]
    if left:
        run.info(tr("Not in the file, left as they are: {numbers}", numbers=_some(left)))


def _some(numbers: list[str]) -> str:
    named = ", ".join(numbers[:_NAMED])
    more = len(numbers) - _NAMED
    return tr("{named} and {more} more", named=named, more=more) if more > 0 else named
