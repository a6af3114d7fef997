"""``gathering calendar``: the entry for people's calendars."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import session

from ..calendar import published, write
from .common import GatheringId, LanguageOption, language, occasion
from .files import put
from .sources import publish


def calendar(
    ctx: typer.Context,
    gathering: GatheringId,
    person: Annotated[
        str, typer.Option("--person", metavar="PERSON", help="The entry of one person, cancelled when the person has.")
    ] = "",
    form: LanguageOption = "",
) -> None:
    """Write the calendar entry: the same entry every time, with a higher number when something has changed.

    Example: kvadmin gathering calendar 2008-08-27-oppstart -o -
    """
    run = session(ctx)
    found = occasion(run, gathering)
    who = found.book.find(person) if person else None
    after = published(found.gathering, found.programme, run.today)
    content = write(after, found.programme, language(form, found.programme), who)
    if not run.dry_run:
        publish(run, found.gathering)
    put(run, content, f"{gathering}.ics")
