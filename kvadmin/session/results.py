"""What a command has to show, and where it goes: the screen, a file, a format."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kvadmin.errors import Refused
from kvadmin.model.layout import MARK
from kvadmin.session.plugin_calls import PluginCalls
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.model.changes import Plan
    from kvadmin.tables.look import Look
    from kvadmin.tables.rendering import Writer
    from kvadmin.tables.table import Report


class Results(PluginCalls):
    """The part of :class:`~kvadmin.session.session.Session` by which results are shown and written."""

    #: ``--format``: the format that results are printed in.
    format: str | None = None
    #: ``--format`` as it was said, where the ending of ``-o`` has changed it. Added in version 0.2.
    said_format: str | None = None
    #: ``-o``: where results go; None or ``-`` is stdout.
    output: str | None = None
    #: ``--excel``: csv as Norwegian Excel opens it.
    excel = False
    #: ``--color``: auto, always or never; None: as the terminal is.
    color: str | None = None
    #: ``--all-columns``: also those that would go for want of room.
    all_columns = False
    #: Formats that the command that runs writes itself, and whether they are all that it writes.
    own_formats: tuple[str, ...] = ()
    documents_only = False
    _shown = False
    _saved: list[str]

    def check_output(self) -> None:
        """Refuse a format or a file that the result could not be written in, before anything happens."""
        from kvadmin.session.output import check_output

        if self.format is None and self.output is None:
            return
        if self.output not in (None, "-"):
            self._choose_format(self.output or "")
        if self.format not in self.own_formats:
            own = self.own_formats if self.documents_only else None
            check_output(self.format, self.output, self._writers, own)
        else:
            check_output(None, self.output, self._writers)
        if self.output not in (None, "-"):
            self._spare_data(Path(self.output or ""))

    def _choose_format(self, file: str) -> None:
        """Let the ending of ``-o`` choose the format: a command looks at ``format`` alone."""
        from kvadmin.session.file_endings import ANY_FORMAT, chosen_format

        if ANY_FORMAT in self.own_formats:
            return
        self.said_format = self.said_format or self.format
        self.format = chosen_format(
            self.format, file, own=self.own_formats, documents_only=self.documents_only, writers=self._writers
        )

    def _writers(self) -> list[Writer]:
        return self.gather("kvadmin_writers")

    def _spare_data(self, path: Path, *, option: str = "-o") -> None:
        """Refuse to write a result over what the programme itself keeps."""
        folder = self.find_folder()
        if folder is None or not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
            return
        kept = {each.path.partition("/")[0] for each in self.gather("kvadmin_collections")} | {
            MARK,
            "history",
            "plugins",
        }
        first = path.resolve().relative_to(folder.resolve()).parts[0]
        if first in kept:
            raise Refused(
                tr("{path} belongs to the programme and is never written over", path=path),
                where=option,
                hint=tr("name another file"),
                code="belongs-to-programme",
            )

    def check_writable(self, path: Path, *, option: str = "-o") -> None:
        """Refuse a file that could not be written after the commit: ask before it.

        Args:
            path: The file.
            option: Where it is named, for the message.

        Raises:
            Refused: The place is no folder, or is not writable, or the file belongs to the programme.
        """
        from kvadmin.session.output import check_writable

        check_writable(path, new_folder=True)
        self._spare_data(path, option=option)

    def show(self, report: Report, *, keys: Iterable[str] | None = None) -> None:
        """Print the result in the chosen format, to stdout or ``-o``.

        Args:
            report: The result.
            keys: Of a list of records: what each row of its first table is about, as ``data.get`` takes it, so that
                other plugins may add columns (``kvadmin_list_columns``). Added in version 0.2.
        """
        if keys is not None and self.plugins.is_strangers("kvadmin_list_columns"):
            report = self._with_added_columns(report, list(keys))
        self._print(report)

    def _print(self, report: Report) -> None:
        from kvadmin.session.output import emit

        self.attempts.acted = self._shown = True
        if self.output not in (None, "-"):
            self._spare_data(Path(self.output or ""))
        look = self._look(sys.stdout if self.output in (None, "-") else None)
        emit(
            report, self.format, self.output, look=look, excel=self.excel, writers=self._writers,
            pages=not self.no_input,
        )  # fmt: skip

    def _with_added_columns(self, report: Report, keys: list[str]) -> Report:
        """The list with the columns of other plugins, which are asked only where one has any."""
        from collections import defaultdict

        from kvadmin.session.list_columns import with_added_columns

        declared = self.plugins.declared(
            "kvadmin_list_columns", snapshot=self.data, command=self.command, keys=keys, today=self.today
        )
        every = self.all_columns or self.format not in (None, "table")
        problems: dict[str, list[str]] = defaultdict(list)
        report = with_added_columns(
            report, keys, declared, every=every, tell=problems, catalogues=self.plugins.catalogues
        )
        for plugin, found in problems.items():
            if found:
                self.plugins.leave_out(plugin, "; ".join(found))
        return report

    def show_document(self, content: bytes, format_: str, *, personal: bool = False, file: str | None = None) -> None:
        """Put a whole document on stdout or into the file of ``-o``.

        Args:
            content: The file.
            format_: What it is, for messages: ``docx``.
            personal: It names people: a new file of it is for its owner alone.
            file: Where it goes when an option of the command says it, and ``-o`` is for something else.

        Added in version 0.2.
        """
        from kvadmin.session.output import emit_document

        self._shown = True
        file = self.output if file is None else file
        if file in (None, "-"):
            self.attempts.acted = True
            emit_document(content, format_)
        else:
            path = Path(file or "")
            self.write_files(path.parent, [(path.name, content)], personal=personal)
            self.info(tr("Written: {path}", path=path))

    def show_saved(self) -> None:
        """Under ``--format json``, say what was saved where the command has shown no result of its own.

        So a program that calls kvadmin reads JSON after every command that ends well.
        """
        if self.format == "json" and self.output is None and not self._shown:
            from kvadmin.tables.table import Report

            self.show(Report({"schema": 1, "saved": self._saved}, ()))

    def save(self, report: Report, path: Path) -> None:
        """Write a report to a file, in the format of its ending."""
        from kvadmin.session.output import emit

        self.attempts.acted = True
        self._spare_data(path)
        emit(report, None, str(path), look=self._look(None), excel=self.excel, writers=self._writers)

    def _look(self, stream: TextIO | None) -> Look:
        from kvadmin.session.screen import look_of

        return look_of(stream, color=self.color, all_columns=self.all_columns)

    def show_plan(self, plan: Plan) -> None:
        """Print what a commit would write, as a diff on stderr."""
        from kvadmin.session.output import show_plan

        show_plan(plan, brief=self.attempts.brief)

    def write_files(self, folder: Path, files: Iterable[tuple[str, bytes]], *, personal: bool = False) -> None:
        """Write documents (not data) below a folder, each whole or not at all."""
        from kvadmin.documents.output_files import write_below

        self.attempts.acted = True
        write_below(folder, files, personal=personal)
