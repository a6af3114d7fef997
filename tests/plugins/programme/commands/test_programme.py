"""The programme, its sender and letterhead, its parties: set by command, checked, taken back."""

from __future__ import annotations

import pytest
from documents.samples import SVG
from support import folder_bytes


@pytest.fixture
def on(cli, programme):
    def run(*arguments, code=0):
        ran = cli("-C", programme, *arguments)
        assert ran.code == code, ran.err
        return ran

    return run


def shown(on):
    return on("programme", "show", "--format", "json").json


def test_the_letterhead_is_set_by_command_and_taken_back(on):
    on("programme", "set", "sender.name", "Sekretariatet")
    on("programme", "set", "sender.address", "Postboks 8112 Dep", "0032 Oslo")
    on("programme", "set", "Sender.Phone", "22 24 90 90")
    on("programme", "set", "sender.email", "post@program.example")
    on("programme", "set", "sender.organisation-number", "972 417 858")
    sender = shown(on)["sender"]
    assert (sender["name"], sender["address"]) == ("Sekretariatet", ["Postboks 8112 Dep", "0032 Oslo"])
    assert (sender["phone"], sender["email"]) == ("22 24 90 90", "post@program.example")
    assert sender["organisation_number"] == "972417858"
    on("programme", "set", "sender.phone", "")
    assert shown(on)["sender"]["phone"] == ""
    on("undo", "--yes")
    assert shown(on)["sender"]["phone"] == "22 24 90 90"


@pytest.mark.parametrize(
    ("field", "values", "said"),
    [
        ("sender.address", ("Postboks 8112 Dep",), "postcode and place"),
        ("sender.address", ("A", "B", "C", "D", "0032 Oslo"), "5 lines"),
        ("sender.address", ("A" * 61, "0032 Oslo"), "longer than 60"),
        ("sender.email", ("sekretariatet",), "e-mail address"),
        ("sender.email", ("a@b.example\nBcc: all@x.example",), "e-mail address"),
        ("sender.phone", ("ring oss",), "telephone number"),
        ("sender.organisation_number", ("972417859",), "check digit"),
        ("sender.logo", ("../logo.png",), "no file of the programme folder"),
        ("sender.logo", ("letters/logo.png",), "there is no file"),
        ("sender.fax", ("1",), "no field"),
        ("name", ("",), "needs a name"),
        ("language", ("en",), "none of the words"),
        ("parties", ("KS",), "cannot be set this way"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(on, programme, field, values, said):
    before = folder_bytes(programme)
    ran = on("programme", "set", field, *values, code=2)
    assert said in ran.err
    assert folder_bytes(programme) == before


def test_a_period_that_ends_before_it_begins_is_refused(on):
    on("programme", "set", "start", "2007-01-01")
    assert "before it begins" in on("programme", "set", "end", "2006-12-31", code=2).err


def test_a_logo_is_a_picture_of_the_folder(on, programme):
    (programme / "letters").mkdir()
    (programme / "letters" / "logo.svg").write_bytes(SVG)
    on("programme", "set", "sender.logo", "letters/logo.svg")
    assert shown(on)["sender"]["logo"] == "letters/logo.svg"
    (programme / "letters" / "logo.png").write_bytes(SVG)
    assert "no picture" in on("programme", "set", "sender.logo", "letters/logo.png", code=2).err


def test_a_dry_run_writes_nothing(on, programme):
    before = folder_bytes(programme)
    on("--dry-run", "programme", "set", "sender.name", "Sekretariatet")
    assert folder_bytes(programme) == before


def test_parties_get_the_addresses_that_copies_go_to(on):
    assert "--new adds one" in on("programme", "party", "KS", "email", "ks@ks.example", code=4).err
    on("programme", "party", "KS", "email", "ks@ks.example", "--new")
    on("programme", "party", "ks", "name", "Kommunesektorens organisasjon")
    on("programme", "party", "Kommunesektorens organisasjon", "short", "KS")
    on("programme", "party", "ks", "address", "Postboks 1378 Vika", "0114 Oslo")
    assert shown(on)["parties"] == [
        {
            "name": "Kommunesektorens organisasjon",
            "short": "KS",
            "email": "ks@ks.example",
            "address": ["Postboks 1378 Vika", "0114 Oslo"],
        }
    ]
    assert "postcode and place" in on("programme", "party", "KS", "address", "Oslo", code=2).err
