"""``store list``, ``get`` and ``put``: the contents of a programme by their names, whatever keeps them."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from shlex import quote
from typing import Annotated

import msgspec
import typer

from kvadmin.api import InvalidData, Refused, Session, UnknownName, UsageError, session, tr
from kvadmin.api.reports import Column, Report, facts, listing
from kvadmin.api.wording import near_names

from .hand_edits import check_editable, check_revision, content_of, is_own, revision_of, save

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="As `store list` shows it: letters/invitation.md.")]
RevisionOption = Annotated[
    str, typer.Option("--revision", metavar="R", help="What `store get` said: only if it is that content still.")
]
ReplaceOption = Annotated[bool, typer.Option("--replace", help="Put it there whatever there is.")]


class _Content(msgspec.Struct):
    """A line of ``store list``."""

    name: str
    size: int | None
    kind: str
    collection: str | None


_COLUMNS = (
    Column("name", "Name"),
    Column("size", "Bytes", "int"),
    Column("kind", "Kind", rank=1),
    Column("collection", "Records of", rank=2, show=lambda name: tr(name) if name else ""),
)


def list_(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Only what lies below this folder.")] = "",
) -> None:
    """List what the programme keeps: every content with its name, size and kind (record, log, file).

    Example: kvadmin store list cohorts
    """
    run = session(ctx)
    below = folder.strip("/")
    found = list(_contents(run, below))
    if below and not found:
        folders = {each.rpartition("/")[0] for each in run.data.files("")} - {""}
        raise UnknownName(
            tr("nothing lies below {folder}", folder=folder),
            where="FOLDER",
            near=near_names(below, sorted(folders)),
            code="no-such-file",
        )
    size = sum(each.size or 0 for each in found)
    run.show(listing("contents", _COLUMNS, found, title=tr("Contents"), folder=below, bytes=size))


def _contents(run: Session, below: str) -> Iterator[_Content]:
    if run.known_day is None:
        for entry in run.store.engine.view().entries(below):
            if not any(part.startswith(".") for part in entry.name.split("/")):
                yield _content(run, entry.name, entry.size, log=entry.log)
        return
    for name in run.data.files(below):
        try:
            size = len(run.data.read_file(name) or b"")
        except Refused:  # what is sensitive has no past
            size = None
        yield _content(run, name, size, log=name.startswith("history/"))


def _content(run: Session, name: str, size: int | None, *, log: bool) -> _Content:
    collection = run.store.collection_at(name)
    return _Content(name, size, "log" if log else "record" if collection else "file", collection)


def get(ctx: typer.Context, name: NameArgument) -> None:
    """Put one content on stdout, or into the file of -o, byte for byte; as JSON with its size and hash.

    Its revision stands on stderr: the beginning of its SHA-256, which `store put` asks for.

    Example: kvadmin store get cohorts/P3.yaml
    """
    run = session(ctx)
    content = content_of(run, name)
    if run.format == "json" and run.output in (None, "-"):
        run.show(Report({"schema": 1, "name": name, **_as_json(content)}, ()))
        return
    run.show_document(content, Path(name).suffix.lstrip(".") or "file", personal=True)
    if run.known_day is None and not is_own(name):
        revision = revision_of(content)
        put = f"kvadmin store put {quote(name)} FILE --revision {revision}"
        run.info(tr("Revision {revision}: to put it back, {put}", revision=revision, put=put))


def _as_json(content: bytes) -> dict[str, object]:
    try:
        text: str | None = content.decode()
    except UnicodeDecodeError:
        text = None
    packed = b64encode(content).decode() if text is None else None
    return {"size": len(content), "sha256": sha256(content).hexdigest(), "text": text, "base64": packed}


def put(
    ctx: typer.Context,
    name: NameArgument,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file with its new content; - reads stdin.")],
    revision: RevisionOption = "",
    replace: ReplaceOption = False,
) -> None:
    """Put a file in the place of one content, in one change of the history: a letter, an attachment, a record.

    What is there is replaced only by who says which content it was (--revision), or wants it gone in any case
    (--replace): somebody else may have changed it. A record is judged first as `kvadmin check` would judge it; one that
    would not be sound is refused, and so are settings that cannot be read.

    Example: kvadmin store get cohorts/P3.yaml -o ../P3.yaml && kvadmin store put cohorts/P3.yaml ../P3.yaml --replace
    """
    run = session(ctx)
    check_editable(name)
    if revision and replace:
        raise UsageError(
            tr("--revision and --replace exclude each other"), where="--revision", code="contradicting-options"
        )
    content = _read(run, file)
    if not replace:
        check_revision(run, name, content, revision.lower())
    save(run, name, content)
    if run.format == "json":
        data = {"schema": 1, "name": name, "dry_run": run.dry_run, **_figures(content)}
        run.show(Report(data, (facts("Content", (("Name", name), ("Bytes", len(content)))),)))


def _figures(content: bytes) -> dict[str, object]:
    return {"size": len(content), "sha256": sha256(content).hexdigest()}


def _given(content: bytes) -> bytes:
    """What came by stdin; a program before the pipe that has failed gives nothing."""
    if not content:
        raise InvalidData(
            tr("nothing came by stdin: nothing was written"),
            where="FILE",
            hint=tr("to put an empty content there, name an empty file"),
            code="empty-file",
        )
    return content


def _read(run: Session, file: str) -> bytes:
    try:
        if file == "-":
            run.attempts.acted = True  # stdin is read once: a second attempt would put nothing there
            return _given(sys.stdin.buffer.read())
        return Path(file).read_bytes()
    except FileNotFoundError:
        raise UnknownName(tr("there is no file {path}", path=file), where="FILE", code="no-such-file") from None
    except OSError as error:
        raise Refused(
            tr("cannot read {path}: {strerror}", path=file, strerror=error.strerror or error),
            where="FILE",
            code="unreadable-file",
        ) from error
