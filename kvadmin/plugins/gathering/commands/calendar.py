"""``gathering calendar``: the entry for people's calendars."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.documents import PublishedEntries, note_published
from kvadmin.api.wording import near_names

from ..calendar import calendar_file
from ..calendar_entries import PARTS, calendar_entries
from ..handouts.wording import handout_language
from ..loaded_gathering import load_gathering
from .arguments import GatheringArgument, LanguageOption
from .document_output import put_document


def calendar(
    ctx: typer.Context,
    gathering: GatheringArgument,
    person: Annotated[
        str,
        typer.Option(
            "--person", metavar="PERSON", help="Of one person: tentative while waiting, cancelled when the person has."
        ),
    ] = "",
    per: Annotated[
        str, typer.Option("--per", metavar="block|day|session", help="One entry per block (all of it), day or session.")
    ] = "block",
    form: LanguageOption = "",
) -> None:
    """Write the calendar entry: the same entry every time, with a higher number when something has changed.

    Whatever is undone, a number that has left is never given out again.

    Example: kvadmin gathering calendar 2008-08-27-oppstart -o -
    """
    run = session(ctx)
    if per not in PARTS:
        hint = tr("one of {parts}", parts=", ".join(PARTS))
        near = near_names(per, PARTS)
        said = tr("{per!r} gets no entry of its own", per=per)
        raise UsageError(said, where="--per", hint=hint, near=near, code="unknown-word")
    found = load_gathering(run, gathering)
    who = found.book.find(person) if person else None
    language = handout_language(form, found.programme)
    published = PublishedEntries.of(run.data)
    entries = calendar_entries(found.gathering, found.programme, language, published, per, who)
    if not entries:
        raise UsageError(
            tr("{gathering} has no sessions yet", gathering=gathering),
            where="--per",
            hint=tr("kvadmin gathering agenda add"),
            code="nothing-to-do",
        )
    content = calendar_file(entries, found.programme)
    if not run.dry_run:
        note_published(run.store, [content], run.who)
    name = gathering if per == "block" else f"{gathering}-{per}"
    put_document(run, content, f"{name}.ics", personal=who is not None)
