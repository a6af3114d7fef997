"""Postal addresses of municipalities: by list, by register and by hand, and what is asked instead of guessed."""

from __future__ import annotations

import pytest
from support import folder_bytes


@pytest.fixture
def on(cli, programme):
    def run(*arguments, code=0):
        ran = cli("-C", programme, *arguments)
        assert ran.code == code, ran.err
        return ran

    return run


@pytest.fixture
def take(on, tmp_path):
    """Import lines of a csv: outcome and reason of each row."""

    def run(*lines, code=0, options=()):
        file = tmp_path / "adresser.csv"
        file.write_text("\n".join(lines), encoding="utf-8")
        ran = on("municipality", "addresses", file, "--format", "json", *options, code=code)
        return [(each["outcome"], each["reason"]) for each in ran.json["rows"]] if ran.out else ran

    return run


def address(on, number):
    return on("municipality", "show", number, "--format", "json").json["address"]


@pytest.mark.parametrize(
    "head",
    [
        "Kommunenr;Kommune;Postadresse;Postnr;Poststed",
        "Knr;Kommune;Adresse;Postnummer;Poststad",
        "Municipality no;Municipality;Postal address;Postcode;Town",
    ],
)
def test_headings_in_three_languages(on, take, head):
    assert take(head, "301;Oslo;Rådhuset;37;OSLO", "1504;Ålesund;Postboks 1521;6025;Ålesund") == [("imported", "")] * 2
    assert address(on, "0301") == ["Rådhuset", "0037 OSLO"]
    assert address(on, "1504") == ["Postboks 1521", "6025 Ålesund"]


def test_the_same_list_again_changes_nothing_and_a_new_one_says_what_was(on, take, programme):
    head = "Kommune;Postadresse"
    assert take(head, "Oslo;Rådhuset, 0037 Oslo") == [("imported", "")]
    assert address(on, "0301") == ["Rådhuset", "0037 Oslo"]
    before = folder_bytes(programme)
    assert take(head, "Oslo kommune;Rådhuset; 0037 Oslo".replace("; ", ", ")) == [("unchanged", "")]
    assert folder_bytes(programme) == before
    assert take(head, "Oslo;Postboks 1, 0101 Oslo") == [("updated", "was: Rådhuset, 0037 Oslo")]
    on("undo", "--yes")
    assert address(on, "0301") == ["Rådhuset", "0037 Oslo"]


def test_an_empty_cell_erases_nothing(on, take):
    on("municipality", "set", "0301", "address", "Rådhuset", "0037 Oslo")
    assert take("Kommune;Postadresse", "Oslo;", "Ålesund;Postboks 1, 6001 Ålesund")[0][0] == "skipped"
    assert address(on, "0301") == ["Rådhuset", "0037 Oslo"]


def test_what_is_no_postal_address_is_said_and_not_taken(on, take):
    head = "Kommunenr;Kommune;Adresse;Postnr;Poststed"
    rows = take(
        head,
        "0301;Oslo;Rådhuset;;Oslo",
        "0301;Oslo;Rådhuset;00379;Oslo",
        "0301;Oslo;Rådhuset;0037;",
        "1504;Ålesund;Postboks 1, 6001 Ålesund;6025;Ålesund",
        "1504;Oslo;Postboks 1;6001;Ålesund",
        "9999;Ingensteds;Postboks 1;6001;Ålesund",
        code=0,
    )
    said = ["without a postcode", "not a postcode", "without a place", "and the columns beside it say"]
    for (outcome, reason), text in zip(rows, said, strict=False):
        assert outcome == "rejected"
        assert text in reason
    assert [outcome for outcome, _ in rows[4:]] == ["manual", "manual"]
    assert address(on, "0301") == address(on, "1504") == []


def test_two_addresses_of_one_municipality_are_not_chosen_between_in_silence(on, take):
    rows = take("Kommune;Postadresse", "Oslo;A, 0037 Oslo", "0301 Oslo;B, 0037 Oslo", "Oslo;A, 0037 Oslo")
    assert [outcome for outcome, _ in rows] == ["imported", "manual", "duplicate"]
    assert rows[1][1] == "row 2 says another address: A, 0037 Oslo"
    assert address(on, "0301") == ["A", "0037 Oslo"]


def test_the_name_of_the_list_never_changes_the_register(on, take):
    take("Kommunenr;Kommune;Postadresse", "0301;OSLO KOMMUNE;Rådhuset, 0037 Oslo")
    assert on("municipality", "show", "0301", "--format", "json").json["name"] == "Oslo"


def test_the_register_takes_addresses_too(on, tmp_path):
    file = tmp_path / "kommuner.csv"
    file.write_text(
        "kommunenummer,navn,postadresse,postnummer,poststed\n0301,Oslo,Rådhuset,0037,Oslo\n", encoding="utf-8"
    )
    on("municipality", "import", file)
    assert address(on, "0301") == ["Rådhuset", "0037 Oslo"]
    file.write_text("kommunenummer,navn,postadresse,postnummer\n0301,Oslo,Rådhuset,0037\n", encoding="utf-8")
    assert "postcode without a place" in on("municipality", "import", file, code=3).err


def test_by_hand(on, programme):
    before = folder_bytes(programme)
    assert "postcode and place" in on("municipality", "set", "0301", "address", "Rådhuset", code=2).err
    assert folder_bytes(programme) == before
    on("municipality", "set", "0301", "address", "Rådhuset; 0037 Oslo")
    assert address(on, "0301") == ["Rådhuset", "0037 Oslo"]
    on("municipality", "set", "0301", "address", "")
    assert address(on, "0301") == []


def test_it_is_known_to_reading_explain(on, tmp_path):
    file = tmp_path / "adresser.csv"
    file.write_text("Kommune;Postadresse;Besøksadresse\nOslo;Rådhuset, 0037 Oslo;Rådhusplassen 1\n", encoding="utf-8")
    shown = on("reading", "explain", file, "--as", "addresses").out
    assert "left out" in next(line for line in shown.splitlines() if "Besøksadresse" in line)
    assert "address" in next(line for line in shown.splitlines() if "Postadresse" in line).split()
