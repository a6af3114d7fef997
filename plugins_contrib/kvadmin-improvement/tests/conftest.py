"""A programme of four members in two networks, with an indicator and a contact, for all tests of the plugin."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kvadmin.api.records import Cohort, Contact, Membership, Network, Networks
from kvadmin.testing import Kit

TOWNS = {"0301": "Oslo", "0415": "Løten", "1244": "Austevoll", "1601": "Trondheim"}


@pytest.fixture
def kit(tmp_path):
    kit = Kit(tmp_path / "programme")
    for number, name in TOWNS.items():
        contacts = [Contact(id="kari", name="Kari Prøvestad", email="kari@loten.example")] if number == "0415" else []
        kit.municipality(number, name, contacts=contacts)
    members = [Membership(municipality=number, start=date(2008, 1, 1)) for number in ("0301", "0415", "1244")]
    kit.add(Cohort(id="P1", name="Pulje 1", memberships=members))
    networks = [
        Network(id="1", name="Innlandet", members=["0415"]),
        Network(id="2", name="Kysten", members=["0301", "1244"]),
    ]
    kit.add(Networks(cohort="P1", networks=networks))
    added = kit.run(
        "evaluation", "indicators", "add", "sykefravaer", "--direction", "decrease", "--period", "quarter",
        "--label-nb", "Sykefravær", "--label-nn", "Sjukefråvær",
    )  # fmt: skip
    assert added.code == 0, added.err
    return kit


def data_files(kit):
    """What is kept, without history and locks."""
    return {name: text for name, text in kit.files().items() if name.split("/")[0] in ("measures", "drivers")}


#: Folders that were frozen before the records got another form; ``schema_1.txt`` says by which commands they were made.
FROZEN = Path(__file__).with_name("frozen")


@pytest.fixture
def old(tmp_path):
    """A live copy of the folder of schema 1, with comments and other things that a person wrote into it.

    Frozen names that begin with ``dot.`` begin with a dot again.
    """
    folder = tmp_path / "schema-1"
    for file in sorted(each for each in (FROZEN / "schema-1").rglob("*") if each.is_file()):
        parts = file.relative_to(FROZEN / "schema-1").parts
        target = folder.joinpath(*(f".{part[4:]}" if part.startswith("dot.") else part for part in parts))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return Kit(folder, today="2008-06-10")


@pytest.fixture
def data_of():
    """What is kept in a folder, byte for byte, without the history and what is kvadmin's own."""

    def found(folder):
        files = {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}
        return {name: content for name, content in files.items() if not name.startswith(("history/", ".kvadmin/"))}

    return found


@pytest.fixture
def done(kit):
    """Runs a command that must end well; with ``undone=True`` what it wrote is taken back and must be as before."""

    def run(*words, undone=False):
        before = data_files(kit)
        ran = kit.run(*words)
        assert ran.code == 0, f"{words}: {ran.err}"
        if undone:
            assert data_files(kit) != before, f"{words} wrote nothing"
            assert kit.run("undo").code == 0
            assert data_files(kit) == before, f"{words}: undo"
            assert kit.run(*words).code == 0
        return ran

    return run


@pytest.fixture
def refused(kit):
    """Runs a command that must be refused and leave every byte as it was; what it said."""

    def run(*words, code=None):
        before = kit.files()
        ran = kit.run(*words)
        assert ran.code != 0, f"{words} was taken"
        assert code in (None, ran.code), f"{words}: exit {ran.code}: {ran.err}"
        assert kit.files() == before
        assert "Traceback" not in ran.err
        return ran.err

    return run
