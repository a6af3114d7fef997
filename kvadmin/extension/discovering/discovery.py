"""Finding plugins: the built-in ones by name, strangers by the entry-point group ``kvadmin``, files in the folder.

The block-list is looked at before anything is imported, entry points are
loaded in sorted order, and whatever a plugin's import does - raising
``SystemExit`` included - becomes a :class:`PluginStatus` with an error.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from kvadmin.extension.discovering.installed import entry_points
from kvadmin.resources import person_folder
from kvadmin.translation import tr

#: The entry-point group of third-party plugins.
GROUP = "kvadmin"

#: The built-in plugins, in the order of the secretariat's work.
BUILTIN = ("programme", "municipality", "cohort", "network", "gathering", "evaluation", "mail", "sheet")

#: The built-in plugin that has the commands ``plugins disable`` and ``plugins enable``.
WAY_OUT = "programme"


class PluginStatus(NamedTuple):
    """One plugin as ``kvadmin plugins list`` shows it. Added in version 0.2 (to the public names).

    ``status`` is ``active``, ``disabled``, ``failed`` or, of a file that the person does not trust, ``untrusted``;
    ``error`` says what of an active plugin is left out. ``plugin`` is the module or object with hook implementations
    when active and imported, ``target`` its place, ``distribution`` what pip calls it, ``file`` the path of one that is
    a file of the programme folder. ``warnings`` are what its author is told, by ``kvadmin plugins check`` only.
    ``replaces`` are the built-in plugins whose place it takes where they are switched off; ``rivals`` who is in that
    place instead, and ``unheard`` those of its hooks that are therefore not asked.
    """

    name: str
    version: str
    builtin: bool
    status: str
    error: str | None = None
    hooks: tuple[str, ...] = ()
    plugin: Any = None
    target: str = ""
    distribution: str = ""
    replaces: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    file: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """A name that no other plugin has, whatever both call themselves."""
        return self.name if self.name.endswith(f"@{self.target}") else f"{self.name}@{self.target}"


def user_settings_file() -> Path:
    """The person's own settings file (``KVADMIN_CONFIG`` overrides the place)."""
    override = os.environ.get("KVADMIN_CONFIG")
    if override:
        return Path(override)
    return person_folder("config") / "config.toml"


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
            names.update(disabled_in(file.read_bytes(), str(file)))
    return frozenset(names)


def disabled_in(content: bytes, where: str) -> list[str]:
    """Names under ``[plugins] disabled`` of a settings file.

    Args:
        content: What it holds.
        where: What it is called, for messages.

    Raises:
        InvalidData: It is not TOML, or the list is not a list of names.
    """
    import tomllib

    from kvadmin.errors import InvalidData

    try:
        settings = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidData(
            tr("the settings file is not valid TOML: {error}", error=error), where=where, code="bad-settings"
        ) from error
    section = settings.get("plugins", {})
    names = section.get("disabled", []) if isinstance(section, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise InvalidData(
            tr("[plugins] disabled must be a list of plugin names"),
            where=where,
            hint=tr('disabled = ["name"]'),
            code="bad-settings",
        )
    return names


def discover(
    disabled: frozenset[str], *, third_party: bool = True, imported: bool = True, folder: Path | None = None
) -> Iterator[PluginStatus]:
    """All plugins, built-in first.

    Args:
        disabled: Names of plugins that are not imported.
        third_party: Whether to look for others than the built-in ones.
        imported: Whether to import the others as well; False only names them. The way out is then kvadmin's own,
            whatever the settings say: who has switched the plugin ``programme`` off can switch it on again.
        folder: The programme folder, whose plugin files are found as well.
    """
    from kvadmin import __version__

    for name in BUILTIN:
        target = f"kvadmin.plugins.{name}"
        found = PluginStatus(name, __version__, builtin=True, status="active", target=target)
        off = _is_named(found, disabled) and (imported or name != WAY_OUT)
        yield _disabled(found) if off else load(found)
    for found in _strangers(folder) if third_party else ():
        if _is_named(found, disabled):
            yield _disabled(found)
        elif found.file:
            yield _loaded_file(found, imported=imported)
        else:
            yield load(found) if imported else found


def _strangers(folder: Path | None) -> Iterator[PluginStatus]:
    """The third-party plugins, each with a name of its own; the first that comes with a name keeps it."""
    seen = {name: f"kvadmin.plugins.{name}" for name in BUILTIN}
    for found in (*_installed(), *(_files(folder) if folder else ())):
        if found.name in seen:
            error = tr("another plugin is already called {name!r}: {first}", name=found.name, first=seen[found.name])
            yield found._replace(name=found.full_name, error="; ".join(filter(None, (error, found.error))))
        else:
            seen[found.name] = found.target
            yield found


def _installed() -> Iterator[PluginStatus]:
    for point in entry_points(GROUP):
        found = PluginStatus(
            point.name, point.version, False, "active", target=point.value, distribution=point.distribution
        )
        yield _replacing(found, point.replaces) if point.replaces else found


def _files(folder: Path) -> Iterator[PluginStatus]:
    if not os.path.isdir(f"{folder}/plugins"):  # noqa: PTH112 - nearly no folder has one, and every start asks
        return
    from kvadmin.extension.discovering.plugin_files import files_in, module_of

    for path in files_in(folder):
        yield PluginStatus(path.stem, "", False, "active", target=module_of(path), file=str(path))


def _replacing(found: PluginStatus, names: tuple[str, ...]) -> PluginStatus:
    """The plugin with the built-in ones that it says it replaces; what it names besides them is wrong."""
    from kvadmin.wording.near_names import near_names

    problems = []
    for name in names:
        if name not in BUILTIN:
            near = next(iter(near_names(name, BUILTIN)), "")
            meant = tr("; did you mean {name!r}?", name=near) if near else ""
            problems.append(tr("it replaces {name!r}, which is no built-in plugin", name=one_line(name)) + meant)
    known = tuple(each for each in names if each in BUILTIN)
    return found._replace(replaces=known, error="; ".join(problems) or None)


def _is_named(found: PluginStatus, names: frozenset[str]) -> bool:
    return bool(names) and (found.name in names or found.full_name in names)


def _disabled(found: PluginStatus) -> PluginStatus:
    return found._replace(status="disabled", error=None)


def load(found: PluginStatus) -> PluginStatus:
    """The plugin imported, or failed with the reason; a file only when the person trusts it."""
    if found.file:
        return _loaded_file(found)
    return _loaded(found, lambda: load_target(found.target))


def _loaded(found: PluginStatus, make: Callable[[], Any]) -> PluginStatus:
    printed: list[str] = []
    try:
        plugin = make() if found.builtin else _load_contained(found, make, printed.append)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return found._replace(status="failed", error=_why_not(found, error))
    if plugin is None:
        return found._replace(status="failed", error=tr("{target} is None", target=found.target))
    needed = None if found.builtin else vars(sys.modules.get(found.target.partition(":")[0], os)).get("KVADMIN_API")
    if needed is not None:
        from kvadmin.extension.discovering.api_version import needs_problem

        if problem := needs_problem(needed):
            return found._replace(status="failed", error=problem)
    return found._replace(plugin=plugin, error="; ".join(filter(None, (found.error, *printed))) or None)


def _loaded_file(found: PluginStatus, *, imported: bool = True) -> PluginStatus:
    """The plugin of a file: the bytes that are compared with what the person trusts are those that run."""
    from kvadmin.extension.discovering.plugin_files import read, run
    from kvadmin.extension.discovering.trust import trusted_in, trusting, why_off

    path = Path(found.file)
    source = read(path)
    if problem := why_off(source, trusted_in(user_settings_file(), path.parent.parent)):
        return found._replace(status="untrusted", error=f"{problem} ({trusting(path)})")
    return _loaded(found, lambda: run(source)) if imported else found


def _load_contained(found: PluginStatus, make: Callable[[], Any], tell: Callable[[str], None]) -> Any:
    from kvadmin.extension.containment import contained

    with contained(found.name, limited=True, tell=tell):
        return make()


def _why_not(found: PluginStatus, error: BaseException) -> str:
    """Why a plugin cannot be imported: that it needs a later API says more than the name that it did not find."""
    if isinstance(error, ImportError | AttributeError) and not found.builtin:
        from kvadmin.extension.discovering.api_version import needed_in_text, needs_problem

        if problem := needs_problem(needed_in_text(found.target, found.distribution, found.file) or None):
            return problem
    return tr("cannot be imported: {error}", error=describe(error))


def plugin_of(module: str) -> str | None:
    """The third-party plugin that a module comes with, by its package; it need not be imported."""
    package = module.partition(".")[0]
    if package.startswith("kvadmin_file_"):
        return package.removeprefix("kvadmin_file_")
    found = (point.name for point in entry_points(GROUP) if re.split(r"[.:]", point.value)[0] == package)
    return next(found, None)


def shipped_schema(status: PluginStatus, command: str) -> str | None:
    """The text of the schema that a plugin ships for one of its commands, or for ``error``; None where it ships none.

    It lies in the folder ``schemas`` of the package that the entry point names, called as the command is:
    ``schemas/cohort_admit.json``. Built-in plugins ship theirs so, too.

    Args:
        status: The plugin, imported.
        command: The command's words: ``cohort admit``.
    """
    from importlib.resources import files

    package = _package(status)
    if not package:
        return None
    file = files(package) / "schemas" / f"{command.replace(' ', '_')}.json"
    return file.read_text(encoding="utf-8") if file.is_file() else None


def shipped_folder(status: PluginStatus, name: str) -> str | None:
    """A folder that a plugin may ship in the package that its entry point names, such as ``locale``.

    Args:
        status: The plugin, imported.
        name: Of the folder; it need not be there.
    """
    package = _package(status)
    places = getattr(sys.modules.get(package), "__path__", ()) if package else ()
    return next((f"{place}/{name}" for place in places), None)


def _package(status: PluginStatus) -> str:
    """The package of a plugin; empty for one file beside many others: what lies in a folder there is not its own."""
    module = sys.modules.get(status.target.partition(":")[0])
    return getattr(module, "__package__", None) or ""


def load_target(target: str) -> Any:
    """Import ``module`` or ``module:attribute``."""
    module, _, attribute = target.partition(":")
    loaded: Any = import_module(module)
    for part in attribute.split(".") if attribute else ():
        loaded = getattr(loaded, part)
    return loaded


def describe(error: BaseException) -> str:
    """An exception in one line."""
    from kvadmin.extension.containment import Contained

    try:
        text = one_line(str(error))
    except BaseException:  # an exception of a plugin may fail to say what it is, or raise SystemExit when asked
        text = ""
    if isinstance(error, Contained):
        return text
    name = type(error).__name__
    return f"{name}: {text}" if text else name


def one_line(text: object) -> str:
    """What a plugin says, in one line and without control characters."""
    line = " ".join(str(text).split())
    if line.isprintable():
        return line
    from kvadmin.tables.cells import visible

    return visible(line)
