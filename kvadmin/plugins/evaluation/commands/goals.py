"""``evaluation goals``: the goals that figures can judge; without a verb, the list of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer

from kvadmin.api import session, tr
from kvadmin.api.records import Cohort, MemberGoals
from kvadmin.api.reports import Column, listing

from ..plans.plan_lists import names_of
from .arguments import CohortOption
from .goal_review import confirm, propose
from .goal_setting import import_goals, set_goal

app = typer.Typer(
    help="Goals that figures can judge: list, propose, confirm, set, import.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
app.command("propose")(propose)
app.command("confirm")(confirm)
app.command("set")(set_goal)
app.command("import")(import_goals)


@app.callback()
def goals(ctx: typer.Context, cohort: CohortOption = None) -> None:
    """List the goals that a person has confirmed.

    Example: kvadmin evaluation goals
    """
    if ctx.invoked_subcommand is not None:
        return
    run = session(ctx)
    found = run.data.all(MemberGoals, under=run.data.get(Cohort, cohort).id) if cohort else run.data.all(MemberGoals)
    rows = [{"cohort": of.cohort, "municipality": of.municipality, "goal": each} for of in found for each in of.goals]
    run.show(listing("goals", _columns(names_of(run)), rows, title=tr("Goals")))


def _columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    def of(field: str) -> Any:
        return lambda row: getattr(row["goal"], field)

    return (
        Column("cohort", "Cohort"),
        Column("municipality", "No."),
        Column("name", "Name", rank=1, get=lambda row: names.get(row["municipality"], "")),
        Column("indicator", "Indicator", get=of("indicator")),
        Column("kind", "Kind", get=of("kind")),
        Column("start", "From", "decimal", get=of("start")),
        Column("to", "To", "decimal", get=of("to")),
        Column("direction", "Direction", rank=2, get=of("direction")),
        Column("since", "Since", "date", rank=3, get=of("since")),
        Column("by", "By", "date", get=of("by")),
    )
