"""Who has only README.md gets from a list of applications to networks on a map and a participant list, in ten commands."""

from __future__ import annotations

import csv
import shlex
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from readme_block import README, shell_blocks  # noqa: E402 - after the path is set

BLOCKS = shell_blocks(README.read_text(encoding="utf-8"))
SETTING_UP, EXAMPLE, OWN = BLOCKS[0], BLOCKS[2], BLOCKS[3]
MOST = 10


def kvadmin_commands(block: str) -> list[list[str]]:
    return [shlex.split(line)[1:] for line in block.splitlines() if line.startswith(".venv/bin/kvadmin")]


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The folder where the commands of the example have run."""
    pytest.importorskip("typst")
    here = tmp_path_factory.mktemp("newcomer")
    yield from run_in(here, kvadmin_commands(EXAMPLE))


def run_in(here, commands):
    from kvadmin.cli.main import run

    with pytest.MonkeyPatch.context() as changed:
        changed.chdir(here)
        changed.setenv("KVADMIN_CONFIG", str(here / "none.toml"))
        changed.delenv("KVADMIN_TODAY", raising=False)
        changed.delenv("KVADMIN_DATA", raising=False)
        for words in commands:
            assert run(words) == 0, words
        yield here


def test_ten_commands_are_enough():
    commands = [line for block in (SETTING_UP, EXAMPLE) for line in block.splitlines()]
    assert len(commands) <= MOST
    assert len(OWN.splitlines()) <= MOST
    assert len(kvadmin_commands(OWN)) == len(OWN.splitlines()) == 9  # as the sentence above it says
    assert len(EXAMPLE.splitlines()) == 7


def test_they_admit_a_cohort_and_draw_a_map_and_write_a_list(cli, example):
    holds_all(cli, example / "programme", "P3", 36)
    assert (example / "networks.svg").read_text(encoding="utf-8").count("<circle") >= 36
    assert pages_of(example / "participants.pdf")


def test_own_files_do_it_as_well(cli, example, tmp_path):
    incoming = example / "programme" / "incoming"
    shutil.copy(incoming / "soknader-pulje-3.xlsx", tmp_path / "applications.xlsx")
    shutil.copy(incoming / "pameldinger.csv", tmp_path / "registrations.csv")
    write_register(
        cli("-C", example / "programme", "municipality", "list", "--format", "json").json, tmp_path / "register.csv"
    )
    for here in run_in(tmp_path, kvadmin_commands(OWN)):
        holds_all(cli, here / "kvalitet", "P1", 36)
        assert (here / "our-networks.svg").is_file()
        assert pages_of(here / "our-participants.pdf")


def holds_all(cli, folder, cohort, places):
    assert len(cli("-C", folder, "cohort", "show", cohort, "--format", "json").json["members"]) == places
    networks = cli("-C", folder, "network", "list", cohort, "--format", "json").json["networks"]
    assert sum(len(each["members"]) for each in networks) == places


def pages_of(file) -> str:
    from pypdf import PdfReader

    return "".join(page.extract_text() for page in PdfReader(file).pages)


def write_register(listed, file):
    names = "number name county region population language_form lat lon".split()
    with file.open("w", encoding="utf-8", newline="") as text:
        rows = csv.writer(text)
        rows.writerow(names)
        rows.writerows([each[name] for name in names] for each in listed["municipalities"])
