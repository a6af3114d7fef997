"""``sheet in FILE``: what was edited in a workbook, as one change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.sheets import SheetAnswers, sheet_in
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
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADING=FIELD", help="Which column a renamed heading is (repeat)."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="HEADING", help="Leave this column out (repeat).")
    ] = None,
) -> None:
    """Take in what was edited in a workbook of kvadmin sheet out, as one change that undo takes back.

    What has changed in the file alone is taken in; what has changed in the programme alone stays. Where both have
    changed the same cell it is asked, or refused with every cell named.

    Example: kvadmin sheet out contacts -o contacts.xlsx && kvadmin sheet in contacts.xlsx
    """
    if keep and keep not in _SIDES:
        raise UsageError(
            tr("{text!r} is none of the words that may stand here", text=keep),
            where="--keep",
            hint=tr("one of {words}", words=", ".join(_SIDES)),
            near=near_names(keep, _SIDES),
            code="unknown-word",
        )
    side = cast('Literal["file", "programme"]', keep) if keep else None
    columns = {**_columns(map_ or ()), **dict.fromkeys(ignore or (), "")}
    sheet_in(session(ctx), file, SheetAnswers(side, remove_missing, sheet or None, columns))


def _columns(typed: Sequence[str]) -> dict[str, str]:
    columns = {}
    for each in typed:
        heading, equals, column = each.rpartition("=")
        if not (equals and heading.strip() and column.strip()):
            raise UsageError(
                tr("{text!r} does not say which column is meant", text=each),
                where="--map",
                hint=tr("write it as 'HEADING=FIELD'"),
                code="bad-value",
            )
        columns[heading.strip()] = column.strip()
    return columns
