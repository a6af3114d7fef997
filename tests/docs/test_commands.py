"""Documentation that cannot lie: every command has an example, every example runs, the reference is what the code says."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import reference  # noqa: E402 - found through the path above

SAMPLES = Path(__file__).with_name("samples")
TODAY = "2008-06-10"


def leaves():
    """Context of every command that does something."""
    return [each for each in reference.walk(reference.top_level()) if not hasattr(each.command, "list_commands")]


def examples(context) -> list[str]:
    return re.findall(r"Example: (kvadmin .*)", context.command.help or "")


COMMANDS = {context.command_path: examples(context) for context in leaves()}
#: What asks on a terminal is tried where one is made: tests/plugins/programme/menu.
DIALOGUES = {"kvadmin menu"}
EXAMPLES = sorted({example for found in COMMANDS.values() for example in found} - DIALOGUES)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_has_an_example_of_its_own(path):
    assert COMMANDS[path], f"the help of {path} has no line 'Example: kvadmin ...'"
    for example in COMMANDS[path]:
        assert any(step.startswith(path) for step in example.split(" && ")), example


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The example programme as ``kvadmin demo`` leaves it."""
    folder = tmp_path_factory.mktemp("demo") / "programme"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KVADMIN_CONFIG", str(folder.parent / "none.toml"))
        patch.setenv("KVADMIN_WHO", "Test Person")  # as in every test: an undo takes back one's own changes unasked
        from kvadmin.cli.main import run

        assert run(["demo", str(folder)]) == 0
    return folder


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_example_runs(example, demo, tmp_path, cli, monkeypatch):
    programme = tmp_path / "programme"
    shutil.copytree(demo, programme)
    for sample in SAMPLES.iterdir():
        copy = shutil.copytree if sample.is_dir() else shutil.copy
        copy(sample, programme / sample.name)
    if "plugins/" in example:  # a file that nobody trusts is named by `doctor`
        shutil.copytree(SAMPLES.parent / "plugin_files", programme / "plugins")
    monkeypatch.chdir(programme)
    monkeypatch.setenv("KVADMIN_TODAY", TODAY)
    for step in example.split(" && "):
        ran = cli(*shlex.split(step)[1:])
        assert ran.code == 0, ran.err


def test_the_pages_written_from_the_code_are_up_to_date(monkeypatch):
    monkeypatch.setenv("COLUMNS", str(reference.WIDTH))
    for path, text in reference.pages().items():
        assert path.read_text(encoding="utf-8") == text, "run: python tools/reference.py"


def test_every_command_is_on_the_page_of_commands():
    page = reference.COMMANDS.read_text(encoding="utf-8")
    for path in COMMANDS:
        assert re.search(rf"^#+ {re.escape(path)}$", page, flags=re.MULTILINE), path
