"""The group ``kvadmin cohort``: which command is which function."""

from __future__ import annotations

import typer

from . import admit, define, members, overview, promote, verify

app = typer.Typer(
    help="Calls, admission, memberships and the status table.", no_args_is_help=True, rich_markup_mode=None
)

app.command("new")(define.new)
app.command("set")(define.set_field)
app.command("list")(overview.list_cohorts)
app.command("show")(overview.show)
app.command("status")(overview.status)
app.command("import")(members.import_memberships)
app.command("withdraw")(members.withdraw)
app.command("admit")(admit.admit)
app.command("verify")(verify.verify)
app.command("promote")(promote.promote)
