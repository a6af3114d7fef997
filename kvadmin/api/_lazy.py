"""Names that are imported from their own modules when they are first used (PEP 562).

A plugin's light declaration must cost nothing: ``from kvadmin.api import Command, hookimpl`` imports pluggy and a few
dataclasses, neither YAML nor msgspec. The imports for the type checker beside each table say the same once more;
``tests/test_api.py`` holds the two together.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(
    module: str, homes: Mapping[str, str], own: tuple[str, ...] = ()
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """The ``__getattr__``, ``__dir__`` and ``__all__`` of a module whose names live elsewhere.

    Args:
        module: ``__name__`` of the module.
        homes: Module -> its names, separated by blanks.
        own: Public names that the module defines itself.
    """
    home_of = {name: home for home, names in homes.items() for name in names.split()}
    public = sorted([*home_of, *own])

    def load(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        value = getattr(import_module(home_of[name]), name)
        setattr(sys.modules[module], name, value)
        return value

    return load, lambda: list(public), public
