"""Arguments that several commands of letters take, and the names that can stand for them."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import session

from ..kept import kept_now


def letters_there(ctx: typer.Context) -> list[tuple[str, str]]:
    """The letters of the programme, and those that ship with kvadmin."""
    from ..letters.library import library_letters

    return [(each.name, "own" if each.own else "ready-made") for each in library_letters(kept_now(session(ctx)))]


def mailings_there(ctx: typer.Context) -> list[tuple[str, str]]:
    """The mailings, with their states."""
    from ..outbox.mailings import all_mailings, without_samples

    run = session(ctx)
    return [(each.name, each.state) for each in without_samples(all_mailings(run.data, kept_now(run)))]


def transports_there(ctx: typer.Context) -> list[str]:
    """The ways to send letters."""
    return [each.name for each in session(ctx).gather("kvadmin_mail_transports")]


def letter_keys(ctx: typer.Context) -> list[tuple[str, str]]:
    """The letters of the mailing that was named before."""
    from ..outbox.mailings import mailing_named

    found = mailing_named(session(ctx), str(ctx.params.get("mailing") or ""))
    return [(each.key, each.party) for each in found.outbox.letters]


MailingArgument = Annotated[
    str,
    typer.Argument(
        metavar="[MAILING]", help="The mailing; needed when it is not clear.", autocompletion=mailings_there
    ),
]
LetterArgument = Annotated[
    str, typer.Argument(metavar="LETTER", help="Name of a letter: admitted.", autocompletion=letters_there)
]
