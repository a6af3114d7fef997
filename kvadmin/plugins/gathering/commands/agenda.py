"""``gathering agenda list``, ``add`` and ``remove``."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import InvalidData, UnknownName, UsageError, session, tr
from kvadmin.api.commands import one_line, parse_day
from kvadmin.api.records import AgendaItem, Gathering
from kvadmin.api.reports import Column, listing

from ..agenda import items_in_order, read_span
from ..calendar_entries import named_session
from ..loaded_gathering import save_gathering
from .arguments import GatheringArgument

#: The programme, numbered as ``agenda remove`` wants it.
AGENDA_COLUMNS = (
    Column("number", "No.", "int"),
    Column("day", "Day", "date"),
    Column("time", "Time", get=lambda each: f"{each['start']}-{each['end']}", json=False),
    Column("start"),
    Column("end"),
    Column("title", "Title"),
    Column("speaker", "Speaker", rank=1),
    Column("organisation", "Organisation", rank=3),
    Column("room", "Room", rank=2),
    Column("track", "Track", rank=2),
    Column("meal", "Meal", rank=3),
)


def list_items(ctx: typer.Context, gathering: GatheringArgument) -> None:
    """List the programme of a gathering.

    Example: kvadmin gathering agenda list 2008-08-27-oppstart
    """
    run = session(ctx)
    found = run.data.get(Gathering, gathering)
    run.show(listing("agenda", AGENDA_COLUMNS, numbered_items(found), title="Programme", gathering=found.id))


def numbered_items(gathering: Gathering) -> list[dict[str, Any]]:
    """The programme in order, each item with its number and its day."""
    return [
        {**msgspec.structs.asdict(each), "number": number, "day": each.day or gathering.start}
        for number, each in enumerate(items_in_order(gathering), 1)
    ]


def add(
    ctx: typer.Context,
    gathering: GatheringArgument,
    span: Annotated[str, typer.Argument(metavar="TIME", help="09:00-10:15, or 23:00-01:00 past midnight")],
    title: Annotated[str, typer.Argument(metavar="TITLE")],
    day: Annotated[str, typer.Option("--day", metavar="DATE", help="Which day (else the first).")] = "",
    speaker: Annotated[str, typer.Option("--speaker", metavar="NAME")] = "",
    organisation: Annotated[str, typer.Option("--organisation", metavar="NAME")] = "",
    room: Annotated[str, typer.Option("--room", metavar="NAME")] = "",
    track: Annotated[str, typer.Option("--track", metavar="NAME", help="Items at the same time are parallel.")] = "",
    meal: Annotated[str, typer.Option("--meal", metavar="NAME", help="A meal that is catered for: lunsj.")] = "",
) -> None:
    """Add an item to the programme; items at the same time need different tracks.

    Example: kvadmin gathering agenda add 2008-08-27-oppstart 21:00-22:00 "Omvisning" --room Foajeen
    """
    run = session(ctx)
    before = run.data.get(Gathering, gathering)
    try:
        start, end = read_span(span)
        texts = {"title": title, "speaker": speaker, "organisation": organisation, "room": room, "track": track,
                 "meal": meal}  # fmt: skip
        item = AgendaItem(
            day=parse_day(day, where="--day") if day else None,
            start=f"{start:%H:%M}",
            end=f"{end:%H:%M}",
            **{field: one_line(text) for field, text in texts.items()},
        )
    except ValueError as error:
        raise InvalidData(str(error), where=tr("programme of {id}", id=gathering), code="bad-value") from None
    if not item.title:
        raise UsageError(tr("an item of the programme needs a title"), code="missing-value")
    agenda = [*before.agenda, named_session(before, item)]
    save_gathering(run, before, msgspec.structs.replace(before, agenda=agenda))


def remove(
    ctx: typer.Context,
    gathering: GatheringArgument,
    number: Annotated[int, typer.Argument(metavar="NO.", help="As agenda list numbers them.")],
) -> None:
    """Take an item out of the programme.

    Example: kvadmin gathering agenda remove 2008-08-27-oppstart 1
    """
    run = session(ctx)
    before = run.data.get(Gathering, gathering)
    items = items_in_order(before)
    if not 1 <= number <= len(items):
        raise UnknownName(
            tr("the programme has no item {number}", number=number),
            hint=tr("kvadmin gathering agenda list {gathering}", gathering=gathering),
            code="unknown-item",
        )
    gone = items[number - 1]
    kept = [each for each in before.agenda if each is not gone]
    save_gathering(
        run, before, msgspec.structs.replace(before, agenda=kept), confirm=tr("Remove {title!r}?", title=gone.title)
    )
