"""Where results, plans and progress go: stdout carries the result only, everything else goes to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import Refused, UsageError
from kvadmin.tables.stderr_lines import say
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.model.changes import Plan
    from kvadmin.tables.look import Look
    from kvadmin.tables.rendering import Writer
    from kvadmin.tables.table import Report


def emit(
    report: Report,
    format_: str | None,
    output: str | None,
    *,
    look: Look,
    excel: bool = False,
    writers: Callable[[], Iterable[Writer]] = tuple,
    pages: bool = False,
    where: str = "-o",
) -> None:
    """Render a report and put it on stdout or into a file; with ``pages``, a long table by the person's pager.

    ``writers`` gives the plugins' formats; asked only when the format is none of kvadmin's own.

    Raises:
        UsageError: Nobody writes a file with that ending, which ``where`` names.
    """
    from kvadmin.tables.rendering import FORMATS, render

    to_file = output not in (None, "-")
    if to_file:
        from kvadmin.session.file_endings import chosen_format

        format_ = chosen_format(format_, output or "", writers=writers, where=where)
    format_ = format_ or "table"
    on_terminal = not to_file and sys.stdout is not None and sys.stdout.isatty()
    strangers = () if format_ in FORMATS else writers()
    rendered = render(report, format_, excel=excel, look=look, writers=strangers)
    if to_file:
        from kvadmin.documents.output_files import write_file  # most lists go to the terminal

        content = rendered if isinstance(rendered, bytes) else rendered.encode("utf-8")
        write_file(Path(output or ""), content, personal=report.personal)
        say(tr("Written: {output}", output=output))
    elif isinstance(rendered, bytes):
        if on_terminal:
            raise not_on_a_terminal(format_)
        _print(rendered)
    else:
        text = rendered if rendered.endswith("\n") else rendered + "\n"
        if pages and on_terminal and format_ == "table" and not look.accessible:
            from kvadmin.session.pager import shown_by_pager

            if shown_by_pager(text):
                return
        _print(text if on_terminal or format_ == "table" or _speaks_utf8() else text.encode("utf-8"))


def _speaks_utf8() -> bool:
    """Whether stdout takes what a program reads as it is: JSON and csv are UTF-8, whatever encoding a console has."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "") == "utf8"


def emit_document(content: bytes, format_: str) -> None:
    """Put a document on stdout; one that is no text is not poured over a terminal."""
    if sys.stdout is not None and sys.stdout.isatty() and b"\0" in content:
        raise not_on_a_terminal(format_)
    _print(content)


def not_on_a_terminal(format_: str) -> UsageError:
    """The error of a format that only a file can take."""
    return UsageError(
        tr("{format} cannot be shown on a terminal", format=format_),
        where="--format",
        hint=tr("add -o FILE"),
        code="needs-output-file",
    )


def _print(rendered: str | bytes) -> None:
    if sys.stdout is None:
        raise no_result(tr("it is closed"))
    try:
        if isinstance(rendered, bytes):
            sys.stdout.buffer.write(rendered)
        else:
            sys.stdout.write(rendered)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe went away
        raise
    except OSError as error:
        raise no_result(error.strerror or str(error)) from error


def no_result(reason: str) -> Refused:
    """The error of a stdout that takes nothing, such as a full disk behind it."""
    return Refused(
        tr("the result cannot be written: {reason}", reason=reason),
        where="stdout",
        hint=tr("what the command changes may stand already: `kvadmin log` tells"),
        code="cannot-write",
    )


def check_output(
    format_: str | None,
    output: str | None,
    writers: Callable[[], Iterable[Writer]],
    documents: Sequence[str] | None = None,
) -> None:
    """Refuse before anything is decided or written what :func:`emit` would refuse afterwards.

    Args:
        format_: What ``--format`` says.
        output: What ``-o`` says.
        writers: Gives the plugins' formats; asked only when the format is none of kvadmin's own.
        documents: The formats of a command that writes nothing else, and ``json`` for what it says.

    Raises:
        UsageError: Nobody writes the format, or it cannot be shown on a terminal.
        Refused: The file cannot be written, or stdout is closed.
    """
    if format_ is not None:
        from kvadmin.tables.rendering import FORMATS, check_format
        from kvadmin.wording.near_names import near_names

        if documents is not None and format_ not in ("table", "json"):
            raise UsageError(
                tr("this command writes no {format}", format=format_),
                where="--format",
                hint=tr("it writes: {endings}", endings=", ".join(documents)),
                near=near_names(format_, documents),
                code="unknown-format",
            )
        if format_ not in FORMATS:
            check_format(format_, writers())
    if output not in (None, "-"):
        check_writable(Path(output or ""))
    elif sys.stdout is None:
        raise no_result(tr("it is closed"))
    elif format_ == "xlsx" and sys.stdout.isatty():
        raise not_on_a_terminal(format_)


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
        problem, hint = tr("it is a folder"), tr("name a file in it")
    elif not folder.exists():
        problem, hint = tr("there is no folder {folder}", folder=folder), tr("make the folder first, or name another")
    elif not folder.is_dir():
        problem, hint = tr("{folder} is no folder", folder=folder), tr("name another place")
    elif not os.access(folder, os.W_OK):
        problem, hint = tr("the folder {folder} is not writable", folder=folder), tr("name another place")
    else:
        return
    raise Refused(
        tr("cannot write {path}: {problem}", path=path, problem=problem),
        where=str(path),
        hint=hint,
        code="cannot-write",
    )


#: Lines of differences that a person at a terminal is shown before the rest is only counted.
_SHOWN = 60
#: Lines of a diff that are shown where the names of the files would do.
_SHOWN_IN_BRIEF = 24


def show_plan(plan: Plan, *, brief: bool = False) -> None:
    """Print what a commit would write, as a diff; it is no result, so it goes to stderr.

    Args:
        plan: What would be written.
        brief: The names of the files do where the diff is long.
    """
    from kvadmin.tables.look import accessible

    if brief and sum(len(change.diff) for change in plan.changes) > _SHOWN_IN_BRIEF:
        print("\n".join(summarise_plan(plan)), file=sys.stderr)
        return

    lines = [
        (change.path, line.rstrip("\n"))
        for change in plan.changes
        for line in change.diff or (f"{tr(change.action)}: {change.path}",)
    ]
    shown = len(lines)
    if sys.stderr.isatty() and shown > _SHOWN + 10:
        shown = _SHOWN
    for path, line in lines[:shown]:
        if not accessible():
            print(line, file=sys.stderr)
        elif heard := _heard(path, line):
            print(heard, file=sys.stderr)
    if shown < len(lines):
        files = len({path for path, _ in lines[shown:]})
        print(
            tr(
                "... and {number} more lines in {files} files (all of them: add 2> FILE to the command)",
                number=len(lines) - shown,
                files=files,
            ),
            file=sys.stderr,
        )


def _heard(path: str, line: str) -> str:
    """A line of a difference for who listens: the file, then what is added and removed; what stays is left out."""
    sign, text = line[:1], " ".join(line[1:].split())
    if line.startswith("---"):
        return tr("File {path}", path=path)
    if line.startswith(("+++", "@@", " ")) or (sign in "+-" and not text):
        return ""
    if sign == "+":
        return tr("Added: {line}", line=text)
    if sign == "-":
        return tr("Removed: {line}", line=text)
    return " ".join(line.split())


def summarise_plan(plan: Plan) -> list[str]:
    """What a commit would write in a few lines, for the question that follows."""
    shown = [f"  {tr(change.action)}: {change.path}" for change in plan.changes[:12]]
    more = len(plan.changes) - len(shown)
    return [*shown, *([f"  {tr('... and {more} more files', more=more)}"] if more else [])]
