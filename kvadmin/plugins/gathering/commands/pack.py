"""``gathering pack``: the whole box at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, session, tr
from kvadmin.api.documents import note_published, warn_of_boxes
from kvadmin.api.imports import sensitive_columns
from kvadmin.api.reports import Column, Report, listing
from kvadmin.api.wording import Language

from ..handouts.label_sheets import DEFAULT_LABEL_SHEET, label_sheet
from ..handouts.own_documents import OWN_FOLDER, read_own_documents
from ..handouts.pack import CHECKSUM_FILE, checksums, pack_files, pack_index, read_checksums
from ..handouts.sources import read_handout_sources
from ..handouts.wording import handout_language, read_handout_language
from ..loaded_gathering import LoadedGathering, load_gathering
from ..registrations.needs_traces import NeedsTraces
from ..registrations.registration_columns import REGISTRATIONS
from ..registrations.sensitive_needs import SensitiveNeeds
from .arguments import GatheringArgument, MapOption
from .groups import say_seating_plan
from .renew_networks import warn_of_outdated_networks


def pack(
    ctx: typer.Context,
    gathering: GatheringArgument,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder; made when missing.")],
    form: Annotated[str, typer.Option("--language", metavar="nb|nn", help="Only this form (else both).")] = "",
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="SHEET", help="Sheet of labels for the badges.")
    ] = DEFAULT_LABEL_SHEET,
    map_file: MapOption = None,
    staff: Annotated[
        bool, typer.Option("--staff", help="Add a folder with everybody's name, for the secretariat alone.")
    ] = False,
    own: Annotated[
        list[Path] | None,
        typer.Option("--with", metavar="FILE", help="A document of your own for the box; may be repeated."),
    ] = None,
) -> None:
    """Write every handout, the badges and the calendar entry into a folder; the same data give the same bytes.

    Nobody who did not agree to be listed is named in it: such a badge has an empty line to write on.

    Example: kvadmin gathering pack 2008-08-27-oppstart --out samling
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    files = read_own_documents(own or (), run.folder / "sensitive")
    _keep_health_data_out(run, found, files)
    sources = read_handout_sources(run, found, map_file=map_file)
    languages = _languages(form, handout_language("", found.programme))
    boxed_texts: dict[str, None] = {}
    todo = list(pack_files(sources, languages, label_sheet(sheet), boxed_texts, staff=staff))
    with run.progress(len(todo), tr("Packing")) as progress:
        for done, piece in enumerate(todo):
            progress.update(done, piece.name)
            files[piece.name] = piece.make()
    files["innhold.md"] = pack_index(sources, files, languages[0]).encode()
    warn_of_outdated_networks(run, found)
    say_seating_plan(run, found)
    if sources.shown.hidden:
        run.warn(
            tr(
                "{count} registered did not agree to be listed; their badges have an empty line (--staff: with names)",
                count=sources.shown.hidden,
            )
        )
    if run.dry_run:
        run.info(tr("Dry run: {files} files would be written to {out}.", files=len(files) + 1, out=out))
    else:
        note_published(run.store, (files[name] for name in files if name.endswith(".ics")), run.who)
        _remove_former(run, out, files)
        run.write_files(out, [*sorted(files.items()), (CHECKSUM_FILE, checksums(files).encode())], personal=True)
    run.show(_report(run, gathering, out, files))
    warn_of_boxes(run, boxed_texts)


def _languages(form: str, main: Language) -> list[Language]:
    if form and form != "both":
        return [read_handout_language(form)]
    return ["nn", "nb"] if main == "nn" else ["nb", "nn"]


def _remove_former(run: Session, out: Path, files: Mapping[str, bytes]) -> None:
    """Take away what an earlier box left here and this one does not have: a name on it may be nobody's to see now.

    That a document of the office's own is no longer there is said: it may have been forgotten.
    """
    former = out / CHECKSUM_FILE
    if not former.is_file():
        return
    root = out.resolve()
    for name, digest in read_checksums(former.read_text(encoding="utf-8", errors="replace")).items():
        path = (root / name).resolve()
        if name in files or root not in path.parents or not path.is_file():
            continue
        if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            path.unlink()
            if name.startswith(f"{OWN_FOLDER}/"):
                run.warn(tr("no longer in the box: {name} (--with FILE puts it in)", name=name))


def _keep_health_data_out(run: Session, found: LoadedGathering, own: Mapping[str, bytes]) -> None:
    """Look into the documents that were given, wherever they lie: a copy of a raw list is one, too.

    Raises:
        Refused: One is a list with a column of diets or access needs.
    """
    lists = [
        tr("{name} has the column {columns}", name=name, columns=", ".join(columns))
        for name, content in own.items()
        if (columns := sensitive_columns(content, name, REGISTRATIONS))
    ]
    if lists:
        raise Refused(
            tr("lists with health data do not go into the box"),
            where="--with",
            details=lists,
            hint=tr("nothing has been written; give a copy without these columns"),
            code="own-document",
        )
    gathering = found.gathering.id
    traces = NeedsTraces(gathering, run.data.find(SensitiveNeeds, gathering), found.book.people) if own else None
    for name, content in own.items():
        if traces is not None and traces.stand_in(content, name):
            run.warn(tr("{name} has what somebody needs beside the name or id: is that to be in the box?", name=name))


def _report(run: Session, gathering: str, out: Path, files: Mapping[str, bytes]) -> Report:
    return listing(
        "files",
        _COLUMNS,
        sorted(files.items()),
        title=tr("Packed into {out}", out=out),
        gathering=gathering,
        out=str(out),
        dry_run=run.dry_run,
    )


_COLUMNS = (
    Column("file", "File", get=lambda each: each[0]),
    Column("bytes", "Bytes", "int", get=lambda each: len(each[1])),
    Column("sha256", "SHA-256", get=lambda each: hashlib.sha256(each[1]).hexdigest(), rank=1),
)
