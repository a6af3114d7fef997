"""What several commands of letters share: their arguments, and the libraries they need."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api.commands import need

MailingArgument = Annotated[str, typer.Argument(metavar="[MAILING]", help="The mailing; needed when it is not clear.")]
LetterArgument = Annotated[str, typer.Argument(metavar="LETTER", help="Name of a letter: admitted.")]


def need_mail_libraries() -> None:
    """Say which extra is missing before anything is begun.

    Raises:
        UsageError: The extra ``mail`` is not installed.
    """
    for module in ("jinja2", "markdown_it", "idna"):
        need(module, "mail")
