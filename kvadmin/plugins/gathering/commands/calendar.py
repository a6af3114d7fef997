"""``gathering calendar``: the entry for people's calendars."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import session

from ..calendar import calendar_file, with_current_calendar
from ..handouts.wording import handout_language
from ..loaded_gathering import load_gathering, save_calendar_number
from .arguments import GatheringArgument, LanguageOption
from .document_output import put_document


def calendar(
    ctx: typer.Context,
    gathering: GatheringArgument,
    person: Annotated[
        str, typer.Option("--person", metavar="PERSON", help="The entry of one person, cancelled when the person has.")
    ] = "",
    form: LanguageOption = "",
) -> None:
    """Write the calendar entry: the same entry every time, with a higher number when something has changed.

    Example: kvadmin gathering calendar 2008-08-27-oppstart -o -
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    who = found.book.find(person) if person else None
    after = with_current_calendar(found.gathering, found.programme, run.today)
    content = calendar_file(after, found.programme, handout_language(form, found.programme), who)
    if not run.dry_run:
        save_calendar_number(run, found.gathering)
    put_document(run, content, f"{gathering}.ics", personal=who is not None)
