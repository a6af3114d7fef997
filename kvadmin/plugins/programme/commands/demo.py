"""``kvadmin demo``: makes the example programme and runs the main job on it, showing each command."""

from __future__ import annotations

import shlex
import sys
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Refused, UsageError, session, tr

app = typer.Typer(rich_markup_mode=None)

#: The day the example plays on: the applications are in, the admission is due.
TODAY = "2008-06-10"


def steps(folder: str) -> list[list[str]]:
    """The commands of the demo, as a person would type them after ``kvadmin``."""
    here = ["-C", folder, "--today", TODAY]
    return [
        ["init", folder, "--example"],
        [*here, "application", "import", str(Path(folder) / "incoming" / "soknader-pulje-3.xlsx"), "--cohort", "P3"],
        [*here, "application", "missing", "--cohort", "P3"],
        [*here, "cohort", "admit", "P3", "--yes"],
        [*here, "cohort", "verify", "P3"],
        [*here, "cohort", "status", "--as-of", "2008-12-31"],
    ]


@app.command()
def demo(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="A folder that does not exist yet.")] = "kvadmin-demo",
) -> None:
    """Make the example programme in DIR, import applications, admit, and show the status.

    Example: kvadmin demo my-demo
    """
    run = session(ctx)
    if run.dry_run:
        raise UsageError(tr("the demo makes its own folder: it has no dry run"), where="--dry-run", code="no-dry-run")
    if Path(folder).exists():
        raise Refused(
            tr("{folder} is already there", folder=folder),
            where=folder,
            hint=tr("name a fresh folder: kvadmin demo another-name"),
            code="already-there",
        )
    with redirect_stdout(sys.stderr) if run.format == "json" else nullcontext():  # a walk is no result
        for arguments in steps(folder):
            print(f"\n$ kvadmin {shlex.join(arguments)}", flush=True)
            code = run.run(arguments)
            if code:
                raise Refused(
                    tr("the demo stopped: that command ended with exit code {code}", code=code), code="demo-stopped"
                )
    run.info(
        tr(
            "\nThe example programme is in {folder}. Look around: kvadmin -C {folder} cohort show P3",
            folder=shlex.quote(folder),
        )
    )
