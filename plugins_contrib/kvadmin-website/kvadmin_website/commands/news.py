"""``website news new`` and ``list``."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Conflict, Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import one_line, parse_day
from kvadmin.api.records import Programme
from kvadmin.api.reports import Column, Report, facts, listing
from kvadmin.api.wording import near_names
from kvadmin_website.bank.bank_words import other_form, read_form
from kvadmin_website.bank.example_lookups import site_of
from kvadmin_website.bank.news_files import news_name, news_there
from kvadmin_website.commands.site_arguments import FormOption
from kvadmin_website.reading.page_file import PageName

_COLUMNS = (
    Column("name", "News"),
    Column("day", "Day", "date"),
    Column("title", "Title", get=lambda each: dict(each.titles), show=lambda each: next(iter(each.values()), "")),
    Column("forms", "Forms", get=lambda each: list(each.titles)),
    Column("lacking", "Lacking", get=lambda each: list(each.lacking), rank=1),
)


def news_known(ctx: typer.Context) -> list[tuple[str, str]]:
    """The news, with a title each."""
    run = session(ctx)
    return [(each.name, next(iter(each.titles.values()), "")) for each in news_there(run.data, ("nb", "nn"))]


def new(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The title.")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Its day (else today).")] = None,
    form: FormOption = None,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="NEWS", help="The other form of this one.", autocompletion=news_known),
    ] = None,
) -> None:
    """Begin a piece of news: a Markdown file with its title, for you to write on.

    Example: kvadmin website news new "Pulje 4 er tatt opp" --on 2009-01-15
    """
    run = session(ctx)
    said = one_line(title)
    if not said:
        raise UsageError(tr("the news has no title"), where="TITLE", code="missing-value")
    wanted = _form(form)
    if of is None:
        programme = run.data.find(Programme)
        usual = programme.language if programme and programme.language in ("nb", "nn") else "nb"
        wanted = wanted or usual
        name = news_name(said, run.today if on is None else parse_day(on, where="--on"))
        if any(run.data.read_file(name.path(each)) is not None for each in ("nb", "nn")):
            raise Conflict(
                tr("there is news of that day and title already"),
                where=name.name,
                hint=tr("its other form: `kvadmin website news new TITLE --of {name}`", name=name.name),
                code="already-there",
            )
    else:
        name, wanted = _other(run, of, wanted, on)
    path = name.path(wanted)
    change = run.transaction()
    change.put_file(path, f"# {said}\n\n".encode())
    run.commit(change)
    place = str(run.folder / path) if run.on_disk else path
    data = {"schema": 1, "news": {"name": name.name, "day": name.day, "form": wanted, "path": path}}
    run.show(Report(data, (facts(said, ((tr("File"), path), (tr("Write below the title in"), place))),)))


def _form(form: str | None) -> str:
    try:
        return read_form(form) if form else ""
    except UsageError as error:
        error.where = "--form"
        raise


def _other(run: Session, of: str, wanted: str, on: str | None) -> tuple[PageName, str]:
    """The news that ``--of`` names, and the form that it lacks."""
    if on is not None:
        raise UsageError(tr("the other form has the same day"), where="--on", code="contradicting-options")
    known = {each.name: each for each in news_there(run.data, ("nb", "nn"))}
    if of not in known:
        raise UnknownName(
            tr("there is no news {name!r}", name=of),
            where="--of",
            hint=tr("`kvadmin website news list`"),
            near=near_names(of, {name: tuple(each.titles.values()) for name, each in known.items()}),
            code="unknown-record",
        )
    has = list(known[of].titles)
    form = wanted or other_form(has[0])
    if form in has:
        raise Conflict(
            tr("{name} is written in {form} already", name=of, form=form), where="--of", code="already-there"
        )
    return PageName("news", of), form


def list_news(ctx: typer.Context) -> None:
    """List the news, the newest first, with the form that each lacks.

    Example: kvadmin website news list
    """
    run = session(ctx)
    found = news_there(run.data, site_of(run.data).languages)
    run.show(listing("news", _COLUMNS, found, title=tr("News"), empty=tr("There is no news yet."), as_of=run.today))
