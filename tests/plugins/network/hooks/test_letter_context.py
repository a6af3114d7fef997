"""Letters name the network, its advisor and its host; what is not known stops the letter."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api.records import Gathering
from kvadmin.testing import Kit

LETTER = "---\nsubject: Nettverk {form}\n---\nNettverk {{{{ network.id }}}} {{{{ network.name }}}}: {{{{ network.advisor }}}}"
LETTER += ", {{{{ network.host }}}}, {{{{ network.others }}}}.\n"


@pytest.fixture
def office(split_kit: Kit) -> Kit:
    kit = split_kit
    (kit.folder / "letters").mkdir()
    for form in ("nb", "nn"):
        (kit.folder / "letters" / f"nettverk.{form}.md").write_text(LETTER.format(form=form), "utf-8")
    programme = (kit.folder / "programme.yaml").read_text("utf-8")
    sender = "sender:\n  name: Sekretariatet\n  email: post@sekretariat.example\n"
    (kit.folder / "programme.yaml").write_text(programme + sender, "utf-8")
    for number in ("1001", "1002"):
        kit.run(
            "contact", "add", number, f"Kari {number}", "--role", "project-leader", "--email", f"{number}@by.example"
        )
    return kit


def planned(kit: Kit, about: str) -> str:
    ran = kit.run("mail", "plan", "nettverk", "--to", "municipality:1001", "--about", about, "--name", "brev")
    assert ran.code == 0, ran.err
    return kit.run("mail", "preview", "brev", "--letter", "1").out


@pytest.mark.parametrize("about", ["P1", "moete"])
def test_the_network_of_the_cohort_or_gathering_is_named(office: Kit, about):
    office.add(Gathering(id="moete", name="Møte", kind="network", start=date(2008, 9, 1), cohort="P1"))
    office.run("network", "advisor", "set", "P1", "Anne Berg", "--home", "2001", "--capacity", "3")
    office.run("network", "advisor", "assign", "P1")
    office.run("network", "host", "P1", "--set", "1005")
    text = planned(office, about)
    assert "Nettverk 1 Agder: Anne Berg, Agderby E, Agderby B, Agderby C, Agderby D og Agderby E." in " ".join(
        text.split()
    )


def test_a_letter_that_would_name_nobody_is_stopped(office: Kit):
    before = office.files()
    ran = office.run("mail", "plan", "nettverk", "--to", "municipality:1001", "--about", "P1", "--name", "brev")
    assert ran.code != 0
    assert "network.advisor" in ran.out + ran.err
    assert office.files() == before
