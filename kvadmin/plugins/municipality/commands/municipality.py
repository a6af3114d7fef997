"""``kvadmin municipality``: list, show, change and import the register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import (
    REGISTER_FIELDS,
    RegisterMerge,
    find_municipality,
    merge_register,
    parse_day,
    read_register,
)
from kvadmin.api.records import Municipality
from kvadmin.api.wording import fold, municipality_key

from .. import report_tables

app = typer.Typer(
    help="The register of municipalities.", rich_markup_mode=None, no_args_is_help=True, add_completion=False
)

#: How many numbers are named in a remark before the rest is only counted.
_NAMED = 8

MunicipalityArgument = Annotated[str, typer.Argument(metavar="MUNICIPALITY", help="Its number or its name.")]


@app.command("list")
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
    form = _form(language_form)
    found = [
        each
        for each in run.data.all(Municipality)
        if (not county or fold(each.county) == fold(county))
        and (not region or fold(each.region) == fold(region))
        and (not form or each.language_form == form)
        and (day is None or each.valid_on(day))
    ]
    found.sort(key=lambda each: municipality_key(each.name, each.number, each.sort_as))
    run.show(report_tables.register_report(found))
    if not found:
        run.info(tr("No municipality. Import a register with: kvadmin municipality import FILE"))


def _form(text: str) -> str:
    try:
        return str(REGISTER_FIELDS["language_form"](text)) if text else ""
    except ValueError as error:
        raise UsageError(str(error), where="--language-form") from None


@app.command()
def show(ctx: typer.Context, municipality: MunicipalityArgument) -> None:
    """Show what is held on a municipality, its contacts included.

    Example: kvadmin municipality show 0301
    """
    run = session(ctx)
    found = find_municipality(run.data, municipality, run.today)
    stored = run.data.stored(Municipality, found.number)
    run.show(report_tables.municipality_report(found, dict(stored.extra) if stored else {}))


@app.command("set", context_settings={"ignore_unknown_options": True})  # -3.5 is a value, no option
def set_(
    ctx: typer.Context,
    municipality: MunicipalityArgument,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="For example population or language_form.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help='The new value; "" empties the field.')],
) -> None:
    """Change one field; several values of a list are parted by ";".

    Example: kvadmin municipality set 0301 language_form neutral
    """
    run = session(ctx)
    found = find_municipality(run.data, municipality, run.today)
    change = run.transaction()
    extra = {each.name: each for each in run.gather("kvadmin_fields") if each.collection == Municipality.collection}
    if field in extra:
        change.set_extra(Municipality, found.number, field, value or None)
    else:
        change.update(_changed(found, field, value, extra))
    run.commit(change)


def _changed(found: Municipality, field: str, value: str, extra: dict[str, Any]) -> Municipality:
    """The record with the new value.

    Raises:
        UsageError: There is no such field, or the value does not fit it.
    """
    if field in ("number", "contacts"):
        instead = "kvadmin contact add" if field == "contacts" else "kvadmin municipality import"
        raise UsageError(
            tr("{field!r} cannot be set this way", field=field), where=field, hint=tr("use: {instead}", instead=instead)
        )
    if field not in REGISTER_FIELDS:
        raise UsageError(
            tr("a municipality has no field {field!r}", field=field),
            where=field,
            hint=tr("the fields are: {extra}", extra=", ".join([*REGISTER_FIELDS, *extra])),
        )
    default = {each.name: each for each in msgspec.structs.fields(Municipality)}[field]
    if value.strip():
        try:
            new = REGISTER_FIELDS[field](value)
        except ValueError as error:
            raise UsageError(str(error), where=f"{field} of {found.number} {found.name}") from None
    elif field == "name":
        raise UsageError(tr("a municipality needs a name"), where=field)
    else:
        new = [] if default.default is msgspec.NODEFAULT else default.default
    changed = msgspec.structs.replace(found, **{field: new})
    if changed.valid_from and changed.valid_to and changed.valid_to < changed.valid_from:
        raise UsageError(
            tr(
                "valid_to {valid_to} would lie before valid_from {valid_from}",
                valid_to=changed.valid_to,
                valid_from=changed.valid_from,
            ),
            where=f"{field} of {found.number} {found.name}",
        )
    return changed


@app.command("import")
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

    Columns in any order: number,name,county,region,population,language_form,lat,lon,valid_from,valid_to
    (or kommunenummer, navn, fylke, landsdel, folketall, målform ...). An empty cell leaves what is there.

    Example: kvadmin municipality import kommuner.csv
    """
    run = session(ctx)
    first = parse_day(valid_from, where="--valid-from") if valid_from else None
    last = parse_day(end_absent, where="--end-absent") if end_absent else None
    read = read_register(file)
    merged = merge_register(read, run.data.all(Municipality), valid_from=first, end_absent=last)
    run.show(report_tables.import_report(str(file), read, merged))
    _remarks(run, read.unread, read.remarks, merged)
    merged.check(str(file))
    change = run.transaction()
    for record in merged.created.values():
        change.create(record)
    for record in (*merged.changed.values(), *merged.ended.values()):
        change.update(record)
    run.commit(change)


def _remarks(run: Session, unread: tuple[str, ...], remarks: tuple[str, ...], merged: RegisterMerge) -> None:
    if unread:
        run.warn(tr("columns that are not read: {unread}", unread=", ".join(unread)))
    for remark in remarks:
        run.warn(remark)
    _some(run, "Not in the file, so they end", list(merged.ended))
    _some(run, "Not in the file, left as they are", [each for each in merged.absent if each not in merged.ended])


def _some(run: Session, what: str, numbers: list[str]) -> None:
    if numbers:
        more = len(numbers) - _NAMED
        run.info(f"{what}: {', '.join(numbers[:_NAMED])}{f' and {more} more' if more > 0 else ''}")
