"""``participants export``: one handout as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.documents import warn_of_boxes
from kvadmin.api.wording import near_names

from ..handouts.catalogue import HANDOUTS, handout_bytes
from ..handouts.sources import read_handout_sources
from ..handouts.wording import handout_language
from ..loaded_gathering import load_gathering
from ..registrations.roster import RosterGrouping
from .arguments import GatheringArgument, GroupByOption, LanguageOption, MapOption, NetworkOption, read_grouping
from .document_output import put_document

_FORMATS = ("docx", "pdf", "xlsx", "md")


def export(
    ctx: typer.Context,
    gathering: GatheringArgument,
    what: Annotated[
        str,
        typer.Option(
            "--what", metavar="WHAT", help=f"One of {', '.join(HANDOUTS)}.", autocompletion=lambda: list(HANDOUTS)
        ),
    ] = "list",
    by: GroupByOption = "network",
    for_network: NetworkOption = "",
    form: LanguageOption = "",
    map_file: MapOption = None,
) -> None:
    """Write one handout: docx, pdf, xlsx or md, by --format or by the ending of -o.

    The check-in list has everybody; all others have those who agreed to be listed.

    Example: kvadmin participants export 2008-08-27-oppstart --format md -o -
    """
    run = session(ctx)
    if what not in HANDOUTS:
        raise UsageError(
            tr("there is no handout {what!r}", what=what),
            where="--what",
            hint=tr("one of {handouts}", handouts=", ".join(HANDOUTS)),
            near=near_names(what, list(HANDOUTS)),
            code="unknown-word",
        )
    write_handout(run, gathering, what, read_grouping(by), for_network, form, map_file)


def write_handout(
    run: Session,
    gathering: str,
    what: str,
    by: RosterGrouping,
    for_network: str,
    form: str,
    map_file: Path | None = None,
) -> None:
    """Make a handout and put it where ``-o`` says."""
    found = load_gathering(run, gathering)
    chosen = handout_language(form, found.programme)
    format_ = run.format or "pdf"
    if format_ not in _FORMATS or (format_ == "xlsx" and what not in ("list", "checkin")):
        raise UsageError(
            tr("the handout {what!r} is not written as {format}", what=what, format=format_),
            hint=tr("docx, pdf or md (lists: xlsx, too)"),
            near=near_names(format_, _FORMATS),
            code="unknown-format",
        )
    sources = read_handout_sources(run, found, by=by, network=for_network, map_file=map_file)
    boxed_texts: dict[str, None] = {}
    content = handout_bytes(what, sources, chosen, format_, boxed_texts)
    put_document(run, content, f"{gathering}-{HANDOUTS[what][chosen == 'nn']}.{format_}")
    warn_of_boxes(run, boxed_texts)
