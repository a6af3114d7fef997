"""``completion``: what a shell runs to complete command lines."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.wording import near_names

from ..completion_scripts import SCRIPTS


def completion(
    ctx: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish|powershell", help="The shell.")],
) -> None:
    """Print what a shell runs to complete command lines: commands, options, words, and the names of the programme.

    The first line of what is printed says where it belongs.

    Example: kvadmin completion bash
    """
    run = session(ctx)
    if shell not in SCRIPTS:
        raise UsageError(
            tr("there is no completion for {shell!r}", shell=shell),
            hint=tr("one of {words}", words=", ".join(SCRIPTS)),
            near=near_names(shell, list(SCRIPTS)),
            code="unknown-word",
        )
    run.show_document(SCRIPTS[shell].encode(), shell)
