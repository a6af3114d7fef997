"""Run kvadmin for each line of stdin (``[folder, words]``), in a process of its own that has its start behind it.

Run by ``test_main__json.py``: two hundred command lines from the first import on would take minutes. Answers with a line
``[exit code, stdout, stderr]`` each. What a process forked here does is a whole run all the same, up to its real end:
native libraries load, solve and empty their buffers in it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile

import _ruamel_yaml
import msgspec

import kvadmin.cli.app
import kvadmin.store.reader
from kvadmin.cli.main import main

#: Imported once for all, none of them prints; what solves, draws or writes workbooks is imported by each run itself.
PAID_ONCE = (_ruamel_yaml, msgspec, kvadmin.cli.app, kvadmin.store.reader)


def answer(folder: str, words: list[str]) -> list[object]:
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
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.argv = ["kvadmin", *words]
    main()


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in iter(sys.stdin.readline, ""):
        print(json.dumps(answer(*json.loads(line))), file=answers, flush=True)
