"""How long a plugin takes at every start of kvadmin, timed in this process, which does nothing else.

Run by :mod:`kvadmin.session.processes.traced_process`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from kvadmin.extension import answer_types, blame, containment  # noqa: F401 - they are no time of a plugin's
from kvadmin.extension.declaring.kinds import KINDS
from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.extension.watching import Watcher


def main(notes: Path, programme: Path | None, full_name: str, others: Collection[str]) -> None:
    """Import the plugin of that name and ask what it declares.

    Args:
        notes: The file that hears of it.
        programme: The folder that a plugin file lies in.
        full_name: Which; empty for the built-in ones, all of them.
        others: The full names of the third-party plugins that are left out.
    """
    heard: list[dict[str, Any]] = []
    Plugins.watcher = Watcher(heard.append)
    plugins = Plugins(discover(frozenset(others), third_party=bool(full_name), folder=programme))
    for hook in KINDS:
        if hook != "kvadmin_selection_words":  # which depends on the data
            plugins.declared(hook)
    with notes.open("a", encoding="utf-8") as file:
        for status in plugins.statuses():
            if status.builtin == (not full_name) and status.plugin is not None:
                own = [each for each in heard if each["plugin"] == status.name]
                spent = {
                    "import_ms": sum(each["ms"] for each in own if each["kind"] == "import"),
                    "declarations_ms": sum(each["own_ms"] for each in own if each["kind"] == "call"),
                }
                file.write(json.dumps({"kind": "timing", "full_name": status.full_name, **spent}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2] else None, sys.argv[3], sys.argv[4:])
