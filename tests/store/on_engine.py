"""A programme that lives in another engine: the one of SQLite of the tests, as an installed plugin."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from store.sqlite_engine import SOURCE, SqliteEngine

#: What belongs to this computer and stays beside the pointer: settings, plugins, files that people name.
LOCAL = ("kvadmin.toml", "plugins", "incoming", ".kvadmin", ".git")
#: The modules of the plugin.
MODULES = ("sqlite_trial", "sqlite_engine")
#: The file of the engine, and of its locks, in the programme folder.
ENGINE_FILE = ".programme.db"
POINTER = f"schema: 1\nstore: sqlite:{ENGINE_FILE}\n"
_PLUGIN = """
from kvadmin.api import hookimpl
from kvadmin.api.hooks import EngineFactory


@hookimpl
def kvadmin_store_engines():
    return [EngineFactory("sqlite", "sqlite_engine:open_engine")]
"""


def install_engine(site: Path, plugin: str = _PLUGIN) -> None:
    """Put a plugin with an engine into a folder that Python looks for modules in.

    Args:
        site: The folder.
        plugin: Its module; that of the SQLite engine if nothing is said.
    """
    (site / "sqlite_engine.py").write_text(SOURCE, encoding="utf-8")
    (site / "sqlite_trial.py").write_text(plugin, encoding="utf-8")
    about = site / "sqlite_trial-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: sqlite-trial\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[kvadmin]\nsqlite-trial = sqlite_trial\n", encoding="utf-8")


def engine_in(folder: Path) -> SqliteEngine:
    """The SQLite engine of a programme folder that points to one."""
    return SqliteEngine(folder / ENGINE_FILE)


def kept_in(folder: Path) -> dict[str, bytes]:
    """All that the engine of a folder keeps, by name."""
    view = engine_in(folder).view()
    return view.read([each.name for each in view.entries()])


def kept_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Name and place of every file of a folder, but for what is derived and the engine's own."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith((".kvadmin/", ENGINE_FILE)):
            yield name, path


def on_engine(folder: Path) -> None:
    """Move a programme of files into the SQLite engine: files but those of this computer go, and a pointer stays."""
    moved = {name: path for name, path in kept_files(folder) if name.partition("/")[0] not in LOCAL}
    engine_in(folder).put({name: path.read_bytes() for name, path in moved.items()})
    for path in moved.values():
        path.unlink()
    for each in sorted(folder.iterdir()):
        if each.is_dir() and each.name not in LOCAL:
            shutil.rmtree(each)
    (folder / "programme.yaml").write_text(POINTER, encoding="utf-8")
