"""Finding plugins: the built-in ones by name, strangers by the entry-point group ``kvadmin``.

The block-list is looked at before anything is imported, entry points are
loaded in sorted order, and whatever a plugin's import does - raising
``SystemExit`` included - becomes a :class:`PluginStatus` with an error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from kvadmin.extension.installed import entry_points
from kvadmin.translation import tr

#: The entry-point group of third-party plugins.
GROUP = "kvadmin"

#: The built-in plugins, in the order of the secretariat's work.
BUILTIN = ("programme", "municipality", "cohort", "network", "gathering", "evaluation", "mail")


@dataclass(frozen=True)
class PluginStatus:
    """One plugin as ``kvadmin plugins list`` shows it.

    ``status`` is ``active``, ``disabled`` or ``failed``; ``plugin`` is the module or object
    with hook implementations when active.
    """

    name: str
    version: str
    builtin: bool
    status: str
    error: str | None = None
    hooks: tuple[str, ...] = ()
    plugin: Any = field(default=None, compare=False)


def user_settings_file() -> Path:
    """The person's own settings file (``KVADMIN_CONFIG`` overrides the place)."""
    override = os.environ.get("KVADMIN_CONFIG")
    if override:
        return Path(override)
    return Path(_user_config_dir()) / "config.toml"


def _user_config_dir() -> str:
    """What platformdirs says; its answer on Linux is given without importing it, for every command asks."""
    home, base = os.environ.get("HOME", ""), os.environ.get("XDG_CONFIG_HOME", "")
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        if base.startswith("/"):
            return f"{base}/kvadmin"
        if home.startswith("/"):
            return f"{home.rstrip('/')}/.config/kvadmin"
    import platformdirs

    return platformdirs.user_config_dir("kvadmin", appauthor=False)


def programme_settings_file(folder: Path) -> Path:
    """The settings file that a programme folder may carry."""
    return folder / "kvadmin.toml"


def disabled_names(files: Iterable[Path]) -> frozenset[str]:
    """Names under ``[plugins] disabled`` of the settings files that exist.

    Raises:
        InvalidData: A settings file is not TOML, or the list is not a list of names.
    """
    names: set[str] = set()
    for file in files:
        if file.is_file():
            names.update(_disabled_in(file))
    return frozenset(names)


def _disabled_in(file: Path) -> list[str]:
    import tomllib

    from kvadmin.errors import InvalidData

    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidData(tr("the settings file is not valid TOML: {error}", error=error), where=str(file)) from error
    section = settings.get("plugins", {})
    names = section.get("disabled", []) if isinstance(section, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise InvalidData(
            tr("[plugins] disabled must be a list of plugin names"), where=str(file), hint=tr('disabled = ["name"]')
        )
    return names


def discover(disabled: frozenset[str], *, third_party: bool = True) -> Iterator[PluginStatus]:
    """All plugins, built-in first, imported unless disabled."""
    from kvadmin import __version__

    for name in BUILTIN:
        yield _load(PluginStatus(name, __version__, builtin=True, status="active"), f"kvadmin.plugins.{name}", disabled)
    if third_party:
        yield from _strangers(disabled)


def _strangers(disabled: frozenset[str]) -> Iterator[PluginStatus]:
    seen: set[str] = set(BUILTIN)
    for point in entry_points(GROUP):
        found = PluginStatus(point.name, point.version, builtin=False, status="active")
        if point.name in seen:
            yield replace(found, status="failed", error=f"another plugin is already called {point.name!r}")
            continue
        seen.add(point.name)
        yield _load(found, point.value, disabled)


def _load(found: PluginStatus, target: str, disabled: frozenset[str]) -> PluginStatus:
    if found.name in disabled:
        return replace(found, status="disabled")
    try:
        return replace(found, plugin=load_target(target))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return replace(found, status="failed", error=f"cannot be imported: {describe(error)}")


def load_target(target: str) -> Any:
    """Import ``module`` or ``module:attribute``."""
    module, _, attribute = target.partition(":")
    loaded: Any = import_module(module)
    for part in attribute.split(".") if attribute else ():
        loaded = getattr(loaded, part)
    return loaded


def describe(error: BaseException) -> str:
    """An exception in one line."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
