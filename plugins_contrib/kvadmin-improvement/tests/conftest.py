"""A programme of four members in two networks, with an indicator and a contact, for all tests of the plugin."""

from __future__ import annotations

from datetime import date

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
