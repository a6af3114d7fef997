"""``website example list``, ``show``, ``add``, ``text``, ``set`` and ``remove``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import email_address, find_municipality, one_line, parse_day
from kvadmin.api.records import Municipality, Programme
from kvadmin.api.reports import listing
from kvadmin.api.wording import fold
from kvadmin_website.bank.bank_words import read_form, read_state, read_step, read_theme
from kvadmin_website.bank.example_changes import check_change, refuse_same_title, traits_added
from kvadmin_website.bank.example_fields import EXAMPLE_FIELDS, with_values
from kvadmin_website.bank.example_lookups import (
    find_example,
    fingerprint,
    in_order,
    next_id,
    remove_examples,
    site_of,
    title_of,
    town_names,
)
from kvadmin_website.bank.text_files import read_text
from kvadmin_website.commands.example_lists import example_columns, example_report
from kvadmin_website.commands.example_steps import ask_of_traits
from kvadmin_website.commands.site_arguments import (
    AnywayOption,
    ExampleArgument,
    FormOption,
    PairsArgument,
    TextFile,
    states_there,
    themes_there,
)
from kvadmin_website.reading.site_pages import is_published
from kvadmin_website.records import Example


def list_examples(
    ctx: typer.Context,
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="WORD", help="Only of this state.", autocompletion=states_there),
    ] = None,
    theme: Annotated[
        str | None, typer.Option("--theme", metavar="WORD", help="Only of this theme.", autocompletion=themes_there)
    ] = None,
    municipality: Annotated[
        str | None, typer.Option("--municipality", metavar="N", help="Only this one, by number or name.")
    ] = None,
) -> None:
    """List the examples of the knowledge bank: whose, what about, how far.

    Example: kvadmin website example list
    Example: kvadmin website example list --status received
    """
    run = session(ctx)
    of_state = None if status is None else _read(read_state, status, "--status")
    of_theme = None if theme is None else _read(read_theme, theme, "--theme")
    number = None if municipality is None else find_municipality(run.data, municipality, run.today).number
    chosen = [
        each
        for each in in_order(run.data.all(Example))
        if of_state in (None, each.status) and of_theme in (None, each.theme) and number in (None, each.municipality)
    ]
    nothing = tr("No example is such.") if status or theme or municipality else tr("The knowledge bank is empty.")
    columns = example_columns(town_names(run.data))
    run.show(listing("examples", columns, chosen, title=tr("Examples"), empty=nothing))


def _read(reader: Callable[[str], Any], text: str, where: str) -> Any:
    try:
        return reader(text)
    except UsageError as error:
        error.where = where
        raise


def show(ctx: typer.Context, example: ExampleArgument) -> None:
    """Show one example: text, sender, state, and what it lacks before it can be published.

    Example: kvadmin website example show 0415-1
    """
    run = session(ctx)
    run.show(example_report(run.data, find_example(run.data, example)))


def add(
    ctx: typer.Context,
    municipality: Annotated[str, typer.Argument(metavar="MUNICIPALITY", help="Whose it is, by number or name.")],
    file: TextFile,
    theme: Annotated[
        str, typer.Option("--theme", metavar="WORD", help="What it is about.", autocompletion=themes_there)
    ],
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Its title (else the file's first heading).")
    ] = None,
    form: FormOption = None,
    sender: Annotated[str, typer.Option("--sender", metavar="NAME", help="Who sent it in.")] = "",
    email: Annotated[str, typer.Option("--email", metavar="ADDRESS", help="Where the sender is asked.")] = "",
    steps: Annotated[str, typer.Option("--steps", metavar="1,3", help="Which of the five steps it is about.")] = "",
    sent: Annotated[str | None, typer.Option("--sent", metavar="DATE", help="The day it came (else today).")] = None,
) -> None:
    """Take an example into the knowledge bank; it is received, and on no page before it is reviewed and agreed to.

    Example: kvadmin website example add 0415 --theme care --title "Faste team" --file faste-team.md --steps 1,3
    """
    run = session(ctx)
    town = find_municipality(run.data, municipality, run.today)
    heading, text = read_text(file)
    said = one_line(title) if title else heading
    if not said:
        raise UsageError(
            tr("the example has no title"), where="--title", hint=tr("add --title TEXT"), code="missing-value"
        )
    if title and heading and fold(heading) != fold(said):
        run.info(tr("The heading {heading!r} of the file gives way to the title.", heading=heading))
    wanted = form_of(run, town, form)
    every = run.data.all(Example)
    refuse_same_title(every, "", town.number, said)
    new = Example(
        id=next_id(town.number, [each.id for each in every], site_of(run.data)),
        municipality=town.number,
        theme=_read(read_theme, theme, "--theme"),
        title={wanted: said},
        text={wanted: text},
        steps=tuple(sorted({_read(read_step, each, "--steps") for each in steps.replace(",", " ").split()})),
        sent=run.today if sent is None else parse_day(sent, where="--sent"),
        sender=one_line(sender),
        email=_address(email),
        came=fingerprint(town.number, said, text),
    )
    change = run.transaction()
    change.create(new)
    run.commit(change)
    run.show(example_report(run.data, new))


def _address(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return email_address(text)
    except ValueError as error:
        raise UsageError(str(error), where="--email", code="bad-value") from None


def form_of(run: Session, town: Municipality, form: str | None) -> str:
    """The form of a text: the one that was said, else that of the municipality, else the programme's, which is said."""
    if form is not None:
        return str(_read(read_form, form, "--form"))
    decided = {"bokmal": "nb", "nynorsk": "nn"}.get(town.language_form)
    if decided:
        return decided
    programme = run.data.find(Programme)
    found = programme.language if programme and programme.language in ("nb", "nn") else "nb"
    run.info(
        tr("{name} has decided on no form: the text is taken as {form} (--form says otherwise)",
           name=town.name, form=found)
    )  # fmt: skip
    return found


def put_text(
    ctx: typer.Context,
    example: ExampleArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text, in Markdown.")],
    form: FormOption = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Its title (else the file's first heading).")
    ] = None,
    anyway: AnywayOption = False,
) -> None:
    """Give an example its text anew, or in the other language form.

    Example: kvadmin website example text 0415-1 faste-team-nn.md --form nn --title "Faste team"
    """
    run = session(ctx)
    old = find_example(run.data, example)
    heading, text = read_text(file)
    if form is None and len(old.text) != 1:
        raise UsageError(
            tr("{id} has texts in both forms", id=old.id), where="--form", hint="--form nb, --form nn",
            code="missing-value",
        )  # fmt: skip
    wanted = next(iter(old.text)) if form is None else str(_read(read_form, form, "--form"))
    said = one_line(title) if title else heading or old.title.get(wanted, "")
    if not said:
        raise UsageError(
            tr("the example has no title"), where="--title", hint=tr("add --title TEXT"), code="missing-value"
        )
    new = msgspec.structs.replace(old, title={**old.title, wanted: said}, text={**old.text, wanted: text})
    _write(run, old, new, anyway=anyway)


def set_field(ctx: typer.Context, example: ExampleArgument, pairs: PairsArgument, anyway: AnywayOption = False) -> None:
    """Change fields of an example: theme, titles, steps, who sent it.

    Example: kvadmin website example set 0415-1 theme tripartite steps 1,2
    """
    run = session(ctx)
    old = find_example(run.data, example)
    new = with_values(old, EXAMPLE_FIELDS.pairs(pairs))
    _write(run, old, new, anyway=anyway)


def _write(run: Session, old: Example, new: Example, *, anyway: bool) -> None:
    check_change(run.data, run.data.all(Example), old, new)
    if traits := traits_added(run.data, old, new):
        ask_of_traits(run, new, traits, anyway=anyway)
    if is_published(old) and (old.title, old.text) != (new.title, new.text):
        run.info(tr("The sender agreed to what stood there before."))
    change = run.transaction()
    change.update(new)
    run.commit(change)
    run.show(example_report(run.data, new))


def remove(ctx: typer.Context, example: ExampleArgument) -> None:
    """Remove an example with its text and sender; its id is not given again.

    Example: kvadmin website example remove 0415-1
    """
    run = session(ctx)
    found = find_example(run.data, example)
    change = run.transaction()
    remove_examples(run.data, change, [found.id])
    run.commit(change, confirm=tr("Remove the example {id} {title}?", id=found.id, title=title_of(found)))
    if found.published is not None:
        run.warn(tr("a site that was built since {day} shows it still", day=found.published))
    run.show_saved()
