"""Whether the built-in plugins have anything that a stranger has not: each is carried out of the tree and tried.

A built-in plugin is copied to a distribution of its own, ``kvadmin_NAME_copy``, as pip would lay it: the package with
its catalogues and schemas, an entry point in the group ``kvadmin``, and one in ``kvadmin.replaces`` that says whose
place it takes. The original is switched off as by the settings, and the plugin's own tests run against the copy, with
``import kvadmin.plugins.NAME`` read as the copy everywhere. What is changed beside names is what :data:`DECLARED` adds:
what a stranger has to say of its commands and a built-in need not.

Run: python benchmarks/copied_builtins.py [NAME]... [-- PYTEST OPTIONS]
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Smallest first.
NAMES = ("sheet", "municipality", "programme", "gathering", "mail", "cohort", "evaluation", "network")
#: Where a plugin's tests lie, when not in the folder of its own.
TESTS = {"sheet": ("tests/sheets",)}
#: Parts of the checkout that say the copy where they say the original.
RENAMED = ("tests", "benchmarks")
#: Added to the copy's ``__init__``: a stranger's command runs again after another writer only when it says that it may.
DECLARED = '''

from dataclasses import replace as _replace


def _rerunning(command):
    return _replace(command, rerun=True, commands=tuple(_rerunning(each) for each in command.commands))


@hookimpl
def kvadmin_commands(_declared=kvadmin_commands):
    """The commands, each of which may run again from its beginning."""
    return [_rerunning(each) for each in _declared()]
'''
#: Found by Python at its start: every process of the tests has the original switched off, as if the settings said so.
SWITCHED_OFF = '''"""Switches the built-in plugin off, whatever settings a test makes for itself."""

import sys
from importlib.machinery import PathFinder

PLACE = "kvadmin.extension.discovering.discovery"


class _Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != PLACE:
            return None
        sys.meta_path.remove(_Finder)
        spec = PathFinder.find_spec(name, path, target)
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            discover = module.discover
            module.discover = lambda disabled, **named: discover(disabled | {{"{name}"}}, **named)

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, _Finder)
'''


@dataclass(frozen=True)
class Cannot:
    """Tests that say something of the built-in plugin as such, which is not so of a copy; and why."""

    tests: str
    why: str


#: Plugin -> tests that cannot hold of a copy, as ``file::test`` or the beginning of that.
CANNOT: dict[str, tuple[Cannot, ...]] = {
    "mail": (
        Cannot(
            "tests/plugins/mail/test_told_again.py::", "two of it look for files of others beside the plugin's folder"
        ),
    ),
    "network": (
        Cannot(
            "tests/plugins/network/test_hooks.py::test_kvadmin_pictures", "it names the plugin, which the copy is not"
        ),
    ),
    "programme": (
        Cannot(
            "tests/plugins/programme/commands/test_commands.py::test_every_command_of_the_reference_is_there",
            "it counts the commands of the built-in plugins",
        ),
        Cannot(
            "tests/plugins/programme/commands/test_plugins.py::test_what_cannot_be_switched[arguments3-1-programme]",
            "the original stays on until a plugin is there to replace it, and here one is",
        ),
        Cannot(
            "tests/plugins/programme/commands/test_status__startup.py::",
            "it asks by --no-plugins, which leaves the copy out",
        ),
        *(
            Cannot(
                f"tests/plugins/programme/commands/{test}",
                "with the first change programme.yaml lists the copy, as any stranger; here its bytes are compared",
            )
            for test in (
                "test_doctor.py::test_a_plugin_that_the_programme_misses",
                "test_git.py::test_check_names_it_and_the_commands_take_it_out",
                "test_schema.py::test_every_record_names_its_schema",
                "test_schema.py::test_health_data_get_the_line_in_a_change_of_their_own",
                "test_schema.py::test_remove_leaves_the_folder_as_it_was",
            )
        ),
    ),
}


@dataclass
class Tried:
    """What became of a plugin's tests.

    Attributes:
        passed: How many did.
        failed: The names of those that did not.
        cannot: Those among them of which :data:`CANNOT` says why.
        skipped: How many were.
        seconds: Of CPU.
        said: The end of what pytest printed.
    """

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    cannot: list[str] = field(default_factory=list)
    skipped: int = 0
    seconds: float = 0.0
    said: str = ""


def carried_out(name: str, folder: Path) -> Path:
    """Lay the copy and everything that its tests need into a folder; the checkout that the tests take it for."""
    site, checkout = folder / "site", folder / "checkout"
    package = site / f"kvadmin_{name}_copy"
    shutil.copytree(ROOT / "kvadmin" / "plugins" / name, package, ignore=shutil.ignore_patterns("__pycache__"))
    _rename(name, package)
    for file in package.rglob("*.py"):  # the names of records that strangers know
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r'"kvadmin\.model\.\w+', '"kvadmin.api.records', text), encoding="utf-8")
    with (package / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(DECLARED)
    points = f"[kvadmin]\n{name}-copy = {package.name}\n\n[kvadmin.replaces]\n{name} = {package.name}\n"
    info = site / f"{package.name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package.name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    (site / "sitecustomize.py").write_text(SWITCHED_OFF.format(name=name), encoding="utf-8")
    checkout.mkdir()
    for each in ROOT.iterdir():
        if each.name not in RENAMED and not each.name.startswith(".git"):
            (checkout / each.name).symlink_to(each)
    if (ROOT.parent / "shared").is_dir():
        (folder / "shared").symlink_to(ROOT.parent / "shared")
    for part in RENAMED:
        shutil.copytree(ROOT / part, checkout / part, ignore=shutil.ignore_patterns("__pycache__"))
        _rename(name, checkout / part)
    return checkout


def _rename(name: str, folder: Path) -> None:
    """Let all Python files say the copy where they say the original."""
    for file in folder.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        new = re.sub(rf"\bkvadmin\.plugins\.{name}\b", f"kvadmin_{name}_copy", text)
        new = re.sub(rf"\bfrom kvadmin\.plugins import {name}\b", f"import kvadmin_{name}_copy as {name}", new)
        if new != text:
            file.write_text(new, encoding="utf-8")


def tests_of(name: str) -> tuple[str, ...]:
    """Where a plugin's tests lie."""
    return TESTS.get(name, (f"tests/plugins/{name}",))


def tried(name: str, options: list[str], tests: tuple[str, ...] = ()) -> Tried:
    """Run a plugin's tests against its copy.

    Args:
        name: The built-in plugin.
        options: Of pytest.
        tests: Files of tests or folders; by default all of the plugin's.
    """
    with tempfile.TemporaryDirectory(prefix="kvadmin-copied-") as temporary:
        folder = Path(temporary).resolve()
        checkout = carried_out(name, folder)
        path = os.pathsep.join((str(folder / "site"), str(ROOT)))
        surroundings = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        report = folder / "report.xml"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        chosen = tests or tests_of(name)
        # Plain, since pytest rewrites every module of a distribution that brings a pytest plugin, as the installed
        # kvadmin does: its importer would come before the one that switches the original off.
        done = subprocess.run(
            [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--numprocesses=0", "--tb=short",
             "--assert=plain",
             f"--basetemp={folder / 'tmp'}", f"--junitxml={report}", *chosen, *options],
            cwd=checkout, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found = _counted(name, report) if report.is_file() else Tried(failed=["pytest itself"])
    found.seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found.said = done.stdout + done.stderr
    return found


def _counted(name: str, report: Path) -> Tried:
    found = Tried()
    for case in ET.parse(report).getroot().iter("testcase"):
        file = case.get("classname", "").replace(".", "/")
        test = f"{file}.py::{case.get('name')}"
        if case.find("failure") is not None or case.find("error") is not None:
            known = any(test.startswith(each.tests) for each in CANNOT.get(name, ()))
            (found.cannot if known else found.failed).append(test)
        elif case.find("skipped") is not None:
            found.skipped += 1
        else:
            found.passed += 1
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[[], *NAMES], metavar="NAME")
    parser.add_argument("--verbose", action="store_true", help="show what pytest printed of those that fail")
    known, options = parser.parse_known_args()
    whole = Tried()
    for name in known.names or NAMES:
        one = tried(name, [each for each in options if each != "--"])
        print(
            f"{name:14} {one.passed:5} passed  {len(one.failed):3} failed  {len(one.cannot):3} cannot be  "
            f"{one.skipped:3} skipped  {one.seconds:7.1f} s CPU",
            flush=True,
        )
        for each in one.failed:
            print(f"    {each}")
        if known.verbose and one.failed:
            print(one.said)
        for each in CANNOT.get(name, ()):
            print(f"    cannot be: {each.tests}: {each.why}")
        whole.passed, whole.skipped = whole.passed + one.passed, whole.skipped + one.skipped
        whole.failed, whole.cannot = whole.failed + one.failed, whole.cannot + one.cannot
        whole.seconds += one.seconds
    print(
        f"{'all':14} {whole.passed:5} passed  {len(whole.failed):3} failed  {len(whole.cannot):3} cannot be  "
        f"{whole.skipped:3} skipped  {whole.seconds:7.1f} s CPU"
    )
    return bool(whole.failed)


if __name__ == "__main__":
    raise SystemExit(main())
