"""Whoever opens a folder in which the programme does not lie is told what lies there and how to come to it.

A folder whose programme lies in an engine holds a pointer only. Where the engine's plugin does not run, or the line
``store:`` was changed, it must never pass for a programme without records: whoever then worked in it would begin a
second one beside the real one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import InvalidData, UnknownName
from kvadmin.model.layout import MARK
from kvadmin.store.engines.unknown_engine import UnknownEngine, nameless
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.discovering.discovery import PluginStatus
    from kvadmin.extension.manager import Plugins

_HOOK = "kvadmin_store_engines"


@contextmanager
def naming_its_plugin(plugins: Plugins) -> Iterator[None]:
    """Name the plugin of an engine that nobody offers, where one is here and does not run."""
    try:
        yield
    except UnknownEngine as error:
        for status in plugins.statuses():
            if status.status == "untrusted" and _offers_engine(Path(status.file)):
                from kvadmin.session.file_plugins import off_file

                off = off_file(status)
                error.mend_by(off.name, off.why, off.remedy)
                break
        else:
            _name_others(error, [each for each in plugins.statuses() if not each.builtin])
        raise


def _offers_engine(path: Path) -> bool:
    from kvadmin.extension.discovering.plugin_files import read
    from kvadmin.extension.discovering.static_reading import read_source

    try:
        return _HOOK in read_source(read(path).content, str(path)).hooks
    except InvalidData:
        return False


def _name_others(error: UnknownEngine, statuses: list[PluginStatus]) -> None:
    """Of those that are installed and do not run, nobody knows what they would offer: they are all named."""
    names = [f"{each.name} ({each.status})" for each in statuses if each.status in ("disabled", "failed")]
    if names:
        error.details = (tr("plugins that do not run: {names}", names=", ".join(names)),)


def no_programme(on_disk: bool, folder: Path) -> UnknownName:
    """The error of who opens a place that holds no programme.

    Args:
        on_disk: The folder itself was to hold it, and it has a ``programme.yaml`` without the programme's name.
        folder: The programme folder.
    """
    if on_disk:
        return nameless(str(folder))
    made = UnknownName(
        tr("there is no programme in the engine that {mark} names", mark=MARK),
        where=MARK,
        hint=tr("is the address right? A new one: kvadmin init DIR --store ADDRESS; or kvadmin store copy"),
        code="no-programme-folder",
    )
    made.plugin = ""
    return made
