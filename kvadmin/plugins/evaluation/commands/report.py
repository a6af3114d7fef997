"""``evaluation report``: results for the network meeting, the council and the inhabitants."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import need, parse_day
from kvadmin.api.documents import texts_with_boxes, warn_of_boxes, write_document
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import LANGUAGE_NAMES, near_names

from ..results.report_document import report_document
from ..results.report_files import check_untouched, report_stem, with_checksums
from ..results.report_sources import ReportSources
from ..results.report_subject import ReportSubject, find_subjects
from ..results.report_words import AUDIENCES, Audience

#: The formats, with what each needs to be installed.
_FORMATS = {"pdf": ("typst", "pdf"), "docx": ("docx", "docx"), "html": None}


def report(
    ctx: typer.Context,
    subject: Annotated[
        str, typer.Argument(metavar="SUBJECT", help="NUMBER, network:N, cohort:C, programme, or all (one for each).")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder; made when missing.")],
    cohort: Annotated[
        str | None, typer.Option("--cohort", metavar="C", help="The cohort, where several have the name.")
    ] = None,
    each: Annotated[bool, typer.Option("--each", help="A report for each municipality instead.")] = False,
    formats: Annotated[
        list[str] | None, typer.Option("--as", metavar="pdf|docx|html", help="Format; several with commas.")
    ] = None,
    audience: Annotated[
        str, typer.Option("--for", metavar="meeting|council|inhabitants", help="Who reads it.")
    ] = "meeting",
    language: Annotated[
        str | None, typer.Option("--language", metavar="nb|nn", help="Form (else that of the municipality).")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Reference date (else today).")] = None,
) -> None:
    """Write results reports: goals and how they stand, charts, measures, own words, what was learned, what is missing.

    Texts that may name a person are left out, and which ones is said. For council and inhabitants, so are small counts.

    Example: kvadmin evaluation report 0415 --for council --as pdf,docx --out results
    Example: kvadmin evaluation report all --for inhabitants --as html --out results
    """
    run = session(ctx)
    chosen = _formats(formats or ["pdf"])
    reader = cast("Audience", _one_of(audience, AUDIENCES, "--for"))
    form = _one_of(language, ("nb", "nn"), "--language") if language else ""
    day = parse_day(as_of, where="--as-of") if as_of else run.today
    subjects = find_subjects(run, subject, cohort, day, each=each)
    whole = find_subjects(run, "programme", None, day, each=False)[0]
    sources = ReportSources(run, day, reader, form)
    rows, files = _make(run, sources, subjects, whole, chosen)
    check_untouched(out, files)
    for said in sources.left_out:
        run.warn(said)
    if run.dry_run:
        run.info(tr("Dry run: {files} files would be written to {out}.", files=len(files) + 1, out=out))
    else:
        run.write_files(out, with_checksums(out, files))
    about: dict[str, Any] = {
        "as_of": day,
        "for": reader,
        "out": str(out),
        "dry_run": run.dry_run,
        "left_out": len(sources.left_out),
    }
    run.show(listing("files", _COLUMNS, rows, title=tr("Results reports in {out}", out=out), **about))


def _make(
    run: Session, sources: ReportSources, subjects: Sequence[ReportSubject], whole: ReportSubject, chosen: Sequence[str]
) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """Every report in every format, and what is said of each file; nothing is written yet."""
    files: dict[str, bytes] = {}
    rows: list[dict[str, Any]] = []
    boxed: dict[str, None] = {}
    with run.progress(len(subjects), tr("Reports")) as progress:
        for done, each in enumerate(subjects, 1):
            document = report_document(sources, each, whole)
            stem = report_stem(sources, each, document.language)
            for ending in chosen:
                name = f"{stem}.{ending}"
                files[name] = write_document(document, ending, boxes=True)
                rows.append({"subject": each, "file": name, "language": document.language, "content": files[name]})
            if "pdf" in chosen:
                boxed |= dict.fromkeys(texts_with_boxes(document))
            progress.update(done, each.label)
    warn_of_boxes(run, boxed)
    return rows, files


def _formats(given: Sequence[str]) -> list[str]:
    named = [part.strip().lower() for text in given for part in text.split(",") if part.strip()]
    for name in named or [""]:
        _one_of(name, tuple(_FORMATS), "--as")
    chosen = [name for name in _FORMATS if name in named]
    for name in chosen:
        if library := _FORMATS[name]:
            need(*library)
    need("jinja2", "evaluation")
    if "docx" in chosen:
        need("typst", "pdf")  # draws the pictures of a docx
    return chosen


def _one_of(word: str, words: Sequence[str], option: str) -> str:
    if word not in words:
        # No report is in English, though other commands speak it.
        forms = {name: LANGUAGE_NAMES[name] for name in words} if option == "--language" else words
        raise UsageError(
            tr("{word!r} cannot stand here", word=word),
            where=option,
            hint=tr("one of {words}", words=", ".join(words)),
            near=near_names(word, forms),
            code="unknown-format" if option == "--as" else "unknown-word",
        )
    return word


_COLUMNS = (
    Column("subject", "Subject", get=lambda row: row["subject"].label),
    Column("cohort", get=lambda row: row["subject"].cohort and row["subject"].cohort.id),
    Column("language", "Form", get=lambda row: row["language"], rank=1),
    Column("file", "File", get=lambda row: row["file"]),
    Column("bytes", get=lambda row: len(row["content"])),
    Column("sha256", get=lambda row: sha256(row["content"]).hexdigest()),
)
