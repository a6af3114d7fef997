"""``CONTENT.md``, run line by line in the example programme."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from kvadmin_website import checking, hooks

from kvadmin.api.commands import example_files
from kvadmin.testing import Kit

PAGE = Path(__file__).resolve().parents[2] / "CONTENT.md"
TEXT = PAGE.read_text(encoding="utf-8")
#: Language of a block -> the file that the page says it is.
FILES = {"markdown": "faste-team.md", "csv": "svar.csv"}


def steps():
    """Command line, and what the page shows of its output."""
    for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            yield shlex.split(line)[1:], output


def lines(text):
    """Without the blanks that end a line."""
    return [each.rstrip() for each in text.rstrip().splitlines()]


def test_the_page(tmp_path, monkeypatch):
    folder = tmp_path / "kvalitet"
    for path, content in example_files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    for language, name in FILES.items():
        block = re.search(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
        (tmp_path / name).write_text(block[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    kit = Kit(folder)
    shown = list(steps())
    assert len(shown) > 15
    for words, output in shown:
        ran = kit.run(*words)
        assert ran.code == 0, f"{words}: {ran.err}"
        if output:
            assert lines(ran.out) == lines(output), words


def said_in(package, form):
    """What the modules of a package say in this form."""
    modules = Path(package.__file__).parent.glob("*.py")
    return {each for module in modules for each in re.findall(form, module.read_text(encoding="utf-8"))}


def test_the_page_names_every_code_and_every_item_of_status():
    codes = said_in(checking, r'"(web-[a-z0-9-]+)"')
    by_options = {
        "web-dead-outside",
        "web-unsure-outside",
        "web-still-shown",
    }  # of the command, with --online and --site
    assert codes | by_options == set(re.findall(r"`(web-[a-z0-9-]+)`", TEXT))
    items = said_in(hooks, r'key="([a-z-]+)"') | {"examples-without-consent", "examples-ready"}
    assert items == set(re.findall(r"`((?:examples?|pages|news)-[a-z-]+)`", TEXT))
