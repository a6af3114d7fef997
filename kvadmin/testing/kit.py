"""A programme folder to try a plugin on, and kvadmin run inside the test."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kvadmin.api.records import Municipality, Record
from kvadmin.cli.main import run as run_kvadmin

if TYPE_CHECKING:
    from kvadmin.api import Snapshot
    from kvadmin.store.store import Store


#: Folders of a programme whose files are no data.
_NO_DATA = ("history/", ".kvadmin/")


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command did: exit code, standard output and standard error as text."""

    code: int
    out: str
    err: str


class Kit:
    """A programme folder of one's own, on a fixed day, away from the person's settings.

    Args:
        folder: Where it shall lie; made when missing.
        today: The reference date of every run.
    """

    def __init__(self, folder: Path, *, today: str = "2008-06-10") -> None:
        self.folder = folder
        self.today = today
        if not (folder / "programme.yaml").exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "programme.yaml").write_text("schema: 1\nname: Test programme\n", encoding="utf-8")

    def run(self, *arguments: str) -> Ran:
        """Run ``kvadmin`` with these arguments on the folder."""
        out, err = _Stream(), _Stream()
        with self._surroundings(), redirect_stdout(out), redirect_stderr(err):
            code = run_kvadmin(["-C", str(self.folder), "--today", self.today, "--who", "Test", *arguments])
        return Ran(code, out.text(), err.text())

    def json(self, *arguments: str) -> Any:
        """Run with ``--format json`` and return what it printed; a failing command is an AssertionError."""
        ran = self.run(*arguments, "--format", "json")
        assert ran.code == 0, f"exit {ran.code}: {ran.err}"
        return json.loads(ran.out)

    def municipality(self, number: str, name: str, **fields: Any) -> Municipality:
        """Add a municipality to the register."""
        made = Municipality(number=number, name=name, **fields)
        self.add(made)
        return made

    def add(self, *records: Record) -> None:
        """Put records of any collection into the folder."""
        transaction = self._store().transaction(who="Test", why="", command="kit")
        for record in records:
            transaction.create(record)
        transaction.commit()

    @property
    def data(self) -> Snapshot:
        """What the folder says now, so that a hook can be asked by itself. Added in version 0.2."""
        return self._store().snapshot()

    @property
    def _settings(self) -> Path:
        """The settings of the person whom the kit plays: none, until ``plugins disable`` writes them."""
        return self.folder / ".kvadmin" / "no-settings.toml"

    def _store(self) -> Store:
        from kvadmin.extension.discovering.discovery import disabled_names, discover, programme_settings_file
        from kvadmin.extension.manager import Plugins
        from kvadmin.extension.migrations.step import steps_of
        from kvadmin.store.store import open_store

        plugins = Plugins(discover(disabled_names([self._settings, programme_settings_file(self.folder)])))
        collections, fields = plugins.gather("kvadmin_collections"), plugins.gather("kvadmin_fields")
        return open_store(self.folder, collections, fields, steps=steps_of(plugins))

    def files(self) -> dict[str, bytes]:
        """Every file of the folder with its bytes, to show that a refused command changed nothing."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    def records(self) -> dict[str, bytes]:
        """The files that hold data: without the history, which every change makes longer, and what is derived.

        Added in version 0.2.
        """
        return {path: content for path, content in self.files().items() if not path.startswith(_NO_DATA)}

    @contextmanager
    def _surroundings(self) -> Iterator[None]:
        """Environment without the person's own settings, and without her cache."""
        names = ("KVADMIN_DATA", "KVADMIN_TODAY", "KVADMIN_WHO", "KVADMIN_CONFIG", "KVADMIN_INDEX")
        before = {name: os.environ.pop(name, None) for name in names}
        os.environ["KVADMIN_CONFIG"] = str(self._settings)
        os.environ["KVADMIN_INDEX"] = "off"
        try:
            yield
        finally:
            for name in ("KVADMIN_CONFIG", "KVADMIN_INDEX"):
                os.environ.pop(name, None)
            os.environ.update({name: value for name, value in before.items() if value is not None})


class _Stream(io.TextIOWrapper):
    """Text that also takes bytes, as a real standard stream does."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, encoding="utf-8", newline="", write_through=True)

    def text(self) -> str:
        """Everything written so far (bytes that are no text are replaced)."""
        return self._bytes.getvalue().decode("utf-8", "replace")
