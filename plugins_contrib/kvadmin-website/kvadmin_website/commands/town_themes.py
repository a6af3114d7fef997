"""``website themes``: which themes a municipality works with."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import municipality_key
from kvadmin_website.bank.bank_words import THEME_NAMES, on_screen, read_theme
from kvadmin_website.bank.example_lookups import keep_site, site_of, town_names
from kvadmin_website.commands.site_arguments import themes_there
from kvadmin_website.records import Website

_COLUMNS = (
    Column("municipality", "No.", rank=1),
    Column("name", "Municipality"),
    Column("themes", "Themes", show=lambda words: ", ".join(on_screen(each, THEME_NAMES) for each in words)),
)


def themes(
    ctx: typer.Context,
    municipality: Annotated[
        str, typer.Argument(metavar="MUNICIPALITY|list", help="By number or name; `list` shows all.")
    ] = "list",
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[THEME]...", help="What it works with; `none` takes all away.",
                       autocompletion=themes_there),
    ] = None,
) -> None:  # fmt: skip
    """Note which themes a municipality works with, beside those of its examples.

    Example: kvadmin website themes 0415 care sick-leave
    Example: kvadmin website themes list
    """
    run = session(ctx)
    old = site_of(run.data)
    if municipality == "list" and not words:
        run.show(_report(run, old))
        return
    town = find_municipality(run.data, municipality, run.today)
    if not words:
        raise UsageError(
            tr("which themes?"), where="THEME", hint=tr("one of {words}", words=", ".join((*THEME_NAMES, "none"))),
            code="missing-value",
        )  # fmt: skip
    said = [] if words in (["none"], ["ingen"]) else [read_theme(each) for each in words]
    kept = {number: few for number, few in old.themes.items() if number != town.number}
    if said:
        kept[town.number] = tuple(each for each in THEME_NAMES if each in said)
    new = msgspec.structs.replace(old, themes={number: kept[number] for number in sorted(kept)})
    change = run.transaction()
    keep_site(change, run.data, new)
    run.commit(change)
    run.show(_report(run, new, town.number))


def _report(run: Session, site: Website, only: str = "") -> Any:
    names = town_names(run.data)
    numbers = sorted(site.themes, key=lambda each: municipality_key(names.get(each, ""), each))
    rows = [
        {"municipality": each, "name": names.get(each, ""), "themes": list(site.themes.get(each, ()))}
        for each in ([only] if only else numbers)
    ]
    nothing = tr("No municipality has said what it works with.")
    return listing("themes", _COLUMNS, rows, title=tr("What municipalities work with"), empty=nothing)
