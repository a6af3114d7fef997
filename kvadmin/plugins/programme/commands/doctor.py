"""``kvadmin doctor``: whether this machine, this installation and this folder are fit to work with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

from kvadmin.api import KvadminError, Refused, Session, session, tr
from kvadmin.api.reports import Column, listing

from ..doctor.ailment import Ailment, WhereItRuns
from ..doctor.folder import engine_ailments, folder_ailments
from ..doctor.libraries import declared_requirements, installed_version, library_ailments
from ..doctor.machine import machine_ailments

app = typer.Typer(rich_markup_mode=None)

_ORDER = ("error", "warning", "info")
_COLUMNS = (
    Column("severity", "Severity", show=tr),
    Column("code", "Code", rank=3),
    Column("about", "About", rank=2, show=tr),
    Column("text", "What"),
    Column("fix", "What to do", "command"),
)


@app.command()
def doctor(ctx: typer.Context) -> None:
    """Look at the machine, the installation and the folder, and say how to mend what is wrong (exit 1).

    It writes nothing, asks no network, and works without a programme folder and in a broken one.

    Example: kvadmin doctor
    """
    run = session(ctx)
    found = sorted(set(_ailments(run)), key=lambda each: (_ORDER.index(each.severity), each.code, each.text))
    errors, warnings = (sum(each.severity == name for each in found) for name in ("error", "warning"))
    fine = tr("Everything is in order.")
    run.show(listing("findings", _COLUMNS, found, empty=fine, errors=errors, warnings=warnings))
    if errors or warnings:
        raise Refused(
            tr("{errors} error(s) and {warnings} warning(s)", errors=errors, warnings=warnings),
            where="doctor",
            hint=tr("do what stands behind each, then look again"),
            code="faults-found",
        )


def _ailments(run: Session) -> Iterator[Ailment]:
    around = WhereItRuns()
    yield from machine_ailments(around)
    yield from library_ailments(declared_requirements(), installed_version)
    yield from folder_ailments(run.find_folder(), around)
    yield from _settings(run)
    yield from _plugins(run)
    yield from _engine(run, around)


def _engine(run: Session, around: WhereItRuns) -> Iterator[Ailment]:
    """What the engine of the programme says of itself, where it is another one than that of files; or that none is."""
    if run.on_disk and _may_be_whole(run.find_folder()):
        return
    try:
        engine = run.store.engine
        if not run.on_disk:
            yield from engine_ailments(engine, around)
    except KvadminError as error:
        yield _unreadable(run, error)


def _may_be_whole(folder: Path | None) -> bool:
    """Whether ``programme.yaml`` has a name, or cannot be read, which is told elsewhere; a pointer has none."""
    try:
        return folder is None or b"name:" in (folder / "programme.yaml").read_bytes()
    except OSError:
        return True


def _unreadable(run: Session, error: KvadminError) -> Ailment:
    text = tr("The programme folder cannot be read: {message}", message=error.message)
    by_check = run.on_disk and error.code != "no-programme-folder"
    return Ailment("error", "unreadable", "folder", text, "kvadmin check" if by_check else error.hint or "")


def _settings(run: Session) -> Iterator[Ailment]:
    """Settings files that stop every other command."""
    for file in run.settings_files():
        try:
            run.disabled(file)
        except KvadminError as error:
            text = tr("{file} cannot be read: {error}.", file=file, error=error.message)
            fix = tr("Mend the file, or move it away: without it no plugin is switched off.")
            yield Ailment("error", "bad-settings", "plugins", text, fix)


def _plugins(run: Session) -> Iterator[Ailment]:
    """Plugins that fail, and those that the programme works with and that are not there."""
    for off in run.file_plugins.off():
        text = tr("{file} does not run: {why}", file=off.file, why=off.why)
        yield Ailment("warning", "plugin-untrusted", "plugins", text, off.remedy)
    run.plugins.judge_all()
    for each in run.plugins.statuses():
        if each.error and each.status != "untrusted":
            text = tr("The plugin {name}: {error}", name=each.name, error=each.error)
            fix = f"kvadmin plugins check {each.name}" if each.builtin else run.plugins.disabling(each)
            if each.rivals:
                fix = f"kvadmin plugins disable {each.rivals[0]}"
            yield Ailment("warning", "plugin-fails", "plugins", text, fix)
    if run.find_folder() is None:
        return
    try:
        missed = run.programme_plugins.missed()
    except KvadminError as error:
        yield _unreadable(run, error)
        return
    for one in missed:
        if one.problem == "untrusted":  # said above
            continue
        text = tr("The programme misses the plugin {name}: {why}", name=one.plugin, why=one.why)
        yield Ailment("warning", "plugin-missing", "plugins", text, one.remedy)
