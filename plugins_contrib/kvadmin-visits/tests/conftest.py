"""A programme of four members and one that has left, with contacts by phone, e-mail and visit, for all tests."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from kvadmin_visits.records import Visit

from kvadmin.api.records import Cohort, Contact, Membership
from kvadmin.testing import Kit

TOWNS = {
    "0301": ("Oslo", "neutral"),
    "0415": ("Løten", "bokmal"),
    "0402": ("Kongsvinger", "bokmal"),
    "1244": ("Austevoll", "nynorsk"),
    "1601": ("Trondheim", "bokmal"),
}


@pytest.fixture
def town(tmp_path):
    """Oslo, Løten and Austevoll joined in January, Kongsvinger in May; Trondheim has left. Nothing is noted."""
    kit = Kit(tmp_path / "programme")
    for number, (name, form) in TOWNS.items():
        contacts = [Contact(id="kari", name="Kari Prøvestad", email="kari@loten.example")] if number == "0415" else []
        kit.municipality(number, name, language_form=form, contacts=contacts)
    members = [Membership(municipality=each, start=date(2007, 1, 15)) for each in ("0301", "0415", "1244")]
    members.append(Membership(municipality="1601", start=date(2007, 1, 15), to=date(2008, 2, 1), reason="withdrawn"))
    kit.add(Cohort(id="P1", name="Pulje 1", memberships=members))
    kit.add(Cohort(id="P2", name="Pulje 2", memberships=[Membership(municipality="0402", start=date(2008, 5, 1))]))
    return kit


@pytest.fixture
def noted(town):
    """Løten was phoned in May, Oslo written to last in December, a visit to Austevoll is planned."""
    town.add(
        Visit(id="1", municipality="0301", day=date(2007, 12, 10), who="Ola Berg", held=True, how="email"),
        Visit(
            id="2", municipality="0415", day=date(2008, 5, 20), who="Kari Nordmann", held=True, how="phone", minutes=20,
            spoken_with="Kari Prøvestad, Per Hansen", note="Kari ville vite mer om måltall", agreed="Ny samtale i juni",
        ),
        Visit(id="3", municipality="1244", day=date(2008, 9, 1), who="Kari Nordmann", how="visit"),
        Visit(id="4", municipality="1601", day=date(2008, 1, 20), who="Ola Berg", held=True, how="visit", minutes=120),
    )  # fmt: skip
    return town


def data_files(kit):
    """What is kept of visits, byte for byte."""
    return {name: text for name, text in kit.files().items() if name.startswith("visits/")}


@pytest.fixture
def done(noted):
    """Runs a command that must write; the undo gives every byte back, and then it is run once more."""

    def run(*words):
        before = data_files(noted)
        ran = noted.run(*words)
        assert ran.code == 0, f"{words}: {ran.err}"
        assert data_files(noted) != before, f"{words} wrote nothing"
        assert noted.run("undo").code == 0
        assert data_files(noted) == before, f"{words}: undo"
        assert noted.run(*words).code == 0
        return ran

    return run


@pytest.fixture
def refused(noted):
    """Runs a command that must be refused and leave every byte as it was; what it said."""

    def run(*words, code=None):
        before = noted.files()
        ran = noted.run(*words)
        assert ran.code != 0, f"{words} was taken"
        assert code in (None, ran.code), f"{words}: exit {ran.code}: {ran.err}"
        assert noted.files() == before
        assert "Traceback" not in ran.err
        return ran.err

    return run


#: A folder as version 1.0.0 of the plugin left it, when only visits were kept.
FROZEN = Path(__file__).with_name("frozen") / "version-1"


@pytest.fixture
def old(tmp_path):
    """A live copy of the frozen folder; names that begin with ``dot.`` begin with a dot again."""
    folder = tmp_path / "version-1"
    for file in sorted(each for each in FROZEN.rglob("*") if each.is_file()):
        parts = file.relative_to(FROZEN).parts
        target = folder.joinpath(*(f".{part[4:]}" if part.startswith("dot.") else part for part in parts))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return Kit(folder)
