"""``website check``: every finding about the site's pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Finding, InvalidData, Session, session, tr
from kvadmin.api.commands import parse_whole
from kvadmin.api.reports import Column, listing
from kvadmin_website.bank.built_sites import example_pages
from kvadmin_website.checking.outside_links import ask_outside
from kvadmin_website.checking.site_findings import page_findings
from kvadmin_website.reading.page_file import ROOT
from kvadmin_website.reading.site_pages import SitePages, is_published, read_site
from kvadmin_website.reading.symbolic_links import links_below
from kvadmin_website.records import Example

_COLUMNS = (
    Column("where", "Where", get=Finding.where, json=False),
    Column("path"),
    Column("line"),
    Column("column"),
    Column("severity", "Severity", rank=1),
    Column("code", "Code", rank=3),
    Column("text", "What"),
    Column("hint", "Hint", rank=2),
)
#: Seconds; a larger number means this one.
_LONGEST = 600


def check(
    ctx: typer.Context,
    online: Annotated[
        bool, typer.Option("--online", help="Ask the servers of links that lead out of the site, too.")
    ] = False,
    seconds: Annotated[
        str, typer.Option("--seconds", metavar="N", help="How long all those servers together may take.")
    ] = "60",
    site: Annotated[
        Path | None, typer.Option("--site", metavar="DIR", help="Look for examples that a built site shows still.")
    ] = None,
) -> None:
    """Name dead links, pages without the other form, pictures without words, and what may not be public; exit 3.

    Example: kvadmin website check
    """
    run = session(ctx)
    limit = min(parse_whole(seconds, least=1, where="--seconds"), _LONGEST)
    pages = read_site(run.data, links_below(run.folder))
    found = page_findings(run.data, pages, run.today) if run.data.files(ROOT) else []
    if site is not None:
        found = sorted({*found, *_still_shown(run, site)})
    if online:
        found = sorted({*found, *_outside(run, pages, limit)})
    errors = sum(each.severity == "error" for each in found)
    warnings = sum(each.severity == "warning" for each in found)
    fine = tr("Everything is in order.")
    run.show(listing("findings", _COLUMNS, found, title=tr("The pages"), empty=fine, errors=errors,
                     warnings=warnings, online=online))  # fmt: skip
    if errors:
        raise InvalidData(
            tr("{errors} error(s) in the pages", errors=errors),
            where=str(run.folder / ROOT) if run.on_disk else ROOT,
            hint=tr("open the files at these lines and mend them, then check again"),
            code="faults-found",
        )


def _still_shown(run: Session, folder: Path) -> list[Finding]:
    """Pages of a built site that show an example which may not be shown any more."""
    shown = {each.id for each in run.data.all(Example) if is_published(each)}
    text = tr("the page shows an example that may not be shown any more")
    hint = tr("build the site again: kvadmin website build --out {folder}", folder=folder)
    pages = example_pages(folder)
    return [
        Finding((folder / page).as_posix(), 0, 0, "web-still-shown", text, hint)
        for key in pages.keys() - shown
        for page in pages[key]
    ]


def _outside(run: Session, pages: SitePages, limit: int) -> list[Finding]:
    """Links whose servers say that nothing is there, as errors; those that did not answer well, as warnings."""
    places = [
        (link.target, page.path, link.line) for page in pages.texts() for link in page.links if link.kind == "external"
    ]
    run.info(tr("Asking the servers of {number} addresses.", number=len({each[0] for each in places})))
    answers = ask_outside((each[0] for each in places), together=limit)
    return [
        Finding(
            path, line if not path.startswith(f"{ROOT}/examples/") else 0, 1 if path.endswith(".md") else 0,
            "web-dead-outside" if answer.verdict == "gone" else "web-unsure-outside",
            f"{address}: {answer.text}", None, "error" if answer.verdict == "gone" else "warning",
        )
        for address, path, line in places
        if (answer := answers[address]).verdict != "there"
    ]  # fmt: skip
