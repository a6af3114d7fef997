"""Plugins of one file in the programme folder: ``plugins/NAME.py``, run only when the person trusts these very bytes.

A file is read once; what was read is hashed, and what was hashed is compiled: nothing lies between look and run.
Neither ``__pycache__`` nor what else lies in the folder is ever read, for the folder is on no path of imports.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from kvadmin.translation import tr

#: Where they lie, in the programme folder.
FOLDER = "plugins"
#: What the module of such a file is called, before the file's own name: ``json.py`` shadows nothing.
PREFIX = "kvadmin_file_"
#: Bytes of a file: nobody reads a longer one before trusting it.
MOST = 1_000_000


class PluginSource(NamedTuple):
    """One file as it was read.

    Attributes:
        path: Where it lies, without links and ``..``: what trust is given to.
        content: Its bytes.
        problem: Why it cannot be a plugin, whatever stands in it; then there are no bytes.
    """

    path: Path
    content: bytes = b""
    problem: str = ""

    @property
    def name(self) -> str:
        """The plugin's name."""
        return self.path.stem

    @property
    def module(self) -> str:
        """What its module is called."""
        return module_of(self.path)

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes, in hexadecimal."""
        from hashlib import sha256  # loads a library of its own, which nearly no run needs

        return sha256(self.content).hexdigest()


def module_of(path: Path) -> str:
    """What the module of a file is called."""
    return PREFIX + path.stem


def shown_path(path: str) -> str:
    """The file as people name it: ``plugins/visits.py``."""
    return f"{FOLDER}/{Path(path).name}"


def files_in(folder: Path) -> list[Path]:
    """The files ``plugins/*.py`` of a programme folder, sorted, by their real folder: links make no second one."""
    try:
        names = os.listdir(f"{folder}/{FOLDER}")  # noqa: PTH208 - every start asks, and most folders have none
    except OSError:
        return []
    found = sorted(each for each in names if each.endswith(".py") and not each.startswith("."))
    if not found:
        return []
    real = folder.resolve()
    return [real / FOLDER / each for each in found]


def read(path: Path) -> PluginSource:
    """The file, read once; one that cannot be a plugin says why.

    Args:
        path: Its real folder and its name (:func:`files_in`).
    """
    if problem := _name_problem(path.stem):
        return PluginSource(path, problem=problem)
    if path.parent.is_symlink() or path.is_symlink():
        return PluginSource(path, problem=tr("it is a link: put the file itself into plugins/"))
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        return PluginSource(path, problem=tr("it cannot be read: {error}", error=error.strerror or error))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return PluginSource(path, problem=tr("it is no ordinary file"))
    with os.fdopen(handle, "rb") as file:
        content = file.read(MOST + 1)
    if len(content) > MOST:
        return PluginSource(path, problem=tr("it is longer than {bytes} bytes", bytes=f"{MOST:,}"))
    return PluginSource(path, content)


def _name_problem(name: str) -> str:
    """Why a file's name is no name of a plugin; empty when it is one."""
    if name.isidentifier() and name == name.casefold() and not name.startswith("_"):
        return ""
    return tr("its name is no word of small letters, digits and '_'")


def run(source: PluginSource) -> ModuleType:
    """The module of a file, made of the bytes that were read; once in a process, as an import is.

    Raises:
        BaseException: Whatever its code raises.
    """
    origin = (str(source.path), source.digest)
    there = sys.modules.get(source.module)
    if there is not None and vars(there).get("__kvadmin_file__") == origin:
        return there
    from importlib.machinery import ModuleSpec

    module = ModuleType(source.module)
    module.__file__, module.__package__ = origin[0], ""
    module.__spec__ = ModuleSpec(source.module, None, origin=origin[0])
    vars(module)["__kvadmin_file__"] = origin
    code = compile(source.content, origin[0], "exec", dont_inherit=True)
    sys.modules[source.module] = module  # before it runs, as for any import: targets and annotations name it
    try:
        exec(code, vars(module))  # noqa: S102 - the person trusts these bytes
    except BaseException:
        sys.modules.pop(source.module, None)
        raise
    return module
