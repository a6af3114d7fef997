"""kvadmin with every import of a plugin and every call of a hook noted: what ``kvadmin plugins trace`` starts."""

from __future__ import annotations

import json
import sys
from time import perf_counter
from typing import Any


def main(notes: str, arguments: list[str]) -> None:
    """Run a command line as ``kvadmin`` does, and note what is heard in a file, line by line.

    Args:
        notes: The file.
        arguments: The words after ``kvadmin``.
    """
    from kvadmin.cli.main import main as run
    from kvadmin.extension.manager import Plugins
    from kvadmin.extension.watching import Watcher

    with open(notes, "a", encoding="utf-8", buffering=1) as file:  # noqa: PTH123 - as whole lines, whatever ends it

        def tell(heard: dict[str, Any]) -> None:
            file.write(json.dumps(heard) + "\n")

        Plugins.watcher = Watcher(tell)
        sys.argv = ["kvadmin", *arguments]
        start = perf_counter()
        try:
            run()
        finally:
            tell({"kind": "end", "ms": (perf_counter() - start) * 1000})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
