"""``sheet in FILE``: what was edited in a workbook, as one change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.sheets import Side, sheet_in
from kvadmin.api.wording import near_names

_SIDES = ("file", "programme")


def take_in(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook of kvadmin sheet out, edited.")],
    keep: Annotated[
        str, typer.Option("--keep", metavar="SIDE", help="Which counts where both have changed: file or programme.")
    ] = "",
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Remove the records whose rows were deleted.")
    ] = False,
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", help="The sheet that counts, of several.")] = "",
) -> None:
    """Take in what was edited in a workbook of kvadmin sheet out, as one change that undo takes back.

    What has changed in the file alone is taken in; what has changed in the programme alone stays. Where both have
    changed the same cell it is asked, or refused with every cell named.

    Example: kvadmin sheet in municipalities.xlsx
    """
    run = session(ctx)
    if keep and keep not in _SIDES:
        raise UsageError(
            tr("{text!r} is none of the words that may stand here", text=keep),
            where="--keep",
            hint=tr("one of {words}", words=", ".join(_SIDES)),
            near=near_names(keep, _SIDES),
            code="unknown-word",
        )
    sheet_in(run, file, keep=cast("Side", keep) if keep else None, remove_missing=remove_missing, sheet=sheet or None)
