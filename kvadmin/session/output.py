"""Where results, plans and progress go: stdout carries the result only, everything else goes to stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import Refused, UsageError

if TYPE_CHECKING:
    from kvadmin.model.changes import Plan
    from kvadmin.tables.rendering import Writer
    from kvadmin.tables.table import Report

#: Endings of files whose format need not be named.
_SUFFIXES = {".json": "json", ".csv": "csv", ".md": "md", ".xlsx": "xlsx", ".txt": "table"}


def emit(
    report: Report, format_: str | None, output: str | None, *, excel: bool = False, writers: Iterable[Writer] = ()
) -> None:
    """Render a report and put it on stdout or into a file."""
    from kvadmin.tables.rendering import render

    writers = list(writers)
    to_file = output not in (None, "-")
    if format_ is None:
        endings = {**{writer.suffix: writer.name for writer in writers}, **_SUFFIXES}
        format_ = endings.get(Path(output or "").suffix.lower(), "table") if to_file else "table"
    on_terminal = not to_file and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if on_terminal else None
    rendered = render(report, format_, excel=excel, width=width, writers=writers)
    if to_file:
        write_whole(Path(output or ""), rendered if isinstance(rendered, bytes) else rendered.encode("utf-8"))
        print(f"Written: {output}", file=sys.stderr)
    elif isinstance(rendered, bytes):
        if on_terminal:
            raise UsageError(f"{format_} cannot be shown on a terminal", where="--format", hint="add -o FILE")
        sys.stdout.buffer.write(rendered)
    else:
        sys.stdout.write(rendered if rendered.endswith("\n") else rendered + "\n")
    sys.stdout.flush()


def check_output(format_: str | None, output: str | None, writers: Callable[[], Iterable[Writer]]) -> None:
    """Refuse before anything is decided or written what :func:`emit` would refuse afterwards.

    Args:
        format_: What ``--format`` says.
        output: What ``-o`` says.
        writers: Gives the plugins' formats; asked only when the format is none of kvadmin's own.

    Raises:
        UsageError: Nobody writes the format, or it cannot be shown on a terminal.
        Refused: The file cannot be written.
    """
    if format_ is not None and format_ not in _SUFFIXES.values():
        from kvadmin.tables.rendering import check_format

        check_format(format_, writers())
    if output not in (None, "-"):
        check_writable(Path(output or ""))
    elif format_ == "xlsx" and sys.stdout.isatty():
        raise UsageError(f"{format_} cannot be shown on a terminal", where="--format", hint="add -o FILE")


def check_writable(path: Path, *, new_folder: bool = False) -> None:
    """Refuse a file that surely cannot be written, as far as can be told without writing it.

    Args:
        path: The file.
        new_folder: Whether its folder is made when missing.

    Raises:
        Refused: Its folder is missing, no folder or not writable, or the path is a folder.
    """
    folder = path.parent
    while new_folder and not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if path.is_dir():
        problem, hint = "it is a folder", "name a file in it"
    elif not folder.exists():
        problem, hint = f"there is no folder {folder}", "make the folder first, or name another"
    elif not folder.is_dir():
        problem, hint = f"{folder} is no folder", "name another place"
    elif not os.access(folder, os.W_OK):
        problem, hint = f"the folder {folder} is not writable", "name another place"
    else:
        return
    raise Refused(f"cannot write {path}: {problem}", where=str(path), hint=hint)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all; a target that cannot be written is named.

    Raises:
        Refused: The folder is missing or not writable, or the file is open elsewhere; a fresh name is offered.
    """
    import tempfile

    fresh = path.with_name(f"{path.stem}-2{path.suffix}")
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise Refused(
            f"cannot write {path}: {error.strerror or error}",
            where=str(path),
            hint=f"close the file if it is open elsewhere, or write to a fresh name: {fresh.name}",
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_below(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write documents below a folder that is made when missing; no name leads out of it."""
    root = folder.resolve()
    for name, content in files:
        target = (root / name).resolve()
        if root not in target.parents:
            raise UsageError(f"{name!r} leads out of the folder {folder}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(f"cannot make the folder {target.parent}: {error.strerror}", where=str(folder)) from error
        write_whole(target, content)


#: Lines of differences that a person at a terminal is shown before the rest is only counted.
_SHOWN = 60


def show_plan(plan: Plan) -> None:
    """Print what a commit would write, as a diff; it is no result, so it goes to stderr."""
    lines = [
        (change.path, line.rstrip("\n"))
        for change in plan.changes
        for line in change.diff or (f"{change.action}: {change.path}",)
    ]
    shown = len(lines)
    if sys.stderr.isatty() and shown > _SHOWN + 10:
        shown = _SHOWN
    for _, line in lines[:shown]:
        print(line, file=sys.stderr)
    if shown < len(lines):
        files = len({path for path, _ in lines[shown:]})
        print(
            f"... and {len(lines) - shown} more lines in {files} files (all of them: add 2> FILE to the command)",
            file=sys.stderr,
        )


def summarise_plan(plan: Plan) -> list[str]:
    """What a commit would write in a few lines, for the question that follows."""
    shown = [f"  {change.action}: {change.path}" for change in plan.changes[:12]]
    more = len(plan.changes) - len(shown)
    return [*shown, *([f"  ... and {more} more files"] if more else [])]
