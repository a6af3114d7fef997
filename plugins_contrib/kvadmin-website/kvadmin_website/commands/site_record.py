"""``website init``, ``set`` and ``show``: the site as a whole."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.records import Programme
from kvadmin.api.reports import Column, Report, facts, table_of
from kvadmin_website.bank.example_fields import SITE_FIELDS, read_site_address
from kvadmin_website.bank.example_lookups import keep_site, site_of
from kvadmin_website.bank.starter_pages import starter_pages
from kvadmin_website.commands.site_arguments import PairsArgument
from kvadmin_website.reading.page_file import page_of
from kvadmin_website.records import Example, Website

_MADE = (Column("path", "File", get=lambda each: each[0]), Column("made", "New", "bool", get=lambda each: each[1]))


def init(
    ctx: typer.Context,
    address: Annotated[
        str, typer.Option("--address", metavar="URL", help="Where it will stand: https://kvalitet.example.")
    ] = "",
) -> None:
    """Begin the public site: what it is, and starter pages in bokmål and nynorsk; no file is written over.

    Example: kvadmin website init --address https://kvalitet.example
    """
    run = session(ctx)
    known = run.data.find(Website)
    change = run.transaction()
    where = _address(address)
    if known is None:
        programme = run.data.find(Programme)
        parties = tuple(each.name for each in programme.parties) if programme else ()
        site = Website(address=where, partners=parties)
        change.create(site)
    else:
        site = msgspec.structs.replace(known, address=where or known.address)
        change.update(site)
    pages = []
    for path, content in starter_pages(run.data):
        made = run.data.read_file(path) is None
        pages.append((path, made))
        if made:
            change.put_file(path, content)
    run.commit(change)
    kept = sum(not made for _, made in pages)
    notes = [tr("Files that were there and stay as they are: {number}", number=kept)] if kept else []
    data = {"schema": 1, "site": _plain(site), "pages": [{"path": path, "made": made} for path, made in pages]}
    run.show(Report(data, (table_of(tr("Pages"), _MADE, pages, notes),)))
    run.info(tr("Write on in these files, then look at it: kvadmin website build --out DIR"))


def _address(text: str) -> str:
    if not text:
        return ""
    try:
        return read_site_address(text)
    except UsageError as error:
        error.where = "--address"
        raise


def _plain(site: Website) -> dict[str, object]:
    return {
        "address": site.address,
        "languages": list(site.languages),
        "partners": list(site.partners),
        "agreed": {number: list(site.agreed[number]) for number in sorted(site.agreed)},
    }


def set_field(ctx: typer.Context, pairs: PairsArgument) -> None:
    """Change the site's address, its language forms (the first one first) or the names of its partners.

    Example: kvadmin website set address https://kvalitet.example languages "nn, nb"
    """
    run = session(ctx)
    old = site_of(run.data)
    values = {
        name: tuple(dict.fromkeys(value)) if isinstance(value, list) else value
        for name, value in SITE_FIELDS.pairs(pairs).items()
    }
    if values.get("languages") == ():
        raise UsageError(tr("{noun} needs a {field}", noun=tr("the site"), field="language"), where="languages",
                         code="missing-value")  # fmt: skip
    new = msgspec.structs.replace(old, **values)
    change = run.transaction()
    keep_site(change, run.data, new)
    run.commit(change)
    run.show(_report(run, new))


def show(ctx: typer.Context) -> None:
    """Show the site as a whole: address, forms, partners, how many pages, news and examples there are.

    Example: kvadmin website show
    """
    run = session(ctx)
    run.show(_report(run, site_of(run.data)))


def _report(run: Session, site: Website) -> Report:
    found = {found for path in run.data.files("website") if (found := page_of(path))}
    counts = Counter(name.kind for name in {name for name, _ in found})
    states = Counter(each.status for each in run.data.all(Example))
    counted = {
        "pages": counts["page"],
        "news": counts["news"],
        "gatherings": counts["gathering"],
        "examples": {state: states[state] for state in Example.STATUSES},
    }
    rows: list[tuple[str, str | int]] = [
        (tr("Address"), site.address or tr("none yet")),
        (tr("Language forms"), ", ".join(site.languages)),
        (tr("Partners"), "; ".join(site.partners)),
        (tr("Municipalities that show results"), sum(bool(each) for each in site.agreed.values())),
        (tr("Pages"), counts["page"]),
        (tr("News"), counts["news"]),
        (tr("Pages of gatherings"), counts["gathering"]),
        (tr("Examples that wait"), states["received"] + states["reviewed"]),
        (tr("Examples on the site"), states["published"]),
    ]
    return Report({"schema": 1, "site": _plain(site), "counts": counted}, (facts(tr("The website"), rows),))
