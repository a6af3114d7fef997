"""``network export``: the network division as a document, a workbook, JSON or GeoJSON."""

from __future__ import annotations

import json
from typing import Annotated, cast

import typer

from kvadmin.api import Session, session
from kvadmin.api.commands import CohortInsteadOption, any_cohort
from kvadmin.api.documents import DOCUMENT_FORMATS, texts_with_boxes, warn_of_boxes, write_document
from kvadmin.api.records import Cohort, Programme
from kvadmin.api.wording import Language

from ..divisions.division_document import division_document
from ..divisions.division_report import division_report
from ..divisions.geojson import division_geojson
from ..divisions.map_drawing import map_of
from ..divisions.stored_networks import StoredDivision, record_of, stored_division
from .arguments import AnyCohortArgument, DistancesOption
from .map_file import language_of


def export(
    ctx: typer.Context,
    word: AnyCohortArgument = None,
    language: Annotated[
        str | None, typer.Option(metavar="nb|nn|en", help="Of the document (else the programme's).")
    ] = None,
    without_map: Annotated[bool, typer.Option("--without-map", help="Leave the map out of the document.")] = False,
    distances: DistancesOption = None,
    cohort: CohortInsteadOption = None,
) -> None:
    """Export the network division: table, csv, md, json, xlsx with score card, docx, pdf or geojson.

    Example: kvadmin network export P1 --format geojson
    """
    run = session(ctx)
    record = record_of(run, any_cohort(word, cohort))
    stand = stored_division(run, record, distances, reading=True)
    spoken = language_of(language or run.data.get(Programme).language)
    chosen = run.format or ""
    if chosen in DOCUMENT_FORMATS:
        content = _document(run, stand, spoken, chosen, with_map=not without_map)
    elif chosen == "geojson":
        content = json.dumps(division_geojson(stand.division), ensure_ascii=False, indent=1).encode() + b"\n"
    elif chosen == "svg":
        content = _map(run, stand, spoken)
    else:
        run.show(division_report(stand.division, language=spoken))
        return
    run.show_document(content, chosen, personal=any(each.advisor for each in record.networks))


def _document(run: Session, stand: StoredDivision, language: str, chosen: str, *, with_map: bool) -> bytes:
    group = run.data.find(Cohort, stand.record.cohort)
    document = division_document(
        stand.division,
        cast("Language", language),
        cohort=group.name if group else stand.record.cohort,
        programme=run.data.get(Programme).name,
        picture=_map(run, stand, language) if with_map and chosen != "md" else None,
    )
    if chosen == "pdf":
        warn_of_boxes(run, texts_with_boxes(document))
    return write_document(document, chosen, boxes=True)


def _map(run: Session, stand: StoredDivision, language: str) -> bytes:
    group = run.data.find(Cohort, stand.record.cohort)
    name = group.name if group else stand.record.cohort
    return map_of(stand.places, stand.division.networks, cohort=name, on=run.today, language=language).encode()
