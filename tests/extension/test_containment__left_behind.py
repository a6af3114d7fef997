"""What a stranger leaves behind - at the end of the process, in threads, in the interpreter - harms no result."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from extension.stranger import STAR, Site

NOTHING = STAR + "@hookimpl\ndef kvadmin_commands():\n    return []\n"
#: What it does while it is imported -> what is said about it.
IMPORTS = {
    "prints to the first stdout": (
        "import sys\nsys.__stdout__.write('hello')\nsys.__stdout__.flush()\n",
        "plugin 'odd': it prints on stdout",
    ),
    "prints at the end": (
        "import atexit, os\natexit.register(print, 'bye')\natexit.register(os.write, 1, b'bye')\n",
        "plugin 'odd': it prints on stdout, which carries results only: 'bye'",
    ),
    "raises at the end": (
        "import atexit\natexit.register(lambda: 1 / 0)\n",
        "plugin 'odd' failed: at the end of the process: ZeroDivisionError",
    ),
    "ends the process at the end": (
        "import atexit, os\natexit.register(os._exit, 77)\n",
        "plugin 'odd' failed: at the end of the process: SystemExit('os._exit(77)')",
    ),
    "prints in a thread": (
        (
            "import os, threading, time\ndef loud():\n    for _ in range(300):\n"
            "        print('noise')\n        os.write(1, b'noise\\n')\n        time.sleep(0.01)\n"
            "threading.Thread(target=loud, daemon=True).start()\n"
        ),
        "noise",
    ),
    "closes stderr": ("import sys\nsys.stderr.close()\n", ""),
    "wants no depth": ("import sys\nsys.setrecursionlimit(90)\n", ""),
    "hides the modules": ("import sys\nsys.path.clear()\n", ""),
    "fails to say how it failed": (
        "class Odd(Exception):\n    def __str__(self):\n        raise SystemExit(0)\nraise Odd\n",
        "plugin 'odd' failed: cannot be imported: Odd",
    ),
}


@pytest.fixture
def site(tmp_path):
    made = Site(tmp_path / "site")
    assert made.kvadmin("demo", "here", cwd=tmp_path).code == 0
    return made


def listed(site, *words):
    return site.kvadmin("-C", str(site.folder.parent / "here"), *words, "cohort", "list", "--format", "json")


@pytest.mark.parametrize("kind", IMPORTS)
def test_the_result_is_whole_and_nothing_else(site, kind):
    clean = listed(site)
    source, said = IMPORTS[kind]
    site.install("odd", source + NOTHING)
    ran = listed(site)
    assert (ran.code, json.loads(ran.out)) == (0, json.loads(clean.out)), ran.err
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_what_unregisters_what_it_left_for_the_end_is_heard(site):
    site.install("odd", "import atexit\ndef f():\n    1 / 0\natexit.register(f)\natexit.unregister(f)\n" + NOTHING)
    assert listed(site).err == ""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no ignored signals")
def test_an_interruption_that_nobody_can_have_sent_is_the_plugins_own(site):
    """As under cron or nohup, where Ctrl-C is ignored."""
    site.install("odd", "raise KeyboardInterrupt\n")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site.folder), *sys.path]), "KVADMIN_CONFIG": "none.toml"}
    ran = subprocess.run(
        [sys.executable, "-m", "kvadmin", "--help"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )
    assert (ran.returncode, ran.stderr.count("\n")) == (0, 1)
    assert "plugin 'odd' failed: cannot be imported: it raised KeyboardInterrupt" in ran.stderr


def test_an_object_that_does_not_say_what_it_has_is_a_named_failure(site):
    source = "class Odd:\n    def __dir__(self):\n        raise SystemExit(0)\n"
    site.install("odd", f"{source}import sys\nsys.modules[__name__] = Odd()\n")
    ran = listed(site)
    assert ran.code == 0
    assert json.loads(ran.out)["cohorts"]
    assert "plugin 'odd' failed: SystemExit: 0" in ran.err


def test_a_bad_byte_in_its_entry_points_hides_no_plugin(site):
    site.install("odd", "raise RuntimeError('boom')\n")
    with next(site.folder.glob("*.dist-info/entry_points.txt")).open("ab") as file:
        file.write(b"\n\xff = \xfe\n")
    assert "plugin 'odd' failed" in listed(site).err


def test_a_plugin_without_a_name_has_that_of_its_module(site):
    site.install("", "raise RuntimeError('boom')\n", module="nameless")
    ran = listed(site)
    assert ran.code == 0, ran.err
    assert "plugin 'nameless' failed" in ran.err
    assert site.kvadmin("plugins", "disable", "nameless").code == 0
    assert listed(site).err == ""
