"""What a command gets to work with: the session of one run of kvadmin, its options, data and output."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kvadmin.errors import HandEdited, KvadminError, Refused, UnknownName, UsageError
from kvadmin.model.layout import MARK
from kvadmin.session.attempts import Attempts
from kvadmin.session.results import Results
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.migrations.step import Steps
    from kvadmin.model.changes import Edit, FileChange, HistoryEntry
    from kvadmin.model.reads import Snapshot
    from kvadmin.store.moving.places import ProgrammePlace
    from kvadmin.store.store import Store
    from kvadmin.store.transaction import Transaction


class Session(Results):
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
        self.why = why or ""
        self._today = today or os.environ.get("KVADMIN_TODAY")
        self._runner = runner
        self.command = ""
        #: What a shell offers for the last word of a command line; set by the application.
        self.offers: Callable[[list[str]], tuple[dict[str, str], bool]] | None = None
        self.dry_run = False
        #: ``--yes``.
        self.yes = False
        #: ``--no-input``: never ask.
        self.no_input = False
        self.debug = False
        #: Only a look at the folder is wanted, which finishes, locks and writes nothing.
        self.glancing = False
        self.without_guard = ()
        #: What the options of an import say: ``map``, ``ignore``, ``sheet``, ``header_row``, ``date_order``, ``where``.
        self.import_options: dict[str, Any] = {}
        #: ``--known-on``: the day whose state of the folder is shown.
        self.known_on: str | None = None
        self._latest = Attempts()
        self._said_now = False
        self._store: Store | None = None
        self._saved = []

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
            from kvadmin.store.engines.unfinished import note_on_disk, unfinished

            if note := note_on_disk(Path.cwd()):
                raise unfinished(note)
            raise UnknownName(
                tr("there is no programme folder here or above"),
                where=str(Path.cwd()),
                hint=tr("name it with -C DIR, or make one: kvadmin init DIR"),
                code="no-programme-folder",
            )
        if not (found / MARK).is_file():
            from kvadmin.store.engines.unfinished import note_on_disk, unfinished

            if note := note_on_disk(found):
                raise unfinished(note)
            raise UnknownName(
                tr("{found} is not a programme folder: it has no {mark}", found=found, mark=MARK),
                where="-C/--data" if self._data else "KVADMIN_DATA",
                hint=tr("make one: kvadmin init {found}", found=found),
                code="no-programme-folder",
            )
        return found

    @property
    def on_disk(self) -> bool:
        """Whether what the programme keeps are the files of its folder, which people may edit; nothing is opened.

        False where ``programme.yaml`` names another engine: then its folder holds what belongs to this computer, and
        all else is read through :attr:`data` or ``store.contents()``. Added in version 0.2.
        """
        from kvadmin.store.folder import Folder
        from kvadmin.store.store import names_engine, programme_head

        folder = self.find_folder()
        try:
            return folder is None or not names_engine(programme_head(Folder(folder), new=True))
        except KvadminError:  # it cannot be read: whoever opens it says so
            return True

    @property
    def store(self) -> Store:
        """The programme's data."""
        if self._store is None:
            if self.glancing:
                from kvadmin.store.store import glance_at

                self._store = glance_at(
                    self._found_folder(),
                    self.gather("kvadmin_collections"),
                    self.gather("kvadmin_fields"),
                    self._declared_steps,
                )
                return self._store
            from kvadmin.session.missing_programme import naming_its_plugin, no_programme
            from kvadmin.store.store import open_store

            with naming_its_plugin(self.plugins):
                store = open_store(
                    self._found_folder(),
                    self.gather("kvadmin_collections"),
                    self.gather("kvadmin_fields"),
                    engines=self.gather("kvadmin_store_engines"),
                    steps=self._declared_steps,
                )
            if store.keeps_none:
                self.attempts.hold(store, who=self.who, command=self.command)  # closes it at the end
                raise no_programme(self.on_disk, self._found_folder())
            store.listen(self.warn)
            self.attempts.hold(store, who=self.who, command=self.command)
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

    @property
    def _declared_steps(self) -> Steps | None:
        """The same; None where no plugin has any, which a start need not read about."""
        return self.steps if self.plugins.is_implemented("kvadmin_migrations") else None

    def place(self, said: str, *, where: str, base: Path | None = None) -> ProgrammePlace:
        """Where a whole programme lies, or is to lie: a folder, an engine with its address, an archive.

        Args:
            said: What the person calls it.
            where: The option that says it, for messages.
            base: What relative places in an address start from; None: the working folder.

        Added in version 0.2.
        """
        from kvadmin.store.moving.places import Known, place_of

        known = Known(
            self.gather("kvadmin_collections"),
            self.gather("kvadmin_fields"),
            self.gather("kvadmin_store_engines"),
            self.steps,
        )
        from kvadmin.session.missing_programme import naming_its_plugin

        with naming_its_plugin(self.plugins):
            return place_of(said, known, where, base)

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
            if reason is not None:
                raise Refused(
                    tr("plugin {name!r} refuses the change: {reason}", name=name, reason=reason), code="plugin-refuses"
                )

    def tell_plugins(self, entry: HistoryEntry) -> None:
        """Tell plugins of a change that has been written (``kvadmin_after_commit``); :meth:`commit` does so itself."""
        self._saved.append(entry.transaction_id)
        for _ in self.call("kvadmin_after_commit", entry=entry):
            pass

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


def _os_user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in the system's list, as in some containers
        return "unknown"
