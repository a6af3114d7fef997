"""``gathering certificates``: a page for each person who was there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import file_stem, select, write_file
from kvadmin.api.documents import warn_of_boxes
from kvadmin.api.records import Programme
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import Language, near_names

from ..certificates.attendance import Attendance, attendances
from ..certificates.attendance_certificate import (
    AttendanceCertificate,
    certificate_of,
    certificates_docx,
    certificates_pdf,
)
from ..commands.arguments import GatheringArgument
from ..handouts.sources import check_roster_texts
from ..handouts.wording import read_handout_language
from ..loaded_gathering import LoadedGathering, load_gathering, municipalities_by_number
from ..registrations.roster import RosterAudience

_FORMATS = ("pdf", "docx")
_OTHER_FILES = ("doc", "odt", "rtf", "txt", "html", "xlsx", "ods", "csv", "zip", "png", "svg")
#: What makes a text a selection and no name.
_SELECTION = re.compile(r":|^\d{4}$|[()]|\b(?:and|or|not|og|eller|ikke|ikkje)\b")


def certificates(
    ctx: typer.Context,
    gathering: GatheringArgument,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR|FILE", help="A folder: a file for each person; or one pdf or docx.")
    ],
    kind: Annotated[str, typer.Option("--as", metavar="pdf|docx", help="As which files, in a folder.")] = "",
    who: Annotated[
        list[str] | None,
        typer.Option(
            "--for", metavar="WHO", help="Only this person's, or a selection's: county:Oslo. May be repeated."
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--language", metavar="nb|nn", help="All in this form (else each municipality's own).")
    ] = "",
    registered: Annotated[
        bool, typer.Option("--registered", help="For everybody registered; who was not seen gets a page that says so.")
    ] = False,
) -> None:
    """Write a certificate for each person who was checked in, in the form of the own municipality.

    A certificate has its own person's name and nobody else's but who signs; it goes to that person alone.

    Example: kvadmin gathering new mai --name Maimøte --kind network --from 2008-05-06 --place Hamar && kvadmin gathering register mai "Kari Nordmann" -m 0402 && kvadmin gathering certificates mai --registered --out deltakerbevis.pdf
    """  # noqa: E501 - an example is one line
    run = session(ctx)
    format_, single = _target(out, kind)
    found = load_gathering(run, gathering)
    check_roster_texts(found.roster("name", RosterAudience(staff=True)))
    came = attendances(found.gathering, found.book, run.today, registered=registered)
    chosen = _chosen(run, found, came, who or ())
    language = read_handout_language(form) if form else None
    own = list(_certificates(run, found, chosen, language))
    unseen = sum(1 for each in chosen if not each.checked_in)
    boxed_texts: dict[str, None] = {}

    def made(some: Sequence[AttendanceCertificate]) -> bytes:
        return certificates_pdf(some, boxed_texts) if format_ == "pdf" else certificates_docx(some)

    if single:
        files = {out.name: made(own)}
        names = [out.name] * len(own)
    else:
        names = _file_names(chosen, format_)
        files = {name: made([each]) for name, each in zip(names, own, strict=True)}
    if run.dry_run:
        run.info(tr("Dry run: {files} files would be written to {out}.", files=len(files), out=out))
    elif single:
        write_file(out, files[out.name], personal=True)
    else:
        run.write_files(out, sorted(files.items()), personal=True)
    if unseen:
        run.warn(tr("{number} were not checked in: their pages say registered, not attended", number=unseen))
    if registered is False and (absent := len(found.book.active) - len(came)):
        run.info(tr("{number} registered were not checked in and get none", number=absent))
    run.show(
        listing(
            "certificates",
            _COLUMNS,
            [_Written(*each) for each in zip(names, chosen, own, strict=True)],
            title=tr("Certificates in {out}", out=out),
            personal=True,
            gathering=gathering,
            out=str(out),
            dry_run=run.dry_run,
        )
    )
    warn_of_boxes(run, boxed_texts)


class _Written:
    """One certificate and the file that has it."""

    def __init__(self, file: str, attendance: Attendance, certificate: AttendanceCertificate) -> None:
        self.file, self.attendance, self.certificate = file, attendance, certificate


_COLUMNS = (
    Column("id", "Id", get=attrgetter("attendance.person.id"), rank=2),
    Column("name", "Name", get=attrgetter("certificate.name")),
    Column("place", "Municipality/organisation", get=attrgetter("certificate.place"), rank=1),
    Column("language", "Form", get=attrgetter("certificate.language")),
    Column("checked_in", "Checked in", "bool", get=attrgetter("attendance.checked_in")),
    Column("minutes", "Minutes", "int", get=lambda each: int(each.attendance.length.total_seconds()) // 60),
    Column("file", "File", get=attrgetter("file")),
)


def _target(out: Path, kind: str) -> tuple[str, bool]:
    """As which file, and whether all go into one."""
    ending = out.suffix.lower().removeprefix(".")
    single = ending in _FORMATS and not out.is_dir()
    if ending in _OTHER_FILES and not out.is_dir():  # meant as a file: no folder of that name
        kind = kind or ending
    format_ = kind or (ending if single else "pdf")
    if format_ not in _FORMATS:
        raise UsageError(
            tr("certificates are not written as {format}", format=format_),
            where="--as",
            hint=tr("pdf or docx"),
            near=near_names(format_, _FORMATS),
            code="unknown-format",
        )
    if single and kind and kind != ending:
        raise UsageError(
            tr("--as {kind} and {out} say two things", kind=kind, out=out), where="--as", code="contradicting-options"
        )
    return format_, single


def _chosen(
    run: Session, found: LoadedGathering, came: Sequence[Attendance], who: Sequence[str]
) -> Sequence[Attendance]:
    """Those that ``--for`` names: persons by name, id or address, or the people of a selection's municipalities.

    Raises:
        UnknownName: Nobody or several answer to a name.
        UsageError: A selection cannot be read, or nobody of them was there.
    """
    if not who:
        return came
    persons: set[str] = set()
    numbers: set[str] = set()
    words = run.gather("kvadmin_selection_words", snapshot=run.data, today=run.today)
    for each in who:
        if _SELECTION.search(each):
            text = f"municipality:{each}" if each.isdecimal() else each
            subjects = select(run.data, text, run.today, predicates=words)
            numbers |= {one.municipality.number for one in subjects}
        else:
            persons.add(found.book.find(each).id)
    chosen = [each for each in came if each.person.id in persons or each.person.municipality in numbers]
    lacking = persons - {each.person.id for each in chosen}
    if lacking or not chosen:
        names = [each.registration.name for each in found.book.people if each.id in lacking]
        said = (
            tr("{names}: not checked in", names=", ".join(sorted(names))) if names else tr("nobody of them was there")
        )
        hint = tr("kvadmin gathering checkin {id} PERSON", id=found.gathering.id)
        raise UsageError(said, where="--for", hint=hint, code="nothing-to-do")
    return chosen


def _certificates(
    run: Session, found: LoadedGathering, chosen: Sequence[Attendance], form: Language | None
) -> Iterator[AttendanceCertificate]:
    municipalities = municipalities_by_number(run.data)
    for each in chosen:
        own = municipalities.get(each.person.municipality or "")
        language = form or _form(own.language_form if own else "", found.programme)
        yield certificate_of(each, found.gathering, found.programme, language)


def _form(language_form: str, programme: Programme) -> Language:
    """The municipality's own form; the programme's where it has decided none."""
    if language_form in ("bokmal", "nynorsk"):
        return "nn" if language_form == "nynorsk" else "nb"
    return "nn" if programme.language == "nn" else "nb"


def _file_names(chosen: Sequence[Attendance], format_: str) -> list[str]:
    """A name for each person's file; namesakes have their ids in it."""
    stems = [file_stem(f"{each.person.registration.name} {each.person.place}".strip()) for each in chosen]
    folded = [each.casefold() for each in stems]
    return [
        f"{stem if folded.count(stem.casefold()) == 1 else f'{stem} {each.person.id}'}.{format_}"
        for stem, each in zip(stems, chosen, strict=True)
    ]
