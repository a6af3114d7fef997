"""What the declarations of a plugin load: run in a process of its own, with the target of the entry point.

Prints JSON: ``libraries`` (of others, neither Python's nor kvadmin's), ``standard`` (modules of Python's that nobody
else has asked for) and ``targets`` (modules that declarations name).
"""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import kvadmin.api.hooks
from kvadmin.api import Command, hookimpl

#: The hooks that are asked in every run, or whenever a folder is opened.
_ALWAYS = ("kvadmin_commands", "kvadmin_collections", "kvadmin_fields", "kvadmin_migrations", "kvadmin_sheets")
_TARGET = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*")
#: What the declarations of any plugin may cost: these are there before it is imported.
_LIGHT = (Command, hookimpl, *map(kvadmin.api.hooks.__getattr__, ("Collection", "Reference", "ExtraField")))


def targets(declared: Any) -> Iterator[str]:
    """Modules of all targets (``module:object``) in a declaration, however deep."""
    if isinstance(declared, str):
        yield from [declared.partition(":")[0]] if _TARGET.fullmatch(declared) else []
    elif isinstance(declared, (list, tuple)):
        for each in declared:
            yield from targets(each)
    elif dataclasses.is_dataclass(declared):
        for field in dataclasses.fields(declared):
            yield from targets(getattr(declared, field.name))


def main(target: str) -> None:
    """Import the plugin, ask it for its declarations, and print what that has loaded."""
    there = set(sys.modules)
    module, _, attribute = target.partition(":")
    plugin: Any = import_module(module)
    for name in filter(None, attribute.split(".")):
        plugin = getattr(plugin, name)
    hooks = [getattr(plugin, hook, None) for hook in _ALWAYS]
    named = {each for hook in hooks if hook is not None for each in targets(hook())}
    loaded = set(sys.modules) - there
    own = {"kvadmin", "__mp_main__", module.partition(".")[0], *sys.stdlib_module_names}
    libraries = sorted({each.partition(".")[0] for each in loaded} - own)
    standard = sorted(each for each in loaded if each.partition(".")[0] in sys.stdlib_module_names and each[0] != "_")
    early = sorted(each for each in named & loaded if not each.startswith("kvadmin.api"))
    print(json.dumps({"libraries": libraries, "standard": standard, "targets": early}))


if __name__ == "__main__":
    main(sys.argv[1])
