"""``journal export``: the journal, letters out and applications in, with a sequence number for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Annotated, Any

import typer

from kvadmin.api import KvadminError, Session, UsageError, session, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.records import Programme
from kvadmin.api.reports import Column, Report, listing
from kvadmin.api.wording import Language

from ..after.journal import JournalRow, whole_journal
from ..after.journal_access import read_access_rules
from ..after.journal_register import gaps, with_numbers
from ..after.journal_words import heading, journal_language, said
from ..kept import kept_now
from ..records import day_in
from ..references import DocumentReference, case_key


def export(
    ctx: typer.Context,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="From that day.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Up to that day.")] = "",
    case: Annotated[str, typer.Option("--case", metavar="NUMBER", help="Only this case.")] = "",
    language: Annotated[
        str, typer.Option("--language", metavar="nb|nn|en", help="Of headings and words (else the programme's).")
    ] = "",
) -> None:
    """The journal: every letter that is more than a plan, with what became of it, and every application.

    Each document gets a sequence number, once and for ever; with --dry-run none is given. -o FILE.xml writes it by the
    names of Noark 5. Written drafts and prints are listed, and numbered when they have left.

    Example: kvadmin journal export -o journal.xlsx
    """
    run = session(ctx)
    begin = parse_day(first, where="--from").isoformat() if first else ""
    end = parse_day(last, where="--to").isoformat() if last else "9999"
    programme = run.data.get(Programme)
    form = journal_language(language, programme.language)
    if begin > end:
        raise UsageError(
            tr("the first day {first} lies after the last day {last}", first=day_in(begin), last=day_in(end)),
            where="--from",
            code="days-in-wrong-order",
        )
    rules = read_access_rules(run.settings_files())
    rows = _numbered(run, lambda: whole_journal(run.data, kept_now(run), form, rules))
    notes = _notes(run, rows)
    if run.output is not None or run.format not in (None, "table", "md"):  # where the list itself does not show them
        for note in notes:
            run.info(note)
    chosen = [row for row in rows if begin <= row.sent <= end and (not case or case_key(row.case) == case_key(case))]
    report = journal_report(chosen, form, programme, run.today, notes)
    if run.format == "xml":
        from ..after.noark_xml import noark_xml

        run.show_document(noark_xml(report.data["journal"], report.data["documents"]), "xml", personal=True)
    else:
        run.show(report)


def _numbered(run: Session, listed: Callable[[], list[JournalRow]]) -> list[JournalRow]:
    """The journal with its numbers; a folder that cannot be written is listed all the same, and that is said."""
    try:
        return with_numbers(run, listed)
    except KvadminError as error:
        if type(error) is not KvadminError:  # a conflict or a refusal is for whoever asked
            raise
        rows = listed()
        waiting = sum(row.to_number for row in rows)
        run.warn(tr("{count} documents are listed without a sequence number: {error}", count=waiting, error=error))
        return rows


def _notes(run: Session, rows: Iterable[JournalRow]) -> list[str]:
    bare = sum(row.to_number for row in rows)
    notes = [tr("{count} documents have no sequence number yet", count=bare)] if bare else []
    for year, one, other in gaps(run.data):
        notes.append(
            tr(
                "{year}: the numbers {first} to {last} are not in use: they were taken back",
                year=year,
                first=one,
                last=other,
            )
        )
    return notes


def journal_report(
    rows: Iterable[JournalRow], form: Language, programme: Programme, today: date, notes: Sequence[str] = ()
) -> Report:
    """The journal as a report: JSON, table, csv, workbook, and what the Noark 5 file is written from."""
    sender = programme.sender
    creator = sender.name if sender and sender.name else programme.name
    about = {
        "programme": programme.name,
        "creator": creator,
        "responsible": sender.signed_by if sender and sender.signed_by else creator,
        "on": today.isoformat(),
        "language": form,
    }
    made = listing(
        "documents",
        _columns(form),
        rows,
        title=heading("journal", form),
        notes=notes,
        personal=True,
        journal={**about, "notes": list(notes)},
    )
    return Report(made.data, made.tables, made.personal, heading("journal", form), form)


def _columns(form: Language) -> tuple[Column, ...]:
    def column(key: str, kind: Any = "text", **more: Any) -> Column:
        return Column(key, heading(key, form), kind, **more)

    def word(value: str) -> str:
        return said(value, form)

    return (
        column("year", "int", get=_given("year", int), json=False, rank=1),
        column("sequence", "int", get=_given("sequence"), json=False, rank=1),
        column("journal_date", "date", get=_given("on"), show=day_in, json=False, rank=1),
        column("case"),
        column("document", "int", get=lambda row: row.document or None),
        column("document_date", "date", get=lambda row: row.document_date, show=day_in, json=False, rank=2),
        column("date", "date", get=lambda row: row.sent, show=day_in, json=False),
        column("direction", show=word, rank=1),
        column("party", rank=2),
        Column("addressee"),
        column("recipient", get=lambda row: row.recipient, json=False),
        column("subject"),
        column("copies", get=lambda row: ", ".join(each.name for each in row.copies), json=False, rank=1),
        column("officer", get=lambda row: row.officer, json=False, rank=1),
        column("access", get=lambda row: row.access.code, json=False, rank=1),
        column("legal_basis", get=lambda row: row.access.legal_basis, json=False, rank=1),
        column("channel", show=word, rank=2),
        column("form", rank=2),
        column("attachments", "int", rank=3),
        column("files", get=_files, json=False, rank=3),
        column("status", show=word, get=lambda row: row.status, json=False, rank=1),
        column("remark", get=lambda row: row.remark, json=False, rank=1),
        column("mailing", rank=3),
        Column("message_id"),
        Column("date", get=lambda row: row.sent),  # JSON has always had the day last; what is newer follows it
        Column("year", get=_given("year", int)),
        Column("sequence", get=_given("sequence")),
        Column("journal_date", get=_given("on")),
        Column("document_date"),
        Column("reference", get=lambda row: str(DocumentReference(row.case, row.document))),
        Column("recipient"),
        Column("copies", get=lambda row: [{"name": each.name, "way": each.way} for each in row.copies]),
        Column("officer"),
        Column("access", get=lambda row: row.access.code),
        Column("legal_basis", get=lambda row: row.access.legal_basis),
        Column("status"),
        Column("remark"),
        Column("events", get=lambda row: list(row.events)),
        Column("files", get=lambda row: list(row.files)),
        Column("letter_file", get=lambda row: dict(row.letter_file) or None),
        Column("place"),
        Column("fingerprint"),
    )


def _given(name: str, kind: Callable[[Any], Any] | None = None) -> Callable[[JournalRow], Any]:
    """What the register says of a row, as JSON has it; None before it has a number."""

    def of(row: JournalRow) -> Any:
        if row.number is None:
            return None if name != "on" else ""
        value = getattr(row.number, name)
        return value.isoformat() if name == "on" else kind(value) if kind else value

    return of


def _files(row: JournalRow) -> str:
    """The files that go with a document, each with its checksum."""
    return "; ".join(
        f"{each['name']} (sha256 {each['sha256']})" if each["sha256"] else str(each["name"]) for each in row.files
    )
