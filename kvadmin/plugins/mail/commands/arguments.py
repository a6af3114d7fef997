"""Arguments that several commands of letters take."""

from __future__ import annotations

from typing import Annotated

import typer

MailingArgument = Annotated[str, typer.Argument(metavar="[MAILING]", help="The mailing; needed when it is not clear.")]
LetterArgument = Annotated[str, typer.Argument(metavar="LETTER", help="Name of a letter: admitted.")]
