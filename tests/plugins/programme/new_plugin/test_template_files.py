"""What ``kvadmin plugins new`` makes: tests that pass at once, clean for ruff and mypy whatever the name, and translatable."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT / "tools"))

from editable import lay_editable  # noqa: E402 - found through the path above

from kvadmin.plugins.programme.new_plugin.template_files import plugin_files  # noqa: E402 - after the path is set

#: The shortest name, a usual one, and the longest: lines that a formatter would break otherwise show with one of them.
NAMES = ("ab", "callback", "a" * 24)


def made(name: str, folder: Path) -> Path:
    """The package of a new plugin in a folder."""
    for path, content in plugin_files(name).items():
        file = folder / f"kvadmin-{name}" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder / f"kvadmin-{name}"


def run(project: Path, *words: str, path: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """A tool of Python, in the folder of the project."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([*path, str(ROOT)]), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def clean(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_tests_pass_at_once(tmp_path):
    project = made("callback", tmp_path)
    path = tuple(lay_editable(project, tmp_path / "site"))
    clean(run(project, "pytest", "-q", "-p", "kvadmin.testing.fixtures", "-p", "no:cacheprovider", path=path))


@pytest.mark.parametrize("name", NAMES)
def test_it_is_clean_and_in_form(tmp_path, name):
    pytest.importorskip("ruff")
    project = made(name, tmp_path)
    clean(run(project, "ruff", "check", "--no-cache"))
    clean(run(project, "ruff", "format", "--no-cache", "--check"))


@pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is no tool of the tests; .ci/run has it")
def test_its_types_hold_strictly(tmp_path):
    project = made("callback", tmp_path)
    clean(run(project, "mypy", "--cache-dir", str(tmp_path / "cache")))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_filled_in_and_files_are_small(name):
    for path, content in plugin_files(name).items():
        text = content.decode()
        assert not re.search(r"\$\{|\bNAME\b|PACKAGE", path + text), path
        assert text.endswith("\n"), path
        assert not text.endswith("\n\n"), path
        assert len(text.splitlines()) < 135, path


def test_help_lists_it_under_its_name():
    """A heading is read by people: `CallbackEntry` is a class."""
    assert 'section="Callback",' in plugin_files("callback")["kvadmin_callback/__init__.py"].decode()


def test_it_asks_for_nothing_that_its_readme_does_not_explain():
    files = plugin_files("callback")
    readme = files["README.md"].decode()
    shown = {
        path.partition("/")[2].split("/")[0] if path.startswith("kvadmin_") else path.split("/")[0] for path in files
    }
    missing = [each for each in shown - {"README.md"} if each not in readme]
    assert missing == []


def test_a_translated_sentence_is_spoken(tmp_path):
    """By the very lines of its README: collected, translated, compiled, seen on the screen."""
    pytest.importorskip("babel")
    project = made("callback", tmp_path)
    path = tuple(lay_editable(project, tmp_path / "site"))
    readme = (project / "README.md").read_text(encoding="utf-8")
    extract, update, compile_ = re.findall(r"^    pybabel (.*)$", readme, re.MULTILINE)
    lists = project / "kvadmin_callback" / "lists.py"
    lists.write_text(lists.read_text(encoding="utf-8").replace("Nothing is to be done.", "Ask them."), encoding="utf-8")
    for line in (extract, update):
        done = run(project, "babel.messages.frontend", *line.split())
        clean(done)
        assert "warning" not in done.stderr.casefold()
    catalogue = project / "kvadmin_callback" / "locale" / "nb" / "LC_MESSAGES" / "messages.po"
    text = catalogue.read_text(encoding="utf-8")
    assert 'msgid "Ask them."\nmsgstr ""' in text
    catalogue.write_text(text.replace('msgid "Ask them."\nmsgstr ""', 'msgid "Ask them."\nmsgstr "Spør dem."'), "utf-8")
    clean(run(project, "babel.messages.frontend", *compile_.split()))
    programme = tmp_path / "programme"
    programme.mkdir()
    (programme / "programme.yaml").write_text("schema: 1\nname: Prøve\n", encoding="utf-8")
    before = os.environ.get("KVADMIN_LANG")
    os.environ["KVADMIN_LANG"] = "nb"
    try:
        assert "Spør dem." in run(project, "kvadmin", "-C", str(programme), "callback", "list", path=path).stdout
        assert "Noter hva som skal gjøres" in run(project, "kvadmin", "callback", "--help", path=path).stdout
        told = run(project, "kvadmin", "callback", "remove", "--help", path=path).stdout
        assert "Id-en til oppføringen." in told
        assert "Fjern det som er gjort." in told
    finally:
        os.environ["KVADMIN_LANG"] = before or "en"
