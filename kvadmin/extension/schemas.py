"""The JSON Schema of a command's output: a file that its plugin ships.

It lies in the folder ``schemas`` of the package that the plugin's entry point names, and is called as the command is,
with underscores: ``schemas/cohort_admit.json`` of ``kvadmin cohort admit``. Built-in plugins ship theirs so, too.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kvadmin.extension.discovery import PluginStatus


def schema_file(command: str) -> str:
    """The name of the file: ``cohort_admit.json`` of ``cohort admit``."""
    return f"{command.replace(' ', '_')}.json"


def shipped_schema(status: PluginStatus, command: str) -> str | None:
    """The text of the schema that a plugin ships for one of its commands, or for ``error``; None where it ships none.

    Args:
        status: The plugin, imported.
        command: The command's words: ``cohort admit``.
    """
    from importlib.resources import files

    module = sys.modules.get(status.target.partition(":")[0])
    package = getattr(module, "__package__", "")
    if not package:  # one file beside many others: what lies in a folder there is not its own
        return None
    file = files(package) / "schemas" / schema_file(command)
    return file.read_text(encoding="utf-8") if file.is_file() else None
