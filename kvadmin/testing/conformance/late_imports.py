"""The promise that kvadmin starts as fast with the plugin as without: modules are imported when they are needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from kvadmin.testing.conformance.trial import Trial

_SECONDS = 60
#: So many modules of Python's own library are nothing to wait for; asyncio, email and urllib.request bring more.
_STANDARD = 15


def imported_late(trial: Trial) -> Iterator[str]:
    """The module of the entry point loads no library, little of Python's, and no module that a declaration names."""
    script = Path(__file__).with_name("fresh_process.py")
    # -P: modules beside the script must not stand in for those of the standard library.
    done = subprocess.run(
        [sys.executable, "-P", str(script), trial.status.target],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        yield f"{trial.status.target} cannot be imported alone: {done.stderr.strip().splitlines()[-1]}"
        return
    loaded = json.loads(done.stdout)
    for library in loaded["libraries"]:
        yield (
            f"importing {trial.package} loads {library}: import it inside the function that needs it, or in the module "
            "that a declaration names"
        )
    if len(loaded["standard"]) > _STANDARD:
        yield (
            f"importing {trial.package} loads {len(loaded['standard'])} modules of Python's own library (of "
            f"{', '.join(dict.fromkeys(each.partition('.')[0] for each in loaded['standard']))}): import what is large "
            "inside the function that needs it"
        )
    for module in loaded["targets"]:
        yield (
            f"importing {trial.package} loads {module}, which a declaration names: keep it in a module of its own, and "
            "import nothing from it at the top of the declarations"
        )
