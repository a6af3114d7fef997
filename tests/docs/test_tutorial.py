"""The tutorial does what it says: followed from an empty folder, it prints what stands there and becomes kvadmin-hello."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import tutorial  # noqa: E402 - found through the path above

PAGE = tutorial.PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    return tutorial.followed(PAGE, tmp_path_factory.mktemp("newcomer"))


def test_every_command_prints_what_stands_there(followed):
    assert followed[0] == PAGE, "run: python tools/tutorial.py"


def test_what_comes_of_it_is_the_example_byte_for_byte(followed):
    assert followed[1] == tutorial.files_of(tutorial.RESULT)


def test_every_file_is_shown_whole_under_its_name():
    """Nothing is left to the reader's guess: each block that is a file has its name above it, and none is a part of one."""
    blocks = list(tutorial.how_to.BLOCK.finditer(PAGE))
    files = [each["file"] for each in blocks if each["file"]]
    assert set(files) == set(tutorial.files_of(tutorial.RESULT))
    for each in blocks:
        if each["file"]:
            assert PAGE[: each.start()].endswith(f"`{each['file']}`\n\n"), each["file"]
    fences = re.findall(r"(?m)^```.+$", PAGE)
    assert len(fences) == len(blocks), "a block that is neither run nor saved"


def test_ten_minutes_are_enough():
    """A newcomer saves a dozen files and types as many commands; reading them is most of the time."""
    blocks = list(tutorial.how_to.BLOCK.finditer(PAGE))
    assert sum(bool(each["file"]) for each in blocks) <= 15
    assert len(list(tutorial.how_to.commands(PAGE))) <= 20
