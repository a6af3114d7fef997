"""``evaluation goals``: what municipalities want their indicators to be, and what has come of it."""

from __future__ import annotations

import typer

from kvadmin.api import UsageError, tr

from ..arguments import CohortOption
from .goal_list import AsOfOption, ByOption, IndicatorOption, list_goals
from .goal_review import confirm, propose
from .goal_setting import import_goals, set_goal

app = typer.Typer(
    help="Goals: what has come of them, propose, confirm, set, import.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
app.command("propose")(propose)
app.command("confirm")(confirm)
app.command("set")(set_goal)
app.command("import")(import_goals)


@app.callback()
def goals(
    ctx: typer.Context,
    cohort: CohortOption = None,
    indicator: IndicatorOption = None,
    by: ByOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Say of every goal whether it is met, on track, off track, too early to say or without figures, and why.

    Example: kvadmin evaluation goals --cohort P1
    """
    if ctx.invoked_subcommand is None:
        list_goals(ctx, cohort, indicator, by, as_of)
        return
    given = {"--cohort": cohort, "--indicator": indicator, "--by": by, "--as-of": as_of}
    if early := [option for option, value in given.items() if value is not None]:
        command = ctx.invoked_subcommand
        raise UsageError(
            tr("before {command!r} {options} stands for nothing", command=command, options=", ".join(early)),
            where=early[0],
            hint=tr("behind it: kvadmin evaluation goals {command} -h lists what it takes", command=command),
            code="contradicting-options",
        )
