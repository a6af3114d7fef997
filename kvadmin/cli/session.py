"""The session of one run: options, data, output. Implements :class:`kvadmin.extension.session.Session`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kvadmin.errors import Refused, UnknownName, UsageError
from kvadmin.extension.discovery import programme_settings_file, user_settings_file

if TYPE_CHECKING:
    from kvadmin.documents.table import Report
    from kvadmin.extension.manager import Plugins
    from kvadmin.extension.session import Progress
    from kvadmin.store.edits import Edit
    from kvadmin.store.interface import HistoryEntry, Plan, Snapshot
    from kvadmin.store.store import Store
    from kvadmin.store.transaction import Transaction

#: The file that makes a folder a programme folder.
MARK = "programme.yaml"


class RunSession:
    """What commands get to work with; made once per run by the top-level callback."""

    def __init__(self, data: str | None, *, who: str | None, why: str | None, today: str | None, command: str) -> None:
        self._data = data
        self.who = who or os.environ.get("KVADMIN_WHO") or _os_user()
        self.why = why or ""
        self._today = today or os.environ.get("KVADMIN_TODAY")
        self.command = command
        self.dry_run = self.yes = self.no_input = self.debug = self.excel = False
        self.format: str | None = None
        self.own_formats: tuple[str, ...] = ()
        self.output: str | None = None
        self.plugins: Plugins = None  # type: ignore[assignment]  # set by the application before any command runs
        self._store: Store | None = None

    @property
    def today(self) -> date:
        """``--today``, else the clock."""
        if not self._today:
            return date.today()  # noqa: DTZ011 - the office's own calendar day is meant
        try:
            return date.fromisoformat(self._today)
        except ValueError:
            raise UsageError(
                f"--today {self._today!r} is not a date", where="--today (or KVADMIN_TODAY)", hint="write 2008-05-20"
            ) from None

    def find_folder(self) -> Path | None:
        """The programme folder, or None when there is none."""
        named = self._data or os.environ.get("KVADMIN_DATA")
        if named:
            return Path(named)
        here = Path.cwd()
        return next((each for each in (here, *here.parents) if (each / MARK).is_file()), None)

    @property
    def folder(self) -> Path:
        """The programme folder; refused when there is none."""
        found = self.find_folder()
        if found is None:
            raise UnknownName(
                "there is no programme folder here or above",
                where=str(Path.cwd()),
                hint="name it with -C DIR, or make one: kvadmin init DIR",
            )
        if not (found / MARK).is_file():
            raise UnknownName(
                f"{found} is not a programme folder: it has no {MARK}",
                where="-C/--data" if self._data else "KVADMIN_DATA",
                hint=f"make one: kvadmin init {found}",
            )
        return found

    @property
    def store(self) -> Store:
        """The programme's data, opened when first asked for."""
        if self._store is None:
            from kvadmin.store.store import open_store

            self._store = open_store(
                self.folder,
                self.gather("kvadmin_collections"),
                self.gather("kvadmin_fields"),
                engines=self.gather("kvadmin_store_engines"),
            )
        return self._store

    def use_folder(self, folder: Path) -> None:
        """Turn to a folder that has just been made."""
        self._data, self._store = str(folder), None

    @property
    def data(self) -> Snapshot:
        """The data as they are now."""
        return self.store.snapshot()

    def transaction(self) -> Transaction:
        """A new transaction in this person's name."""
        return self.store.transaction(who=self.who, why=self.why, command=self.command)

    def check_options(self) -> None:
        """Refuse a date that is none, before anything happens, and what :meth:`check_output` refuses."""
        if self._today:
            _ = self.today
        self.check_output()

    def check_output(self) -> None:
        """Refuse a format or a file that the result could not be written in, before anything happens."""
        from kvadmin.cli.output import check_output

        if self.format is not None or self.output is not None:
            format_ = None if self.format in self.own_formats else self.format
            check_output(format_, self.output, lambda: self.gather("kvadmin_writers"))

    def check_writable(self, path: Path) -> None:
        """Refuse a file that could not be saved afterwards; see the protocol."""
        from kvadmin.cli.output import check_writable

        check_writable(path, new_folder=True)

    def commit(self, transaction: Transaction, *, confirm: str = "", forever: bool = False) -> HistoryEntry | None:
        """Plan, show, ask, write; see the protocol."""
        self.check_output()
        plan = transaction.plan()
        if not plan:
            self.info("Nothing to change.")
            return None
        self.ask_plugins(transaction.edits)
        if self.dry_run:
            self.show_plan(plan)
            self.info("Dry run: nothing was written.")
            return None
        if confirm and not self._agreed(plan, confirm, forever=forever):
            raise Refused("stopped: nothing was written")
        entry = transaction.commit()
        if entry is not None:
            self.tell_plugins(entry)
            undo = "This can't be undone." if forever else f"Undo with: kvadmin undo {entry.transaction_id}"
            self.info(f"Saved. {undo}")
        return entry

    def ask_plugins(self, edits: Sequence[Edit]) -> None:
        """Let plugins veto a change; see the protocol."""
        for name, reason in self.call(
            "kvadmin_before_commit", snapshot=self.data, edits=edits, who=self.who, why=self.why
        ):
            if reason:
                raise Refused(f"plugin {name!r} refuses the change: {reason}")

    def tell_plugins(self, entry: HistoryEntry) -> None:
        """Tell plugins of a change that has been written."""
        for _ in self.call("kvadmin_after_commit", entry=entry):
            pass

    def _agreed(self, plan: Any, question: str, *, forever: bool) -> bool:
        if self.yes:
            return True
        if not self._interactive():
            if forever:
                raise UsageError("this can't be undone and needs --yes when nobody can be asked", hint="add --yes")
            return True
        from kvadmin.cli.output import summarise_plan

        for line in summarise_plan(plan):
            self.info(line)
        return self.confirm(question)

    def _interactive(self) -> bool:
        return not self.no_input and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def confirm(self, question: str) -> bool:
        """Ask yes or no; ``--yes`` and runs without a terminal say yes."""
        if self.yes or not self._interactive():
            return True
        import typer

        return typer.confirm(question, err=True)

    def show(self, report: Report) -> None:
        """Print the result in the chosen format."""
        from kvadmin.cli.output import emit

        emit(report, self.format, self.output, excel=self.excel, writers=self.gather("kvadmin_writers"))

    def save(self, report: Report, path: Path) -> None:
        """Write a report to a file, in the format of its ending."""
        from kvadmin.cli.output import emit

        emit(report, None, str(path), excel=self.excel, writers=self.gather("kvadmin_writers"))

    def show_plan(self, plan: Plan) -> None:
        """Print what a commit would write, as a diff on stderr."""
        from kvadmin.cli.output import show_plan

        show_plan(plan)

    def run(self, arguments: list[str]) -> int:
        """Run another kvadmin command as if it had been typed."""
        from kvadmin.cli.main import run

        return run(arguments)

    def settings_files(self) -> list[Path]:
        """The settings files of this run: the person's own, then the programme folder's."""
        folder = self.find_folder()
        return [user_settings_file(), *([programme_settings_file(folder)] if folder else [])]

    def info(self, text: str) -> None:
        """A line for the person, on stderr."""
        print(text, file=sys.stderr)

    def warn(self, text: str) -> None:
        """A warning, on stderr."""
        print(f"warning: {text}", file=sys.stderr)

    def progress(self, total: int, label: str) -> AbstractContextManager[Progress]:
        """A progress line on stderr, on a terminal only."""
        from kvadmin.cli.output import progress_line

        return progress_line(total, label)

    def gather(self, hook: str, /, **arguments: Any) -> list[Any]:
        """Call a hook on all plugins; their lists joined."""
        return self.plugins.gather(hook, **arguments)

    def call(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """Call a hook; ``(plugin, result)`` each."""
        return self.plugins.call(hook, **arguments)

    def write_files(self, folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
        """Write documents below a folder, each whole or not at all."""
        from kvadmin.cli.output import write_below

        write_below(folder, files)


def _os_user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in the system's list, as in some containers
        return "unknown"
