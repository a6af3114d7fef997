"""``cohort explain``: why a municipality got a place or did not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import CohortInsteadOption, cohort_and_words, find_municipality
from kvadmin.api.imports import read_content
from kvadmin.api.records import Cohort, Programme
from kvadmin.api.wording import LANGUAGE_NAMES, Language, near_names

from .. import admission as rule
from ..applications.lookup import find_application
from ..explaining.explained_application import explained_application
from .arguments import CohortAndNumberArgument

_DOCUMENTS = ("docx", "pdf")


def explain(
    ctx: typer.Context,
    words: CohortAndNumberArgument,
    cohort: CohortInsteadOption = None,
    protocol: Annotated[
        Path | None, typer.Option("--protocol", metavar="FILE", help="This protocol, not those of the folder.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="nb|nn|en", help="Of the document (else the programme's).")
    ] = None,
) -> None:
    """Explain a decision: what bound, who came instead, the smallest change that would have admitted it, its chance.

    It reads the protocol and nothing else, so that nothing of a draw is shown before the admission. As docx or pdf it
    is a document for the municipality, in bokmål or nynorsk.

    Example: kvadmin cohort explain P3 0604
    """
    run = session(ctx)
    id_, word = cohort_and_words(words, cohort, "NUMBER")
    found = run.data.get(Cohort, id_)
    spoken = _language(run, language)
    given = None
    if protocol is not None:
        given = str(protocol), _protocol_of(found, protocol)
    explained = explained_application(run.data, found, _number(run, found.id, word, given), given)
    if run.format in _DOCUMENTS:
        from ..explaining.explanation_document import write_explanation

        write_explanation(run, explained, spoken, run.format)
        return
    from ..explaining.explanation_report import explanation_report

    run.show(explanation_report(explained))


def _protocol_of(cohort: Cohort, path: Path) -> dict[str, Any]:
    document = rule.read_protocol(read_content(path), where=str(path))
    if document["cohort"] != cohort.id:
        raise UsageError(
            tr("the protocol is one of {other}, not of {id}", other=document["cohort"], id=cohort.id),
            where=str(path),
            code="contradicting-options",
        )
    return document


def _number(run: Session, cohort: str, word: str, given: tuple[str, dict[str, Any]] | None) -> str:
    """The municipality meant; a protocol from elsewhere may name one that has no application here."""
    if given is None:
        return find_application(run, cohort, word).municipality
    named = any(each["municipality"] == word for each in given[1]["decisions"])
    return word if named else find_municipality(run.data, word).number


def _language(run: Session, text: str | None) -> Language:
    chosen = text or run.data.get(Programme).language
    if chosen not in rule.LANGUAGES:
        raise UsageError(
            tr("there is no language {text!r}", text=chosen),
            where="--language",
            hint=tr("nb, nn or en"),
            near=near_names(chosen, LANGUAGE_NAMES),
            code="unknown-word",
        )
    return cast("Language", chosen)
