"""``participants badges``: everybody's badge."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import UsageError, session, tr
from kvadmin.api.documents import warn_of_boxes

from ..handouts.badges import draw_badges, make_badges
from ..handouts.label_sheets import DEFAULT_LABEL_SHEET, LABEL_SHEETS, label_sheet
from ..handouts.sources import read_handout_sources
from ..handouts.wording import handout_language
from ..loaded_gathering import load_gathering
from .arguments import GatheringArgument, LanguageOption
from .document_output import put_document


def badges(
    ctx: typer.Context,
    gathering: GatheringArgument,
    sheet: Annotated[
        str,
        typer.Option(
            "--sheet",
            metavar="SHEET",
            help=f"One of {', '.join(LABEL_SHEETS)}, or such as 90x55:2x5 (mm).",
            autocompletion=lambda: list(LABEL_SHEETS),
        ),
    ] = DEFAULT_LABEL_SHEET,
    offset: Annotated[
        str, typer.Option("--offset", metavar="X,Y", help="Move everything so many mm right and down.")
    ] = "0,0",
    only: Annotated[
        list[str] | None, typer.Option("--person", metavar="PERSON", help="Only this person's; may be repeated.")
    ] = None,
    form: LanguageOption = "",
) -> None:
    """Write the badges of everybody who comes as a PDF; the square code tells nothing without this folder.

    Example: kvadmin participants badges 2008-08-27-oppstart --dry-run
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    sources = read_handout_sources(run, found)
    wanted = {found.book.find(each).id for each in only or ()}
    entries = [each for each in sources.everybody.entries if not wanted or each.person.id in wanted]
    if wanted and not entries:
        raise UsageError(tr("nobody of these people comes"), where="--person", code="nothing-to-do")
    chosen = handout_language(form, found.programme)
    boxed_texts: dict[str, None] = {}
    content = draw_badges(
        sources.gathering,
        make_badges(sources.gathering, entries),
        label_sheet(sheet),
        found.programme,
        chosen,
        boxed_texts=boxed_texts,
        offset=_offset(offset),
    )
    put_document(run, content, f"{gathering}-navneskilt.pdf")
    warn_of_boxes(run, boxed_texts)


def _offset(text: str) -> tuple[float, float]:
    try:
        right, down = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(
            tr("{text!r} is no offset", text=text),
            where="--offset",
            hint=tr("millimetres right and down: 1.5,-2"),
            code="bad-value",
        ) from None
    most = 50
    if not (abs(right) <= most and abs(down) <= most):
        raise UsageError(tr("{text!r} moves the badges off the sheet", text=text), where="--offset", code="bad-value")
    return right, down
