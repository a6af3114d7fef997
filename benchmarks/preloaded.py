"""Commands in processes of their own that are forked from one which has imported kvadmin: hundreds of them in minutes.

Such a process does all that a command does but for the start of Python and its imports.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path


class Preloaded:
    """A process that commands are forked from; one runs at a time.

    Args:
        environment: Of the commands.
        first: A command whose imports all of them have.
    """

    def __init__(self, environment, first):
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._process = subprocess.Popen([sys.executable, __file__], env=environment, **streams)
        self.begun(*first).communicate()

    def begun(self, *words):
        """A command, as :class:`subprocess.Popen` shows it."""
        said = tempfile.NamedTemporaryFile(delete=False)  # noqa: SIM115 - it outlives this
        said.close()
        self._process.stdin.write(json.dumps([said.name, *map(str, words)]) + "\n")
        self._process.stdin.flush()
        return Running(self._process.stdout, Path(said.name))

    def close(self):
        """No more commands."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


class Running:
    """One command.

    Args:
        answers: Where its end is told.
        said: The file of its stderr.
    """

    def __init__(self, answers, said):
        self._answers, self._said = answers, said
        self._pid = int(answers.readline())
        self.returncode = None

    def poll(self):
        """The exit code, or None."""
        if self.returncode is None and select.select([self._answers], [], [], 0)[0]:
            self.returncode = int(self._answers.readline())
        return self.returncode

    def kill(self):
        """End it at once."""
        os.kill(self._pid, 9)

    def communicate(self, timeout=600):
        """``(None, stderr)`` once it has ended."""
        limit = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > limit:
                raise subprocess.TimeoutExpired("kvadmin", timeout)
            time.sleep(0.005)
        said = self._said.read_text(encoding="utf-8")
        self._said.unlink()
        return None, said


def serve():
    """Fork a command for each line on stdin."""
    loaded = False
    for line in sys.stdin:
        said, *words = json.loads(line)
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            _command(said, words, writing)
        print(pid, flush=True)
        os.close(writing)
        with open(reading, encoding="utf-8") as names:  # noqa: PTH123 - a descriptor
            imported = names.read().split()
        _, status = os.waitpid(pid, 0)
        if not loaded:
            _import(imported)
            loaded = True
        print(os.waitstatus_to_exitcode(status), flush=True)


def _command(said, words, writing):
    """Run one command and end as its process does; what was imported is told at its end."""
    code = 70
    try:
        null, errors = os.open(os.devnull, os.O_RDWR), os.open(said, os.O_WRONLY)
        for descriptor, to in ((0, null), (1, null), (2, errors)):
            os.dup2(to, descriptor)
        from kvadmin.cli.main import run

        code = run(words)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        os.write(writing, " ".join(sys.modules).encode())
        os._exit(code or 0)


def _import(names):
    """Import what a command has imported."""
    import importlib

    for name in names:
        if name.partition(".")[0] in ("kvadmin", "kvadmin_postgres", "psycopg", "typer", "click", "rich", "msgspec"):
            try:
                importlib.import_module(name)
            except Exception:  # it is imported later then
                continue


if __name__ == "__main__":
    serve()
