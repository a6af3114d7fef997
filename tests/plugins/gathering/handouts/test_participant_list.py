"""The participant list: one order everywhere, headings, counts in words, and the same people in every format."""

from __future__ import annotations

from datetime import date

import pytest
from plugins.gathering.conftest import names, register

from kvadmin.api.documents import plain
from kvadmin.api.records import Gathering, Programme, Registration
from kvadmin.api.wording import Language
from kvadmin.plugins.gathering.cohort_networks import CohortNetworks
from kvadmin.plugins.gathering.handouts.participant_list import lead_sentence, participant_list
from kvadmin.plugins.gathering.registrations.registration_book import RegisteredPerson
from kvadmin.plugins.gathering.registrations.roster import make_roster

MEETING = Gathering(id="g", name="Samling", start=date(2008, 8, 27))


def person(name):
    return RegisteredPerson("0301", Registration(id=name, name=name, municipality_name="Oslo", consent="list"))


def test_one_order_in_every_output(kit):
    for name in ("Per Ås", "Ole Aas", "Kari Ås", "Anne Aas"):
        register(kit, name, "-m", "0301", "--consent", "list")
    wanted = ["Anne Aas", "Kari Ås", "Ole Aas", "Per Ås"]
    assert names(kit) == names(kit, "--by", "name") == names(kit, "--by", "municipality") == wanted
    filed = ["Aas, Anne", "Ås, Kari", "Aas, Ole", "Ås, Per"]
    for command in (("participants", "list", "oppstart"), ("gathering", "checkin", "oppstart")):
        out = kit.run(*command, "--format", "csv").out
        assert sorted(filed, key=out.index) == filed
    text = kit.run("participants", "export", "oppstart", "--format", "md", "-o", "-").out
    assert [text.index(each) for each in ("**Aas**, Anne", "**Ås**, Kari")] == sorted(
        text.index(each) for each in ("**Aas**, Anne", "**Ås**, Kari")
    )


def test_namesakes_stand_by_place_and_the_index_tells_them_apart(forty_two):
    listed = forty_two.json("participants", "list", "oppstart")
    assert len(listed["participants"]) == 40
    assert listed["hidden"] == 2
    two = [each for each in listed["participants"] if each["name"] == "Kari Hansen"]
    assert [each["municipality_name"] for each in two] == ["Ringebu", "Øyer"]
    text = forty_two.run("participants", "export", "oppstart", "--format", "md", "-o", "-").out
    index = text[text.index("Navneregister") :]
    assert [" ".join(line.split()) for line in index.splitlines() if "Hansen" in line] == [
        "| **Hansen**, Kari | Ringebu | 2 |",
        "| **Hansen**, Kari | Øyer | 2 |",
    ]


def test_networks_stand_by_number_with_a_line_about_each(forty_two):
    text = forty_two.run("participants", "export", "oppstart", "--format", "md", "-o", "-").out
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["## Nettverk 1 – Sør", "## Nettverk 2 – Innlandet", "## Nettverk 10 – Nord", "## Navneregister"]
    assert "Veileder: Aud Holm, KS · 16 deltakere fra Bø, Lyngdal og Oslo" in text
    assert "40 deltakere fra 7 kommuner. 2 påmeldte står ikke på listen. Oppdatert 20. august 2008." in text
    nynorsk = forty_two.run("participants", "export", "oppstart", "--format", "md", "-o", "-", "--language", "nn").out
    assert "Rettleiar: Aud Holm, KS · 16 deltakarar frå Bø, Lyngdal og Oslo" in nynorsk
    assert "Tillitsvald" in nynorsk


def test_the_preview_is_the_output(forty_two):
    shown = [each["filed_as"] for each in forty_two.json("participants", "list", "oppstart")["participants"]]
    text = forty_two.run("participants", "export", "oppstart", "--format", "md", "-o", "-").out
    body = text[: text.index("Navneregister")]
    rows = [line.split("|")[1].replace("*", "").strip() for line in body.splitlines() if line.startswith("| **")]
    assert rows == shown


@pytest.mark.parametrize(
    ("language", "active", "hidden", "said"),
    [
        ("nb", 1, 0, "1 deltaker fra 1 kommune."),
        ("nb", 2, 1, "2 deltakere fra 1 kommune. 1 påmeldt står ikke på listen."),
        ("nn", 2, 2, "2 deltakarar frå 1 kommune. 2 påmelde står ikkje på lista."),
    ],
)
def test_counts_in_words(language: Language, active, hidden, said):
    people = [person(f"A{n} B{n}") for n in range(active)]
    people += [RegisteredPerson("0301", Registration(id=f"h{n}", name=f"H{n}", consent="none")) for n in range(hidden)]
    assert lead_sentence(make_roster(MEETING, people, CohortNetworks()), language) == said


def test_when_everybody_is_hidden_the_list_says_so_and_names_nobody():
    people = [RegisteredPerson("0301", Registration(id="1", name="Skjult Usynlig", consent="none"))]
    document = participant_list(make_roster(MEETING, people, CohortNetworks()), Programme(name="P"), "nb")
    texts = " ".join(plain(text) for _, text in document.texts())
    assert "1 påmeldt står ikke på listen." in texts
    assert "Usynlig" not in texts


def test_an_unknown_grouping_or_form_is_refused(kit):
    assert kit.run("participants", "list", "oppstart", "--by", "shoe size").code == 2
    assert kit.run("participants", "list", "oppstart", "--language", "se").code == 2
    assert kit.run("participants", "list", "nobody").code == 4
    assert kit.run("participants", "export", "oppstart", "--what", "menu").code == 2


def test_a_list_is_a_document_when_asked_for_as_one(forty_two, tmp_path):
    for command in (("list",), ("export", "--what", "signin")):
        for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
            out = tmp_path / f"{command[0]}.{ending}"
            verb, *options = command
            ran = forty_two.run("participants", verb, "oppstart", *options, "--format", ending, "-o", str(out))
            assert ran.code == 0, ran.err
            assert out.read_bytes().startswith(start)
    assert forty_two.run("participants", "list", "oppstart", "--format", "odt").code == 2
    assert forty_two.run("gathering", "list", "--format", "pdf").code == 2
