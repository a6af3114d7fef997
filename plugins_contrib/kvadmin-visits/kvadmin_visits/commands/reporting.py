"""``visit report``: one contact, or all that was held with municipalities, as a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, cast

import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.commands import need
from kvadmin.api.documents import DOCUMENT_FORMATS, Document, texts_with_boxes, warn_of_boxes, write_documents
from kvadmin.api.wording import LANGUAGE_NAMES, municipality_key, near_names
from kvadmin_visits.commands.arguments import (
    SinceOption,
    UntilOption,
    chosen_visits,
    municipalities_there,
    visits_there,
)
from kvadmin_visits.documents.report_words import Form
from kvadmin_visits.documents.visit_document import ReportFrame, municipality_document, visit_document
from kvadmin_visits.records import Visit
from kvadmin_visits.work.advisors import Advisors
from kvadmin_visits.work.lookups import chosen_municipalities, find_visit
from kvadmin_visits.work.overview import has_been, overview_of


def report(
    ctx: typer.Context,
    visit: Annotated[
        str | None, typer.Argument(metavar="VISIT", help="Id of the visit.", autocompletion=visits_there)
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            "--of",
            metavar="SELECTION",
            help="All that was held with these instead: 0415, or cohort:P1.",
            autocompletion=municipalities_there,
        ),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="nb|nn", help="Form (else that of the municipality).")
    ] = None,
) -> None:
    """Write the report of a visit, a call or an e-mail: who, when, what it was about, what was agreed.

    It has the texts as they were noted, names too: hand it to those whom it is about.

    Example: kvadmin visit report 1 -o besok.docx
    Example: kvadmin visit report --of 0415 -o loten.pdf
    """
    run = session(ctx)
    if (visit is None) == (of is None):
        raise UsageError(
            tr("which visit?") if visit is None else tr("VISIT and --of exclude each other"),
            where="VISIT",
            hint=tr("the id of one, or --of with a number, a name or a selection"),
            code="missing-value" if visit is None else "contradicting-options",
        )
    if visit is not None and (since or until):
        raise UsageError(
            tr("--since and --until go with --of"), where="--since" if since else "--until",
            code="contradicting-options",
        )  # fmt: skip
    chosen = _format(run)
    frame = ReportFrame(run.data, _form(language))
    documents = [_one(run, frame, visit)] if visit is not None else _several(run, frame, of or "", since, until)
    if chosen == "pdf":
        need("typst", "pdf")
        warn_of_boxes(run, dict.fromkeys(text for each in documents for text in texts_with_boxes(each)))
    run.show_document(write_documents(documents, chosen, boxes=True), chosen, personal=True)


def _format(run: Session) -> str:
    """What ``--format`` says, else the ending of ``-o``; docx where neither says anything."""
    ending = Path(run.output or "").suffix.lower().lstrip(".")
    chosen = run.format or ending or "docx"
    if chosen not in DOCUMENT_FORMATS:
        raise UsageError(
            tr("there is no document format {format!r}", format=chosen),
            where="--format" if run.format else "-o",
            hint=tr("use one of: {document_formats}", document_formats=", ".join(DOCUMENT_FORMATS)),
            near=near_names(chosen, DOCUMENT_FORMATS),
            code="unknown-format",
        )
    return chosen


def _form(language: str | None) -> Form | None:
    if language is None:
        return None
    if language not in ("nb", "nn"):
        raise UsageError(
            tr("{text!r} is none of the words that may stand here", text=language),
            where="--language",
            hint=tr("one of {words}", words="nb, nn"),
            near=near_names(language, {each: LANGUAGE_NAMES[each] for each in ("nb", "nn")}),
            code="unknown-word",
        )
    return cast("Form", language)


def _one(run: Session, frame: ReportFrame, text: str) -> Document:
    visit = find_visit(run, text)
    if not has_been(visit, run.today):
        raise Refused(
            tr("visit {id} on {day} is not noted as held", id=visit.id, day=visit.day),
            where="VISIT",
            hint=tr("`kvadmin visit set {id} held yes`, when it has been", id=visit.id),
            code="state-forbids",
        )
    return visit_document(frame, visit)


def _several(run: Session, frame: ReportFrame, of: str, since: str | None, until: str | None) -> Sequence[Document]:
    """A document for each municipality with which anything was held, in Norwegian order; who has nothing is said."""
    overview = overview_of(run.data)
    numbers = chosen_municipalities(run, of)
    if numbers is None:
        raise UsageError(
            tr("whose contacts?"), where="--of", hint=tr("a number, a name or a selection"), code="missing-value"
        )
    chosen = chosen_visits(overview.visits, Advisors(()), numbers=numbers, since=since, until=until)
    by_number: dict[str, list[Visit]] = {}
    for each in chosen:
        if has_been(each, run.today):
            by_number.setdefault(each.municipality, []).append(each)
    if not by_number:
        raise Refused(tr("nothing was held with them"), where="--of", code="nothing-to-do")
    if without := len(numbers) - len(by_number):
        run.info(tr("Municipalities with which nothing was held, and that are left out: {number}", number=without))
    names = overview.names
    ordered = sorted(by_number, key=lambda number: municipality_key(names.get(number) or number, number))
    return [municipality_document(frame, number, by_number[number]) for number in ordered]
