"""The tour of README.md, run line by line in the example programme."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from kvadmin.api.commands import example_files
from kvadmin.testing import Kit

README = Path(__file__).resolve().parents[1] / "README.md"


def steps():
    """Command line and what README shows of its output."""
    block = re.search(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[1]
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        yield shlex.split(line)[1:], output


def test_the_tour(tmp_path, monkeypatch):
    folder = tmp_path / "kvalitet"
    for path, content in example_files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    kit = Kit(folder)
    shown = list(steps())
    assert len(shown) > 10
    for words, output in shown:
        ran = kit.run(*words)
        assert ran.code == 0, f"{words}: {ran.err}"
        if output:
            assert lines(ran.out) == lines(output), words
    assert (tmp_path / "besok.docx").exists()
    assert (tmp_path / "pulje1.docx").exists()
    assert (tmp_path / "visits.xlsx").exists()


def lines(text):
    """Without the blanks that end a line."""
    return [each.rstrip() for each in text.rstrip().splitlines()]
