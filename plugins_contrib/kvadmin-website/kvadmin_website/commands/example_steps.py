"""``website example review``, ``consent``, ``publish`` and ``decline``: the way of an example to its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.commands import one_line, parse_day
from kvadmin_website.bank.example_lookups import find_example, title_of
from kvadmin_website.bank.personal_traits import Trait
from kvadmin_website.bank.publishing_rules import lacking, refuse_state, remedy, traits_of
from kvadmin_website.commands.example_lists import example_report
from kvadmin_website.commands.site_arguments import AnywayOption, ExampleArgument
from kvadmin_website.reading.site_pages import is_published
from kvadmin_website.records import Example


def review(
    ctx: typer.Context,
    example: ExampleArgument,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who read it (else you).")] = None,
) -> None:
    """Note that the secretariat has read an example; one that was declined is taken up again.

    Example: kvadmin website example review 0415-1 --by "Marit Strand"
    """
    run = session(ctx)
    old = find_example(run.data, example)
    if old.status != "published":
        refuse_state(old, "reviewed")
    status = old.status if old.status == "published" else "reviewed"
    reader = one_line(by) if by else run.who
    _write(run, old, status=status, reviewer=reader, reviewed=run.today, declined="")
    run.show(example_report(run.data, find_example(run.data, old.id)))


def consent(
    ctx: typer.Context,
    example: ExampleArgument,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day the sender agreed (else today).")
    ] = None,
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="The sender has taken the consent back: it leaves the site.")
    ] = False,
) -> None:
    """Note that the sender agrees that name and example are shown, or does so no longer.

    Example: kvadmin website example consent 0415-1 --on 2008-05-20
    Example: kvadmin website example consent 0415-1 --withdrawn
    """
    run = session(ctx)
    old = find_example(run.data, example)
    day = run.today if on is None else parse_day(on, where="--on")
    if day > run.today:
        raise UsageError(tr("{day} is still to come", day=day), where="--on", code="bad-value")
    if withdrawn and old.consent is None:
        raise Refused(tr("{id} has no consent that could be taken back", id=old.id), where=old.id, code="nothing-to-do")
    if not withdrawn:
        new = _write(run, old, consent=day, withdrawn=None)
    else:
        status = "reviewed" if old.status == "published" else old.status
        new = _write(run, old, consent=None, withdrawn=day, status=status)
        if is_published(old):
            run.warn(still_shown(old))
    run.show(example_report(run.data, new))


def still_shown(example: Example) -> str:
    """That a site which lies somewhere shows an example that it may no longer show."""
    return tr(
        "a site that was built since {day} shows {id} still: build it again and publish it", day=example.published,
        id=example.id,
    )  # fmt: skip


def publish(ctx: typer.Context, example: ExampleArgument, anyway: AnywayOption = False) -> None:
    """Let an example onto the site: only when it is read, agreed to and has a theme, and names nobody.

    Example: kvadmin website example publish 0415-1
    """
    run = session(ctx)
    old = find_example(run.data, example)
    _refuse_lacking(run, old)
    refuse_state(old, "published")
    if found := traits_of(run.data, old):
        ask_of_traits(run, old, found, anyway=anyway)
    new = _write(run, old, status="published", published=old.published or run.today)
    run.info(tr("The next site that is built shows it."))
    run.show(example_report(run.data, new))


def _refuse_lacking(run: Session, example: Example) -> None:
    missing = lacking(run.data, example)
    if example.status == "published" or not missing:
        return
    raise Refused(
        tr("{id} cannot be published: {what}", id=example.id, what=missing[0][1]),
        where=example.id,
        details=[text for _, text in missing[1:]],
        hint=f"`{remedy(example, missing[0][0])}`",
        code="state-forbids",
    )


def ask_of_traits(run: Session, example: Example, found: Sequence[tuple[str, Trait]], *, anyway: bool) -> None:
    """Ask whether what points to a person may stand on a page; an identity number never may.

    Args:
        run: The session.
        example: Which example.
        found: Where in it stands what.
        anyway: The person has said that it may.

    Raises:
        Refused: It may not, or nobody can be asked.
    """
    lines = [f"{field}:{each.line}:{each.column}: {each.said()}" for field, each in found]
    hint = tr("`kvadmin website example text {id} FILE`, with a text without it", id=example.id)
    if any(each.kind == "identity-number" for _, each in found):
        raise Refused(
            tr("a national identity number stands on no page"), where=example.id, details=lines, hint=hint,
            code="refused",
        )  # fmt: skip
    if anyway:
        return
    if run.interactive and not run.yes:
        for line in lines:
            run.info(line)
        if run.confirm(tr("May this stand on a public page?")):
            return
        raise Refused(tr("stopped: nothing was written"), code="stopped")
    raise Refused(
        tr("the text points to a person, and only a person can say whether it may"),
        where=example.id,
        details=lines,
        hint=tr("`--anyway` if it may; else {hint}", hint=hint),
        code="needs-confirmation",
    )


def decline(ctx: typer.Context, example: ExampleArgument) -> None:
    """Decline an example, for the reason of `--why`; one that stands on the site is taken off it.

    Example: kvadmin website example decline 0415-1 --why "Sier det samme som 0415-2"
    """
    run = session(ctx)
    old = find_example(run.data, example)
    refuse_state(old, "declined")
    reason = one_line(run.why)
    if not reason:
        raise UsageError(
            tr("declining an example needs a reason"), where="--why", hint=tr("add --why TEXT"), code="missing-reason"
        )
    new = _write(run, old, confirm=tr("Decline {id} {title}?", id=old.id, title=title_of(old)),
                 status="declined", declined=reason)  # fmt: skip
    if is_published(old):
        run.warn(still_shown(old))
    run.show(example_report(run.data, new))


def _write(run: Session, old: Example, *, confirm: str = "", **fields: object) -> Example:
    new = msgspec.structs.replace(old, **fields)
    change = run.transaction()
    change.update(new)
    run.commit(change, confirm=confirm)
    return new
