"""``completion``: what a shell runs to complete command lines."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.wording import near_names

from ..completion_scripts import SCRIPTS

#: The ending of the scripts of each shell.
_ENDINGS = {"bash": "bash", "zsh": "zsh", "fish": "fish", "powershell": "ps1"}


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
    if run.format in _ENDINGS.values() and run.format != _ENDINGS[shell]:
        raise UsageError(
            tr("a script of {shell} is not written as {format}", shell=shell, format=run.format),
            where="-o",
            hint=f"-o FILE.{_ENDINGS[shell]}",
            code="contradicting-options",
        )
    run.show_document(SCRIPTS[shell].encode(), shell)
