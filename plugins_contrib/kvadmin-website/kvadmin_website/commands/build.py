"""``website build``: the public site as static files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.reports import Column, Report, table_of
from kvadmin_website.building.site_files import SiteBuilder
from kvadmin_website.building.site_folder import check_site_folder, write_site
from kvadmin_website.checking.unshown_links import unshown_links
from kvadmin_website.pages.edition import Edition
from kvadmin_website.pages.news_pages import waiting_news
from kvadmin_website.pages.site_facts import SiteFacts
from kvadmin_website.reading.page_file import ROOT
from kvadmin_website.reading.site_pages import SitePages, read_site
from kvadmin_website.reading.symbolic_links import links_below

_FACTS = (
    Column("form", "Language form"),
    Column("pages", "Pages", "int"),
)


def build(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder of the site; made when missing.")],
    base_url: Annotated[
        str | None,
        typer.Option("--base-url", metavar="URL", help="Where it will be published; else as website/site.yaml has it."),
    ] = None,
) -> None:
    """Write the public site into a folder, as files that any web server, or a browser alone, can show.

    Everything in it comes from the programme and the pages below website/. It is written whole or not at all, and the
    same data give the same bytes. A folder with other files is refused; files of an earlier build that are no longer
    part of the site go.

    Example: kvadmin website build --out /tmp/site
    """
    run = session(ctx)
    folder = out.resolve() if not out.is_symlink() else out.absolute()
    if run.folder.resolve().is_relative_to(folder):
        raise Refused(
            tr("{out} holds the programme itself", out=out), where="--out", hint=tr("name a folder of the site's own"),
            code="cannot-write",
        )  # fmt: skip
    check_site_folder(folder)
    _refuse_inside(run, folder)
    pages = read_site(run.data, links_below(run.folder))
    facts = SiteFacts(run.data, pages, run.today)
    made = SiteBuilder(run, facts, _address(facts.site.address if base_url is None else base_url)).build()
    told = write_site(folder, made.files)
    faults = _say(run, facts, pages)
    rows = [{"form": form, "pages": number} for form, number in made.pages.items()]
    data = {
        "schema": 1, "folder": str(out), "pages": made.pages, "files": len(made.files), "added": told.added,
        "changed": told.changed, "unchanged": told.unchanged, "removed": told.removed,
        "municipalities": len(facts.participants), "faults": faults,
    }  # fmt: skip
    title = tr("{files} files in {folder}", files=len(made.files), folder=out)
    run.show(Report(data, (table_of(title, _FACTS, rows),)))


def _refuse_inside(run: Session, folder: Path) -> None:
    """In the programme folder a site has a folder of its own at the top, where no records are.

    Raises:
        Refused: It would lie among records, or among the pages that it is made from.
    """
    own = run.folder.resolve()
    if not folder.is_relative_to(own):
        return
    top = folder.relative_to(own).parts
    taken = {each.path.partition("/")[0] for each in run.gather("kvadmin_collections")}
    if len(top) > 1 or top[0] in taken | {ROOT}:
        raise Refused(
            tr("{out} is where the programme keeps its records", out=folder), where="--out",
            hint=tr("name a folder of the site's own"), code="cannot-write",
        )  # fmt: skip


def _address(text: str) -> str:
    """The address with a slash at its end; empty stays empty.

    Raises:
        UsageError: It is no address on the web.
    """
    plain = text.strip()
    if not plain:
        return ""
    parts = urlsplit(plain)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise UsageError(
            tr("{text!r} is no address on the web", text=text), where="--base-url",
            hint=tr("such as https://kvalitet.example"), code="bad-value",
        )  # fmt: skip
    return plain if plain.endswith("/") else f"{plain}/"


def _say(run: Session, facts: SiteFacts, pages: SitePages) -> int:
    """Say what is not on the site though it lies in the folder; how many faults there are."""
    waiting = waiting_news(Edition("nb", facts, set()))
    if waiting:
        names = ", ".join(each.name for each in waiting)
        run.info(tr("news of later days wait: {names}", names=names))
    faults = [*pages.faults(), *unshown_links(facts)]
    for each in faults:
        run.warn(f"{each.where}: {each.text}")
    return len(faults)
