"""``network export``: the network division as a document, a workbook, JSON or GeoJSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.documents import DOCUMENT_FORMATS, write_document
from kvadmin.api.records import Cohort, Programme
from kvadmin.api.reports import Report
from kvadmin.api.wording import Language

from ..divisions.division import Division, card_table, division_data, network_table
from ..divisions.division_document import division_document
from ..divisions.geojson import division_geojson
from ..divisions.map_drawing import map_of
from ..divisions.stored_networks import StoredDivision, record_of, stored_division
from .arguments import DistanceFile
from .map_file import language_of

_BY_ENDING = {".docx": "docx", ".pdf": "pdf", ".geojson": "geojson", ".svg": "svg", ".md": "md"}


def export(
    ctx: typer.Context,
    cohort: Annotated[str | None, typer.Argument(metavar="[COHORT]", help="Id of the cohort.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="nb|nn|en", help="Of the document (else the programme's).")
    ] = None,
    without_map: Annotated[bool, typer.Option("--without-map", help="Leave the map out of the document.")] = False,
    distances: DistanceFile = None,
) -> None:
    """Export the network division: table, csv, md, json, xlsx with score card, docx, pdf or geojson.

    Example: kvadmin network export P1 --format geojson
    """
    run = session(ctx)
    record = record_of(run, cohort)
    stand = stored_division(run, record, distances)
    spoken = language_of(language or run.data.get(Programme).language)
    chosen = run.format or _BY_ENDING.get(Path(run.output or "").suffix.lower(), "")
    if chosen in DOCUMENT_FORMATS:
        _put(run, _document(run, stand, spoken, chosen, with_map=not without_map), chosen)
    elif chosen == "geojson":
        _put(run, json.dumps(division_geojson(stand.division), ensure_ascii=False, indent=1).encode() + b"\n", chosen)
    elif chosen == "svg":
        _put(run, _map(run, stand, spoken), chosen)
    else:
        run.show(_report(stand.division, spoken))


def _report(division: Division, language: str) -> Report:
    tables = (network_table(division, language=language), card_table(division, language=language))
    data: dict[str, Any] = division_data(division)
    return Report(data, tables)


def _document(run: Session, stand: StoredDivision, language: str, chosen: str, *, with_map: bool) -> bytes:
    group = run.data.find(Cohort, stand.record.cohort)
    document = division_document(
        stand.division,
        cast("Language", language),
        cohort=group.name if group else stand.record.cohort,
        programme=run.data.get(Programme).name,
        picture=_map(run, stand, language) if with_map and chosen != "md" else None,
    )
    return write_document(document, chosen)


def _map(run: Session, stand: StoredDivision, language: str) -> bytes:
    group = run.data.find(Cohort, stand.record.cohort)
    name = group.name if group else stand.record.cohort
    return map_of(stand.places, stand.division.networks, cohort=name, language=language).encode()


def _put(run: Session, content: bytes, chosen: str) -> None:
    """Write to ``-o``, else to stdout; a document is not poured over a terminal."""
    if run.output not in (None, "-"):
        path = Path(str(run.output))
        run.write_files(path.parent, [(path.name, content)])
        run.info(tr("Written: {path}", path=path))
        return
    if sys.stdout.isatty() and chosen in {"docx", "pdf"}:
        raise UsageError(
            tr("{chosen} cannot be shown on a terminal", chosen=chosen), where="--format", hint=tr("add -o FILE")
        )
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
