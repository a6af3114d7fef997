"""What keeps the bytes of a programme in an engine of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.store.keeper import CommitOutcome, Contents

if TYPE_CHECKING:
    from kvadmin.extension.engines import Engine, View, Writing
    from kvadmin.store.folder import Folder
    from kvadmin.store.index.database import Index


class EngineKeeper:
    """An engine of others.

    Args:
        engine: The engine.
        base: The programme folder, which says which engine it is.
    """

    def __init__(self, engine: Engine, base: Path) -> None:
        self.engine = engine
        self.base = base
        self.glancing = False
        self._writing: Writing | None = None

    def close(self) -> None:
        """Let go of the engine."""
        self.engine.close()

    def folder(self) -> Folder:
        """What it keeps."""
        from kvadmin.store.engines.engine_folder import EngineFolder

        return EngineFolder(self.engine, self.base)

    def settle(self, tell: Callable[[str], None], patience: float = 0.0) -> None:
        """Say what became of changes whose outcome was unknown."""
        from kvadmin.store.engines.unheard import settle_unheard

        del patience
        if self.glancing:
            return
        settle_unheard(self.engine, self.base, tell)

    @contextmanager
    def unchanging(self) -> Iterator[None]:
        """A view does not change, whoever writes."""
        yield

    @contextmanager
    def alone(self, who: str, command: str, patience: float) -> Iterator[None]:
        """Keep writers away from now on."""
        with self.engine.writing(who=who, command=command, patience=patience):
            yield

    def index(self, tables: Sequence[str]) -> Index | None:
        """An index on this computer."""
        from kvadmin.store.index.database import Index, index_file

        file = None if self.glancing else index_file(self.base)
        return None if file is None else Index(file, tables)

    @contextmanager
    def writing(
        self, who: str, command: str, tell: Callable[[str], None] = lambda _: None, patience: float | None = None
    ) -> Iterator[Folder]:
        """Be the only one who writes."""
        from kvadmin.store.engines.engine_folder import EngineFolder

        self.settle(tell)
        outer = self._writing
        with self.engine.writing(who=who, command=command, patience=patience) as writing:
            self._writing = writing
            try:
                yield EngineFolder(self.engine, self.base, writing.view)
            finally:
                self._writing = outer

    def write(
        self,
        token: str,
        contents: Contents,
        journal: tuple[str, bytes] | None,
        *,
        sensitive: Sequence[str] = (),
        forgets: bool = False,
    ) -> CommitOutcome:
        """Make one change."""
        from kvadmin.errors import OutcomeUnknown
        from kvadmin.extension.engines import Change
        from kvadmin.store.engines.unheard import note_unheard
        from kvadmin.store.folder import revision
        from kvadmin.store.frame import OWN

        assert self._writing is not None
        _refuse_nesting(
            self._writing.view, [name for name, (old, new) in contents.items() if old is None and new is not None]
        )
        change = Change(
            token,
            {name: new for name, (_, new) in contents.items()},
            {name: None if old is None else revision(old) for name, (old, _) in contents.items()},
            dict([journal] if journal else ()),
            forgets=forgets,
            sensitive=frozenset(sensitive),
        )
        number = self._writing.view.number + 1
        try:
            self._writing.commit(change)
        except OutcomeUnknown:
            note_unheard(self.base, token)
            raise
        OWN.add((str(self.base), number))
        return CommitOutcome()


def _refuse_nesting(view: View, made: Sequence[str]) -> None:
    """Refuse new contents whose name is a folder's, or that would lie in a content: no folder could keep a copy."""
    from kvadmin.errors import UsageError
    from kvadmin.translation import tr

    above = {name[:at] for name in made for at, sign in enumerate(name) if sign == "/"}
    below = {name for name in made if any(view.names(name))}
    for name in sorted(above & {*made, *view.read(sorted(above))} | below):
        raise UsageError(tr("{name} cannot be both a content and a folder", name=name), where=name, code="bad-name")
