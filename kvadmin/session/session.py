"""What a command gets to work with: the session of one run of kvadmin, its options, data and output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from kvadmin.errors import HandEdited, Refused, UnknownName, UsageError
from kvadmin.extension.discovering.discovery import disabled_names, programme_settings_file, user_settings_file
from kvadmin.session.attempts import Attempts
from kvadmin.session.dialogue import Dialogue
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names

if TYPE_CHECKING:
    from kvadmin.errors import PluginFailure
    from kvadmin.extension.discovering.discovery import PluginStatus
    from kvadmin.extension.manager import Answers, Plugins
    from kvadmin.extension.migrations.step import Steps
    from kvadmin.model.changes import Edit, FileChange, HistoryEntry, Plan
    from kvadmin.model.reads import Snapshot
    from kvadmin.session.file_plugins import FilePlugins
    from kvadmin.session.programme_plugins import ProgrammePlugins
    from kvadmin.session.traced_process import Trace
    from kvadmin.store.store import Store
    from kvadmin.store.transaction import Transaction
    from kvadmin.tables.look import Look
    from kvadmin.tables.rendering import Writer
    from kvadmin.tables.table import Report

#: The file that makes a folder a programme folder.
MARK = "programme.yaml"


class Session(Dialogue):
    """The options, data and output of this run; ``session(ctx)`` hands it to a command.

    Made once per run by the top-level callback of the command line.

    Args:
        data: What ``--data`` says.
        who: What ``--who`` says.
        why: What ``--why`` says.
        today: What ``--today`` says.
        runner: Runs another command line in a session of its own; its exit code.
        attempts: What earlier runs of this command line leave to this one.

    Attributes:
        who: ``--who`` (else ``KVADMIN_WHO``, else the user of the operating system).
        why: ``--why``, empty when not given.
        format: ``--format``, or what the ending of ``-o`` asks for; None where neither is given.
        output: ``-o``; None or ``-`` is stdout.
        dry_run: ``--dry-run``: whatever is not written through a transaction must not be written then.
    """

    #: All plugins, to call hooks; set by the application before any command runs.
    plugins: Plugins

    def __init__(
        self,
        data: str | None = None,
        *,
        who: str | None = None,
        why: str | None = None,
        today: str | None = None,
        runner: Callable[[list[str], Attempts], int] | None = None,
        attempts: Attempts | None = None,
    ) -> None:
        self._data = data
        #: How often this command line has run, and what has been answered.
        self.attempts = attempts or Attempts()
        self._who = who
        #: ``--why``, empty when not given.
        self.why = why or ""
        self._today = today or os.environ.get("KVADMIN_TODAY")
        self._runner = runner
        #: The command that runs, in words alone, for the history.
        self.command = ""
        #: What a shell offers for the last word of a command line; set by the application.
        self.offers: Callable[[list[str]], tuple[dict[str, str], bool]] | None = None
        #: ``--dry-run``: everything but the writing.
        self.dry_run = False
        #: ``--yes``.
        self.yes = False
        #: ``--no-input``: never ask.
        self.no_input = False
        #: ``--debug``.
        self.debug = False
        #: ``--excel``: csv as Norwegian Excel opens it.
        self.excel = False
        #: ``--format``: the format that results are printed in.
        self.format: str | None = None
        #: Formats that the command that runs writes itself, and whether they are all that it writes.
        self.own_formats: tuple[str, ...] = ()
        self.documents_only = False
        #: Only a look at the folder is wanted, which finishes, locks and writes nothing.
        self.glancing = False
        #: ``--color``: auto, always or never; None: as the terminal is.
        self.color: str | None = None
        #: ``--all-columns``: also those that would go for want of room.
        self.all_columns = False
        #: ``-o``: where results go; None or ``-`` is stdout.
        self.output: str | None = None
        #: ``--without-guard``: plugins whose guards may fail or be absent.
        self.without_guard: Sequence[str] = ()
        #: What the options of an import say: ``map``, ``ignore``, ``sheet``, ``header_row``, ``date_order``, ``where``.
        self.import_options: dict[str, Any] = {}
        #: ``--known-on``: the day whose state of the folder is shown.
        self.known_on: str | None = None
        self._latest = Attempts()
        self._said_now = False
        self._store: Store | None = None
        self._shown = False
        self._saved: list[str] = []

    @cached_property
    def who(self) -> str:
        """``--who`` (else ``KVADMIN_WHO``, else the user of the operating system)."""
        return self._who or os.environ.get("KVADMIN_WHO") or _os_user()

    @property
    def today(self) -> date:
        """``--today`` (else ``KVADMIN_TODAY``, else the clock): the only clock that commands read."""
        if not self._today:
            return date.today()  # noqa: DTZ011 - the office's own calendar day is meant
        try:
            return date.fromisoformat(self._today)
        except ValueError:
            from kvadmin.typed.days import parse_day

            return parse_day(self._today, where="--today (or KVADMIN_TODAY)")

    @property
    def known_day(self) -> date | None:
        """``--known-on``: the day whose state of the folder is shown; None: the folder as it is.

        Raises:
            UsageError: It is no day, or one to come: nobody knows what the folder will say then.

        Added in version 0.2.
        """
        from kvadmin.typed.days import parse_day

        if not self.known_on:
            return None
        day, now = parse_day(self.known_on, where="--known-on"), datetime.now().astimezone().date()
        if day > max(now, self.today):
            raise UsageError(
                tr("{day} is yet to come: nobody knows what the folder will say then", day=day),
                where="--known-on",
                hint=tr("leave --known-on out to see what it says now"),
                code="no-past",
            )
        return day

    def find_folder(self) -> Path | None:
        """The programme folder, or None when there is none."""
        named = self._data or os.environ.get("KVADMIN_DATA")
        if named:
            return Path(named)
        here = Path.cwd()
        return next((each for each in (here, *here.parents) if (each / MARK).is_file()), None)

    @property
    def folder(self) -> Path:
        """The programme folder; :class:`UnknownName` when there is none.

        What a command reads in it past the store has no past: under ``--known-on`` that is said.
        """
        found = self._found_folder()
        if self.known_on and not self._said_now:
            self._said_now = True
            self.warn(tr("letters and mailings are shown as they are now: the history does not keep them"))
        return found

    def _found_folder(self) -> Path:
        found = self.find_folder()
        if found is None:
            raise UnknownName(
                tr("there is no programme folder here or above"),
                where=str(Path.cwd()),
                hint=tr("name it with -C DIR, or make one: kvadmin init DIR"),
                code="no-programme-folder",
            )
        if not (found / MARK).is_file():
            raise UnknownName(
                tr("{found} is not a programme folder: it has no {mark}", found=found, mark=MARK),
                where="-C/--data" if self._data else "KVADMIN_DATA",
                hint=tr("make one: kvadmin init {found}", found=found),
                code="no-programme-folder",
            )
        return found

    @property
    def store(self) -> Store:
        """The programme's data."""
        if self._store is None:
            if self.glancing:
                from kvadmin.store.store import glance_at

                self._store = glance_at(
                    self._found_folder(), self.gather("kvadmin_collections"), self.gather("kvadmin_fields"), self.steps
                )
                return self._store
            from kvadmin.store.store import open_store

            folder = self._found_folder()
            self.attempts.hold(folder.resolve(), who=self.who, command=self.command)
            store = open_store(
                folder,
                self.gather("kvadmin_collections"),
                self.gather("kvadmin_fields"),
                engines=self.gather("kvadmin_store_engines"),
                steps=self.steps,
            )
            store.listen(self.warn)
            if (day := self.known_day) is not None:
                store.look_back(day)
            self._store = store
            self.plugins.guards.looked()
        return self._store

    @property
    def steps(self) -> Steps:
        """The steps that lift older records (``kvadmin_migrations``), and the versions of today.

        Added in version 0.2.
        """
        from kvadmin.extension.migrations.step import steps_of

        return steps_of(self.plugins)

    def use_folder(self, folder: Path) -> None:
        """Turn to a folder that has just been made."""
        self._data, self._store = str(folder), None

    @property
    def data(self) -> Snapshot:
        """The data as they are now (a shorthand for ``store.snapshot()``)."""
        return self.store.snapshot()

    def transaction(self) -> Transaction:
        """A new transaction in this person's name, with this run's reason."""
        return self.store.transaction(who=self.who, why=self.why, command=self.command)

    def check_options(self) -> None:
        """Refuse a date that is none, before anything happens, and what :meth:`check_output` refuses."""
        if self._today:
            _ = self.today
        if self.known_on:
            _ = self.known_day
        if self.color is not None:
            from kvadmin.session.screen import check_color

            check_color(self.color)
        self.check_output()
        self.waived()

    @cached_property
    def programme_plugins(self) -> ProgrammePlugins:
        """The plugins that the folder works with: which are missed, and what nobody reads without them.

        Added in version 0.2.
        """
        from kvadmin.session.programme_plugins import ProgrammePlugins

        return ProgrammePlugins(self)

    def look_for_plugins(self) -> None:
        """Say which plugins of the folder are missed, and note what they would guard."""
        self.programme_plugins.look()

    def waived(self) -> frozenset[str]:
        """The plugins whose guards the person passes over where they fail (``--without-guard``).

        Raises:
            UnknownName: There is no such plugin.
            UsageError: No reason is given.
        """
        if not self.without_guard:
            return frozenset()
        statuses = self.plugins.statuses()
        known = {each.distribution: each.name for each in statuses if each.distribution}
        known |= {**self.plugins.guards.plugins(), **{each.name: each.name for each in statuses}}
        for name in self.without_guard:
            if name not in known and name in self.programme_plugins.of_splits():
                known[name] = name
            if name not in known:
                raise UnknownName(
                    tr("there is no plugin {name!r}", name=name),
                    where="--without-guard",
                    hint=tr("there are: {known}", known=", ".join(sorted(known))),
                    near=near_names(name, list(known)),
                    code="unknown-plugin",
                )
        if not self.why.strip():
            raise UsageError(
                tr("passing over a guard needs a reason, which the history keeps"),
                where="--without-guard",
                hint=tr("add --why TEXT"),
                code="missing-reason",
            )
        return frozenset(known[name] for name in self.without_guard)

    @property
    def passed_over(self) -> tuple[str, ...]:
        """The plugins of which a guard was passed over in this run (``--without-guard``), for the history."""
        return tuple(sorted(self.plugins.guards.passed_over))

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
        from kvadmin.session.file_endings import chosen_format

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

    def commit(self, transaction: Transaction, *, confirm: str = "", forever: bool = False) -> HistoryEntry | None:
        """Plan, show, ask, write: the only way into the data.

        Args:
            transaction: What to change.
            confirm: The question asked on a terminal (unless ``--yes``); empty asks nothing.
            forever: The change can't be undone: without a terminal it needs ``--yes``.

        Returns:
            The history entry, or None for a dry run or when nothing changes.
        """
        self.check_output()
        self.waived()
        plan = transaction.plan()
        if not plan:
            self.info(tr("Nothing to change."))
            self.attempts.unchanged = not self.attempts.planned
            return None
        self.attempts.planned, self.attempts.unchanged = True, False
        edits = transaction.edits
        if listed := self.programme_plugins.to_list(edits):
            transaction.list_plugins(listed)
            plan = transaction.plan()
        self.ask_plugins(edits)  # about what the person changes; the list is kvadmin's own
        self._tell_of_copies({change.path for change in plan.changes})
        if self.dry_run:
            self.show_plan(plan)
            # A command may have to leave a trace of a look (``cohort admit`` after a draw), which it has said.
            self.info(tr("Dry run: nothing else was written.") if self._saved else tr("Dry run: nothing was written."))
            return None
        if confirm and not self._agreed(plan, confirm, forever=forever):
            raise Refused(tr("stopped: nothing was written"), code="stopped")
        transaction.without_guards = self.passed_over
        try:
            entry = transaction.commit()
        except HandEdited as error:
            self.attempts.acted = True
            from kvadmin.model.changes import HistoryEntry

            if isinstance(error.entry, HistoryEntry):
                self.tell_plugins(error.entry)
            raise
        self.attempts.acted = True
        if entry is not None:
            undo = tr("Undo with: kvadmin undo {change}", change=entry.transaction_id)
            self.info(tr("Saved. {undo}", undo=tr("This can't be undone.") if forever else undo))
            if listed:
                self.info(tr("programme.yaml lists from now on: {names}", names=", ".join(sorted(listed))))
            self.tell_plugins(entry)
        return entry

    def _tell_of_copies(self, changed: set[str]) -> None:
        """Say that a copy of a sync client lies beside what is changed: somebody may have meant that one."""
        for copy in getattr(self.data, "copies", {}).values():
            if copy.original in changed:
                self.warn(
                    tr(
                        "{copy} lies beside {original}, as {client} makes a copy in a conflict; it is not read and not "
                        "changed (kvadmin check)",
                        copy=copy.path,
                        original=copy.original,
                        client=copy.client,
                    )
                )

    def ask_plugins(self, edits: Sequence[Edit | FileChange]) -> None:
        """Let plugins veto a change (``kvadmin_before_commit``); :meth:`commit` does so itself.

        Args:
            edits: The edits; of an undo or redo, the changes of the files it puts back.

        Raises:
            Refused: A plugin said no, with its reason.
            PluginFailure: A plugin that must be asked does not answer.
        """
        for name, reason in self.call(
            "kvadmin_before_commit", snapshot=self.data, edits=edits, who=self.who, why=self.why
        ):
            if reason:
                raise Refused(
                    tr("plugin {name!r} refuses the change: {reason}", name=name, reason=reason), code="plugin-refuses"
                )

    def tell_plugins(self, entry: HistoryEntry) -> None:
        """Tell plugins of a change that has been written (``kvadmin_after_commit``); :meth:`commit` does so itself."""
        self._saved.append(entry.transaction_id)
        for _ in self.call("kvadmin_after_commit", entry=entry):
            pass

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
            report, self.format, self.output, look=look, excel=self.excel, writers=self.gather("kvadmin_writers"),
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
        emit(report, None, str(path), look=self._look(None), excel=self.excel, writers=self.gather("kvadmin_writers"))

    def _look(self, stream: TextIO | None) -> Look:
        from kvadmin.session.screen import look_of

        return look_of(stream, color=self.color, all_columns=self.all_columns)

    def show_plan(self, plan: Plan) -> None:
        """Print what a commit would write, as a diff on stderr."""
        from kvadmin.session.output import show_plan

        show_plan(plan, brief=self.attempts.brief)

    def run(self, arguments: list[str], *, again: bool = False, brief: bool = False) -> int:
        """Run another kvadmin command as if it had been typed; its exit code.

        Args:
            arguments: The words after ``kvadmin``.
            again: What was answered in the run before, its trial (``--dry-run``), is not asked again. Added in
                version 0.2.
            brief: A dry run names the files that would change where the difference is long. Added in version 0.2.
        """
        if self._runner is None:
            raise UsageError(tr("this session runs no other commands"))
        self.attempts.acted = True
        self._latest = self._latest.afresh() if again else Attempts()
        self._latest.brief = brief
        return self._runner(arguments, self._latest)

    @property
    def changed_nothing(self) -> bool:
        """Whether the command of the latest :meth:`run` said that nothing is to be changed.

        Added in version 0.2.
        """
        return self._latest.unchanged

    def offered(self, arguments: list[str], typed: str = "") -> tuple[dict[str, str], bool]:
        """What a shell would offer as the next word of a command line, each with what it is; whether it is a file.

        Args:
            arguments: The words after ``kvadmin``.
            typed: The beginning of that word.

        Added in version 0.2.
        """
        return self.offers([*arguments, typed]) if self.offers else ({}, False)

    def settings_files(self) -> list[Path]:
        """The settings files of this run: the person's own, then the programme folder's."""
        folder = self.find_folder()
        return [user_settings_file(), *([programme_settings_file(folder)] if folder else [])]

    def disabled(self, file: Path) -> list[str]:
        """Names of the plugins that a settings file switches off, sorted; none when there is no such file.

        Raises:
            InvalidData: It is not TOML, or its list is not a list of names.
        """
        return sorted(disabled_names([file]))

    def try_plugin(self, status: PluginStatus, seconds: float) -> PluginStatus:
        """The status of a plugin after every hook of it has been tried, in a process of its own."""
        from kvadmin.session.trial_process import try_plugin

        return try_plugin(status, seconds, self.find_folder())

    @cached_property
    def file_plugins(self) -> FilePlugins:
        """The plugin files of the folder: which are off, and trusting one.

        Added in version 0.2.
        """
        from kvadmin.session.file_plugins import FilePlugins

        return FilePlugins(self)

    def trace(self, arguments: Sequence[str]) -> Trace:
        """Run another command line in a process of its own, with every import and every call of a hook timed.

        Where this one looks, who acts and what it may do (``-C``, ``--who``, ``--dry-run``, ``--yes`` ...) is the same
        there, unless the words say otherwise.

        Args:
            arguments: The words after ``kvadmin``.

        Raises:
            UsageError: This run is traced itself.

        Added in version 0.2.
        """
        if self.plugins.watcher is not None:
            raise UsageError(tr("this run is traced already"), where="kvadmin plugins trace", code="bad-argument")
        from kvadmin.session.traced_process import trace

        return trace([*self._options_again(), *arguments])

    def _options_again(self) -> Iterator[str]:
        """The options of this run, as words."""
        values = {"--data": self._data, "--who": self._who, "--why": self.why, "--today": self._today}
        flags = {"--dry-run": self.dry_run, "--yes": self.yes, "--no-input": self.no_input, "--debug": self.debug}
        flags |= {"--no-plugins": self.plugins.alone, "--strict-plugins": self.plugins.strict}
        for name, value in values.items():
            yield from [name, value] if value else []
        yield from (name for name, given in flags.items() if given)
        for each in self.without_guard:
            yield from ("--without-guard", each)

    def plugin_timings(self) -> dict[str, tuple[float, float]]:
        """Milliseconds that each active plugin takes at every start: to import, and to say what it declares.

        Measured in fresh processes, the shortest of three. Added in version 0.2.
        """
        from kvadmin.session.traced_process import timings

        return timings(self.plugins.statuses(), self.find_folder())

    def gather(self, hook: str, /, **arguments: Any) -> list[Any]:
        """Call a hook on all plugins; their lists joined."""
        return self.plugins.gather(hook, **arguments)

    def call(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """Call a hook; ``(plugin, result)`` each."""
        return self.plugins.call(hook, **arguments)

    def call_to_read(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """The same for what only reads: it is not stopped by guards whose plugin is missing, which has been said.

        Added in version 0.2.
        """
        return self.plugins.call_present(hook, **arguments)

    def ask(self, hook: str, /, **arguments: Any) -> Answers:
        """Ask the guards of a hook where the rest can be done without one that fails; the command says what is left.

        Added in version 0.2.
        """
        return self.plugins.ask(hook, **arguments)

    def stop_at_absent(self, hook: str) -> None:
        """Stop where a guard of this hook is absent and the person does not pass over it.

        Added in version 0.2.

        Raises:
            PluginFailure: Its plugin is missing, disabled or of another version.
        """
        for failure in self.plugins.guards.absent(hook):
            self.plugins.guards.stop(failure)

    def passes_over(self, failure: PluginFailure) -> bool:
        """Whether the person passes over a guard that failed (``--without-guard``); said, and kept in the history.

        Added in version 0.2.
        """
        return self.plugins.guards.passes_over(failure)

    def write_files(self, folder: Path, files: Iterable[tuple[str, bytes]], *, personal: bool = False) -> None:
        """Write documents (not data) below a folder, each whole or not at all."""
        from kvadmin.documents.output_files import write_below

        self.attempts.acted = True
        write_below(folder, files, personal=personal)


def _os_user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in the system's list, as in some containers
        return "unknown"
