"""What a stranger does while it is imported or called stays with it, and none is needed to switch it off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from extension.stranger import STAR, Site

IMPORTS = {
    "os-exit": "import os\nos._exit(9)\n",
    "abort": "import os\nos.abort()\n",
    "ctrl-c": "raise KeyboardInterrupt\n",
    "base-exception": "raise GeneratorExit\n",
    "none": "kvadmin_plugin = None\n",
}


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "site")


def start(site, *words):
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(site.folder), *sys.path]),
        "KVADMIN_CONFIG": str(site.config),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "kvadmin", *words], env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.parametrize("kind", [each for each in IMPORTS if each != "none"])
def test_an_import_that_ends_the_process_is_one_named_line(site, kind):
    site.install("odd", IMPORTS[kind])
    ran = site.kvadmin("--help")
    assert (ran.code, ran.err.count("\n")) == (0, 1), ran.err
    assert "plugin 'odd' failed: cannot be imported" in ran.err
    assert site.kvadmin("--strict-plugins", "--help").code == 6
    assert site.kvadmin("plugins", "disable", "odd").err.startswith("Saved")
    assert site.kvadmin("--strict-plugins", "--help").err == ""


def test_hooks_end_no_process_and_move_nobody(site, tmp_path):
    site.install(
        "odd",
        "import os, sys\n" + STAR + "@hookimpl\ndef kvadmin_collections():\n    os.chdir('/')\n    sys.stdout.close()\n"
        "    sys.stderr = None\n    return []\n"
        "@hookimpl\ndef kvadmin_store_engines():\n    os._exit(3)\n@hookimpl\ndef kvadmin_fields():\n    raise KeyboardInterrupt\n",
    )
    assert site.kvadmin("init", "here", "--example", cwd=tmp_path).code == 0
    ran = site.kvadmin("-C", "here", "cohort", "list", "--format", "json", cwd=tmp_path)
    assert ran.code == 0, ran.err
    json.loads(ran.out)
    assert "in kvadmin_fields: it raised KeyboardInterrupt" in ran.err
    assert "in kvadmin_store_engines: SystemExit: os._exit(3)" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_while_a_plugin_hangs_is_a_persons(site):
    site.install("odd", "import pathlib, time\npathlib.Path(__file__).with_name('begun').touch()\ntime.sleep(600)\n")
    process = start(site, "--help")
    while not (site.folder / "begun").exists():
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "while the plugin 'odd' was at work" in err


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_plugin_that_hangs_is_named_and_given_up(monkeypatch, capsys):
    from kvadmin.extension import containment

    monkeypatch.setattr(containment, "PATIENCE", 0.05)
    monkeypatch.setattr(containment, "LIMIT", 0.1)
    with pytest.raises(containment.Contained, match="takes more than"), containment.contained("odd", limited=True):
        time.sleep(60)
    assert "waiting for the plugin 'odd'" in capsys.readouterr().err
    time.sleep(0.15)  # nothing rings afterwards


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_hook_that_is_long_in_answering_is_named_and_answers_all_the_same(monkeypatch, capsys):
    from kvadmin.api import hookimpl
    from kvadmin.api.hooks import StatusSection
    from kvadmin.extension import containment
    from kvadmin.extension.discovering.discovery import PluginStatus
    from kvadmin.extension.manager import Plugins

    class Slow:
        @hookimpl
        def kvadmin_status(self):
            time.sleep(0.3)
            return [StatusSection("Slow")]

    monkeypatch.setattr(containment, "PATIENCE", 0.05)
    monkeypatch.setattr(containment, "LIMIT", 0.1)  # which is for what is asked while kvadmin starts
    plugins = Plugins([PluginStatus("slow", "1", builtin=False, status="active", plugin=Slow())])
    assert plugins.gather("kvadmin_status", snapshot=None, today=None) == [StatusSection("Slow")]
    assert capsys.readouterr().err.count("waiting for the plugin 'slow' (Ctrl-C ends it") == 1
    time.sleep(0.15)
    assert capsys.readouterr().err == "", "nothing rings afterwards"


@pytest.mark.parametrize("verb", ["disable", "enable"])
def test_switching_off_and_on_imports_no_other_plugin(site, verb):
    site.install("odd", "import pathlib, time\npathlib.Path(__file__).with_name('seen').touch()\ntime.sleep(600)\n")
    site.config.write_text("[plugins]\ndisabled = ['other']\n", encoding="utf-8")
    assert site.kvadmin("--strict-plugins", "plugins", verb, "odd").code == 0
    assert not (site.folder / "seen").exists()


# -- stdout ----------------------------------------------------------------------------------------------------------

NOISE = (
    "import ctypes, os, subprocess, sys, typer\nprint('import')\nos.write(1, b'raw')\nsys.stdout.buffer.write(b'bytes')\n"
    + STAR
    + "ctypes.CDLL(None).printf(b'from C\\n')\n"
    "@hookimpl\ndef kvadmin_commands():\n    print('commands')\n    subprocess.run(['echo', 'child'])\n"
    "    return [Command('odd', 'Odd.', 'plugin_odd:odd')]\n"
    "@hookimpl\ndef kvadmin_status():\n    print('status')\n    return []\n"
    "def odd(ctx: typer.Context):\n    print('printed', flush=True)\n    os.write(1, b'written\\n')\n"
    "    subprocess.run(['echo', 'child'])\n    session(ctx).gather('kvadmin_status')\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="printf of the C library")
def test_what_a_plugin_prints_is_no_result_unless_it_is_its_own_command(site):
    site.install("odd", NOISE)
    ran = site.kvadmin("plugins", "list", "--format", "json")
    assert "plugin 'odd': it prints on stdout" in ran.err
    assert sum("disable it with" in line for line in ran.err.splitlines()) == 1
    found = {each["name"]: each for each in json.loads(ran.out)["plugins"]}
    assert (found["odd"]["status"], "stdout" in found["odd"]["error"]) == ("active", True)
    assert site.kvadmin("odd").out == "printed\nwritten\nchild\n"
    assert site.kvadmin("--strict-plugins", "--help").code == 6


@pytest.mark.skipif(sys.platform == "win32", reason="printf of the C library")
def test_native_libraries_never_reach_stdout(site):
    """As the newest highspy does: two lines of banner by printf, from a library that a built-in plugin loads."""
    site.folder.joinpath("sitecustomize.py").write_text(
        "import atexit, ctypes, sys\n"
        "class Finder:\n    def find_spec(self, name, *_):\n"
        "        if name == 'kvadmin.plugins.cohort': ctypes.CDLL(None).printf(b'Running NATIVE 1.0\\n')\n"
        "sys.meta_path.insert(0, Finder())\n",
        encoding="utf-8",
    )
    ran = site.kvadmin("plugins", "list", "--format", "json")
    json.loads(ran.out)
    assert "Running NATIVE" in ran.err


def test_stdout_and_stderr_may_be_closed(site):
    done = subprocess.run(
        f"'{sys.executable}' -m kvadmin plugins list --format json >&-; '{sys.executable}' -m kvadmin --help 2>&- | head -1",
        shell=True, capture_output=True, text=True, check=False, cwd=site.folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "KVADMIN_CONFIG": str(site.config)},
    )  # fmt: skip
    assert "Usage: kvadmin" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_bell_rings_while_what_it_is_said_with_is_being_imported(monkeypatch, capsys):
    """On a slow machine: half a module is there, and what the plugin imports comes to its end all the same."""
    from kvadmin.extension import containment

    def half(_):
        raise ImportError("cannot import name 'x' from partially initialized module")

    monkeypatch.setattr(containment, "PATIENCE", 0.01)
    monkeypatch.setattr(containment, "say", half)
    with containment.contained("odd", limited=True):
        time.sleep(0.1)
    assert capsys.readouterr().err == "waiting for the plugin 'odd'\n"
