"""Run kvadmin for each line of stdin (``[folder, words]``), in a process of its own that has its start behind it.

Run by ``forked_steps.py``: two hundred command lines from the first import on would take minutes. Answers with a line
``[exit code, stdout, stderr]`` each. What a process forked here does is a whole run all the same, up to its real end:
native libraries load, solve and empty their buffers in it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import sys
import tempfile
from contextlib import suppress

import kvadmin
from kvadmin.cli.main import main

#: Imported once for all, none of them prints; the solver, which may, is imported by each run itself.
PAID_ONCE = ("_ruamel_yaml", "msgspec", "numpy", "openpyxl", "jinja2", "markdown_it", "typst", "docx", "icalendar")


def pay_once() -> None:
    """Import what most runs need, all of kvadmin first, but for what imports the solver."""
    own = (each.name for each in pkgutil.walk_packages(kvadmin.__path__, "kvadmin.") if "__main__" not in each.name)
    sys.modules["highspy"] = None
    for name in (*own, *PAID_ONCE):
        with suppress(ImportError):
            importlib.import_module(name)
    del sys.modules["highspy"]
    gc.freeze()


def answer(folder: str, words: list[str]) -> list[object]:
    """Exit code and output of one run."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        if not (child := os.fork()):
            become(folder, words, out.fileno(), err.fileno())
        _, status = os.waitpid(child, 0)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "backslashreplace"))
        return [os.waitstatus_to_exitcode(status), *texts]


def become(folder: str, words: list[str], out: int, err: int) -> None:
    """Be that run, up to the end of the process."""
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.argv = ["kvadmin", *words]
    main()


if __name__ == "__main__":
    pay_once()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in iter(sys.stdin.readline, ""):
        print(json.dumps(answer(*json.loads(line))), file=answers, flush=True)
