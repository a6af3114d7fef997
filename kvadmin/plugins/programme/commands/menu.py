"""``kvadmin menu``: question and answer through the common jobs, for who does not like a command line."""

from __future__ import annotations

import typer

from kvadmin.api import UsageError, session, tr


def menu(ctx: typer.Context) -> None:
    """Go through the common jobs by question and answer; every step shows its command.

    What writes is tried first and done when you agree. 0 or q leads back, Ctrl-C leaves.

    Example: kvadmin menu
    """
    run = session(ctx)
    if not run.interactive or run.format not in (None, "table") or run.output is not None:
        raise UsageError(
            tr("the menu asks and answers on a terminal"),
            hint=tr("`kvadmin status` says what needs action, `kvadmin commands` lists the commands"),
            code="needs-terminal",
        )
    from ..menu.dialogue import walk

    try:
        walk(ctx, run)
    except (typer.Abort, KeyboardInterrupt):
        run.info("")
    run.info(tr("You have left the menu."))
