"""``participants forget-sensitive``: diets and access needs, wherever they stand."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from typing import Annotated

import typer

from kvadmin.api import KvadminError, Refused, Session, UsageError, session, tr
from kvadmin.api.commands import repository_of
from kvadmin.api.engines import Change
from kvadmin.api.records import Gathering

from ..registrations.needs_traces import NeedsTraces
from ..registrations.registration_book import RegistrationBook
from ..registrations.sensitive_needs import SensitiveNeeds
from .arguments import GatheringArgument

#: What belongs to the programme itself is never deleted as a raw file; a person takes the words out of it.
_OWN = {"programme.yaml", "history", "outbox", "calendar", ".kvadmin"}


def forget_sensitive(
    ctx: typer.Context,
    gathering: GatheringArgument,
    raw_files: Annotated[
        bool,
        typer.Option("--raw-files", help="Also delete other files of the folder that hold them: raw lists, exports."),
    ] = False,
) -> None:
    """Delete the diets and access needs of a gathering; it can't be undone and needs --yes.

    Versions of the file that kvadmin, editors or sync clients have kept go with it. Then the whole folder is searched,
    packed files included, and git: what still holds a need with a name is listed with the way to get rid of it, exit 1.

    Example: kvadmin participants forget-sensitive 2008-08-27-oppstart --yes
    """
    run = session(ctx)
    one = run.data.get(Gathering, gathering)
    kept = run.data.find(SensitiveNeeds, gathering)
    traces = NeedsTraces(gathering, kept, RegistrationBook(run.data, one).people)
    inside = set(traces.in_engine(run))
    found = sorted({*traces.in_folder(run), *inside})
    doomed = [each for each in found if each.startswith("sensitive/") or (raw_files and not _is_own(run, each))]
    if kept is not None:
        _forget(run, kept, doomed)
    elif doomed and not run.yes:
        raise UsageError(tr("this can't be undone and needs --yes"), hint=tr("add --yes"), code="needs-confirmation")
    if run.dry_run:
        for each in doomed:
            run.info(tr("Would be deleted: {path}", path=each))
        return
    _delete_in_engine(run, [each for each in doomed if each in inside])
    _delete(run, [each for each in doomed if each not in inside])
    if kept is None:
        run.info(tr("Nothing sensitive is kept for {gathering}.", gathering=gathering))
    _say_rest(run, gathering, [each for each in found if each not in doomed], traces, needs_known=kept is not None)


def _forget(run: Session, kept: SensitiveNeeds, doomed: Sequence[str]) -> None:
    change = run.transaction()
    change.delete(SensitiveNeeds, kept.gathering)
    question = tr(
        "Delete the diets and access needs of {people} people at {gathering} for good?",
        people=len(kept.needs),
        gathering=kept.gathering,
    )
    if doomed:
        question = tr("{question} And these files: {files}", question=question, files=", ".join(doomed))
    run.commit(change, confirm=question, forever=True)


def _is_own(run: Session, path: str) -> bool:
    first = path.partition("/")[0]
    return first in _OWN | {each.path.partition("/")[0] for each in run.store.collections.values()}


def _delete_in_engine(run: Session, paths: Sequence[str]) -> None:
    """Delete contents of the engine past the history, which would keep what they said."""
    if not paths:
        return
    with run.store.engine.writing(who=run.who, command=run.command) as writing:
        lying = writing.view.read(paths)
        expected = {path: hashlib.sha256(content).hexdigest() for path, content in lying.items()}
        gone: dict[str, bytes | None] = dict.fromkeys(expected)
        writing.commit(Change(secrets.token_hex(16), gone, expected, forgets=True, sensitive=frozenset(gone)))
    run.store.refresh()
    for path in paths:
        run.info(tr("Deleted: {path}", path=path))


def _delete(run: Session, paths: Sequence[str]) -> None:
    for path in paths:
        try:
            (run.folder / path).unlink(missing_ok=True)
        except OSError as error:
            raise KvadminError(
                tr("cannot delete {path}: {reason}", path=path, reason=error.strerror or error),
                where=path,
                hint=tr("close it where it is open, then run the command again"),
                code="not-deleted",
            ) from error
        run.info(tr("Deleted: {path}", path=path))


def _say_rest(run: Session, gathering: str, rest: Sequence[str], traces: NeedsTraces, *, needs_known: bool) -> None:
    """End with what still holds them, if anything does, or with what was looked for.

    Raises:
        Refused: With every file, and the commands for git.
    """
    way = f"kvadmin participants forget-sensitive {gathering} --raw-files --yes"
    details = [
        tr("{path}: take it out of the text yourself", path=each)
        if _is_own(run, each)
        else tr("{path}: deleted by {way}", path=each, way=way)
        for each in rest
    ]
    repository = repository_of(run.folder)
    held = traces.in_git(repository) if repository is not None else None
    if repository is not None and held:
        details += [tr("git keeps {path}", path=each) for each in held.paths]
        if held.loose:
            details.append(tr("git keeps {count} object(s) that no file belongs to any more", count=held.loose))
        details.append(tr("with everything else committed, in a shell (on Windows Git Bash):"))
        details += repository.removal(held.paths)
    if not details:
        run.info(_nothing_found(gathering, traces, needs_known=needs_known))
        return
    hint = tr(
        "then run this command again: it looks for lists, ids and the names of files; the needs are known no more"
    )
    if held:
        hint = tr("{hint}; other people's clones, servers and backups keep it until they are made anew", hint=hint)
    raise Refused(
        tr("health data of {gathering} still stand elsewhere", gathering=gathering),
        details=details,
        hint=hint,
        code="kept-elsewhere",
    )


def _nothing_found(gathering: str, traces: NeedsTraces, *, needs_known: bool) -> str:
    """What is true when nothing was found: what a person needs can be looked for only while it is known."""
    if needs_known:
        return tr("No more of it was found in the folder, its history or git.")
    return tr(
        "Without the record nobody knows what was needed, so a text that only says it beside a name is not found. "
        "Looked for in the folder and git, and not found: sensitive/{gathering}.yaml and its copies, and lists with a "
        "column of needs that name any of {people} registered.",
        gathering=gathering,
        people=traces.people,
    )
