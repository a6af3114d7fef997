"""The participant list: one order everywhere, headings, counts in words, and the same people in every format."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api.documents import plain
from kvadmin.api.records import Gathering, Programme, Registration
from kvadmin.api.wording import Language
from kvadmin.plugins.gathering.handouts.participants import lead, participant_list
from kvadmin.plugins.gathering.listing import Audience, listing
from kvadmin.plugins.gathering.networks import NetworkBook
from kvadmin.plugins.gathering.people import Person

from .conftest import names, register

MEETING = Gathering(id="g", name="Samling", start=date(2008, 8, 27))


def person(name, place="Oslo", number="0301", **fields):
    made = Registration(id=name, name=name, municipality_name=place, consent="list", **fields)
    return Person(number, made)


def order(*people, by="name"):
    return [each.person.registration.name for each in listing(MEETING, people, NetworkBook(), by=by).entries]


def test_aa_and_aring_are_one_letter_until_all_else_is_equal():
    assert order(*map(person, ("Per Ås", "Ole Aas", "Kari Ås", "Anne Aas"))) == [
        "Anne Aas",
        "Kari Ås",
        "Ole Aas",
        "Per Ås",
    ]


def test_the_whole_alphabet_with_sami_letters_and_particles():
    wanted = [
        "Riikka Aalto", "Áilu Čáhppe", "Per Dahl", "Jens von der Lippe", "Magne Solberg", "Máhtte Šoŋgo", "Marit Sætre",
        "Odd Vik", "Siw Wang", "Rune Zachariassen", "Gøril Ærø", "Hanne Ødegård", "Torgeir Åkre", "Kari Ås", "Ole Aas",
        "Kari Aasen",
    ]  # fmt: skip
    people = [person(name, sort_as="Alto" if "Aalto" in name else "") for name in reversed(wanted)]
    assert order(*people) == wanted


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
    assert "Nettverksleder: Aud Holm, KS · 16 deltakere fra Bø, Lyngdal og Oslo" in text
    assert "40 deltakere fra 7 kommuner. 2 påmeldte står ikke på listen. Oppdatert 20. august 2008." in text
    nynorsk = forty_two.run("participants", "export", "oppstart", "--format", "md", "-o", "-", "--language", "nn").out
    assert "Nettverksleiar: Aud Holm, KS · 16 deltakarar frå Bø, Lyngdal og Oslo" in nynorsk
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
    people += [Person("0301", Registration(id=f"h{n}", name=f"H{n}", consent="none")) for n in range(hidden)]
    assert lead(listing(MEETING, people, NetworkBook()), language) == said


def test_when_everybody_is_hidden_the_list_says_so_and_names_nobody():
    people = [Person("0301", Registration(id="1", name="Skjult Usynlig", consent="none"))]
    document = participant_list(listing(MEETING, people, NetworkBook()), Programme(name="P"), "nb")
    texts = " ".join(plain(text) for _, text in document.texts())
    assert "1 påmeldt står ikke på listen." in texts
    assert "Usynlig" not in texts


def test_the_secretariat_sees_everybody():
    people = [Person("0301", Registration(id="1", name="Skjult Usynlig", consent="none"))]
    assert listing(MEETING, people, NetworkBook(), audience=Audience(staff=True)).hidden == 0


def test_an_employer_that_says_more_than_the_municipality_is_printed():
    shown = listing(
        MEETING,
        [
            person("A A", "Øyer", title="Lege", employer="Øyer kommune"),
            person("B B", "Øyer", title="Lege", employer="Øyer helsehus"),
        ],
        NetworkBook(),
    )
    assert [each.title for each in shown.entries] == ["Lege", "Lege, Øyer helsehus"]


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
