"""The version of what plugins are promised, and whether a plugin gets what it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kvadmin.translation import tr

#: The version of the API that this kvadmin has: every name of ``kvadmin.api`` and its modules, every hook. It is that
#: of the release that last added to it. A plugin that needs what a version added says so in the module that its entry
#: point names, or in its file: ``KVADMIN_API = "0.2"``. Added in version 0.2.
API_VERSION = "0.2"


class KvadminDeprecationWarning(DeprecationWarning):
    """Something of the API that a plugin uses will go; the warning says since when, until when and what instead.

    Authors see it in their tests and in ``kvadmin plugins check``; a secretariat never does. Added in version 0.2.
    """


def needs_problem(needed: Any) -> str:
    """Why a plugin does not get the API that it says it needs; empty when it does, or says nothing.

    Args:
        needed: The value of ``KVADMIN_API`` in its module, or None.
    """
    if needed is None:
        return ""
    if not isinstance(needed, str) or not (wanted := re.fullmatch(r"(\d+)\.(\d+)", needed)):
        return tr("its KVADMIN_API is {needed!r}, and should be a version such as '0.2'", needed=needed)
    have = tuple(map(int, API_VERSION.split(".")))
    if (int(wanted[1]), int(wanted[2])) <= have:
        return ""
    return tr(
        "it needs the API {needed} of kvadmin, and this one has {version}: pip install --upgrade 'kvadmin>={needed}'",
        needed=needed,
        version=API_VERSION,
    )


def near_needs(names: Iterable[str]) -> str:
    """What a module calls something that was to be ``KVADMIN_API``, for a warning to its author; empty: nothing.

    Args:
        names: The names of the module.
    """
    from difflib import SequenceMatcher

    for name in sorted(names):
        alike = SequenceMatcher(None, name.upper(), "KVADMIN_API").ratio() > 0.85
        if name != "KVADMIN_API" and name.isupper() and (alike or name.startswith("KVADMIN_API")):
            return tr("its {name} says nothing: what it needs is read from KVADMIN_API", name=name)
    return ""


def needed_in_text(target: str, distribution: str, file: str = "") -> str | None:
    """What a plugin that cannot be imported says it needs, by the text of its module or what pip knows of it.

    A name that this version does not have fails an import before the plugin can say anything.

    Args:
        target: Its place: ``module`` or ``module:object``.
        distribution: What pip calls it; may be empty.
        file: The path of one that is a file.
    """
    import ast

    from kvadmin.extension.discovering.static_reading import needs_of

    try:
        said = needs_of(ast.parse(Path(file or _file_of(target.partition(":")[0])).read_bytes()))
    except (OSError, SyntaxError, ValueError, ImportError):
        said = ""
    return said or _required(distribution)


def _file_of(module: str) -> str:
    """The file of a module, found without importing it or what it lies in."""
    from importlib.machinery import PathFinder

    path = None
    for part in module.split("."):
        spec = PathFinder.find_spec(part, path)
        if spec is None:
            raise ImportError(module)
        path = list(spec.submodule_search_locations or [])
    return str(spec.origin) if spec else ""


def _required(distribution: str) -> str | None:
    """The version that a distribution asks of kvadmin (``Requires-Dist: kvadmin>=0.3``)."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        lines = requires(distribution) or [] if distribution else []
    except (PackageNotFoundError, ValueError):
        return None
    found = (re.match(r"kvadmin(?:\[[^]]*\])?\s*\(?[^;]*?>=?\s*(\d+\.\d+)", each, re.IGNORECASE) for each in lines)
    return next((each[1] for each in found if each), None)
