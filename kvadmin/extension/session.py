"""What a command gets to work with: the session of one run of kvadmin.

The command line makes it (:mod:`kvadmin.cli.session`); plugins see this protocol.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from kvadmin.documents.table import Report
    from kvadmin.extension.manager import Plugins
    from kvadmin.store.interface import HistoryEntry, Plan, Snapshot
    from kvadmin.store.store import Store
    from kvadmin.store.transaction import Transaction


class Progress(Protocol):
    """A progress line on stderr, shown only on a terminal."""

    def update(self, done: int, text: str = "") -> None:
        """Say how many of the total are done, and what is being worked on."""
        ...


class Session(Protocol):
    """The options, data and output of this run; ``session(ctx)`` hands it to a command."""

    #: ``--today`` (else ``KVADMIN_TODAY``, else the clock): the only clock that commands read.
    today: date
    #: ``--who`` (else ``KVADMIN_WHO``, else the user of the operating system).
    who: str
    #: ``--why``, empty when not given.
    why: str
    #: ``--dry-run``: everything but the writing.
    dry_run: bool
    #: ``--yes``.
    yes: bool
    #: ``--no-input``: never ask.
    no_input: bool
    #: ``--debug``.
    debug: bool
    #: ``--format``: the format that results are printed in.
    format: str | None
    #: ``-o``: where results go; None or ``-`` is stdout.
    output: str | None
    #: All plugins, to call hooks.
    plugins: Plugins

    @property
    def folder(self) -> Path:
        """The programme folder; :class:`UnknownName` when there is none."""
        ...

    @property
    def store(self) -> Store:
        """The programme's data."""
        ...

    @property
    def data(self) -> Snapshot:
        """The data as they are now (a shorthand for ``store.snapshot()``)."""
        ...

    def transaction(self) -> Transaction:
        """A new transaction in this person's name, with this run's reason."""
        ...

    def commit(self, transaction: Transaction, *, confirm: str = "", forever: bool = False) -> HistoryEntry | None:
        """Plan, show, ask, write: the only way into the data.

        Args:
            transaction: What to change.
            confirm: The question asked on a terminal (unless ``--yes``); empty asks nothing.
            forever: The change can't be undone: without a terminal it needs ``--yes``.

        Returns:
            The history entry, or None for a dry run or when nothing changes.
        """
        ...

    def ask_plugins(self, edits: Sequence[Any]) -> None:
        """Let plugins veto a change (``kvadmin_before_commit``); :meth:`commit` does so itself.

        Args:
            edits: The edits; of an undo or redo, the changes of the files it puts back.

        Raises:
            Refused: A plugin said no, with its reason.
        """
        ...

    def tell_plugins(self, entry: HistoryEntry) -> None:
        """Tell plugins of a change that has been written (``kvadmin_after_commit``); :meth:`commit` does so itself."""
        ...

    def show(self, report: Report) -> None:
        """Print the result in the chosen format, to stdout or ``-o``."""
        ...

    def save(self, report: Report, path: Path) -> None:
        """Write a report to a file, in the format of its ending."""
        ...

    def check_writable(self, path: Path) -> None:
        """Refuse a file that could not be written after the commit: ask before it.

        Raises:
            Refused: The place is no folder, or is not writable.
        """
        ...

    def show_plan(self, plan: Plan) -> None:
        """Print what a commit would write, as a diff on stderr."""
        ...

    def run(self, arguments: list[str]) -> int:
        """Run another kvadmin command as if it had been typed; its exit code."""
        ...

    def settings_files(self) -> list[Path]:
        """The settings files of this run: the person's own, then the programme folder's."""
        ...

    def use_folder(self, folder: Path) -> None:
        """Turn to a folder that has just been made."""
        ...

    def info(self, text: str) -> None:
        """A line for the person, on stderr."""
        ...

    def warn(self, text: str) -> None:
        """A warning, on stderr."""
        ...

    def confirm(self, question: str) -> bool:
        """Ask yes or no; ``--yes`` and runs without a terminal say yes."""
        ...

    def progress(self, total: int, label: str) -> AbstractContextManager[Progress]:
        """A progress line on stderr."""
        ...

    def gather(self, hook: str, /, **arguments: Any) -> list[Any]:
        """Call a hook on all plugins; their lists joined."""
        ...

    def call(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """Call a hook; ``(plugin, result)`` each."""
        ...

    def write_files(self, folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
        """Write documents (not data) below a folder, each whole or not at all."""
        ...
