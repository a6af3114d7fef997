"""An engine that takes in a copy: in changes of many contents each, every one whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from kvadmin.errors import Conflict, KvadminError, OutcomeUnknown, Overtaken, UnknownName
from kvadmin.extension.engines import Change, View
from kvadmin.model.layout import MARK
from kvadmin.store.engines.disk_engine import is_log
from kvadmin.store.engines.unfinished import IN_ENGINE, CopyNote, note_from
from kvadmin.store.folder import revision
from kvadmin.store.history.ids import new_id
from kvadmin.store.moving.inventory import BATCH, BATCH_BYTES, Inventory, inventory_of
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.engines import Engine, Writing


def is_set_up(engine: Engine) -> bool:
    """Whether something has been made there already; an engine of others may have no tables yet."""
    try:
        engine.view().names("")
    except UnknownName as error:
        if error.code != "not-set-up":
            raise
        return False
    return True


class EngineReceiver:
    """An engine.

    Args:
        engine: The engine.
        who: Name of the person, for those who wait.
        is_sensitive: Tells names of which nothing may stay of what they were before.
        logs: Names to which lines are added, besides those that are known to be logs.
    """

    def __init__(self, engine: Engine, who: str, is_sensitive: Callable[[str], bool], logs: frozenset[str]) -> None:
        self._engine = engine
        self._who = who
        self._is_sensitive = is_sensitive
        self._logs = logs

    def note(self) -> CopyNote | None:
        """The note of a copy that was begun here."""
        if not is_set_up(self._engine):  # as a dry run leaves it
            return None
        return note_from(self._engine.view().read([IN_ENGINE]).get(IN_ENGINE))

    def inventory(self, *, whole: bool) -> Inventory:
        """What is there now."""
        return inventory_of(self._engine.view(), whole=whole) if is_set_up(self._engine) else Inventory({})

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the name of the note; writers are kept away as long as there is no ``programme.yaml``."""
        with ExitStack() as stack:
            try:
                stack.enter_context(self._engine.hold("copying"))
            except Conflict as error:
                raise Conflict(
                    tr("somebody else is copying to this place"),
                    where="--to",
                    hint=tr("wait until that is done; `--verify` compares the two then"),
                    code="held",
                ) from error
            yield

    def begin(self, note: CopyNote) -> None:
        """Note that a copy is begun."""
        self._commit({IN_ENGINE: note.encode()}, {IN_ENGINE: None})

    def start(self, contents: Mapping[str, bytes]) -> None:
        """Keep all of a new programme in one change."""
        self._commit(contents, dict.fromkeys(contents))

    def remove(self, names: Iterable[str]) -> None:
        """Take contents and logs away; nothing of them stays."""
        gone = list(names)
        for start in range(0, len(gone), BATCH):
            some = gone[start : start + BATCH]
            there = self._engine.view().read(some)
            expected = {name: revision(data) for name, data in there.items()}
            self._commit(dict.fromkeys(expected), expected, forgets=True)

    def write(self, contents: Mapping[str, bytes], there: Inventory) -> None:
        """Keep contents in one change, with what their logs lack."""
        plain = {name: data for name, data in contents.items() if not self._is_log(name)}
        logs = {name: data for name, data in contents.items() if name not in plain}
        begun = {name: self._begun(name, data, there) for name, data in logs.items()}
        others = [name for name, size in begun.items() if size is None]
        if others:
            self.remove(others)
        added, sizes, later = {}, {}, {}
        for name, data in logs.items():
            start = begun[name] or 0
            sizes[name] = start
            added[name] = data[start : start + BATCH_BYTES]
            if len(data) > start + BATCH_BYTES:
                later[name] = start + BATCH_BYTES
        items = {name: there.items.get(name) for name in plain}
        expected = {name: item.sha256 if item else None for name, item in items.items()}
        replaces = any(each is not None for each in expected.values())
        self._commit(plain, expected, added, sizes, forgets=replaces)
        for name, start in later.items():  # a log that is longer than a change may be
            for at in range(start, len(logs[name]), BATCH_BYTES):
                self._commit({}, {}, {name: logs[name][at : at + BATCH_BYTES]}, {name: at})

    def finish(self, programme: bytes) -> None:
        """Write ``programme.yaml`` and take the note away, in one change."""
        there = self._engine.view().read([MARK, IN_ENGINE])
        expected = {name: revision(there[name]) if name in there else None for name in (MARK, IN_ENGINE)}
        self._commit({MARK: programme, IN_ENGINE: None}, expected)

    def _is_log(self, name: str) -> bool:
        return name in self._logs or is_log(name)

    def _begun(self, name: str, data: bytes, there: Inventory) -> int | None:
        """How many bytes of a log are there already; None: others than those."""
        item = there.items.get(name)
        if item is None:
            return 0
        same = item.size <= len(data) and sha256(data[: item.size]).hexdigest() == item.sha256
        return item.size if same else None

    def _commit(
        self,
        contents: Mapping[str, bytes | None],
        expected: Mapping[str, str | None],
        added: Mapping[str, bytes] | None = None,
        sizes: Mapping[str, int] | None = None,
        *,
        forgets: bool = False,
    ) -> None:
        sensitive = frozenset(name for name in contents if self._is_sensitive(name))
        change = Change(new_id(), contents, expected, added or {}, forgets=forgets, sensitive=sensitive)
        try:
            with self._engine.writing(who=self._who, command="store copy") as writing:
                self._check_ends(writing.view, sizes or {})
                self._make(writing, change)
        except OutcomeUnknown as error:
            raise OutcomeUnknown(error.message, where=error.where, hint=_again()) from error

    def _make(self, writing: Writing, change: Change) -> None:
        try:
            writing.commit(change)
        except KvadminError as error:
            error.hint = error.hint or _again()
            raise

    def _check_ends(self, view: View, sizes: Mapping[str, int]) -> None:
        """Refuse to add to a log that is not as long as it was: a change of which nobody had heard has come after."""
        folders = {name.rpartition("/")[0] for name in sizes}
        found = {entry.name: entry.size for folder in folders for entry in view.entries(folder)}
        for name, size in sizes.items():
            if found.get(name, 0) != size:
                raise Overtaken(tr("{path} has been changed since it was read", path=name), where=name, hint=_again())


def _again() -> str:
    return tr("run the command again: what is there already is not sent again")
