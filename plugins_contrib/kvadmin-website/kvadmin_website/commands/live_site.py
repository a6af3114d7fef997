"""``website published``: what the site on the web shows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.reports import Column, listing
from kvadmin_website.bank.built_sites import example_pages
from kvadmin_website.bank.example_fields import read_site_address
from kvadmin_website.bank.example_lookups import keep_site, site_of, title_of
from kvadmin_website.reading.site_pages import is_published
from kvadmin_website.records import Example

_COLUMNS = (
    Column("example", "Example"),
    Column("title", "Title"),
    Column("may", "May be shown", "bool"),
)


def published(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the site, as it was built.")],
    address: Annotated[
        str | None, typer.Option("--address", metavar="URL", help="Where it was put (else the site's own address).")
    ] = None,
) -> None:
    """Note that a site was put on the web, and which examples it shows: so that nothing stays there unnoticed.

    Example: kvadmin website published /tmp/site
    """
    run = session(ctx)
    site = site_of(run.data)
    where = site.address if address is None else _address(address)
    if not where:
        raise UsageError(
            tr("where was it put?"), where="--address", hint=tr("`kvadmin website set address URL`"),
            code="missing-value",
        )  # fmt: skip
    shown = sorted(example_pages(folder))
    live = {**site.live, where: tuple(shown)}
    change = run.transaction()
    keep_site(change, run.data, msgspec.structs.replace(site, live={each: live[each] for each in sorted(live)}))
    run.commit(change)
    known = {each.id: each for each in run.data.all(Example)}
    rows = [
        {"example": each, "title": title_of(known[each]) if each in known else "",
         "may": each in known and is_published(known[each])}
        for each in shown
    ]  # fmt: skip
    if wrong := [row["example"] for row in rows if not row["may"]]:
        run.warn(tr("it shows what it may no longer: {examples}", examples=", ".join(map(str, wrong))))
    nothing = tr("It shows no example.")
    title = tr("Examples at {address}", address=where)
    run.show(listing("examples", _COLUMNS, rows, title=title, empty=nothing, address=where))


def _address(text: str) -> str:
    try:
        return read_site_address(text)
    except UsageError as error:
        error.where = "--address"
        raise
