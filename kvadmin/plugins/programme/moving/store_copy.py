"""``store copy``: everything that a programme keeps, to another folder or engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.reports import Column, Report, facts, json_of, table_of

from ..new_folder import FOR_GIT

_SHOWN = 10
_DIFFERENCES = (Column("name", "Name"), Column("what", "There"), Column("here"), Column("there"))

FromOption = Annotated[
    str,
    typer.Option("--from", metavar="PLACE", help="A programme folder, an engine's address, or an archive of export."),
]
ToOption = Annotated[
    str, typer.Option("--to", metavar="PLACE", help="A folder that is new or empty, or the address of an empty engine.")
]
VerifyOption = Annotated[
    bool, typer.Option("--verify", help="Copy nothing: read both, and say what differs; exit 1 if anything does.")
]
FaultsOption = Annotated[
    bool, typer.Option("--with-faults", help="Copy records with errors, too, which `kvadmin check` finds.")
]


def copy(
    ctx: typer.Context, source: FromOption, target: ToOption, verify: VerifyOption = False, faults: FaultsOption = False
) -> None:
    """Copy everything a programme keeps: records, letters, attachments, what was sent, and the history.

    The copy is read back and compared byte by byte; programme.yaml comes last, so that nobody works in half a copy.
    What is interrupted is finished by the same command: what is there already is not sent again. Hidden files, locks
    and *.part files are not part of a programme.

    Example: kvadmin store copy --from . --to ../copy && kvadmin store copy --from . --to ../copy --verify
    """
    run = session(ctx)
    with _places(run, source, target) as (here, there):
        if verify:
            _verify(run, here, there)
        else:
            _copy(run, here, there, faults=faults)


@contextmanager
def _places(run: Session, source: str, target: str) -> Iterator[tuple[Any, Any]]:
    here, there = run.place(source, where="--from"), run.place(target, where="--to")
    try:
        yield here, there
    finally:
        here.close()
        there.close()


def _copy(run: Session, here: Any, there: Any, *, faults: bool) -> None:
    copying = here.copying(there, run.who, FOR_GIT)
    refuse_faults(run, here, passed_over=faults)
    if not run.dry_run:
        there.make_ready(run.who)
    work = copying.look()
    if work.resumed:
        said = {"there": work.there, "count": len(work.send)}
        run.info(tr("A copy was begun here: {there} are there already, {count} are still to be sent.", **said))
    if run.dry_run:
        size = sum(here.kept.items[name].size for name in copying.to_send(work))
        _show(run, here, there, sent=len(copying.to_send(work)), size=size, had=work.there)
        run.info(tr("Dry run: nothing was written."))
        return
    run.attempts.acted = True  # whoever is overtaken is told, and goes on with what is there
    with run.progress(len(work.send), tr("Copying")) as line:
        done = copying.run(line.update)
    for name in done.left_out[:_SHOWN]:
        run.info(tr("not copied: {name}, a lock or a half of something", name=name))
    for name in here.kept.no_files[:_SHOWN]:
        run.info(tr("not copied: {name}, a pipe, a socket or a device", name=name))
    if not done.sent:
        run.info(tr("Nothing to copy: everything is there already, byte for byte."))
    _show(run, here, there, sent=done.sent, size=done.sent_bytes, had=done.there)
    run.warn(
        tr("{place} holds personal data, and all that is sensitive: keep it as you keep the first", place=there.said)
    )


def refuse_faults(run: Session, here: Any, *, passed_over: bool) -> None:
    """Refuse a source with errors in its records, unless the person wants them copied, too."""
    found = here.faults()
    for each in found[:_SHOWN]:
        run.warn(f"{each.where()}: {each.code}: {each.text}")
    if found and not passed_over:
        raise Refused(
            tr("{count} error(s) in what is to be copied", count=len(found)),
            where=here.said,
            hint=tr("mend them (kvadmin check), or copy them as they are: --with-faults"),
            code="faults-found",
        )


def _show(run: Session, here: Any, there: Any, *, sent: int, size: int, had: int) -> None:
    figures = here.kept.figures
    data = {
        **_head(run, here, there),
        **figures._asdict(),
        "sent": sent,
        "sent_bytes": size,
        "there_already": had,
        "left_out": sorted((*here.kept.left_out, *here.kept.no_files)),
    }
    rows = (*lines_of(figures), ("Sent", sent), ("Bytes sent", size), ("There already", had))
    run.show(Report(data, (facts("Copy", (("From", here.said), ("To", there.said), *rows)),)))


def lines_of(figures: Any) -> tuple[tuple[str, Any], ...]:
    """Figures of what is kept, as lines."""
    return (
        ("Contents", figures.contents),
        ("Logs", figures.logs),
        ("Bytes", figures.bytes),
        ("Lines of the history", figures.history),
        ("Hash over all", figures.sha256),
    )


def _head(run: Session, here: Any, there: Any) -> dict[str, Any]:
    return {"schema": 1, "from": here.said, "to": there.said, "dry_run": run.dry_run}


def _verify(run: Session, here: Any, there: Any) -> None:
    for place, where in ((here, "--from"), (there, "--to")):
        if place.kind == "folder" and not place.base.is_dir():
            raise UsageError(tr("there is no folder {place}", place=place.said), where=where, code="no-such-file")
    kept, other, found = here.compared_with(there)
    figures = kept.figures
    data = {
        **_head(run, here, there),
        **figures._asdict(),
        "identical": not found,
        "sha256_there": other.figures.sha256,
        "differences": json_of(_DIFFERENCES, found),
    }
    rows = (*lines_of(figures), ("Differences", len(found)))
    tables = (facts("Comparison", (("From", here.said), ("To", there.said), *rows)),)
    run.show(Report(data, (*tables, *((table_of("Differences", _DIFFERENCES, found),) if found else ()))))
    if found:
        raise typer.Exit(1)
