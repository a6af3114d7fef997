"""``store edit``: one content in the person's editor, where there is no folder to open it in."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import InvalidData, KvadminError, Refused, Session, UsageError, session, tr
from kvadmin.api.reports import Report, facts

from .hand_edits import check_editable, content_of, is_sensitive, revision_of, save
from .store_contents import NameArgument

EditorOption = Annotated[
    str, typer.Option("--editor", metavar="COMMAND", help="The editor; otherwise that of VISUAL or EDITOR.")
]


def edit(ctx: typer.Context, name: NameArgument, editor: EditorOption = "") -> None:
    """Edit one content in your editor, then check it, show what has changed, and save it as one change.

    A record that would not be sound is shown to you again; what you have typed is kept. An editor with a window of its
    own has to be told to wait: --editor "code --wait".

    Example: kvadmin store edit cohorts/P3.yaml --editor "sed -i 's/Pulje 3/Pulje tre/'"
    """
    run = session(ctx)
    check_editable(name)
    before = content_of(run, name)
    command = _editor(editor)
    room = Path(tempfile.mkdtemp(prefix="kvadmin-"))  # for its owner alone
    place = room / Path(name).name
    kept = False
    try:
        place.write_bytes(before)
        content = _edited(run, name, place, command)
    except KvadminError:
        kept = _changed(place, before) and not is_sensitive(run, name)
        if kept:
            path = shlex.quote(str(place))
            put = f"kvadmin store put {shlex.quote(name)} {path} --revision {revision_of(before)}"
            run.info(tr("What you have typed is kept: {path} (put it in: {command})", path=path, command=put))
        raise
    finally:
        if not kept:
            shutil.rmtree(room, ignore_errors=True)
    _show(run, name, len(content), changed=content != before)


def _edited(run: Session, name: str, place: Path, command: list[str]) -> bytes:
    """Let the person edit, until what she has made is sound and saved, or she has had enough."""
    while True:
        run.attempts.acted = True  # what was typed is not asked for again when somebody else was quicker
        _open(command, place)
        content = _left(place)
        try:
            save(run, name, content, question=tr("Save {name}?", name=name))
        except InvalidData as error:
            if not run.interactive:
                raise
            for line in error.lines():
                run.info(line)
            if not run.confirm(tr("Edit it again?")):
                raise
        else:
            return content


def _left(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError as error:
        raise Refused(
            tr("the editor has left no file: nothing was saved"),
            where="--editor",
            hint=tr("it has to save the file under its own name"),
            code="stopped",
        ) from error


def _show(run: Session, name: str, size: int, *, changed: bool) -> None:
    if run.format == "json":
        data = {"schema": 1, "name": name, "dry_run": run.dry_run, "changed": changed, "size": size}
        run.show(Report(data, (facts("Content", (("Name", name), ("Bytes", size))),)))


def _changed(place: Path, before: bytes) -> bool:
    try:
        return place.read_bytes() != before
    except OSError:
        return False


def _editor(said: str) -> list[str]:
    text = said or os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(text, posix=os.name != "nt")
    except ValueError:
        words = [text]
    if not words:
        raise UsageError(
            tr("nobody says which editor you use"),
            where="--editor",
            hint=tr('name it: --editor "nano", or set EDITOR for good'),
            code="missing-value",
        )
    return words


def _open(command: list[str], place: Path) -> None:
    try:
        done = subprocess.run([*command, str(place)], check=False)
    except OSError as error:
        raise Refused(
            tr("the editor {command} cannot be started: {strerror}", command=command[0], strerror=error.strerror),
            where="--editor",
            hint=tr('name another one: --editor "nano"'),
            code="stopped",
        ) from error
    if done.returncode:
        raise Refused(
            tr("the editor ended with exit code {code}: nothing was saved", code=done.returncode),
            where="--editor",
            code="stopped",
        )
